import JSON
import Primitives
import State

/// Accounts: `{"0x…": {"nonce","balance","code","storage"}}`.
extension FixtureReader {
  func allocation(_ accounts: JSONValue) throws(FixtureError) -> [AllocatedAccount] {
    var result: [AllocatedAccount] = []
    result.reserveCapacity(accounts.count)
    for (key, value) in accounts.members {
      guard let address = address(ofKey: key.text) else {
        throw FixtureError(.wrongLength(expected: 20, actual: key.text.count / 2 - 1), at: value.pointer)
      }
      result.append(try account(address, value))
    }
    if let twice = firstDuplicate(result.map(\.address)) {
      throw FixtureError(.duplicate("account \(twice)"), at: accounts.pointer)
    }
    return result
  }

  private func account(
    _ address: Address, _ value: JSONValue
  ) throws(FixtureError) -> AllocatedAccount {
    AllocatedAccount(
      address: address,
      nonce: try value.required("nonce").uint64(),
      balance: try value.required("balance").uint256(),
      code: try code(try value.required("code")),
      storage: try storage(try value.requiredObject("storage")))
  }

  private func code(_ value: JSONValue) throws(FixtureError) -> Code {
    let digits = try value.hexDigits()
    guard digits.count.isMultiple(of: 2) else { throw FixtureError(.notHex, at: value.pointer) }
    let count = digits.count / 2
    guard count > 0 else { return .empty }
    if scratch.count < count { scratch = Bytes(repeating: 0, count: max(count, 2 * scratch.count)) }
    let code: Code? = scratch.withUnsafeMutableBytes { buffer in
      guard Hex.decode(digits, into: buffer.baseAddress!) else { return nil }
      return codes.code(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
    }
    guard let code else { throw FixtureError(.notHex, at: value.pointer) }
    return code
  }

  private func storage(_ slots: JSONValue) throws(FixtureError) -> [StorageEntry] {
    var result: [StorageEntry] = []
    result.reserveCapacity(slots.count)
    for (key, value) in slots.members {
      switch parseQuantity(withoutHexPrefix(key.text)) {
      case .value(let slot): result.append(StorageEntry(slot: slot, value: try value.uint256()))
      case .notHex: throw FixtureError(.notHex, at: value.pointer)
      case .tooLarge: throw FixtureError(.tooLarge(bits: 256), at: value.pointer)
      }
    }
    if let twice = firstDuplicate(result.map(\.slot)) {
      throw FixtureError(.duplicate("storage slot \(twice.hex)"), at: slots.pointer)
    }
    return result
  }

  private func address(ofKey text: UnsafeRawBufferPointer) -> Address? {
    let digits = withoutHexPrefix(text)
    guard digits.count == 2 * Address.byteCount else { return nil }
    var word: (UInt64, UInt64, UInt32) = (0, 0, 0)
    guard Hex.decode(digits, into: &word) else { return nil }
    return withUnsafeBytes(of: word) { Address(bytes: $0.baseAddress!) }
  }

  /// The first value that occurs a second time; ascending input, the usual case, costs one pass.
  private func firstDuplicate<Key: Hashable & Comparable>(_ keys: [Key]) -> Key? {
    var ascending = true
    for index in keys.indices.dropFirst() where !(keys[index - 1] < keys[index]) {
      ascending = false
      break
    }
    if ascending { return nil }
    var seen = Set<Key>(minimumCapacity: keys.count)
    return keys.first { !seen.insert($0).inserted }
  }
}
