import Fixtures
import JSON
import Primitives

/// Shows before the first fixture that a client answers, and that it can tell right from wrong.
///
/// A client that passes everything is worse than none: it hides what the others find. Each client outside
/// judges a small fixture that is right, and the same with one wei more in the genesis state than its
/// hash commits to.
enum SelfTest {
  /// - Throws: `.failedSelfTest`, or `.cannotStart`.
  static func run(_ plan: ClientPlan) throws(ClientError) {
    for specification in plan.specifications where specification.kind != .embedded {
      var single = plan
      single.specifications = [specification]
      let pool = ClientPool(single, workerIndex: 0)
      defer { pool.stop() }
      let good = try judge(SelfTestFixture.right, with: pool)
      guard good.status == .pass else {
        throw reject(specification, "it does not pass a fixture that is right", good)
      }
      let bad = try judge(SelfTestFixture.wrong, with: pool)
      guard bad.status == .fail else {
        throw reject(specification, "it does not fail a fixture that is wrong", bad)
      }
    }
  }

  private static func judge(_ text: String, with pool: ClientPool) throws(ClientError) -> ClientAnswer {
    let document = JSONDocument()
    let bytes = Bytes(text.utf8)
    let answer: ClientAnswer? = bytes.withUnsafeBytes { bytes in
      guard (try? document.parse(bytes)) != nil,
        let entry = try? FixtureReader().entries(of: document.root).first,
        let test = try? FixtureReader().read(name: entry.name, entry.value)
      else { return nil }
      return pool.judge(test, json: entry.value.rawJSON).first?.answer
    }
    guard let answer else { preconditionFailure("the built-in fixture cannot be read") }
    return answer
  }

  private static func reject(
    _ specification: ClientSpecification, _ what: String, _ answer: ClientAnswer
  ) -> ClientError {
    let detail = answer.message.map { ": \($0)" } ?? ""
    return .failedSelfTest(
      client: specification.name, reason: "\(what) (\(answer.status.rawValue)\(detail))")
  }
}
