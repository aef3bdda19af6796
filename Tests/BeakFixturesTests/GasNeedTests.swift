import JSON
import Testing

@testable import BeakFixtures

@Suite("Gas as a multiple of what is needed")
struct GasNeedTests {
  @Test(
    "is exact: the product is rounded up, with no error of floating point",
    arguments: [
      ("1", 21000, 21000), ("1.0", 21000, 21000), ("1.1", 21000, 23100), ("1.00001", 21000, 21001),
      ("1.5", 3, 5), ("2e0", 7, 14), ("0.15e1", 3, 5), ("15e-1", 3, 5), ("1e3", 21000, 21_000_000),
      ("\"1.25\"", 4, 5), ("1.00000000000000000000000000001", 1, 2), ("\"+1.5E+0\"", 2, 3),
      ("1.10000000000000000000000000000000000000000000000", 10, 11), ("0001.50", 2, 3),
      ("1e30", 18_446_744_073_709_551_615, 18_446_744_073_709_551_615),
    ] as [(String, UInt64, UInt64)])
  func product(fraction: String, need: UInt64, expected: UInt64) throws {
    let text = fraction == "0001.50" ? "\"0001.50\"" : fraction
    #expect(try withJSON(text) { try GasNeed($0).gas(for: need) } == expected)
  }

  private func gas(_ transactions: [[String: String?]], change: (inout DocumentText) -> Void = { _ in })
    throws -> [Int]
  {
    var document = DocumentText()
    document.transactions = transactions.map { DocumentText.transaction($0) }
    change(&document)
    let fixture = try FixtureView(converting: document)
    return fixture.transactions(ofBlock: 0).compactMap {
      $0.text("gasLimit").flatMap { Int($0.dropFirst(2), radix: 16) }
    }
  }

  // The contract's code costs 21018: 6 pushes, stores and a RETURN over one word of memory.
  private static let need = 21018

  @Test("is measured by executing, after the transactions before")
  func measured() throws {
    let fractions = ["1", "1.5", "\"2\"", nil]
    let list = fractions.enumerated().map { index, fraction in
      ["nonce": "\(index)", "gasNeedFraction": fraction] as [String: String?]
    }
    #expect(try gas(list) == [Self.need, Self.need * 3 / 2, Self.need * 2, 100_000])
  }

  @Test("counts what earlier transactions changed")
  func afterOthers() throws {
    // The first call pays for a new slot, the second for a change of it.
    let list = [["gasNeedFraction": "1"], ["nonce": "1", "gasNeedFraction": "1"]] as [[String: String?]]
    let result = try gas(list) {
      $0.accounts[1].1 = #"{"balance":1,"code":"0x5f5460010180805f5500"}"#
    }
    #expect(result.count == 2)
    #expect(result[0] - result[1] == 20_000 - 2_900)
  }

  @Test("is at most what the block has left, and what the sender can pay")
  func capped() throws {
    let others = [["gasNeedFraction": "1e9"], ["nonce": "1"]] as [[String: String?]]
    #expect(try gas(others) == [0x100_0000 - 100_000, 100_000])
    let poor = try gas([["gasNeedFraction": "1e9", "value": "0"]]) {
      $0.accounts[0].1 = #"{"balance":\#(7 * 50_000 + 3),"privateKey":\#(DocumentText.senderKey)}"#
    }
    #expect(poor == [50_000])
  }

  @Test("is at most the cap of a transaction where the fork has one")
  func cap() throws {
    let result = try gas([["gasNeedFraction": "1e9"]]) {
      $0.fork = "\"Osaka\""
      $0.environment["currentGasLimit"] = "60000000"
    }
    #expect(result == [1 << 24])
  }

  @Test("leaves no trace of the measurement: the fixture is that of the gas given outright")
  func noTrace() throws {
    var measured = DocumentText()
    measured.transactions = [DocumentText.transaction(["gasNeedFraction": "1.25", "gas": "1"])]
    var given = DocumentText()
    given.transactions = [DocumentText.transaction(["gas": "\((Self.need * 5 + 3) / 4)"])]
    #expect(try convert(measured.text) == convert(given.text))
  }
}
