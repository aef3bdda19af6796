import Fixtures
import JSON
import Stream

/// What can be wrong with a record of beak-verify that is JSON: it is not a fixture.
struct VerifyError: StageError, Equatable {
  let fault: FixtureError

  init(_ fault: FixtureError) { self.fault = fault }

  var code: String { fault.code }
  var pointer: JSONPointer { fault.pointer }
  var message: String { fault.message }
  var hint: String? { fault.hint }

  /// Every code with its meaning, for `--help-errors`.
  static let catalogue = ErrorCatalogue(
    stage: "verify",
    entries: [
      .init("fixture-empty", "the object holds no test", hint: "a line is {\"<test name>\": {…}}"),
      .init(
        "fixture-not-blockchain-test", "the object is no blockchain test",
        hint: "give blockchain tests or state tests"),
      .init(
        "fixture-engine-test", "the object is an engine test",
        hint: "no client here takes engine tests; write the same chain with --format blockchain"),
      .init("fixture-field-missing", "a field that every fixture has is missing"),
      .init("fixture-wrong-type", "a value has another JSON type than its field needs"),
      .init("fixture-not-hex", "a string is not \"0x\" and hex digits"),
      .init("fixture-wrong-length", "data of fixed length has another number of bytes"),
      .init("fixture-number-too-large", "a quantity has more bits than its field can hold"),
      .init("fixture-duplicate", "an account or a storage slot occurs twice"),
      .init(
        "fixture-block-contradictory", "a block has a blockHeader and an expected exception",
        hint: "a valid block has a blockHeader, an invalid one an expectException"),
    ], readsIDs: false)
}
