import Crypto
import Foundation
import JSON
import Primitives
import Testing

@testable import Stream

/// The first 16 hexadecimal digits of the SHA-256 of a text.
func digest(_ text: String) -> String {
  String(SHA256.hash(Array(text.utf8)).hex.dropFirst(2).prefix(16))
}

@Suite("Filter run")
struct FilterRunTests {
  static let mixed = """
    {"id":"a"}
    {"id":"b","do":"fail"}
    broken
    {"id":"c"}
    """

  @Test("answers every record once and in order", arguments: ["-j1", "-j4"])
  func oneInOneOut(jobs: String) throws {
    let outcome = try run(CommandedFilter(), [jobs], input: FilterRunTests.mixed)
    #expect(outcome.lines == ["{\"id\":\"a\",\"line\":1}", "{\"id\":\"c\",\"line\":4}"])
    #expect(
      outcome.errorLines == [
        "{\"error\":{\"stage\":\"echo\",\"code\":\"bad-record\",\"id\":\"b\",\"line\":2,\"pointer\":\"/do\","
          + "\"message\":\"the record asks to fail\",\"hint\":\"ask for something else\"}}",
        "{\"error\":{\"stage\":\"echo\",\"code\":\"json-syntax\",\"id\":\"\(digest("broken"))\",\"line\":3,"
          + "\"pointer\":\"\",\"message\":\"the line is not JSON: unexpected byte at byte 0\"}}",
        "beak-echo: in=4 ok=2 failed=2",
      ])
    #expect(outcome.status == 3)
  }

  @Test("gives the same bytes with any number of jobs", arguments: [1, 2, 4, 7])
  func sameBytes(jobs: Int) throws {
    var filter = CommandedFilter(batching: .records(3))
    filter.isUneven = true
    let input = (1...1500).map { $0 % 11 == 0 ? "{\"n\":\($0),\"do\":\"fail\"}\n" : "{\"n\":\($0)}\n" }
      .joined()
    let outcome = try run(filter, ["-j\(jobs)", "--errors", "stdout"], input: input)
    let numbers = try outcome.lines.map { line -> Int in
      let object = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
      let place = (object["error"] as? [String: Any]) ?? object
      return try #require(place["line"] as? Int)
    }
    #expect(numbers == Array(1...1500))
    #expect(outcome.trailer == "beak-echo: in=1500 ok=1364 failed=136")
    #expect(filter.finished.count.load(ordering: .relaxed) == jobs)
  }

  @Test("keeps error records on standard error in order too")
  func errorOrder() throws {
    var filter = CommandedFilter(batching: .records(2))
    filter.isUneven = true
    let input = (1...600).map { "{\"id\":\"\($0)\",\"do\":\"fail\"}\n" }.joined()
    let outcome = try run(filter, ["-j4"], input: input)
    #expect(outcome.errorLines.count == 601)
    for (index, line) in outcome.errorLines.dropLast().enumerated() {
      #expect(line.contains("\"id\":\"\(index + 1)\",\"line\":\(index + 1),"))
    }
  }

  @Test("loses and doubles nothing out of order")
  func unordered() throws {
    var filter = CommandedFilter(batching: .records(1))
    filter.isUneven = true
    let input = (1...400).map { "{\"id\":\"\($0)\"}\n" }.joined()
    let outcome = try run(filter, ["-j4", "--unordered"], input: input)
    #expect(outcome.lines.sorted() == (1...400).map { "{\"id\":\"\($0)\",\"line\":\($0)}" }.sorted())
    #expect(outcome.status == 0)
  }

  @Test("takes CRLF, blank lines and a last line without its end")
  func lineEnds() throws {
    let outcome = try run(input: "{\"id\":\"a\"}\r\n\r\n  \t\n{\"id\":\"b\"}\n\n{\"id\":\"c\"}")
    #expect(outcome.lines.map { $0.suffix(2) } == ["1}", "4}", "6}"])
    #expect(outcome.trailer == "beak-echo: in=3 ok=3 failed=0")
    let empty = try run(input: "\n \r\n\t\n")
    #expect(empty.trailer == "beak-echo: in=0 ok=0 failed=0")
    #expect(empty.status == 0)
  }

  @Test("answers with the digest of the line without its line end")
  func carriageReturnIsNoPartOfTheLine() throws {
    let outcome = try run(input: "{\"a\":1}\r\n{\"a\":1}\n{\"a\":1}\r")
    #expect(outcome.lines.count == 3)
    #expect(outcome.lines.allSatisfy { $0.contains(digest("{\"a\":1}")) })
  }

  @Test("refuses a byte order mark and goes on")
  func byteOrderMark() throws {
    let outcome = try run(input: "\u{feff}{\"id\":\"a\"}\n{\"id\":\"b\"}\n")
    #expect(outcome.lines == ["{\"id\":\"b\",\"line\":2}"])
    #expect(outcome.errors.contains("\"code\":\"byte-order-mark\""))
    #expect(outcome.status == 3)
  }

  @Test("puts pieces of a line together however they arrive")
  func pieces() throws {
    let text = "{\"id\":\"a\"}\r\n{\"id\":\"\(String(repeating: "x", count: 100))\"}\n"
    let outcome = try run(input: text.unicodeScalars.map { String($0) })
    #expect(outcome.lines.count == 2)
    #expect(outcome.status == 0)
  }

  @Test(
    "skips a line over the limit and knows it by its digest",
    arguments: [21, 64 << 10, 65 << 10, 300_000, 1_000_000], ["\n", "\r\n", ""])
  func overlongLine(length: Int, end: String) throws {
    let long = String(repeating: "x", count: length - 1) + "\r"
    let short = "{\"id\":\"0123456789ab\"}"
    let outcome = try run(
      CommandedFilter(), ["--max-line", "20"],
      input: "{\"id\":\"a\"}\n\(long)y\(end)" + (end.isEmpty ? "" : "{\"id\":\"b\"}\n\(short)\n"))
    #expect(
      outcome.errors.contains("\"code\":\"line-too-long\",\"id\":\"\(digest(long + "y"))\",\"line\":2,"))
    if end.isEmpty {
      #expect(outcome.trailer == "beak-echo: in=2 ok=1 failed=1")
    } else {
      // The last line is 21 bytes long.
      #expect(outcome.errors.contains("\"id\":\"\(digest(short))\",\"line\":4,"))
      #expect(outcome.lines == ["{\"id\":\"a\",\"line\":1}", "{\"id\":\"b\",\"line\":3}"])
      #expect(outcome.trailer == "beak-echo: in=4 ok=2 failed=2")
    }
  }

  @Test("takes a line that just fits", arguments: ["\n", "\r\n", ""])
  func longestLine(end: String) throws {
    let outcome = try run(CommandedFilter(), ["--max-line", "10"], input: "{\"id\":\"a\"}\(end)")
    #expect(outcome.lines == ["{\"id\":\"a\",\"line\":1}"])
  }

  @Test("hands error records of an earlier stage on untouched", arguments: ["stderr", "stdout"])
  func passThrough(place: String) throws {
    let earlier = "{ \"error\" : {\"stage\":\"convert\",\"code\":\"x\", \"id\":\"q\"}}"
    let outcome = try run(
      CommandedFilter(), ["--errors", place], input: "{\"id\":\"a\"}\n\(earlier)\n{\"id\":\"b\"}\n")
    #expect(outcome.lines == ["{\"id\":\"a\",\"line\":1}", earlier, "{\"id\":\"b\",\"line\":3}"])
    #expect(outcome.trailer == "beak-echo: in=3 ok=2 failed=1")
    #expect(outcome.status == 3)
  }

  @Test(
    "does not take a record for an error record because it begins like one",
    arguments: [
      "{\"error\":{\"stage\":\"a\",\"code\":\"b\"},\"id\":\"z\"}", "{\"error\":{\"stage\":\"a\"}}",
      "{\"error\":1}", "{\"error\":{\"stage\":1,\"code\":2}}",
    ])
  func notPassedThrough(line: String) throws {
    let outcome = try run(input: line)
    #expect(outcome.lines.first?.hasSuffix(",\"line\":1}") == true)
    #expect(outcome.status == 0)
  }

  @Test("stops after the first bad record when asked to", arguments: ["-j1", "-j4"])
  func failFast(jobs: String) throws {
    let filter = CommandedFilter(batching: .records(2))
    let input = (1...500).map { "{\"id\":\"\($0)\"\($0 == 101 ? ",\"do\":\"fail\"" : "")}\n" }.joined()
    let outcome = try run(filter, [jobs, "--fail-fast"], input: input)
    #expect(outcome.lines.count == 100)
    #expect(outcome.trailer == "beak-echo: in=101 ok=100 failed=1")
    #expect(outcome.status == 3)
  }

  @Test("counts each record of a line that holds several")
  func expansion() throws {
    let outcome = try run(
      CommandedFilter(), ["--errors", "stdout"], input: "{\"id\":\"a\",\"do\":\"expand\"}\n{}\n")
    #expect(outcome.lines.count == 4)
    #expect(outcome.lines[1].contains("bad-record"))
    #expect(outcome.trailer == "beak-echo: in=4 ok=3 failed=1")
    #expect(outcome.status == 3)
  }

  @Test("warns without counting")
  func warning() throws {
    let outcome = try run(input: "{\"id\":\"a\",\"do\":\"warn\"}")
    #expect(outcome.errorLines.first == "beak-echo: line 1: warning: careful\\u{1b}[31m")
    #expect(outcome.status == 0)
  }

  @Test(
    "gives a warning that holds for many records once, in the order of the input", arguments: ["-j1", "-j4"])
  func warnsOnce(jobs: String) throws {
    let lines = (0..<600).map { index in
      let what = index < 250 ? "wolves" : index % 2 == 0 ? "bears" : "wolves"
      return "{\"id\":\"\(index)\",\"do\":\"warn-once\",\"what\":\"\(what)\"}\n"
    }
    let filter = CommandedFilter(batching: .records(3))
    let outcome = try run(filter, [jobs], input: lines.joined())
    #expect(
      outcome.errorLines.prefix(2) == [
        "beak-echo: warning: beware of wolves", "beak-echo: warning: beware of bears",
      ])
    #expect(outcome.errorLines.filter { $0.contains("warning") }.count == 2)
    #expect(outcome.lines.count == 600)
    let quiet = try run(filter, [jobs, "--quiet"], input: lines.joined())
    #expect(quiet.errors == "" && quiet.lines.count == 600)
  }

  @Test("gives no more than a bounded number of such warnings")
  func warnsWithinBounds() throws {
    let input = (0..<300).map { "{\"do\":\"warn-once\",\"what\":\"\($0)\"}\n" }.joined()
    let outcome = try run(CommandedFilter(), ["-j2"], input: input)
    let warnings = outcome.errorLines.filter { $0.contains("warning") }
    #expect(warnings.count == 101)
    #expect(warnings.last == "beak-echo: warning: no further warnings are shown")
  }

  @Test("is quiet when asked to")
  func quiet() throws {
    let outcome = try run(CommandedFilter(), ["--quiet"], input: "{}\n")
    #expect(outcome.errors == "")
    #expect(outcome.lines.count == 1)
  }

  @Test("refuses an id that breaks the rule", arguments: ["{\"id\":7}", "{\"id\":\"\"}", "{\"id\":null}"])
  func invalidIdentity(line: String) throws {
    let outcome = try run(input: line)
    #expect(outcome.errors.contains("\"code\":\"invalid-id\",\"id\":\"\(digest(line))\""))
    #expect(outcome.errors.contains("\"pointer\":\"/id\""))
  }
}
