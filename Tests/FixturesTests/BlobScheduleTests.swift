import EVM
import Foundation
import Primitives
import TestSupport
import Testing

@testable import Fixtures

@Suite("Blob schedules of fixtures")
struct BlobScheduleTests {
  /// The sample chain of a fork whose `config` prescribes a target of one blob.
  private func test(_ fork: Fork) throws -> BlockchainTest {
    var file = try JSONTree(try SampleChain(fork).text())
    file[["fuzzer_sample", "config", "blobSchedule", fork.name, "target"]] = "0x01"
    return try #require(try read(try file.text).first)
  }

  @Test("are obeyed by forks that change nothing else", arguments: [Fork.bpo1, .bpo2, .bpo3, .bpo4])
  func obeyed(fork: Fork) throws {
    let test = try test(fork)
    var expected = try #require(Rules.at(fork).block.blobs)
    expected.target = 1
    #expect(test.blobSchedules[fork.name] == expected)
    #expect(test.network?.rules(number: 1, timestamp: 1012).block.blobs == expected)
  }

  @Test("change nothing on other forks", arguments: [Fork.cancun, .prague, .osaka])
  func passedOver(fork: Fork) throws {
    let test = try test(fork)
    #expect(test.blobSchedules[fork.name]?.target == 1)
    #expect(test.network?.rules(number: 1, timestamp: 1012) === Rules.at(fork))
  }

  @Test("must have all three numbers")
  func incomplete() throws {
    var file = try JSONTree(try SampleChain(.bpo1).text())
    file[["fuzzer_sample", "config", "blobSchedule", "BPO1", "max"]] = nil
    let text = try file.text
    let pointer = "/fuzzer_sample/config/blobSchedule/BPO1/max"
    #expect {
      _ = try read(text)
    } throws: { error in
      guard let error = error as? FixtureError else { return false }
      return error.problem == .missingField("max") && error.pointer.description == pointer
    }
  }
}
