import Chain
import JSON
import Primitives

/// Engine tests: blocks told as calls of `engine_newPayload`. Source: EEST, `FixtureEngineNewPayload`.
extension FixtureReader {
  /// The name for a block hash that does not follow from the payload.
  private static let invalidBlockHash = "BlockException.INVALID_BLOCK_HASH"

  /// Whether a test is an engine test by its members.
  public func isEngineTest(_ test: JSONValue) -> Bool {
    test.kind == .object && test["engineNewPayloads"] != nil
  }

  /// Reads one engine test as the chain of blocks that a client puts together from the payloads.
  ///
  /// - Throws: `FixtureError` at the first fault.
  public func readEngineTest(name: String, _ test: JSONValue) throws(FixtureError) -> BlockchainTest {
    var blocks: [FixtureBlock] = []
    for call in try test.requiredArray("engineNewPayloads").elements { blocks.append(try payload(call)) }
    return try blockchainTest(name: name, test, blocks: blocks)
  }

  /// A payload as a block. A valid one states its hash; one that must be refused may not even have the hash
  /// that it states, and is not imported then.
  private func payload(_ call: JSONValue) throws(FixtureError) -> FixtureBlock {
    let parameters = Array(try call.requiredArray("params").elements)
    guard let payload = parameters.first else {
      throw FixtureError(.missingField("params"), at: call.pointer / "params")
    }
    var names: [String] = []
    if let error = call.optional("validationError") {
      let text = String(decoding: try error.textOfString(), as: UTF8.self)
      names = text.split(separator: "|").map(String.init)
    }
    let isStandard = names.allSatisfy(ExceptionNames.isStandard)
    let hash = try payload.required("blockHash").hash32()
    let envelopes = try byteStrings(try payload.requiredArray("transactions"))
    let header = try header(of: payload, parameters, envelopes)
    if names.contains(Self.invalidBlockHash), header.hash() != hash {
      return FixtureBlock(rlp: nil, declared: nil, expectedExceptions: names, comparesExceptions: false)
    }
    return FixtureBlock(
      rlp: Block.encoded(header, envelopes: envelopes, withdrawals: try withdrawals(in: payload)),
      declared: names.isEmpty ? DeclaredHeader(header: header, hash: hash) : nil,
      expectedExceptions: names, comparesExceptions: isStandard)
  }

  /// The header that follows from a payload and what goes along with it.
  private func header(
    of payload: JSONValue, _ parameters: [JSONValue], _ envelopes: [Bytes]
  ) throws(FixtureError) -> Header {
    var header = Header(
      parentHash: try payload.required("parentHash").hash32(),
      coinbase: try payload.required("feeRecipient").address(),
      stateRoot: try payload.required("stateRoot").hash32(),
      transactionsRoot: Block(header: Header()).transactionsRoot(adding: envelopes),
      receiptsRoot: try payload.required("receiptsRoot").hash32(),
      logsBloom: try bloom(try payload.required("logsBloom")),
      number: try payload.required("blockNumber").uint64(),
      gasLimit: try payload.required("gasLimit").uint64(),
      gasUsed: try payload.required("gasUsed").uint64(),
      timestamp: try payload.required("timestamp").uint64(),
      extraData: try payload.required("extraData").data(),
      mixHash: try payload.required("prevRandao").hash32(),
      baseFeePerGas: try payload.required("baseFeePerGas").uint256(),
      blobGasUsed: try payload.optional("blobGasUsed")?.uint64(),
      excessBlobGas: try payload.optional("excessBlobGas")?.uint64())
    header.withdrawalsRoot = try withdrawals(in: payload).map(Block.withdrawalsRoot)
    if parameters.count > 2 { header.parentBeaconBlockRoot = try parameters[2].hash32() }
    if parameters.count > 3 { header.requestsHash = Requests.hash(try byteStrings(parameters[3])) }
    return header
  }

  private func withdrawals(in payload: JSONValue) throws(FixtureError) -> [Withdrawal]? {
    guard payload["withdrawals"] != nil else { return nil }
    var list: [Withdrawal] = []
    for value in try payload.requiredArray("withdrawals").elements {
      list.append(
        Withdrawal(
          index: try value.required("index").uint64(),
          validatorIndex: try value.required("validatorIndex").uint64(),
          address: try value.required("address").address(), amount: try value.required("amount").uint64()))
    }
    return list
  }

  private func byteStrings(_ list: JSONValue) throws(FixtureError) -> [Bytes] {
    guard list.kind == .array else { throw FixtureError(.wrongType(expected: "an array"), at: list.pointer) }
    var result: [Bytes] = []
    for value in list.elements { result.append(try value.data()) }
    return result
  }
}

extension Block {
  /// A block whose transactions are given as envelopes, which need not decode.
  fileprivate static func encoded(_ header: Header, envelopes: [Bytes], withdrawals: [Withdrawal]?) -> Bytes {
    var buffer = ByteBuffer(capacity: 4096)
    let mark = buffer.beginRLPList()
    header.appendRLP(to: &buffer)
    let transactionsMark = buffer.beginRLPList()
    for envelope in envelopes {
      // A legacy transaction is a list in its own right, a typed one a byte string.
      if let first = envelope.first, first >= 0xc0 {
        buffer.append(envelope)
      } else {
        buffer.appendRLP(envelope)
      }
    }
    buffer.endRLPList(transactionsMark)
    buffer.endRLPList(buffer.beginRLPList())
    if let withdrawals {
      let withdrawalsMark = buffer.beginRLPList()
      for withdrawal in withdrawals { withdrawal.appendRLP(to: &buffer) }
      buffer.endRLPList(withdrawalsMark)
    }
    buffer.endRLPList(mark)
    return buffer.toBytes()
  }
}
