import ArgumentParser
import Testing

@testable import Stream

@Suite("Options")
struct OptionTests {
  @Test(
    "refuses what makes no sense",
    arguments: [
      ["-j0"], ["-j", "-1"], ["--jobs", "1025"], ["--jobs", "many"], ["--errors", ""], ["--summary", ""],
      ["--progress", "sometimes"], ["--max-line", "0"], ["--max-line", "4096M"], ["--max-line", "1X"],
      ["--max-line", "-5"], ["--max-nesting", "0"], ["--max-digits", "0"], ["-", "-"], [""], ["--bogus"],
      ["--errors", "f", "--summary", "f"], ["--max-line", "99999999999999999999"],
      ["--max-line", "9999999999999999G"],
    ])
  func senseless(arguments: [String]) {
    #expect(throws: (any Error).self) { try StandardOptions.parse(arguments) }
  }

  @Test("has the defaults of the contract")
  func defaults() throws {
    let options = try StandardOptions.parse([])
    #expect(options.errors == "stderr")
    #expect(options.limits.maxLine.bytes == 64 << 20)
    #expect(options.limits.json.nesting == 128)
    #expect(options.limits.json.numberDigits == 100)
    #expect(options.jobCount >= 1)
    #expect(!options.failFast && !options.unordered && !options.quiet && !options.exitZero)
    let documents = try DocumentLimits.parse([])
    #expect(documents.maxAccounts == 100_000)
    #expect(documents.maxTransactions == 100_000)
    #expect(documents.maxCode.bytes == 10 << 20)
  }

  @Test(
    "takes jobs in every usual spelling", arguments: [["-j3"], ["-j", "3"], ["--jobs", "3"], ["--jobs=3"]])
  func jobs(arguments: [String]) throws {
    #expect(try StandardOptions.parse(arguments).jobCount == 3)
  }

  @Test(
    "understands sizes",
    arguments: [
      ("1", 1), ("64K", 65536), ("64KiB", 65536), ("2M", 2 << 20), ("2MB", 2 << 20), ("1G", 1 << 30),
      ("7B", 7),
    ])
  func sizes(text: String, bytes: Int) {
    #expect(ByteSize(argument: text)?.bytes == bytes)
  }

  @Test("refuses what is no size", arguments: ["", "K", "B", "1T", "1.5M", "0x10", " 1", "+1"])
  func noSizes(text: String) {
    #expect(ByteSize(argument: text) == nil)
  }
}
