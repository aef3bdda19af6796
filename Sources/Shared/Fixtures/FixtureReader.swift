import Chain
import EVM
import JSON
import Primitives
import State

/// Reads fixture JSON into the domain.
///
/// Strict where a slip would hide a fault (types, lengths, doubled addresses), tolerant where old files
/// differ: unknown members are ignored, hex may be padded or upper case, `genesisRLP` and `postState` may
/// be absent. One per worker: it remembers contract codes.
public final class FixtureReader {
  let codes = CodeCache()
  var scratch = Bytes()

  public init() {}

  /// Reads every test of one file or line.
  ///
  /// - Throws: `FixtureError` at the first fault.
  public func read(_ root: JSONValue) throws(FixtureError) -> [BlockchainTest] {
    var tests: [BlockchainTest] = []
    for entry in try entries(of: root) { tests.append(try read(name: entry.name, entry.value)) }
    return tests
  }

  /// The tests of one file or line, not yet read: `{"<name>": {…}, …}`.
  public func entries(
    of root: JSONValue
  ) throws(FixtureError) -> [(name: String, value: JSONValue)] {
    guard root.kind == .object else {
      throw FixtureError(.wrongType(expected: "an object"), at: root.pointer)
    }
    guard root.count > 0 else { throw FixtureError(.noTests, at: root.pointer) }
    return root.members.map { ($0.key.string, $0.value) }
  }

  /// Reads one test.
  public func read(name: String, _ test: JSONValue) throws(FixtureError) -> BlockchainTest {
    guard test.kind == .object else {
      throw FixtureError(.wrongType(expected: "an object"), at: test.pointer)
    }
    if test["blocks"] == nil, test["engineNewPayloads"] != nil {
      throw FixtureError(.engineTest, at: test.pointer)
    }
    guard test["blocks"] != nil || test["genesisBlockHeader"] != nil else {
      throw FixtureError(.notBlockchainTest, at: test.pointer)
    }
    return try blockchainTest(name: name, test, blocks: try blocks(try test.requiredArray("blocks")))
  }

  /// What blockchain tests and engine tests have in common.
  func blockchainTest(
    name: String, _ test: JSONValue, blocks: [FixtureBlock]
  ) throws(FixtureError) -> BlockchainTest {
    let networkValue = try test.required("network")
    let networkName = String(decoding: try networkValue.textOfString(), as: UTF8.self)
    let config = test.optional("config")
    let schedules = try blobSchedules(in: config)
    return BlockchainTest(
      name: name,
      networkName: networkName,
      network: Network(named: networkName)?.obeying(schedules),
      chainID: try config?.optional("chainid")?.uint64() ?? 1,
      blobSchedules: schedules,
      genesis: try declaredHeader(try test.requiredObject("genesisBlockHeader")),
      genesisRLP: try test.optional("genesisRLP")?.data(),
      pre: try allocation(try test.requiredObject("pre")),
      blocks: blocks,
      lastBlockHash: try test.required("lastblockhash").hash32(),
      postState: try postState(in: test))
  }

  /// The record identity that the converter left in `_info`; nil for a fixture from elsewhere.
  public func identity(in test: JSONValue) -> String? {
    guard test.kind == .object, let id = test["_info"]?["id"], id.kind == .string, !id.text.isEmpty
    else { return nil }
    return id.string
  }

  /// The blob parameters that `config` lists by fork.
  func blobSchedules(
    in config: JSONValue?
  ) throws(FixtureError) -> [String: BlobSchedule] {
    guard let schedules = config?.optional("blobSchedule") else { return [:] }
    guard schedules.kind == .object else {
      throw FixtureError(.wrongType(expected: "an object"), at: schedules.pointer)
    }
    var result: [String: BlobSchedule] = [:]
    for (key, value) in schedules.members {
      result[key.string] = BlobSchedule(
        target: try value.required("target").uint64(),
        max: try value.required("max").uint64(),
        baseFeeUpdateFraction: try value.required("baseFeeUpdateFraction").uint64())
    }
    return result
  }

  private func postState(in test: JSONValue) throws(FixtureError) -> PostState {
    if let accounts = test.optional("postState") {
      guard accounts.kind == .object else {
        throw FixtureError(.wrongType(expected: "an object"), at: accounts.pointer)
      }
      return .accounts(try allocation(accounts))
    }
    if let root = test.optional("postStateHash") { return .root(try root.hash32()) }
    throw FixtureError(.missingField("postState"), at: test.pointer / "postState")
  }
}
