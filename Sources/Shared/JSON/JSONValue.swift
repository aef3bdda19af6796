import Glibc

/// What a JSON value is.
@frozen
public enum JSONKind: Hashable, Sendable {
  case object
  case array
  case string
  case number
  case `true`
  case `false`
  case null
}

/// One value of a parsed document: a place on its tape, trivial to copy.
///
/// Valid until its `JSONDocument` parses another text or goes away, and only while the text stays in place.
@frozen
public struct JSONValue {
  @usableFromInline let tape: UnsafePointer<JSONTape>
  @usableFromInline let index: Int

  @inlinable @inline(__always)
  init(tape: UnsafePointer<JSONTape>, index: Int) {
    self.tape = tape
    self.index = index
  }

  @inlinable @inline(__always)
  var node: JSONNode { tape.pointee.nodes[index] }

  @inlinable @inline(__always)
  var firstByte: UInt8 { tape.pointee.source[Int(node.start)] }

  /// What the value is.
  @inlinable
  public var kind: JSONKind {
    switch firstByte {
    case UInt8(ascii: "\""): .string
    case UInt8(ascii: "{"): .object
    case UInt8(ascii: "["): .array
    case UInt8(ascii: "t"): .true
    case UInt8(ascii: "f"): .false
    case UInt8(ascii: "n"): .null
    default: .number
    }
  }

  /// A string's decoded bytes, which are UTF-8; any other value's text as written.
  @inlinable
  public var text: UnsafeRawBufferPointer {
    firstByte == UInt8(ascii: "\"") ? tape.pointee.text(of: node) : rawJSON
  }

  /// `text` as a `String`.
  public var string: String {
    String(decoding: text, as: UTF8.self)
  }

  /// The bytes of the value as written in the source, without white space around them.
  @inlinable
  public var rawJSON: UnsafeRawBufferPointer {
    let node = node
    return UnsafeRawBufferPointer(
      start: tape.pointee.source + Int(node.start), count: Int(node.end &- node.start))
  }

  /// The offset of `rawJSON` in the text, in bytes.
  @inlinable
  public var offset: Int { Int(node.start) }

  /// The number of members of an object or elements of an array; 0 for scalars.
  @inlinable
  public var count: Int {
    isContainer ? Int(node.first) : 0
  }

  @inlinable @inline(__always)
  var isContainer: Bool { firstByte & 0xdf == 0x5b }

  /// The members of an object in the order of the text; none for any other kind.
  @inlinable
  public var members: JSONMembers {
    JSONMembers(
      tape: tape, first: index + 1, count: firstByte == UInt8(ascii: "{") ? Int(node.first) : 0)
  }

  /// The elements of an array in order; none for any other kind.
  @inlinable
  public var elements: JSONElements {
    JSONElements(
      tape: tape, first: index + 1, count: firstByte == UInt8(ascii: "[") ? Int(node.first) : 0)
  }

  /// The member of that name; nil where there is none or the value is no object.
  ///
  /// - Complexity: O(members).
  @inlinable
  public subscript(_ key: StaticString) -> JSONValue? {
    self[key: UnsafeRawBufferPointer(start: key.utf8Start, count: key.utf8CodeUnitCount)]
  }

  /// The member whose unescaped name has those bytes; nil where there is none or the value is no object.
  ///
  /// - Complexity: O(members).
  @inlinable
  public subscript(key bytes: UnsafeRawBufferPointer) -> JSONValue? {
    for member in members where member.key.hasBytes(bytes) { return member.value }
    return nil
  }
}

/// A member's name.
@frozen
public struct JSONKey {
  /// The unescaped bytes, which are UTF-8.
  public let text: UnsafeRawBufferPointer

  @inlinable @inline(__always)
  init(text: UnsafeRawBufferPointer) {
    self.text = text
  }

  /// `text` as a `String`.
  public var string: String {
    String(decoding: text, as: UTF8.self)
  }

  @inlinable @inline(__always)
  func hasBytes(_ bytes: UnsafeRawBufferPointer) -> Bool {
    guard bytes.count == text.count else { return false }
    guard let left = bytes.baseAddress, let right = text.baseAddress else { return true }
    return memcmp(left, right, bytes.count) == 0
  }

  /// Whether the name is the given text.
  @inlinable
  public static func == (key: JSONKey, name: StaticString) -> Bool {
    key.hasBytes(UnsafeRawBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
  }

  /// Lets a name stand as a pattern in a `switch` over keys.
  @inlinable
  public static func ~= (name: StaticString, key: JSONKey) -> Bool {
    key == name
  }
}
