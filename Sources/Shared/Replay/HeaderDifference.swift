import Chain
import Primitives

/// The first field in which two headers differ, under the name that fixtures give it; nil when equal.
func firstDifference(between declared: Header, and decoded: Header) -> String? {
  let fields: [(name: String, isEqual: Bool)] = [
    ("parentHash", declared.parentHash == decoded.parentHash),
    ("uncleHash", declared.ommersHash == decoded.ommersHash),
    ("coinbase", declared.coinbase == decoded.coinbase),
    ("stateRoot", declared.stateRoot == decoded.stateRoot),
    ("transactionsTrie", declared.transactionsRoot == decoded.transactionsRoot),
    ("receiptTrie", declared.receiptsRoot == decoded.receiptsRoot),
    ("bloom", declared.logsBloom == decoded.logsBloom),
    ("difficulty", declared.difficulty == decoded.difficulty),
    ("number", declared.number == decoded.number),
    ("gasLimit", declared.gasLimit == decoded.gasLimit),
    ("gasUsed", declared.gasUsed == decoded.gasUsed),
    ("timestamp", declared.timestamp == decoded.timestamp),
    ("extraData", declared.extraData == decoded.extraData),
    ("mixHash", declared.mixHash == decoded.mixHash),
    ("nonce", declared.nonce == decoded.nonce),
    ("baseFeePerGas", declared.baseFeePerGas == decoded.baseFeePerGas),
    ("withdrawalsRoot", declared.withdrawalsRoot == decoded.withdrawalsRoot),
    ("blobGasUsed", declared.blobGasUsed == decoded.blobGasUsed),
    ("excessBlobGas", declared.excessBlobGas == decoded.excessBlobGas),
    ("parentBeaconBlockRoot", declared.parentBeaconBlockRoot == decoded.parentBeaconBlockRoot),
    ("requestsHash", declared.requestsHash == decoded.requestsHash),
  ]
  if declared == decoded { return nil }
  return fields.first { !$0.isEqual }?.name ?? "a field without a name"
}
