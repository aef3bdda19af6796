import Fixtures
import JSON
import Primitives
import Replay

/// Imports fixtures again from the very bytes that are to be written, and judges what comes out.
///
/// Nothing that the conversion knew is used: the text is parsed, every block is decoded from its RLP and
/// executed on an engine of the check's own, senders are recovered from the signatures, and roots are computed
/// anew. One per worker.
final class SelfCheck {
  private let document = JSONDocument()
  private let reader = FixtureReader()
  private let replay = ChainReplay(auditing: true)
  private lazy var stateTests = StateTestRun(engine: replay.engine)

  /// Checks the fixtures in a line, or in any JSON text that holds fixtures.
  ///
  /// - Throws: `ConvertError.selfCheckFailed` with the first invariant that does not hold.
  func check(_ text: UnsafeRawBufferPointer) throws(ConvertError) {
    do {
      try document.parse(text)
    } catch {
      throw .failed("the text is not JSON: \(error.code.rawValue) at byte \(error.offset)")
    }
    do {
      for (name, value) in try reader.entries(of: document.root) { try check(name, value) }
    } catch let error as FixtureError {
      throw .failed("\(error.pointer): \(error.message)")
    } catch let error as ReplayFailure {
      throw .selfCheckFailed(
        error.invariant, detail: "\(error.stage.text): \(error.message)", at: .root)
    } catch let error as ConvertError {
      throw error
    } catch {
      preconditionFailure("no other error is thrown: \(error)")
    }
  }

  private func check(_ name: String, _ value: JSONValue) throws {
    if reader.isStateTest(value) {
      try stateTests.run(try reader.readStateTest(name: name, value))
      return
    }
    let test =
      reader.isEngineTest(value)
      ? try reader.readEngineTest(name: name, value) : try reader.read(name: name, value)
    guard let network = test.network else {
      throw ConvertError.failed("the network \(test.networkName) is not known")
    }
    for (index, block) in test.blocks.enumerated() where block.mustBeRefused {
      let names = block.expectedExceptions
      guard !names.isEmpty, names.allSatisfy(ExceptionNames.isStandard) else {
        throw ConvertError.failed("block \(index + 1) names no exception of EEST's")
      }
    }
    _ = try replay.run(test, on: network)
  }
}

extension ConvertError {
  /// A failure of the replay itself, before any invariant could be judged.
  fileprivate static func failed(_ detail: String) -> ConvertError {
    .selfCheckFailed(.replay, detail: detail, at: .root)
  }
}
