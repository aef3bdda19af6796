import Chain

/// What the author of a document can do about a refusal by the rules.
extension InvalidTransaction {
  /// What to do about it, where that is not the message turned round.
  var hint: String? {
    switch self {
    case .typeNotSupported: "choose a later fork, or leave out the fields that make the type"
    case .maxFeeBelowBaseFee: "currentBaseFee is the genesis block's; block 1 has about 7/8 of it, at least 7"
    case .nonceTooLow, .nonceTooHigh: "nonces are taken as given; count on from the account's nonce"
    case .gasAllowanceExceeded: "raise currentGasLimit or spread the transactions over more blocks"
    case .senderNotEOA: "only an account without code, or with a delegation, can send"
    default: nil
    }
  }
}
