import BeakFixtures
import Fixtures
import JSON
import Primitives
import Stream

/// The stage `convert`: fuzzer documents in, fixtures out.
struct ConvertFilter: Filter {
  let options: ConversionOptions
  let jsonLimits: JSONLimits
  /// Where the fixtures go; nil for standard output.
  let directory: FixtureDirectory?

  let stage = "convert"

  /// A batch of input of this size makes fixtures of some megabytes.
  let batching = Batching.byBytes(64 << 10)

  func makeWorker(index: Int) throws -> ConvertWorker {
    if index == 0 { try directory?.open() }
    return ConvertWorker(
      converter: Converter(options: options), format: options.input.format,
      document: JSONDocument(limits: jsonLimits), directory: directory)
  }

  func conclude(hasFailed: Bool) -> String? {
    do {
      try directory?.finish(hasFailed: hasFailed)
      return nil
    } catch {
      return error.message
    }
  }

  /// Every code that the stage can answer with.
  static let catalogue = ErrorCatalogue(
    stage: "convert",
    entries: ConvertError.Kind.allCases.map { .init($0.rawValue, $0.summary, hint: $0.hint) })
}

/// Answers each record with a fixture or an error.
final class ConvertWorker: RecordWorker {
  private let converter: Converter
  private let format: InputOptions.Format
  private let document: JSONDocument
  private let directory: FixtureDirectory?

  init(
    converter: Converter, format: InputOptions.Format, document: JSONDocument, directory: FixtureDirectory?
  ) {
    self.converter = converter
    self.format = format
    self.document = document
    self.directory = directory
  }

  func process(_ record: InputRecord, into output: inout RecordOutput) {
    guard let identity = document.open(record, into: &output) else { return }
    switch format {
    case .fuzzer: convert(record, identity, into: &output)
    case .stateTest: convertCases(record, identity, into: &output)
    }
    for warning in converter.takeWarnings() { output.warnOnce(warning) }
  }

  private func convert(
    _ record: InputRecord, _ identity: RecordIdentity, into output: inout RecordOutput
  ) {
    answer(identity, into: &output) { id, bytes throws(ConvertError) in
      try converter.convert(document.root, id: id, source: record.line, into: &bytes)
    }
  }

  /// Answers a record of state tests with a fixture or an error for each case.
  private func convertCases(
    _ record: InputRecord, _ identity: RecordIdentity, into output: inout RecordOutput
  ) {
    let cases: [Converter.StateTestCase]
    do {
      cases = try converter.stateTestCases(of: document.root)
    } catch {
      output.fail(error, id: identity)
      return
    }
    output.expand(to: cases.count)
    for element in cases {
      let identity = Bytes(element.name.utf8).withUnsafeBytes { RecordIdentity(name: $0) }
      answer(identity, into: &output) { id, bytes throws(ConvertError) in
        try converter.convert(element, id: id, source: record.line, into: &bytes)
      }
    }
  }

  /// Answers with the fixture that `convert` writes, or, where fixtures are kept as files, with a line that
  /// tells the file.
  private func answer(
    _ identity: RecordIdentity, into output: inout RecordOutput,
    _ convert: (_ id: String, _ bytes: inout ByteBuffer) throws(ConvertError) -> FixtureSummary
  ) {
    let id = identity.text
    do {
      if let directory {
        let fixture = try convert(id, &output.content)
        output.bytes.appendFileRecord(id: id, file: directory.file(for: id), test: fixture.name)
        output.deliver(for: identity) { content in
          switch directory.add(fixture, id: id, content) {
          case .written: .accepted
          case .duplicate: .refused(ConvertError.testDuplicate(fixture.name, at: .root))
          case .failed(let reason): .failed(reason)
          }
        }
      } else {
        _ = try convert(id, &output.bytes)
      }
      output.endLine()
      output.succeed()
    } catch {
      output.fail(error, id: identity)
    }
  }

  func finish() {}
}

extension ByteBuffer {
  /// Appends what stands on standard output for a fixture that is kept as a file.
  fileprivate mutating func appendFileRecord(id: String, file: String, test: String) {
    append("{\"id\":")
    appendQuoted(id)
    append(",\"file\":")
    appendQuoted(file)
    append(",\"test\":")
    appendQuoted(test)
    append("}")
  }
}

extension ConvertError: StageError {}
