import JSON

/// Why a JSON value is not a fixture, and where.
public struct FixtureError: Error, Equatable, Sendable {
  /// What is wrong.
  public enum Problem: Equatable, Sendable {
    /// The file holds no test.
    case noTests
    /// The object is a fixture of another format, or no fixture at all.
    case notBlockchainTest
    /// The test holds payloads for the engine API in place of blocks.
    case engineTest
    case missingField(String)
    /// The value has another JSON type than `expected` (with article, e.g. `a string`).
    case wrongType(expected: String)
    /// The string is not `0x` and hex digits.
    case notHex
    /// The data has `actual` bytes instead of `expected`.
    case wrongLength(expected: Int, actual: Int)
    /// The quantity does not fit `bits` bits.
    case tooLarge(bits: Int)
    /// One address or slot is spelt twice.
    case duplicate(String)
    /// A block has both `blockHeader` (valid) and an expected exception (invalid).
    case contradictoryBlock
  }

  public let problem: Problem
  /// Where, from the top of the input line.
  public let pointer: JSONPointer

  public init(_ problem: Problem, at pointer: JSONPointer) {
    self.problem = problem
    self.pointer = pointer
  }

  /// Stable, kebab-case.
  public var code: String {
    switch problem {
    case .noTests: "fixture-empty"
    case .notBlockchainTest: "fixture-not-blockchain-test"
    case .engineTest: "fixture-engine-test"
    case .missingField: "fixture-field-missing"
    case .wrongType: "fixture-wrong-type"
    case .notHex: "fixture-not-hex"
    case .wrongLength: "fixture-wrong-length"
    case .tooLarge: "fixture-number-too-large"
    case .duplicate: "fixture-duplicate"
    case .contradictoryBlock: "fixture-block-contradictory"
    }
  }

  /// What is wrong, without the place.
  public var message: String {
    switch problem {
    case .noTests: "the object holds no test"
    case .notBlockchainTest: "not a blockchain test: neither \"blocks\" nor \"genesisBlockHeader\""
    case .engineTest: "an engine test: it has \"engineNewPayloads\" in place of \"blocks\""
    case .missingField(let name): "the field \"\(name)\" is missing"
    case .wrongType(let expected): "expected \(expected)"
    case .notHex: "expected \"0x\" and hex digits"
    case .wrongLength(let expected, let actual): "expected \(expected) bytes, found \(actual)"
    case .tooLarge(let bits): "the number needs more than \(bits) bits"
    case .duplicate(let what): "\(what) occurs twice"
    case .contradictoryBlock: "the block has a \"blockHeader\" and an expected exception"
    }
  }

  /// What the user can do about it.
  public var hint: String? {
    switch problem {
    case .noTests: "a line is {\"<test name>\": {…fixture…}}"
    case .notBlockchainTest: "give blockchain tests or state tests"
    case .engineTest: "no client here takes engine tests; write the same chain with --format blockchain"
    case .contradictoryBlock: "a valid block has a blockHeader, an invalid one an expectException"
    default: nil
    }
  }
}
