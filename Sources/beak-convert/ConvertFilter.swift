import BeakFixtures
import JSON
import Primitives
import Stream

/// The stage `convert`: fuzzer documents in, fixtures out.
struct ConvertFilter: Filter {
  let options: ConversionOptions
  let jsonLimits: JSONLimits

  let stage = "convert"

  /// A batch of input of this size makes fixtures of some megabytes.
  let batching = Batching.byBytes(64 << 10)

  func makeWorker(index: Int) -> ConvertWorker {
    ConvertWorker(
      converter: Converter(options: options), document: JSONDocument(limits: jsonLimits))
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

  init(converter: Converter, document: JSONDocument) {
    self.converter = converter
    self.document = document
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
      try converter.convert(document.root, id: identity.text, into: &output.bytes)
      output.endLine()
      output.succeed()
    } catch {
      output.fail(error, id: identity)
    }
  }

  func finish() {}
}

extension ConvertError: StageError {}
