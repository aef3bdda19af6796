import ArgumentParser
import JSON

/// What every filter refuses to take in.
package struct StreamLimits: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The longest line, or .json file, in bytes; K, M and G are understood.", valueName: "size"))
  package var maxLine = ByteSize(64 << 20)

  @Option(help: ArgumentHelp("The deepest nesting of JSON containers.", valueName: "depth"))
  package var maxNesting = 128

  @Option(help: ArgumentHelp("The most digits of a JSON number.", valueName: "n"))
  package var maxDigits = 100

  package init() {}

  package mutating func validate() throws {
    try check(maxLine.bytes, in: 1...4095 << 20, "--max-line")
    try check(maxNesting, in: 1...100_000, "--max-nesting")
    try check(maxDigits, in: 1...100_000, "--max-digits")
  }

  /// The limits for the JSON parser.
  package var json: JSONLimits { JSONLimits(nesting: maxNesting, numberDigits: maxDigits) }
}

/// What filters that read fuzzer documents refuse to take in.
package struct DocumentLimits: ParsableArguments {
  @Option(help: ArgumentHelp("The most accounts of a document.", valueName: "n"))
  package var maxAccounts = 100_000

  @Option(help: ArgumentHelp("The most transactions of a document.", valueName: "n"))
  package var maxTransactions = 100_000

  @Option(
    help: ArgumentHelp(
      "The most code of one account, in bytes; K, M and G are understood.", valueName: "size"))
  package var maxCode = ByteSize(10 << 20)

  package init() {}

  package mutating func validate() throws {
    try check(maxAccounts, in: 1...Int(Int32.max), "--max-accounts")
    try check(maxTransactions, in: 1...Int(Int32.max), "--max-transactions")
    try check(maxCode.bytes, in: 1...1 << 30, "--max-code")
  }
}

private func check(_ value: Int, in range: ClosedRange<Int>, _ option: String) throws {
  guard range.contains(value) else {
    throw ValidationError(
      "\(option) must be between \(range.lowerBound) and \(range.upperBound), not \(value)")
  }
}

/// A number of bytes on the command line: decimal, with `K`, `M` or `G` for powers of 1024.
package struct ByteSize: ExpressibleByArgument, Hashable, Sendable {
  /// The number of bytes.
  package let bytes: Int

  /// Makes a size.
  package init(_ bytes: Int) {
    self.bytes = bytes
  }

  package init?(argument: String) {
    var digits = argument[...]
    for suffix in ["iB", "B"] where digits.hasSuffix(suffix) && digits.count > suffix.count {
      digits = digits.dropLast(suffix.count)
      break
    }
    var shift = 0
    switch digits.last {
    case "K", "k": shift = 10
    case "M": shift = 20
    case "G": shift = 30
    default: break
    }
    if shift > 0 { digits = digits.dropLast() }
    guard !digits.isEmpty, digits.utf8.allSatisfy({ 0x30...0x39 ~= $0 }), let number = Int(digits) else {
      return nil
    }
    let (bytes, overflow) = number.multipliedReportingOverflow(by: 1 << shift)
    if overflow { return nil }
    self.bytes = bytes
  }

  package var defaultValueDescription: String {
    for (shift, suffix) in [(30, "G"), (20, "M"), (10, "K")] where bytes > 0 && bytes % (1 << shift) == 0 {
      return "\(bytes >> shift)\(suffix)"
    }
    return "\(bytes)"
  }
}
