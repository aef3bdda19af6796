import EVM
import JSON
import Primitives

/// State tests: `{"env", "pre", "transaction", "post": {"<fork>": [{"hash","logs","txbytes",…}]}}`.
extension FixtureReader {
  /// Whether a test is a state test by its members.
  public func isStateTest(_ test: JSONValue) -> Bool {
    test.kind == .object && test["post"] != nil && test["transaction"] != nil
  }

  /// Reads one state test.
  ///
  /// The transaction is taken from `txbytes`, as it would stand in a block; its description in JSON is for
  /// the eye.
  /// - Throws: `FixtureError` at the first fault.
  public func readStateTest(name: String, _ test: JSONValue) throws(FixtureError) -> StateTest {
    let config = test.optional("config")
    return StateTest(
      name: name,
      chainID: try config?.optional("chainid")?.uint64() ?? 1,
      environment: try environment(try test.requiredObject("env")),
      pre: try allocation(try test.requiredObject("pre")),
      cases: try cases(try test.requiredObject("post"), schedules: try blobSchedules(in: config)))
  }

  private func environment(_ value: JSONValue) throws(FixtureError) -> StateTestEnvironment {
    StateTestEnvironment(
      coinbase: try value.required("currentCoinbase").address(),
      gasLimit: try value.required("currentGasLimit").uint64(),
      number: try value.required("currentNumber").uint64(),
      timestamp: try value.required("currentTimestamp").uint64(),
      difficulty: try value.optional("currentDifficulty")?.uint256() ?? .zero,
      random: try value.optional("currentRandom")?.uint256() ?? .zero,
      baseFee: try value.optional("currentBaseFee")?.uint256(),
      excessBlobGas: try value.optional("currentExcessBlobGas")?.uint64() ?? 0)
  }

  private func cases(
    _ post: JSONValue, schedules: [String: BlobSchedule]
  ) throws(FixtureError) -> [StateTestCase] {
    var result: [StateTestCase] = []
    for (key, list) in post.members {
      let name = key.string
      let network = Network(named: name)?.obeying(schedules)
      guard list.kind == .array else {
        throw FixtureError(.wrongType(expected: "an array"), at: list.pointer)
      }
      for (index, element) in list.elements.enumerated() {
        result.append(try stateTestCase(element, index: index, networkName: name, network: network))
      }
    }
    if result.isEmpty { throw FixtureError(.noTests, at: post.pointer) }
    return result
  }

  private func stateTestCase(
    _ value: JSONValue, index: Int, networkName: String, network: Network?
  ) throws(FixtureError) -> StateTestCase {
    var names: [String] = []
    let exception = value.optional("expectException")
    if let exception {
      let text = String(decoding: try exception.textOfString(), as: UTF8.self)
      names = text.split(separator: "|").map(String.init)
    }
    let isStandard = names.allSatisfy(ExceptionNames.isStandard)
    return StateTestCase(
      networkName: networkName, network: network, index: index,
      envelope: try value.required("txbytes").data(),
      stateRoot: try value.required("hash").hash32(),
      logsHash: try value.required("logs").hash32(),
      mustBeRefused: exception != nil,
      expectedExceptions: isStandard ? names : [],
      touchesCoinbaseWhenRefused: !isStandard)
  }
}
