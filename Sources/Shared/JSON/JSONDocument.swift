/// A parsed JSON text: one pass validates it and lays its values on a tape, which is reused by the next text.
///
/// Strict where JSON leaves freedom: UTF-8 is validated, NUL and lone surrogates are refused wherever they
/// stand, member names are unique after unescaping, nesting and number length are limited. Numbers are
/// validated but kept as text. The parser never recurses and never reads past the end.
///
/// The text passed to `parse` must stay in place for as long as values of it are used; the document itself
/// must outlive them too. A document in a local variable may be released after its last mention, values or
/// not: keep it in a property, or use `withExtendedLifetime`. One thread uses a document at a time.
public final class JSONDocument {
  let limits: JSONLimits
  let tape: UnsafeMutablePointer<JSONTape>
  var frames: UnsafeMutablePointer<JSONFrame>
  var frameCapacity: Int
  var keys = DuplicateKeys()

  /// Makes an empty document, ready to parse any number of texts one after the other.
  public init(limits: JSONLimits = JSONLimits()) {
    self.limits = limits
    tape = .allocate(capacity: 1)
    tape.initialize(to: JSONTape())
    frameCapacity = max(1, min(limits.nesting, 128))
    frames = .allocate(capacity: frameCapacity)
  }

  deinit {
    tape.pointee.deallocate()
    tape.deallocate()
    frames.deallocate()
    keys.deallocate()
  }

  /// Parses exactly one value with white space around it; earlier values of this document become invalid.
  ///
  /// - Throws: `JSONError` with the exact offset. `root` must not be used after that.
  /// - Complexity: O(n) in the length of the text.
  public func parse(_ text: UnsafeRawBufferPointer) throws(JSONError) {
    tape.pointee.nodeCount = 0
    guard text.count < Int(UInt32.max) else {
      throw JSONError(code: .tooLarge, offset: 0, pointer: .root)
    }
    guard let address = text.baseAddress else {
      throw JSONError(code: .truncated, offset: 0, pointer: .root)
    }
    let base = address.assumingMemoryBound(to: UInt8.self)
    tape.pointee.reset(source: base)
    keys.removeAll()
    var scanner = JSONScanner(document: self, base: base, end: base + text.count)
    do {
      try scanner.run()
      scanner.commit()
    } catch {
      scanner.commit()
      let pointer = scanner.pointer()
      tape.pointee.nodeCount = 0
      throw JSONError(code: error.code, offset: error.offset, pointer: pointer)
    }
  }

  /// The value of the text parsed last.
  public var root: JSONValue {
    precondition(tape.pointee.nodeCount > 0, "no text has been parsed")
    return JSONValue(tape: UnsafePointer(tape), index: 0)
  }

  /// Makes room for twice as many open containers.
  func growFrames() {
    let larger = UnsafeMutablePointer<JSONFrame>.allocate(capacity: frameCapacity * 2)
    larger.update(from: frames, count: frameCapacity)
    frames.deallocate()
    frames = larger
    frameCapacity *= 2
  }
}
