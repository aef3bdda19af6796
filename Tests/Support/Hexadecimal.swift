import Primitives

/// The bytes of a hexadecimal text, `0x` optional; a text that is none is a mistake in the test.
public func bytes(_ hex: String) -> Bytes {
  guard let bytes = Hex.decode(hex) else { preconditionFailure("not hexadecimal: \(hex)") }
  return bytes
}
