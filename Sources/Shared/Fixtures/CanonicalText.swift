import Crypto
import Glibc
import Primitives

/// Puts the members of JSON objects into the order of their names, to hash what they say and not how they
/// are arranged.
///
/// The text must be our own: minified, and without a backslash in any string. One for each writer, reused.
/// Source: EEST, `BaseFixture.hash`: SHA-256 of the fixture without `_info`, dumped with sorted keys and no
/// white space.
struct CanonicalText: ~Copyable {
  /// A member of an object, or an element of a list, by its places in the text.
  private struct Part {
    /// The name without its quotes; empty for an element.
    var name: UnsafeRawBufferPointer
    /// The value's text.
    var value: UnsafeRawBufferPointer
    /// The position in `containers` of what has to be put in order within the value, or `inOrder`.
    var container: Int
  }

  /// A container with something out of order in it, by its parts.
  private struct Container {
    var parts: Range<Int>
    var isObject: Bool
  }

  /// Stands for a container that needs no arranging.
  private static let inOrder = -1
  /// So many parts are sorted by insertion, which needs no memory.
  private static let insertionLimit = 40

  private var place: UnsafeRawPointer
  private var end: UnsafeRawPointer
  /// The parts of the containers that are not yet read to their end.
  private var open: [Part] = []
  private var parts: [Part] = []
  private var containers: [Container] = []
  private var text = ByteBuffer(capacity: 32 << 10)

  /// Makes one that has seen nothing.
  init() {
    let nothing = UnsafeRawPointer(text.base)
    place = nothing
    end = nothing
  }

  /// The hash of the object whose members are `text`, which has no braces around it.
  mutating func hash(ofMembers text: UnsafeRawBufferPointer) -> Hash32 {
    arrange(text)
    return SHA256.hash(self.text.bytes)
  }

  /// The object whose members are `text`, in canonical order.
  mutating func arranged(ofMembers text: UnsafeRawBufferPointer) -> Bytes {
    arrange(text)
    return self.text.toBytes()
  }

  private mutating func arrange(_ source: UnsafeRawBufferPointer) {
    text.removeAll()
    open.removeAll(keepingCapacity: true)
    parts.removeAll(keepingCapacity: true)
    containers.removeAll(keepingCapacity: true)
    guard let start = source.baseAddress, source.count > 0 else {
      text.append("{}")
      return
    }
    place = start
    end = start + source.count
    let container = readMembers()
    if container != Self.inOrder {
      append(container)
    } else {
      text.append("{")
      text.append(source)
      text.append("}")
    }
  }
}

/// Reading.
extension CanonicalText {
  private var byte: UInt8 { place.load(as: UInt8.self) }

  /// Reads members up to the brace after them; answers with their container.
  private mutating func readMembers() -> Int {
    let first = open.count
    var isOrdered = true
    while place < end, byte != UInt8(ascii: "}") {
      if byte == UInt8(ascii: ",") { place += 1 }
      let name = readString()
      place += 1
      let (value, container) = readValue()
      if container != Self.inOrder || (open.count > first && !Self.precedes(open[open.count - 1].name, name))
      {
        isOrdered = false
      }
      open.append(Part(name: name, value: value, container: container))
    }
    return close(from: first, isOrdered: isOrdered, isObject: true)
  }

  private mutating func readElements() -> Int {
    let first = open.count
    var isOrdered = true
    while byte != UInt8(ascii: "]") {
      if byte == UInt8(ascii: ",") { place += 1 }
      let (value, container) = readValue()
      if container != Self.inOrder { isOrdered = false }
      open.append(Part(name: .init(start: nil, count: 0), value: value, container: container))
    }
    return close(from: first, isOrdered: isOrdered, isObject: false)
  }

  /// Takes the parts of a container that was read to its end off the open ones.
  private mutating func close(from first: Int, isOrdered: Bool, isObject: Bool) -> Int {
    defer { open.removeLast(open.count - first) }
    if isOrdered { return Self.inOrder }
    let start = parts.count
    parts.append(contentsOf: open[first...])
    if isObject { sortParts(from: start) }
    containers.append(Container(parts: start..<parts.count, isObject: isObject))
    return containers.count - 1
  }

  private mutating func readValue() -> (text: UnsafeRawBufferPointer, container: Int) {
    let start = place
    var container = Self.inOrder
    switch byte {
    case UInt8(ascii: "\""):
      _ = readString()
    case UInt8(ascii: "{"):
      place += 1
      container = readMembers()
      place += 1
    case UInt8(ascii: "["):
      place += 1
      container = readElements()
      place += 1
    default:
      while place < end, !Self.endsScalar(byte) { place += 1 }
    }
    return (UnsafeRawBufferPointer(start: start, count: place - start), container)
  }

  private static func endsScalar(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ",") || byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]")
  }

  /// Reads a string and answers with its text.
  private mutating func readString() -> UnsafeRawBufferPointer {
    let start = place + 1
    guard let quote = memchr(start, Int32(UInt8(ascii: "\"")), end - start) else {
      preconditionFailure("the text is not whole")
    }
    let stop = UnsafeRawPointer(quote)
    place = stop + 1
    return UnsafeRawBufferPointer(start: start, count: stop - start)
  }
}

/// Sorting and writing.
extension CanonicalText {
  /// Whether a name comes before another in the order of their bytes.
  private static func precedes(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer) -> Bool {
    guard let leftStart = left.baseAddress, let rightStart = right.baseAddress else {
      return left.count < right.count
    }
    let order = memcmp(leftStart, rightStart, min(left.count, right.count))
    return order != 0 ? order < 0 : left.count < right.count
  }

  private mutating func sortParts(from start: Int) {
    guard parts.count - start <= Self.insertionLimit else {
      parts[start...].sort { Self.precedes($0.name, $1.name) }
      return
    }
    for index in start + 1..<parts.count {
      let part = parts[index]
      var gap = index
      while gap > start, Self.precedes(part.name, parts[gap - 1].name) {
        parts[gap] = parts[gap - 1]
        gap -= 1
      }
      parts[gap] = part
    }
  }

  private mutating func append(_ index: Int) {
    let container = containers[index]
    text.append(container.isObject ? "{" : "[")
    for position in container.parts {
      if position > container.parts.lowerBound { text.append(",") }
      let part = parts[position]
      if container.isObject, let name = part.name.baseAddress {
        // The quotes around the name and the colon after it.
        text.append(UnsafeRawBufferPointer(start: name - 1, count: part.name.count + 3))
      }
      if part.container == Self.inOrder {
        text.append(part.value)
      } else {
        append(part.container)
      }
    }
    text.append(container.isObject ? "}" : "]")
  }
}
