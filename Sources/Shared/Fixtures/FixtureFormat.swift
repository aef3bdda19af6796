import Primitives

/// The formats in which a test is written. Source: EEST documentation, "Test Fixtures".
public enum FixtureFormat: String, CaseIterable, Sendable {
  /// Blocks to import.
  case blockchainTest = "blockchain_test"
  /// The same blocks as payloads for the engine API.
  case engineTest = "blockchain_test_engine"
  /// One transaction, with no block around it.
  case stateTest = "state_test"

  /// The folder for files of this format below that of all fixtures.
  public var folder: String {
    switch self {
    case .blockchainTest: "blockchain_tests"
    case .engineTest: "blockchain_tests_engine"
    case .stateTest: "state_tests"
    }
  }
}

/// How the state after a test is told.
public enum PostStateForm: String, CaseIterable, Sendable {
  /// Every account.
  case accounts = "full"
  /// The state root alone.
  case root = "hash"
}

/// What a writer makes of the tests that it is given.
public struct FixtureStyle: Sendable, Equatable {
  public var format: FixtureFormat
  public var post: PostStateForm
  /// Whether `_info` has the hash of the fixture.
  public var includesHash: Bool

  public init(
    format: FixtureFormat = .blockchainTest, post: PostStateForm = .accounts, includesHash: Bool = false
  ) {
    self.format = format
    self.post = post
    self.includesHash = includesHash
  }
}

/// What `_info` says of a fixture besides its format, its tool and its record.
public struct FixtureInfo: Sendable {
  /// The text of the document that the fixture was made of; nil when it is not to be embedded.
  public var sourceDocument: Bytes?
  /// What the document has besides.
  public var dropped: [DroppedTransaction]
  /// What was made wrong about the last block; nil when nothing was.
  public var fault: BlockFault?

  /// Whether there is nothing to say.
  var isEmpty: Bool { sourceDocument == nil && dropped.isEmpty && fault == nil }

  public init(
    sourceDocument: Bytes? = nil, dropped: [DroppedTransaction] = [], fault: BlockFault? = nil
  ) {
    self.sourceDocument = sourceDocument
    self.dropped = dropped
    self.fault = fault
  }
}

/// What was made wrong on purpose about a block of a fixture.
public struct BlockFault: Sendable, Equatable {
  /// The kind by its stable name.
  public var kind: String
  /// The block's position among the blocks, from 1.
  public var position: Int
  /// The fault as a phrase.
  public var summary: String

  public init(kind: String, position: Int, summary: String) {
    self.kind = kind
    self.position = position
    self.summary = summary
  }
}

/// What is known of a fixture that was written.
public struct FixtureSummary: Sendable, Equatable {
  /// The key of the test.
  public var name: String
  public var format: FixtureFormat
  /// The fork or transition as written.
  public var networkName: String
  /// The hash in `_info`; nil when none was asked for.
  public var hash: Hash32?

  public init(name: String, format: FixtureFormat, networkName: String, hash: Hash32?) {
    self.name = name
    self.format = format
    self.networkName = networkName
    self.hash = hash
  }
}

/// Why a chain cannot be told in the format that is asked for.
public enum FixtureObstacle: Error, Equatable, Sendable {
  /// The block of this number, which may be genesis, belongs to a fork that the engine API does not know.
  case noEngineAPI(block: UInt64)
  /// The block at this position, counted from 1, is nothing that a payload can hold.
  case noPayload(position: Int)
}
