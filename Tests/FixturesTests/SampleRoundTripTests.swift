import Foundation
import TestSupport
import Testing

@testable import Fixtures

/// The reference converter's own output, which lies beside a checkout.
private enum Samples {
  static let absence: Comment = "no samples: the folder corpus/samples is not beside the vectors"

  static let files: [URL] = {
    guard let folder = Conformance.folder else { return [] }
    let samples = folder.deletingLastPathComponent().appendingPathComponent("corpus/samples")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: samples.path)) ?? []
    return names.filter { $0.hasSuffix(".output.json") }.sorted().map(samples.appendingPathComponent)
  }()
}

@Suite("Fixtures of the reference converter")
struct SampleRoundTripTests {
  @Test("are read whole", .enabled(if: !Samples.files.isEmpty, Samples.absence), arguments: Samples.files)
  func reads(file: URL) throws {
    let text = String(decoding: try Data(contentsOf: file), as: UTF8.self)
    let test = try #require(try read(text).first)
    #expect(test.network != nil)
    #expect(test.blocks.allSatisfy { !$0.mustBeRefused && $0.rlp != nil })
    #expect(test.blocks.last?.declared?.hash == test.lastBlockHash)
    guard case .accounts(let accounts) = test.postState else {
      Issue.record("no postState")
      return
    }
    #expect(accounts.count >= test.pre.count)
  }
}
