import Glibc

/// A container that is still open.
struct JSONFrame {
  /// Index of its node.
  var node: UInt32
  /// Members or elements that are complete.
  var count: UInt32
  /// Objects: node of the name whose value is being read. Arrays: 0 while an element is being read.
  /// `none` between members or elements.
  var place: UInt32
  var isObject: Bool

  static var none: UInt32 { .max }
}

/// A broken rule, before its pointer is worked out.
struct ScanFailure: Error {
  var code: JSONError.Code
  var offset: Int
}

/// The one pass over a text: structure here, strings and numbers in their own files.
///
/// The counters of the tape are held in this struct, and so in registers, until `commit`.
struct JSONScanner {
  unowned(unsafe) let document: JSONDocument
  let base: UnsafePointer<UInt8>
  let end: UnsafePointer<UInt8>
  let numberDigits: Int
  let nestingLimit: Int
  var cursor: UnsafePointer<UInt8>
  var nodes: UnsafeMutablePointer<JSONNode>
  var nodeCount = 0
  var nodeCapacity: Int
  var frames: UnsafeMutablePointer<JSONFrame>
  var depth = 0

  init(document: JSONDocument, base: UnsafePointer<UInt8>, end: UnsafePointer<UInt8>) {
    self.document = document
    self.base = base
    self.end = end
    cursor = base
    numberDigits = document.limits.numberDigits
    nestingLimit = document.limits.nesting
    nodes = document.tape.pointee.nodes
    nodeCapacity = document.tape.pointee.nodeCapacity
    frames = document.frames
  }

  /// Stores the counters into the tape.
  func commit() {
    document.tape.pointee.nodeCount = nodeCount
  }

  /// Reads the one value of the text.
  mutating func run() throws(ScanFailure) {
    if end - base >= 3, base[0] == 0xef, base[1] == 0xbb, base[2] == 0xbf {
      throw failure(.byteOrderMark, at: base)
    }
    repeat {
      while try scanValue() {}
    } while try advanceToNextValue()
    if peekToken() != 0 || cursor != end {
      throw failure(cursor.pointee == 0 ? .nulCharacter : .trailingBytes, at: cursor)
    }
  }

  /// Reads a value, or only its opening where it is a container with something inside: then the cursor stands
  /// before the first value in it, and the answer is true.
  @inline(__always)
  mutating func scanValue() throws(ScanFailure) -> Bool {
    let byte = peekToken()
    switch byte {
    case UInt8(ascii: "\""):
      try scanString()
    case UInt8(ascii: "{"):
      return try openObject()
    case UInt8(ascii: "["):
      return try openArray()
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
      try scanNumber()
    case UInt8(ascii: "t"):
      try scanLiteral("true")
    case UInt8(ascii: "f"):
      try scanLiteral("false")
    case UInt8(ascii: "n"):
      try scanLiteral("null")
    default:
      throw unexpected()
    }
    return false
  }

  /// After a complete value: closes what ends here, and goes on to the next value; false at the end.
  @inline(__always)
  mutating func advanceToNextValue() throws(ScanFailure) -> Bool {
    while depth > 0 {
      let frame = frames + (depth - 1)
      frame.pointee.count &+= 1
      frame.pointee.place = JSONFrame.none
      let byte = peekToken()
      if byte == UInt8(ascii: ",") {
        cursor += 1
        if frame.pointee.isObject {
          try scanKey()
        } else {
          frame.pointee.place = 0
        }
        return true
      }
      guard byte == (frame.pointee.isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) else {
        throw unexpected()
      }
      try close()
    }
    return false
  }

  @inline(__always)
  mutating func openObject() throws(ScanFailure) -> Bool {
    try open(isObject: true)
    if peekToken() == UInt8(ascii: "}") {
      try close()
      return false
    }
    try scanKey()
    return true
  }

  @inline(__always)
  mutating func openArray() throws(ScanFailure) -> Bool {
    try open(isObject: false)
    if peekToken() == UInt8(ascii: "]") {
      try close()
      return false
    }
    frames[depth - 1].place = 0
    return true
  }

  @inline(__always)
  mutating func open(isObject: Bool) throws(ScanFailure) {
    guard depth < nestingLimit else { throw failure(.tooDeep, at: cursor) }
    if depth == document.frameCapacity {
      document.growFrames()
      frames = document.frames
    }
    frames[depth] = JSONFrame(
      node: UInt32(truncatingIfNeeded: nodeCount), count: 0, place: JSONFrame.none, isObject: isObject)
    depth += 1
    append(start: cursor, end: cursor, first: 0, second: 0)
    cursor += 1
  }

  /// Closes the innermost container, whose closing bracket is under the cursor.
  @inline(__always)
  mutating func close() throws(ScanFailure) {
    let frame = frames[depth - 1]
    cursor += 1
    let node = nodes + Int(frame.node)
    node.pointee.end = offset(cursor)
    node.pointee.first = frame.count
    node.pointee.second = UInt32(truncatingIfNeeded: nodeCount)
    if frame.isObject {
      if let duplicate = document.keys.popObject(Int(frame.count), nodes, document.tape) {
        frames[depth - 1].place = duplicate
        throw failure(.duplicateKey, at: base + Int(nodes[Int(duplicate)].start))
      }
    }
    depth -= 1
  }

  /// Reads a member's name and its colon.
  @inline(__always)
  mutating func scanKey() throws(ScanFailure) {
    guard peekToken() == UInt8(ascii: "\"") else { throw unexpected() }
    let key = nodeCount
    try scanString()
    document.keys.push(
      document.tape.pointee.text(of: nodes[key]), node: UInt32(truncatingIfNeeded: key))
    frames[depth - 1].place = UInt32(truncatingIfNeeded: key)
    guard peekToken() == UInt8(ascii: ":") else { throw unexpected() }
    cursor += 1
  }

  /// Skips white space and looks at the next byte; 0 at the end.
  @inline(__always)
  mutating func peekToken() -> UInt8 {
    while cursor < end {
      let byte = cursor.pointee
      if byte > 0x20 { return byte }
      guard byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09 else { return byte }
      cursor += 1
    }
    return 0
  }

  @inline(__always)
  mutating func append(
    start: UnsafePointer<UInt8>, end: UnsafePointer<UInt8>, first: UInt32, second: UInt32
  ) {
    if nodeCount == nodeCapacity { growNodes() }
    nodes[nodeCount] = JSONNode(start: offset(start), end: offset(end), first: first, second: second)
    nodeCount &+= 1
  }

  @inline(never)
  mutating func growNodes() {
    document.tape.pointee.nodeCount = nodeCount
    document.tape.pointee.growNodes()
    nodes = document.tape.pointee.nodes
    nodeCapacity = document.tape.pointee.nodeCapacity
  }

  @inline(__always)
  func offset(_ pointer: UnsafePointer<UInt8>) -> UInt32 {
    UInt32(truncatingIfNeeded: pointer - base)
  }
}
