extension JSONScanner {
  /// The failure for the byte under the cursor, or for the end of the text there.
  @inline(never)
  func unexpected() -> ScanFailure {
    if cursor >= end { return failure(.truncated, at: end) }
    return failure(cursor.pointee == 0 ? .nulCharacter : .unexpectedByte, at: cursor)
  }

  @inline(never)
  func failure(_ code: JSONError.Code, at place: UnsafePointer<UInt8>) -> ScanFailure {
    ScanFailure(code: code, offset: place - base)
  }

  /// The place of the cursor in the document, from the containers that are open.
  func pointer() -> JSONPointer {
    var pointer = JSONPointer.root
    for frame in UnsafeBufferPointer(start: frames, count: depth) {
      if frame.place == JSONFrame.none { break }
      if frame.isObject {
        let name = document.tape.pointee.text(of: nodes[Int(frame.place)])
        pointer = pointer / String(decoding: name, as: UTF8.self)
      } else {
        pointer = pointer / Int(frame.count)
      }
    }
    return pointer
  }
}
