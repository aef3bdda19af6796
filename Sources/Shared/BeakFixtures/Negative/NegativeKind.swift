/// A way to make a valid block wrong, so that clients must refuse it.
package enum NegativeKind: String, CaseIterable, Sendable {
  case headerNumber = "header-number"
  case headerTimestamp = "header-timestamp"
  case headerFieldMissing = "header-field-missing"
  case parentHash = "parent-hash"
  case gasLimit = "gas-limit"
  case gasUsed = "gas-used"
  case gasUsedAboveLimit = "gas-used-above-limit"
  case baseFee = "base-fee"
  case blobGas = "blob-gas"
  case blobGasAboveLimit = "blob-gas-above-limit"
  case excessBlobGas = "excess-blob-gas"
  case stateRoot = "state-root"
  case receiptsRoot = "receipts-root"
  case transactionsRoot = "transactions-root"
  case withdrawalsRoot = "withdrawals-root"
  case requestsHash = "requests-hash"
  case bloom
  case extraData = "extra-data"
  case difficulty
  case ommersHash = "ommers-hash"
  case ommerAncestor = "ommer-ancestor"
  case transactionDuplicate = "transaction-duplicate"
  case transactionSignature = "transaction-signature"
  case transactionType = "transaction-type"
  case rlpTrailing = "rlp-trailing"
  case rlpTruncated = "rlp-truncated"
  case rlpLeadingZero = "rlp-leading-zero"
  case rlpExtraItem = "rlp-extra-item"
  case rlpWrongLength = "rlp-wrong-length"
  case rlpStringForList = "rlp-string-for-list"

  /// What the block has wrong, as a phrase.
  package var summary: String {
    switch self {
    case .headerNumber: "the number is one too high"
    case .headerTimestamp: "the timestamp is the parent's"
    case .headerFieldMissing: "the header lacks its last field"
    case .parentHash: "the parent is unknown"
    case .gasLimit: "the gas limit is too far from the parent's"
    case .gasUsed: "the gas used is off by one"
    case .gasUsedAboveLimit: "the gas used is one above the gas limit"
    case .baseFee: "the base fee is off by one"
    case .blobGas: "the blob gas used is off by one blob"
    case .blobGasAboveLimit: "the blob gas used is one blob above the limit"
    case .excessBlobGas: "the excess blob gas is off by one blob"
    case .stateRoot: "the state root is of no state"
    case .receiptsRoot: "the receipts' root is of other receipts"
    case .transactionsRoot: "the transactions' root is of other transactions"
    case .withdrawalsRoot: "the withdrawals' root is of other withdrawals"
    case .requestsHash: "the hash of the requests is of other requests"
    case .bloom: "the bloom filter has other bits"
    case .extraData: "the extra data is one byte too long"
    case .difficulty: "the difficulty is one too high"
    case .ommersHash: "the hash of the ommers is of other ommers"
    case .ommerAncestor: "the parent is listed as an ommer"
    case .transactionDuplicate: "the last transaction is listed twice"
    case .transactionSignature: "the signature of the last transaction has r = 0"
    case .transactionType: "the last transaction has a type that does not exist"
    case .rlpTrailing: "a byte follows the block's encoding"
    case .rlpTruncated: "the block's encoding lacks its last byte"
    case .rlpLeadingZero: "a number in the header is encoded with a leading zero"
    case .rlpExtraItem: "the block's list has one item too many"
    case .rlpWrongLength: "an address or hash in the header is one byte short"
    case .rlpStringForList: "the list of transactions is encoded as a string"
    }
  }
}

/// Which negative is made of each document.
package struct NegativeOptions: Sendable, Equatable {
  /// The kind; nil takes one by chance that applies to the document's last block.
  package var kind: NegativeKind?
  /// Together with a record's identity it decides all that is left to chance.
  package var seed: UInt64

  /// Makes options.
  package init(kind: NegativeKind?, seed: UInt64 = 0) {
    self.kind = kind
    self.seed = seed
  }

  /// The kind as it is asked for.
  var name: String { kind?.rawValue ?? "random" }
}

/// The reason why a kind has no place in a block, as a phrase.
struct NotApplicable: Error {
  let reason: String

  init(_ reason: String) {
    self.reason = reason
  }
}

/// Numbers that follow from a seed and the identity of a record alone.
struct NegativeChoice {
  private var state: UInt64

  init(seed: UInt64, identity: some Sequence<UInt8>) {
    // FNV-1a over the identity; the generator's mixing spreads it.
    state = identity.reduce(seed ^ 0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01b3 }
  }

  /// The next of a sequence of even distribution (SplitMix64).
  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
    return mixed ^ mixed >> 31
  }

  /// One of the elements.
  mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[Int(next().multipliedFullWidth(by: UInt64(elements.count)).high)]
  }
}
