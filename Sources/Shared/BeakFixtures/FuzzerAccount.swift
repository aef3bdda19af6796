import JSON
import Primitives

/// One account of a document; its address is its key in `accounts`.
struct FuzzerAccount {
  let balance: JSONValue
  let nonce: JSONValue?
  let code: JSONValue?
  let storage: JSONValue?
  let privateKey: JSONValue?

  private static let keys = KnownKeys(
    common: ["balance", "nonce", "code", "storage", "privateKey"], rare: ["private_key"])

  init(_ value: JSONValue, keys: KeyPolicy) throws(ConvertError) {
    let object = try value.expecting(.object)
    let fields = try keys.fields(of: object, known: Self.keys, place: .account)
    balance = try fields.required("balance")
    nonce = try fields.optional("nonce")
    code = try fields.optional("code")
    storage = try fields.optional("storage")?.expecting(.object)
    privateKey = try fields.nullable("privateKey", "private_key", as: .bytes)
  }
}

extension FuzzerAccount {
  /// The address that an account's key spells.
  ///
  /// - Throws: `ConvertError.hexInvalid` or `.lengthWrong`.
  static func address(spelt key: JSONKey, of value: JSONValue) throws(ConvertError) -> Address {
    if let address = HexText.address(key.text) { return address }
    guard let bytes = HexText.decode(key.text) else { throw .hexInvalid(at: value.pointer) }
    guard let address = Address(bytes) else {
      throw .lengthWrong(expected: Address.byteCount, found: bytes.count, at: value.pointer)
    }
    return address
  }

  /// The storage slot that a key spells, modulo 2²⁵⁶.
  ///
  /// - Throws: `ConvertError.numberInvalid` or `.numberOutOfRange`.
  static func slot(spelt key: JSONKey, of value: JSONValue) throws(ConvertError) -> UInt256 {
    guard let number = IntegerText(literal: key.text) else {
      throw .numberInvalid(key.string, at: value.pointer)
    }
    guard let slot = number.twosComplement else {
      throw .numberOutOfRange(key.string, bits: 256, at: value.pointer)
    }
    return slot
  }
}
