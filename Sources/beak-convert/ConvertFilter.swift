import BeakFixtures
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
      converter: Converter(options: options), document: JSONDocument(limits: jsonLimits),
      directory: directory)
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
  private let document: JSONDocument
  private let directory: FixtureDirectory?

  init(converter: Converter, document: JSONDocument, directory: FixtureDirectory?) {
    self.converter = converter
    self.document = document
    self.directory = directory
  }

  func process(_ record: InputRecord, into output: inout RecordOutput) {
    do {
      try document.parse(record)
    } catch {
      output.fail(error, id: RecordIdentity(root: nil, line: record.line))
      return
    }
    let identity = RecordIdentity(root: document.root, line: record.line)
    if let problem = identity.problem {
      output.fail(problem, id: identity)
      return
    }
    do {
      if let directory {
        try convert(record, identity, into: directory, &output)
      } else {
        try converter.convert(
          document.root, id: identity.text, source: record.line, into: &output.bytes)
        output.endLine()
      }
      output.succeed()
    } catch {
      output.fail(error, id: identity)
    }
  }

  /// Writes the fixture as a file when its turn comes, and as the result a line that tells the file.
  private func convert(
    _ record: InputRecord, _ identity: RecordIdentity, into directory: FixtureDirectory,
    _ output: inout RecordOutput
  ) throws(ConvertError) {
    let id = identity.text
    let fixture = try converter.convert(
      document.root, id: id, source: record.line, into: &output.content)
    output.bytes.append("{\"id\":")
    output.bytes.appendQuoted(id)
    output.bytes.append(",\"file\":")
    output.bytes.appendQuoted(directory.file(for: id))
    output.bytes.append(",\"test\":")
    output.bytes.appendQuoted(fixture.name)
    output.bytes.append("}")
    output.endLine()
    output.deliver(for: identity) { content in
      switch directory.add(fixture, id: id, content) {
      case .written: .accepted
      case .duplicate: .refused(ConvertError.testDuplicate(fixture.name, at: .root))
      case .failed(let reason): .failed(reason)
      }
    }
  }

  func finish() {}
}

extension ConvertError: StageError {}
