import Primitives

/// An event that a contract emitted.
public struct Log: Hashable, Sendable {
  /// The contract.
  public var address: Address
  /// 0…4 indexed words.
  public var topics: [Hash32]
  /// The rest of the event.
  public var data: Bytes

  /// Makes a log.
  public init(address: Address, topics: [Hash32], data: Bytes) {
    self.address = address
    self.topics = topics
    self.data = data
  }
}

/// A log as it lies in a `WorldState`; valid until the state changes.
@frozen
public struct LogView {
  /// The contract.
  public let address: Address
  /// 0…4 indexed words.
  public let topics: UnsafeBufferPointer<Hash32>
  /// The rest of the event.
  public let data: UnsafeRawBufferPointer

  /// A copy that owns its storage.
  public var log: Log { Log(address: address, topics: Array(topics), data: Bytes(data)) }
}

/// Where a log's topics and data lie.
struct LogRecord: BitwiseCopyable {
  var address: Address
  var firstTopic: Int
  var topicCount: Int
  var dataOffset: Int
  var dataCount: Int
}

/// The logs of a transaction in three arenas, shortened when a call reverts.
struct LogArena: ~Copyable {
  private var records = Arena<LogRecord>(capacity: 64)
  private var topics = Arena<Hash32>(capacity: 256)
  private var data = ByteBuffer(capacity: 4096)

  var count: Int { records.count }

  mutating func append(
    address: Address, topics words: UnsafeBufferPointer<Hash32>, data bytes: UnsafeRawBufferPointer
  ) {
    records.append(
      LogRecord(
        address: address, firstTopic: topics.count, topicCount: words.count,
        dataOffset: data.count, dataCount: bytes.count))
    for word in words { topics.append(word) }
    data.append(bytes)
  }

  func view(at index: Int) -> LogView {
    precondition(index >= 0 && index < records.count, "no such log")
    let record = records.base[index]
    return LogView(
      address: record.address,
      topics: UnsafeBufferPointer(start: topics.base + record.firstTopic, count: record.topicCount),
      data: UnsafeRawBufferPointer(start: data.base + record.dataOffset, count: record.dataCount))
  }

  /// Drops everything after the first `count` logs.
  mutating func truncate(to count: Int) {
    guard count < records.count else { return }
    let first = records.base[count]
    topics.truncate(to: first.firstTopic)
    data.truncate(to: first.dataOffset)
    records.truncate(to: count)
  }

  mutating func removeAll() {
    records.removeAll()
    topics.removeAll()
    data.removeAll()
  }

  mutating func copy(_ other: borrowing LogArena) {
    records.copy(other.records)
    topics.copy(other.topics)
    data.removeAll()
    data.append(other.data.bytes)
  }
}
