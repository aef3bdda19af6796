import JSON

/// State tests as they are spelt: in one record one or several, each with cases for one or several forks.
///
/// Both the tests of ethereum/tests, which fuzzers such as goevmlab write too, and those of EEST have this
/// form: the transaction has lists for data, gas and value, and every case picks one element of each.
struct StateTestRecord {
  let cases: [StateTestCaseSource]

  /// Finds the cases of a record, in its order.
  ///
  /// - Throws: `ConvertError.wrongType`, `.fieldMissing` or `.noCases`.
  init(_ record: JSONValue) throws(ConvertError) {
    let object = try record.expecting(.object)
    var cases: [StateTestCaseSource] = []
    for (key, value) in object.members {
      let test = try value.expecting(.object)
      let name = key.string
      let post = try test.required("post").expecting(.object)
      let count = cases.count
      for (fork, list) in post.members {
        for (index, element) in try list.expecting(.array).elements.enumerated() {
          cases.append(
            StateTestCaseSource(
              test: test, transaction: try test.required("transaction").expecting(.object),
              element: try element.expecting(.object), fork: fork.string, forkPlace: list,
              name: "\(name)/\(fork.string)/\(index)"))
        }
      }
      if cases.count == count { throw .noCases(at: post.pointer) }
    }
    if cases.isEmpty { throw .noCases(at: object.pointer) }
    self.cases = cases
  }
}

/// One case of a state test: a fork, and an element of each of the transaction's lists.
struct StateTestCaseSource {
  /// The whole test.
  let test: JSONValue
  let transaction: JSONValue
  /// The entry of `post`.
  let element: JSONValue
  let fork: String
  let forkPlace: JSONValue
  /// `<test>/<fork>/<index>`.
  let name: String
}

extension StateTestCaseSource {
  var accounts: JSONValue {
    get throws(ConvertError) { try test.required("pre").expecting(.object) }
  }

  var environment: FuzzerEnvironment {
    get throws(ConvertError) {
      try FuzzerEnvironment(try test.required("env").expecting(.object), keys: KeyPolicy(.ignoring))
    }
  }

  /// Where the chain id is, if the test says so.
  var chainID: JSONValue? { test["config"]?["chainid"] }

  /// The key of the sender.
  var privateKey: JSONValue {
    get throws(ConvertError) { try transaction.required("secretKey") }
  }

  /// The sender, where the test names it besides the key.
  var sender: JSONValue? { transaction["sender"] }

  /// The fields of the transaction, as this case picks them.
  ///
  /// - Throws: `ConvertError.fieldMissing`, `.wrongType` or `.caseIndexInvalid`.
  func fields() throws(ConvertError) -> FuzzerTransaction {
    let dataIndex = try index("data")
    var recipient = transaction.nullable("to")
    if let to = recipient, to.kind == .string, to.text.isEmpty { recipient = nil }
    let keyField = try privateKey
    var fields = try FuzzerTransaction(
      FieldSource(object: transaction, hasRareKeys: false), sender: sender ?? keyField, recipient: recipient,
      gasLimit: try pick("gasLimit", at: try index("gas")), nonce: try transaction.required("nonce"),
      value: try pick("value", at: try index("value")), data: try pick("data", at: dataIndex))
    if transaction["accessLists"] != nil {
      let list = try pick("accessLists", at: dataIndex)
      fields.accessList = list.kind == .null ? nil : try list.expecting(.array)
    }
    return fields
  }

  /// The refusal that the case demands; names of other vocabularies than EEST's stand for any refusal.
  func expectation() throws(ConvertError) -> Expectation? {
    guard let exception = try element.nullable("expectException")?.expecting(.string) else { return nil }
    return Expectation(alternatives: exception)
  }

  /// The number that picks from the list for `name`.
  private func index(_ name: StaticString) throws(ConvertError) -> (value: UInt64, place: JSONValue)? {
    guard let value = element["indexes"]?[name] else { return nil }
    return (try value.uint64(), value)
  }

  /// An element of a list of the transaction; the value itself where it is no list.
  private func pick(
    _ name: StaticString, at index: (value: UInt64, place: JSONValue)?
  ) throws(ConvertError) -> JSONValue {
    let list = try transaction.required(name)
    guard list.kind == .array else { return list }
    let wanted = index?.value ?? 0
    for (position, element) in list.elements.enumerated() where UInt64(position) == wanted { return element }
    throw .caseIndexInvalid(
      index: String(wanted), count: list.count, at: (index?.place ?? list).pointer)
  }
}
