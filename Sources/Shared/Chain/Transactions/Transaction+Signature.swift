import Crypto
import EVM
import Primitives

extension Transaction {
  /// The hash that the sender signs.
  ///
  /// For a legacy transaction with a chain, the list ends in `chainID, 0, 0`. Source: EIP-155, EIP-2718.
  public func signingHash() -> Hash32 {
    var buffer = ByteBuffer(capacity: 256 + data.count)
    if type != .legacy { buffer.append(type.rawValue) }
    let mark = buffer.beginRLPList()
    appendUnsignedFields(to: &buffer)
    if type == .legacy, let chainID {
      buffer.appendRLP(chainID)
      buffer.append(0x80)
      buffer.append(0x80)
    }
    buffer.endRLPList(mark)
    return Keccak256.hash(buffer.bytes)
  }

  /// Signs with `privateKey` (RFC 6979, low s) and sets `v`, `r` and `s`.
  ///
  /// - Returns: false, and nothing changes, when the key is zero or not below the group order.
  public mutating func sign(privateKey: Hash32, with curve: Secp256k1) -> Bool {
    guard let signature = curve.sign(signingHash(), privateKey: privateKey) else { return false }
    r = signature.r
    s = signature.s
    let parity = UInt256(UInt64(signature.yParity))
    if type != .legacy {
      v = parity
    } else if let chainID {
      v = (chainID &<< 1) &+ 35 &+ parity
    } else {
      v = parity &+ 27
    }
    return true
  }

  /// The account that signed, nil when no key belongs to the signature.
  ///
  /// Checks the range of the numbers but neither chain nor low s; `checkSignature` does.
  public func sender(with curve: Secp256k1) -> Address? {
    guard let yParity else { return nil }
    return curve.address(recoveredFrom: signingHash(), r: r, s: s, yParity: yParity)
  }

  /// The parity that `v` stands for, nil when `v` has no meaning.
  var yParity: UInt8? {
    if type != .legacy { return v <= 1 ? UInt8(v.low64) : nil }
    if chainID != nil { return UInt8((v &- 35).low64 & 1) }
    return v == 27 || v == 28 ? UInt8(v.low64 - 27) : nil
  }

  /// Checks everything about the signature but that a key belongs to it.
  ///
  /// - Throws: `.replayProtectionNotSupported`, `.wrongChainID`, `.invalidSignature`, `.signatureNotLowS`.
  func checkSignature(
    rules: TransactionRules, chainID expected: UInt256
  ) throws(InvalidTransaction) {
    if let chainID {
      if type == .legacy, !rules.allowsProtected { throw .replayProtectionNotSupported }
      if chainID != expected { throw .wrongChainID(expected: expected, found: chainID) }
    }
    guard yParity != nil, !r.isZero, !s.isZero, r < SignatureRange.order, s < SignatureRange.order
    else { throw .invalidSignature }
    if rules.requiresLowS, s > SignatureRange.halfOrder { throw .signatureNotLowS }
  }
}
