import Fixtures
import JSON
import Primitives
import Replay

/// One fixture: a whole test file with one test.
public struct Fixture: Sendable, Equatable {
  /// The identity of the document that it was made of.
  public let id: String
  /// The key of the test in its file, `fuzzer_<id>`.
  public let name: String
  /// The text of the file in UTF-8, without a line feed at its end.
  public let bytes: [UInt8]

  /// The text of the file.
  public var json: String { String(decoding: bytes, as: UTF8.self) }

  /// Takes a fixture file with one test that was made elsewhere.
  ///
  /// - Throws: ``ConversionError`` when the text is not JSON, or not an object of one member.
  public init(json: String) throws(ConversionError) {
    let bytes = Array(json.utf8)
    let document = JSONDocument()
    let result = bytes.withUnsafeBytes { text in
      Result { () throws(JSONError) -> (name: String, id: String?)? in
        try document.parse(text)
        guard document.root.kind == .object, document.root.count == 1 else { return nil }
        return document.root.members.map { ($0.key.string, FixtureReader().identity(in: $0.value)) }.first
      }
    }
    do {
      guard let test = try result.get() else {
        throw ConversionError("fixture-not-single", "the text is no object with exactly one test")
      }
      self.init(id: test.id ?? test.name, name: test.name, bytes: bytes)
    } catch let error as JSONError {
      throw ConversionError(error)
    } catch let error as ConversionError {
      throw error
    } catch {
      preconditionFailure("no other error is thrown: \(error)")
    }
  }

  init(id: String, name: String, bytes: [UInt8]) {
    self.id = id
    self.name = name
    self.bytes = bytes
  }

  /// Imports the fixture from its bytes and compares everything that it states, then tests the invariants of
  /// every block.
  ///
  /// Blocks are decoded from their RLP and executed, senders are recovered, blocks that must be refused have
  /// to be refused for the reason named, and the state at the end is compared account by account.
  /// - Throws: ``ConversionError`` with the code `verification-failed` and what is wrong first.
  public func verify() throws(ConversionError) {
    let result = bytes.withUnsafeBytes { text in
      Result { () throws(ConvertError) in try SelfCheck().check(text) }
    }
    if case .failure(.selfCheckFailed(_, let detail, _)) = result {
      throw ConversionError("verification-failed", detail)
    }
  }

  /// Writes the fixture to a file, with a line feed at its end.
  ///
  /// The file appears under its name when it is whole, and replaces one that is there. Its folder must exist.
  /// - Throws: ``ConversionError`` with the code `save-failed`.
  public func save(to path: String) throws(ConversionError) {
    do {
      let file = try PartialFile(becoming: path)
      try bytes.withUnsafeBytes { try file.write($0) }
      try file.write("\n")
      try file.finish()
    } catch {
      throw ConversionError("save-failed", "\(error)")
    }
  }
}
