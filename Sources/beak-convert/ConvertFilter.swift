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
      converter: Converter(options: options), format: options.input.format,
      document: JSONDocument(limits: jsonLimits))
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

  init(converter: Converter, format: InputOptions.Format, document: JSONDocument) {
    self.converter = converter
    self.format = format
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
    switch format {
    case .fuzzer: convert(identity, into: &output)
    case .stateTest: convertCases(identity, into: &output)
    }
    for warning in converter.takeWarnings() { output.warnOnce(warning) }
  }

  private func convert(_ identity: RecordIdentity, into output: inout RecordOutput) {
    do {
      try converter.convert(document.root, id: identity.text, into: &output.bytes)
      output.endLine()
      output.succeed()
    } catch {
      output.fail(error, id: identity)
    }
  }

  /// Answers a record of state tests with a fixture or an error for each case.
  private func convertCases(_ identity: RecordIdentity, into output: inout RecordOutput) {
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
      do {
        try converter.convert(element, id: identity.text, into: &output.bytes)
        output.endLine()
        output.succeed()
      } catch {
        output.fail(error, id: identity)
      }
    }
  }

  func finish() {}
}

extension ConvertError: StageError {}
