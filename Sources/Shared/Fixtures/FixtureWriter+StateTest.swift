import Chain
import EVM
import JSON
import Primitives
import State

/// The one transaction of a state test and what came of it.
public struct StateTestResult {
  /// Signed.
  public var transaction: Transaction
  public var sender: Address
  public var privateKey: Hash32
  /// The root of the state afterwards; that of the unchanged state after a refusal.
  public var stateRoot: Hash32
  /// Keccak-256 over the RLP list of the logs.
  public var logsHash: Hash32
  /// EEST's names of which the reason of a refusal must bear one; empty for a transaction that is executed.
  public var expectedExceptions: [String]

  public init(
    transaction: Transaction, sender: Address, privateKey: Hash32, stateRoot: Hash32, logsHash: Hash32,
    expectedExceptions: [String]
  ) {
    self.transaction = transaction
    self.sender = sender
    self.privateKey = privateKey
    self.stateRoot = stateRoot
    self.logsHash = logsHash
    self.expectedExceptions = expectedExceptions
  }
}

/// State tests, in two steps as well. The network of their head is a single fork.
extension FixtureWriter {
  /// Writes the test's name, `env`, and `pre`, which is `state`.
  public func beginStateTest(
    _ head: FixtureHead, environment: StateTestEnvironment, pre state: WorldState, zeroSlots: [ZeroSlot],
    into out: inout ByteBuffer
  ) {
    beginTest(head, into: &out)
    out.append("\"env\":")
    appendEnvironment(environment, rules: Rules.at(head.network.finalFork).block, to: &out)
    out.append(",\"pre\":")
    appendState(state, zeroSlots: zeroSlots, to: &out)
  }

  /// Writes the rest: the transaction, and `state` as what is left after it.
  public func endStateTest(
    _ head: FixtureHead, result: StateTestResult, post state: WorldState, info: FixtureInfo = FixtureInfo(),
    into out: inout ByteBuffer
  ) -> FixtureSummary {
    out.append(",\"transaction\":")
    appendDescription(of: result, to: &out)
    out.append(",\"post\":{")
    out.appendQuoted(head.network.name)
    out.append(":[{\"hash\":")
    out.appendHexData(result.stateRoot)
    out.append(",\"logs\":")
    out.appendHexData(result.logsHash)
    out.append(",\"txbytes\":")
    var envelope = ByteBuffer(capacity: 512)
    result.transaction.appendRLP(to: &envelope)
    out.appendHexData(envelope.bytes)
    out.append(",\"indexes\":{\"data\":0,\"gas\":0,\"value\":0}")
    if style.post == .accounts {
      out.append(",\"state\":")
      appendState(state, zeroSlots: [], to: &out)
    }
    if !result.expectedExceptions.isEmpty {
      out.append(",\"expectException\":")
      out.appendQuoted(result.expectedExceptions.joined(separator: "|"))
    }
    out.append("}]},\"config\":{\"chainid\":")
    out.appendHexQuantity(head.chainID)
    appendBlobSchedules(of: head.network, to: &out)
    out.append("}")
    return finish(head, networkName: head.network.name, info: info, into: &out)
  }

  private func appendEnvironment(
    _ environment: StateTestEnvironment, rules: BlockRules, to out: inout ByteBuffer
  ) {
    out.append("{\"currentCoinbase\":")
    out.appendHexData(environment.coinbase)
    out.append(",\"currentGasLimit\":")
    out.appendHexQuantity(environment.gasLimit)
    out.append(",\"currentNumber\":")
    out.appendHexQuantity(environment.number)
    out.append(",\"currentTimestamp\":")
    out.appendHexQuantity(environment.timestamp)
    if rules.usesPrevRandao {
      out.append(",\"currentRandom\":")
      out.appendHexData(Hash32(environment.random))
    }
    out.append(",\"currentDifficulty\":")
    out.appendHexQuantity(environment.difficulty)
    if let baseFee = environment.baseFee {
      out.append(",\"currentBaseFee\":")
      out.appendHexQuantity(baseFee)
    }
    if rules.blobs != nil {
      out.append(",\"currentExcessBlobGas\":")
      out.appendHexQuantity(environment.excessBlobGas)
    }
    out.append("}")
  }

  /// The transaction field by field, with lists where a state test may have several values.
  private func appendDescription(of result: StateTestResult, to out: inout ByteBuffer) {
    let transaction = result.transaction
    out.append("{\"nonce\":")
    out.appendHexQuantity(transaction.nonce)
    if transaction.type.hasDynamicFee {
      out.append(",\"maxPriorityFeePerGas\":")
      out.appendHexQuantity(transaction.maxPriorityFeePerGas)
      out.append(",\"maxFeePerGas\":")
      out.appendHexQuantity(transaction.maxFeePerGas)
    } else {
      out.append(",\"gasPrice\":")
      out.appendHexQuantity(transaction.gasPrice)
    }
    out.append(",\"gasLimit\":[")
    out.appendHexQuantity(transaction.gasLimit)
    out.append("],\"to\":")
    if let recipient = transaction.to { out.appendHexData(recipient) } else { out.append("\"\"") }
    out.append(",\"value\":[")
    out.appendHexQuantity(transaction.value)
    out.append("],\"data\":[")
    transaction.data.withUnsafeBytes { out.appendHexData($0) }
    out.append("]")
    if transaction.type != .legacy {
      out.append(",\"accessLists\":[")
      appendEntries(of: transaction.accessList, to: &out)
      out.append("]")
    }
    if transaction.type == .setCode { appendAuthorizations(transaction.authorizationList, to: &out) }
    if transaction.type == .blob { appendBlobFields(transaction, to: &out) }
    out.append(",\"sender\":")
    out.appendHexData(result.sender)
    out.append(",\"secretKey\":")
    out.appendHexData(result.privateKey)
    out.append("}")
  }
}
