import Foundation
import JSON
import Primitives

/// A parsed text. Document and bytes stay in place for the life of the process, so that a test may use values
/// for as long as it likes.
struct Parsed {
  let document: JSONDocument

  init(_ text: some Collection<UInt8>, limits: JSONLimits = JSONLimits()) throws {
    document = JSONDocument(limits: limits)
    _ = Unmanaged.passRetained(document)
    let bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: text.count, alignment: 1)
    bytes.copyBytes(from: text)
    try document.parse(UnsafeRawBufferPointer(bytes))
  }

  init(_ text: String, limits: JSONLimits = JSONLimits()) throws {
    try self.init(Array(text.utf8), limits: limits)
  }

  var root: JSONValue { document.root }
}

/// The error of a text; nil when it parses.
func error(of text: some Collection<UInt8>, limits: JSONLimits = JSONLimits()) -> JSONError? {
  do {
    _ = try Parsed(text, limits: limits)
    return nil
  } catch {
    return error as? JSONError
  }
}

/// The error of a text; nil when it parses.
func error(of text: String, limits: JSONLimits = JSONLimits()) -> JSONError? {
  error(of: Array(text.utf8), limits: limits)
}

/// The value written back without white space, from kinds, texts and members alone.
func rendered(_ value: JSONValue) -> String {
  switch value.kind {
  case .object:
    "{" + value.members.map { quoted($0.key.string) + ":" + rendered($0.value) }.joined(separator: ",") + "}"
  case .array: "[" + value.elements.map(rendered).joined(separator: ",") + "]"
  case .string: quoted(value.string)
  case .number: value.string
  case .true: "true"
  case .false: "false"
  case .null: "null"
  }
}

/// A text as our writer quotes it.
func quoted(_ text: String) -> String {
  var buffer = ByteBuffer()
  buffer.appendQuoted(text)
  return String(decoding: buffer.bytes, as: UTF8.self)
}
