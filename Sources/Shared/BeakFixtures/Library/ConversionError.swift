import JSON

/// Why a document is not converted, or a fixture not verified or saved.
///
/// The codes are those of `beak-convert --help-errors`; besides, ``Fixture/verify()`` gives
/// `verification-failed` and ``Fixture/save(to:)`` gives `save-failed`.
public struct ConversionError: Error, Equatable, Sendable, CustomStringConvertible {
  /// Stable name in kebab case, such as `sender-key-missing`.
  public let code: String
  /// Where in the document (RFC 6901), such as `/transactions/0/from`; empty for the whole.
  public let pointer: String
  /// What is wrong, without the place.
  public let message: String
  /// What can be done about it.
  public let hint: String?

  init(_ code: String, at pointer: String = "", _ message: String, hint: String? = nil) {
    self.code = code
    self.pointer = pointer
    self.message = message
    self.hint = hint
  }

  init(_ error: ConvertError) {
    self.init(error.code, at: error.pointer.description, error.message, hint: error.hint)
  }

  init(_ error: JSONError) {
    self.init(
      error.code.name, at: error.pointer.description, "\(error.code.meaning) at byte \(error.offset)")
  }

  /// The place, the message and the hint in one line.
  public var description: String {
    (pointer.isEmpty ? "" : "\(pointer): ") + message + (hint.map { " (\($0))" } ?? "")
  }
}
