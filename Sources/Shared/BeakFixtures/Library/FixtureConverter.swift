import Crypto
import JSON
import Primitives

/// Converts fuzzer documents, format v2, into Ethereum test fixtures.
///
/// A converter keeps what is worth keeping from document to document, so make one and convert many. It is for
/// use by one thread at a time; make one for each thread.
///
/// ```swift
/// let converter = try FixtureConverter()
/// let fixture = try converter.convert(#"{"version":"2.0","fork":"Prague",…}"#)
/// try fixture.verify()
/// try fixture.save(to: "fixtures/\(fixture.id).json")
/// ```
public struct FixtureConverter {
  private let converter: Converter
  private let document = JSONDocument()

  /// Makes a converter.
  ///
  /// - Parameters:
  ///   - options: How documents become fixtures.
  ///   - tool: What the fixtures' `_info` names as the program that made them.
  /// - Throws: ``ConversionError`` with the code `option-invalid` when an option makes no sense.
  public init(
    options: ConverterOptions = ConverterOptions(), tool: String = "BeakFixtures"
  ) throws(ConversionError) {
    converter = Converter(options: try options.conversion(tool: tool))
  }

  /// Converts one document.
  ///
  /// - Parameters:
  ///   - document: One JSON object.
  ///   - id: The document's identity: the test is named `fuzzer_<id>`. When nil it is the document's own `id`,
  ///     and without one the first 16 hex digits of the SHA-256 of its text, as `beak-convert` has it.
  /// - Throws: ``ConversionError``.
  public func convert(_ document: String, id: String? = nil) throws(ConversionError) -> Fixture {
    try convert(Array(document.utf8), id: id)
  }

  /// Converts one document given as UTF-8.
  ///
  /// - Throws: ``ConversionError``.
  public func convert(_ document: [UInt8], id: String? = nil) throws(ConversionError) -> Fixture {
    let result = document.withUnsafeBytes { text in
      Result { () throws(ConversionError) in try convert(text, id: id) }
    }
    return try result.get()
  }

  private func convert(
    _ text: UnsafeRawBufferPointer, id: String?
  ) throws(ConversionError) -> Fixture {
    do { try document.parse(text) } catch { throw ConversionError(error) }
    let identity: String
    if let id { identity = id } else { identity = try Self.identity(of: document.root, text) }
    var line = ByteBuffer(capacity: 64 << 10)
    do {
      let summary = try converter.convert(document.root, id: identity, source: text, into: &line)
      return Fixture(id: identity, name: summary.name, bytes: line.toBytes())
    } catch {
      throw ConversionError(error)
    }
  }

  /// What is worth knowing about the documents converted since the last call, each warning once: keys that
  /// were ignored.
  public func takeWarnings() -> [String] { converter.takeWarnings() }

  private static func identity(
    of root: JSONValue, _ text: UnsafeRawBufferPointer
  ) throws(ConversionError) -> String {
    guard let id = root["id"] else {
      return SHA256.hash(text).withUnsafeBytes { String(Hex.encode(Bytes($0.prefix(8))).dropFirst(2)) }
    }
    guard id.kind == .string, isValid(id.string) else {
      throw ConversionError(
        "invalid-id", at: "/id", "the document's id is not a string of 1 to 128 printable characters")
    }
    return id.string
  }

  private static func isValid(_ id: String) -> Bool {
    (1...128).contains(id.unicodeScalars.count)
      && id.unicodeScalars.allSatisfy { scalar in
        switch scalar.properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator:
          false
        default: true
        }
      }
  }
}
