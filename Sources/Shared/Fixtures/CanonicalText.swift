import Crypto
import Glibc
import Primitives

/// Puts the members of JSON objects into the order of their names, to hash what they say and not how they
/// are arranged.
///
/// The text must be our own: minified, and without a backslash in any string. One for each writer, reused.
/// Source: EEST, `BaseFixture.hash`: SHA-256 of the fixture without `_info`, dumped with sorted keys and no
/// white space.
final class CanonicalText {
  /// A member of an object, as places in the text.
  private struct Member {
    /// The name, without quotes.
    var name: Range<Int>
    /// The value's text.
    var value: Range<Int>
    /// The position in `containers` of what has to be put in order within the value; nil for nothing.
    var container: Int?
  }

  /// A container with something out of order in it, by its parts in `members`; a list's have no names.
  private struct Container {
    var parts: Range<Int>
    var isObject: Bool
  }

  private var base = UnsafePointer<UInt8>(bitPattern: 1)!
  private var place = 0
  private var end = 0
  /// The parts of the containers that are not yet read to their end.
  private var open: [Member] = []
  private var members: [Member] = []
  private var containers: [Container] = []
  private var text = ByteBuffer(capacity: 32 << 10)

  /// The hash of the object whose members are `text`, which has no braces around it.
  func hash(ofMembers text: UnsafeRawBufferPointer) -> Hash32 {
    arrange(text)
    return SHA256.hash(self.text.bytes)
  }

  /// The object whose members are `text`, in canonical order.
  func arranged(ofMembers text: UnsafeRawBufferPointer) -> Bytes {
    arrange(text)
    return self.text.toBytes()
  }

  private func arrange(_ source: UnsafeRawBufferPointer) {
    text.removeAll()
    open.removeAll(keepingCapacity: true)
    members.removeAll(keepingCapacity: true)
    containers.removeAll(keepingCapacity: true)
    guard let address = source.baseAddress, source.count > 0 else {
      text.append("{}")
      return
    }
    base = address.assumingMemoryBound(to: UInt8.self)
    place = 0
    end = source.count
    let container = readMembers()
    if let container {
      append(container)
    } else {
      text.append("{")
      text.append(source)
      text.append("}")
    }
  }

  /// Reads members up to the brace after them; nil when they are in order, all the way down.
  private func readMembers() -> Int? {
    let first = open.count
    var isOrdered = true
    while place < end, base[place] != UInt8(ascii: "}") {
      if base[place] == UInt8(ascii: ",") { place += 1 }
      let name = readString()
      place += 1
      let start = place
      let container = readValue()
      if container != nil || (open.count > first && !precedes(open[open.count - 1].name, name)) {
        isOrdered = false
      }
      open.append(Member(name: name, value: start..<place, container: container))
    }
    return close(from: first, isOrdered: isOrdered, isObject: true)
  }

  private func readElements() -> Int? {
    let first = open.count
    var isOrdered = true
    while base[place] != UInt8(ascii: "]") {
      if base[place] == UInt8(ascii: ",") { place += 1 }
      let start = place
      let container = readValue()
      if container != nil { isOrdered = false }
      open.append(Member(name: 0..<0, value: start..<place, container: container))
    }
    return close(from: first, isOrdered: isOrdered, isObject: false)
  }

  /// Takes the parts of a container that was read to its end off the open ones.
  private func close(from first: Int, isOrdered: Bool, isObject: Bool) -> Int? {
    defer { open.removeSubrange(first...) }
    if isOrdered { return nil }
    let start = members.count
    members.append(contentsOf: open[first...])
    if isObject { members[start...].sort { precedes($0.name, $1.name) } }
    containers.append(Container(parts: start..<members.count, isObject: isObject))
    return containers.count - 1
  }

  private func readValue() -> Int? {
    switch base[place] {
    case UInt8(ascii: "\""):
      _ = readString()
      return nil
    case UInt8(ascii: "{"):
      place += 1
      defer { place += 1 }
      return readMembers()
    case UInt8(ascii: "["):
      place += 1
      defer { place += 1 }
      return readElements()
    default:
      while place < end, !Self.endsScalar(base[place]) { place += 1 }
      return nil
    }
  }

  private static func endsScalar(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ",") || byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]")
  }

  /// Reads a string and answers with the place of its text.
  private func readString() -> Range<Int> {
    let start = place + 1
    guard let quote = memchr(base + start, Int32(UInt8(ascii: "\"")), end - start) else {
      preconditionFailure("the text is not whole")
    }
    let stop = UnsafeRawPointer(quote) - UnsafeRawPointer(base)
    place = stop + 1
    return start..<stop
  }

  private func precedes(_ left: Range<Int>, _ right: Range<Int>) -> Bool {
    let order = memcmp(base + left.lowerBound, base + right.lowerBound, min(left.count, right.count))
    return order != 0 ? order < 0 : left.count < right.count
  }

  private func append(_ index: Int) {
    let container = containers[index]
    text.append(container.isObject ? "{" : "[")
    for part in container.parts {
      if part > container.parts.lowerBound { text.append(",") }
      let member = members[part]
      if container.isObject {
        // The quotes around the name and the colon after it.
        append(from: member.name.lowerBound - 1, to: member.name.upperBound + 2)
      }
      if let inner = member.container {
        append(inner)
      } else {
        append(from: member.value.lowerBound, to: member.value.upperBound)
      }
    }
    text.append(container.isObject ? "}" : "]")
  }

  private func append(from start: Int, to stop: Int) {
    text.append(UnsafeRawBufferPointer(start: base + start, count: stop - start))
  }
}
