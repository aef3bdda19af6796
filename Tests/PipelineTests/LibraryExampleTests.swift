import Foundation
import Testing

@Suite("The example of the library")
struct LibraryExampleTests {
  @Test("converts, verifies and saves, and tells of errors")
  func example() throws {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent(
      "example-\(UUID().uuidString).json")
    defer { try? FileManager.default.removeItem(at: path) }
    let outcome = try run("convert-document", [path.path], input: "")
    #expect(outcome.status == 0)
    let fixture = try String(contentsOf: path, encoding: .utf8)
    #expect(
      outcome.lines == [
        "fuzzer_example: \(fixture.utf8.count - 1) bytes, verified",
        "fuzzer_example: its last block must be refused, verified",
        """
        transaction-rejected: /transactions/0/nonce: nonce too high: have 5, the sender's is 0 \
        (TransactionException.NONCE_MISMATCH_TOO_HIGH) (nonces are taken as given; count on from the account's nonce)
        """,
      ])
    let verdict = try run("beak-verify", ["--no-timing"], input: fixture)
    #expect(verdict.output.contains("\"test\":\"fuzzer_example\""))
    #expect(verdict.output.contains("\"verdict\":\"pass\""))
  }
}
