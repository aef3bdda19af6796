import Primitives

/// The end of a stream: everything may be appended, the last 64 KiB are kept.
package struct OutputRing: Sendable {
  package static let capacity = 65_536
  private var bytes = Bytes()
  /// How many bytes were ever taken in.
  package private(set) var total = 0

  /// Makes an empty ring.
  package init() {}

  /// Takes in the next bytes.
  package mutating func append(_ chunk: Bytes) {
    bytes.append(contentsOf: chunk)
    total += chunk.count
    if bytes.count > 2 * Self.capacity { bytes.removeFirst(bytes.count - Self.capacity) }
  }

  /// What is kept, oldest byte first.
  package var contents: Bytes { Bytes(bytes.suffix(Self.capacity)) }

  /// The last lines, for a message to the user.
  package func lastLines(_ count: Int) -> String {
    String(decoding: contents, as: UTF8.self)
      .split(separator: "\n").suffix(count).joined(separator: "\n")
  }
}
