import Testing

@testable import BeakFixtures

@Suite("The block that env describes")
struct EnvironmentModeTests {
  private static let zero = "0x" + String(repeating: "0", count: 64)
  private static let random = "0x" + String(repeating: "0", count: 60) + "1234"

  private func fixture(
    _ environment: [String: String], fork: String = "Prague", mode: InputOptions.EnvironmentMode
  ) throws -> FixtureView {
    var document = DocumentText()
    document.fork = "\"\(fork)\""
    document.environment.merge(environment) { $1 }
    document.transactions = []
    return try FixtureView(converting: document, input: InputOptions(environment: mode))
  }

  @Test("is genesis by default, and block 1 when asked for")
  func modes() throws {
    let environment = [
      "currentBaseFee": "1000", "currentExcessBlobGas": "\"0x100000\"", "currentRandom": "\"0x1234\"",
    ]
    let genesis = try fixture(environment, mode: .genesis)
    #expect(genesis.genesis.text("baseFeePerGas") == "0x03e8")
    #expect(genesis.header(0).text("baseFeePerGas") == "0x036b")
    #expect(genesis.genesis.text("mixHash") == Self.random)
    #expect(genesis.header(0).text("mixHash") == Self.zero)
    let block = try fixture(environment, mode: .block1)
    #expect(block.header(0).text("baseFeePerGas") == "0x03e8")
    #expect(block.genesis.text("baseFeePerGas") == "0x0476")
    #expect(block.header(0).text("excessBlobGas") == "0x100000")
    #expect(block.genesis.text("excessBlobGas") == "0x1c0000")
    #expect(block.header(0).text("mixHash") == Self.random)
    #expect(block.genesis.text("mixHash") == Self.zero)
    #expect(block.genesis.text("gasUsed") == "0x00")
  }

  @Test("has every small base fee in block 1", arguments: Array(1...40) + [999, 1_000_000_007])
  func baseFees(fee: Int) throws {
    let block = try fixture(["currentBaseFee": "\(fee)"], mode: .block1)
    let text = try #require(block.header(0).text("baseFeePerGas")).dropFirst(2)
    #expect(Int(text, radix: 16) == fee)
  }

  @Test(
    "has the excess blob gas in block 1, also where a reserve price holds it up",
    arguments: ["Cancun", "Prague", "Osaka", "BPO1", "BPO2"],
    [0, 1, 0x20000, 0x60000, 0x123456, 0x240000, 0x1000_0000])
  func excess(fork: String, excess: Int) throws {
    // A base fee of 7 keeps the reserve price below the least blob fee for all but small values.
    let environment = ["currentExcessBlobGas": "\(excess)", "currentBaseFee": "7"]
    let block = try fixture(environment, fork: fork, mode: .block1)
    let text = try #require(block.header(0).text("excessBlobGas")).dropFirst(2)
    #expect(Int(text, radix: 16) == excess)
  }

  @Test("has an excess held up by the reserve price, or cannot have it")
  func reserve() throws {
    let high = ["currentBaseFee": "1000000000"]
    let reached = try fixture(
      high.merging(["currentExcessBlobGas": "\"0x240000\""]) { $1 }, fork: "Osaka", mode: .block1)
    #expect(reached.header(0).text("excessBlobGas") == "0x240000")
    #expect(reached.genesis.text("excessBlobGas") == "0x240000")
    let error = #expect(throws: ConvertError.self) {
      try fixture(high.merging(["currentExcessBlobGas": "1"]) { $1 }, fork: "Osaka", mode: .block1)
    }
    #expect(error?.kind == .environmentUnreachable)
  }

  @Test("has its defaults in block 1 when it is empty")
  func defaults() throws {
    var document = DocumentText()
    document.environment = [:]
    document.transactions = []
    let block = try FixtureView(converting: document, input: InputOptions(environment: .block1))
    #expect(block.header(0).text("baseFeePerGas") == "0x07")
    #expect(block.header(0).text("excessBlobGas") == "0x00")
    #expect(block.header(0).text("timestamp") == "0x03e8")
  }

  @Test("is block 1 only: later blocks follow from it")
  func laterBlocks() throws {
    var document = DocumentText()
    document.environment["currentRandom"] = "\"0x1234\""
    document.transactions = []
    document.extra["blockCount"] = "2"
    let block = try FixtureView(converting: document, input: InputOptions(environment: .block1))
    #expect((0..<2).map { block.header($0).text("mixHash") } == [Self.random, Self.zero])
  }

  @Test("must agree with the blob gas that block 1 uses, where it says so")
  func blobGasUsed() throws {
    var document = DocumentText()
    let hash = "\"0x01\(String(repeating: "00", count: 31))\""
    document.transactions = [
      DocumentText.transaction(["gasPrice": nil, "maxFeePerGas": "7", "blobVersionedHashes": "[\(hash)]"])
    ]
    document.environment["currentBlobGasUsed"] = "\"0x20000\""
    let block = try FixtureView(converting: document, input: InputOptions(environment: .block1))
    #expect(block.header(0).text("blobGasUsed") == "0x020000")
    #expect(block.genesis.text("blobGasUsed") == "0x00")
  }

  @Test("cannot have a base fee of its own where the fee market begins")
  func firstBaseFee() throws {
    let error = #expect(throws: ConvertError.self) {
      try fixture(["currentBaseFee": "7"], fork: "BerlinToLondonAt1", mode: .block1)
    }
    #expect(error?.kind == .environmentUnreachable)
  }
}
