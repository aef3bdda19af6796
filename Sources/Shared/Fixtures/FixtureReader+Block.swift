import Chain
import JSON
import Primitives

/// Blocks and headers.
extension FixtureReader {
  /// The start of every member that names an expected exception (`expectExceptionByzantium` is old style).
  private static let exceptionPrefix = "expectException"

  func blocks(_ list: JSONValue) throws(FixtureError) -> [FixtureBlock] {
    var result: [FixtureBlock] = []
    result.reserveCapacity(list.count)
    for value in list.elements { result.append(try block(value)) }
    return result
  }

  private func block(_ value: JSONValue) throws(FixtureError) -> FixtureBlock {
    guard value.kind == .object else {
      throw FixtureError(.wrongType(expected: "an object"), at: value.pointer)
    }
    let exceptions = try expectedExceptions(value)
    let header = value.optional("blockHeader")
    if header != nil, !exceptions.isEmpty {
      throw FixtureError(.contradictoryBlock, at: value.pointer / "expectException")
    }
    var declared: DeclaredHeader?
    if let header { declared = try declaredHeader(header) }
    return FixtureBlock(
      rlp: try value.optional("rlp")?.data(), declared: declared, expectedExceptions: exceptions,
      comparesExceptions: isStandard(value, exceptions))
  }

  /// The alternatives of `expectException`, which are separated by `|`.
  private func expectedExceptions(_ block: JSONValue) throws(FixtureError) -> [String] {
    var names: [String] = []
    for (key, value) in block.members where key.string.hasPrefix(Self.exceptionPrefix) {
      let text = String(decoding: try value.textOfString(), as: UTF8.self)
      names += text.split(separator: "|").map(String.init)
    }
    return names
  }

  /// Whether a block comes from EEST and names its exceptions in EEST's words.
  ///
  /// `chainname` and `transactionSequence` are members that only retesteth writes.
  private func isStandard(_ block: JSONValue, _ exceptions: [String]) -> Bool {
    block["chainname"] == nil && block["transactionSequence"] == nil
      && exceptions.allSatisfy(ExceptionNames.isStandard)
  }

  func declaredHeader(_ value: JSONValue) throws(FixtureError) -> DeclaredHeader {
    guard value.kind == .object else {
      throw FixtureError(.wrongType(expected: "an object"), at: value.pointer)
    }
    return DeclaredHeader(header: try header(value), hash: try value.required("hash").hash32())
  }

  /// A header; `transactionsTrie`, `receiptTrie` and `uncleHash` are the fixtures' names for the two roots
  /// and the ommers' hash.
  private func header(_ value: JSONValue) throws(FixtureError) -> Header {
    Header(
      parentHash: try value.required("parentHash").hash32(),
      ommersHash: try value.required("uncleHash").hash32(),
      coinbase: try value.required("coinbase").address(),
      stateRoot: try value.required("stateRoot").hash32(),
      transactionsRoot: try value.required("transactionsTrie").hash32(),
      receiptsRoot: try value.required("receiptTrie").hash32(),
      logsBloom: try bloom(try value.required("bloom")),
      difficulty: try value.required("difficulty").uint256(),
      number: try value.required("number").uint64(),
      gasLimit: try value.required("gasLimit").uint64(),
      gasUsed: try value.required("gasUsed").uint64(),
      timestamp: try value.required("timestamp").uint64(),
      extraData: try value.required("extraData").data(),
      mixHash: try value.required("mixHash").hash32(),
      nonce: try nonce(try value.required("nonce")),
      baseFeePerGas: try value.optional("baseFeePerGas")?.uint256(),
      withdrawalsRoot: try value.optional("withdrawalsRoot")?.hash32(),
      blobGasUsed: try value.optional("blobGasUsed")?.uint64(),
      excessBlobGas: try value.optional("excessBlobGas")?.uint64(),
      parentBeaconBlockRoot: try value.optional("parentBeaconBlockRoot")?.hash32(),
      requestsHash: try value.optional("requestsHash")?.hash32())
  }

  func bloom(_ value: JSONValue) throws(FixtureError) -> Bloom {
    let bytes = try value.data()
    guard bytes.count == Bloom.byteCount else {
      throw FixtureError(.wrongLength(expected: Bloom.byteCount, actual: bytes.count), at: value.pointer)
    }
    return bytes.withUnsafeBytes { Bloom(bytes: $0.baseAddress!) }
  }

  private func nonce(_ value: JSONValue) throws(FixtureError) -> UInt64 {
    var word: UInt64 = 0
    try value.fixedData(8, into: &word)
    return UInt64(bigEndian: word)
  }
}
