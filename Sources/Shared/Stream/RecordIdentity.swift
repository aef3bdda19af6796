import Crypto
import JSON
import Primitives

/// The name that a record keeps through the pipeline.
///
/// It is the record's own top-level `id` where it has one, else the first 16 hexadecimal digits of SHA-256 of
/// the line's bytes.
package struct RecordIdentity: Sendable, Hashable, CustomStringConvertible {
  private enum Storage: Sendable, Hashable {
    case own(String)
    case digest(UInt64)
  }

  private let storage: Storage

  /// The error of a record whose own `id` breaks the rule, which is then known by its digest.
  package let problem: RecordError?

  /// Works out the identity of a record from its parsed root, nil where it could not be parsed.
  package init(root: JSONValue?, line: UnsafeRawBufferPointer) {
    if let id = root?["id"] {
      if id.kind == .string, RecordIdentity.isValid(id.text) {
        self.init(.own(id.string), problem: nil)
      } else {
        self.init(digest: SHA256.hash(line), problem: .invalidIdentity)
      }
    } else {
      self.init(digest: SHA256.hash(line))
    }
  }

  /// The identity of a record whose line has that SHA-256.
  package init(digest: Hash32) {
    self.init(digest: digest, problem: nil)
  }

  private init(digest: Hash32, problem: RecordError?) {
    self.init(.digest(digest.withUnsafeBytes { $0.loadUnaligned(as: UInt64.self) }), problem: problem)
  }

  private init(_ storage: Storage, problem: RecordError?) {
    self.storage = storage
    self.problem = problem
  }

  /// The identity of a part of a record, such as one of several tests on a line: that text where it can be an
  /// id, else the digest of it.
  package init(name: UnsafeRawBufferPointer) {
    if RecordIdentity.isValid(name) {
      self.init(.own(String(decoding: name, as: UTF8.self)), problem: nil)
    } else {
      self.init(digest: SHA256.hash(name))
    }
  }

  /// The identity as text.
  package var text: String {
    switch storage {
    case .own(let id): return id
    case .digest(let first):
      return withUnsafeBytes(of: first) { Hex.encode(Bytes($0)) }.dropFirst(2).description
    }
  }

  package var description: String { text }

  /// Appends the identity without quotes or escapes.
  package func append(to output: inout ByteBuffer) {
    switch storage {
    case .own(let id): output.append(utf8: id)
    case .digest(let first): withUnsafeBytes(of: first) { output.appendHex($0) }
    }
  }

  /// Appends the identity as a JSON string.
  package func appendQuoted(to output: inout ByteBuffer) {
    switch storage {
    case .own(let id): output.appendQuoted(id)
    case .digest(let first):
      output.append(UInt8(ascii: "\""))
      withUnsafeBytes(of: first) { output.appendHex($0) }
      output.append(UInt8(ascii: "\""))
    }
  }

  /// Whether a text has 1 to 128 characters, each of them printable.
  ///
  /// A character is a Unicode scalar; controls, formats, line separators, surrogates, private and unassigned
  /// ones are not printable.
  private static func isValid(_ text: UnsafeRawBufferPointer) -> Bool {
    guard 1...512 ~= text.count else { return false }
    if text.allSatisfy({ 0x20...0x7e ~= $0 }) { return text.count <= 128 }
    let scalars = String(decoding: text, as: UTF8.self).unicodeScalars
    return scalars.count <= 128
      && scalars.allSatisfy { scalar in
        switch scalar.properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator:
          false
        default: true
        }
      }
  }
}
