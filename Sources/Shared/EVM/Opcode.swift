/// An instruction's byte.
///
/// A plain byte, not a closed enumeration: bytes that no fork defines are opcodes too, and halt when
/// executed. Source: Yellow Paper, appendix H, and the EIPs named in `Forks`.
@frozen
public struct Opcode: RawRepresentable, Hashable, Sendable {
  /// The byte as it stands in the code.
  public let rawValue: UInt8

  @inlinable @inline(__always)
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  @inlinable @inline(__always)
  init(_ byte: UInt8) { self.rawValue = byte }
}

/// The instructions by name.
extension Opcode {
  public static let stop = Opcode(0x00), add = Opcode(0x01), mul = Opcode(0x02), sub = Opcode(0x03)
  public static let div = Opcode(0x04), sdiv = Opcode(0x05), mod = Opcode(0x06), smod = Opcode(0x07)
  public static let addmod = Opcode(0x08), mulmod = Opcode(0x09), exp = Opcode(0x0a)
  public static let signextend = Opcode(0x0b)

  public static let lt = Opcode(0x10), gt = Opcode(0x11), slt = Opcode(0x12), sgt = Opcode(0x13)
  public static let eq = Opcode(0x14), iszero = Opcode(0x15), and = Opcode(0x16), or = Opcode(0x17)
  public static let xor = Opcode(0x18), not = Opcode(0x19), byte = Opcode(0x1a), shl = Opcode(0x1b)
  public static let shr = Opcode(0x1c), sar = Opcode(0x1d), clz = Opcode(0x1e)

  public static let keccak256 = Opcode(0x20)

  public static let address = Opcode(0x30), balance = Opcode(0x31), origin = Opcode(0x32)
  public static let caller = Opcode(0x33), callvalue = Opcode(0x34), calldataload = Opcode(0x35)
  public static let calldatasize = Opcode(0x36), calldatacopy = Opcode(0x37), codesize = Opcode(0x38)
  public static let codecopy = Opcode(0x39), gasprice = Opcode(0x3a), extcodesize = Opcode(0x3b)
  public static let extcodecopy = Opcode(0x3c), returndatasize = Opcode(0x3d)
  public static let returndatacopy = Opcode(0x3e), extcodehash = Opcode(0x3f)

  public static let blockhash = Opcode(0x40), coinbase = Opcode(0x41), timestamp = Opcode(0x42)
  public static let number = Opcode(0x43), prevrandao = Opcode(0x44), gaslimit = Opcode(0x45)
  public static let chainid = Opcode(0x46), selfbalance = Opcode(0x47), basefee = Opcode(0x48)
  public static let blobhash = Opcode(0x49), blobbasefee = Opcode(0x4a)

  public static let pop = Opcode(0x50), mload = Opcode(0x51), mstore = Opcode(0x52)
  public static let mstore8 = Opcode(0x53), sload = Opcode(0x54), sstore = Opcode(0x55)
  public static let jump = Opcode(0x56), jumpi = Opcode(0x57), pc = Opcode(0x58), msize = Opcode(0x59)
  public static let gas = Opcode(0x5a), jumpdest = Opcode(0x5b), tload = Opcode(0x5c)
  public static let tstore = Opcode(0x5d), mcopy = Opcode(0x5e), push0 = Opcode(0x5f)

  public static let create = Opcode(0xf0), call = Opcode(0xf1), callcode = Opcode(0xf2)
  public static let `return` = Opcode(0xf3), delegatecall = Opcode(0xf4), create2 = Opcode(0xf5)
  public static let staticcall = Opcode(0xfa), revert = Opcode(0xfd), invalid = Opcode(0xfe)
  public static let selfdestruct = Opcode(0xff)

  /// PUSHn, with n immediate bytes; n is 1…32.
  public static func push(_ count: UInt8) -> Opcode {
    precondition((1...32).contains(count))
    return Opcode(0x5f + count)
  }

  /// DUPn, which copies the nth word from the top; n is 1…16.
  public static func dup(_ depth: UInt8) -> Opcode {
    precondition((1...16).contains(depth))
    return Opcode(0x7f + depth)
  }

  /// SWAPn, which exchanges the top with the word n below it; n is 1…16.
  public static func swap(_ depth: UInt8) -> Opcode {
    precondition((1...16).contains(depth))
    return Opcode(0x8f + depth)
  }

  /// LOGn, with n topics; n is 0…4.
  public static func log(_ topics: UInt8) -> Opcode {
    precondition((0...4).contains(topics))
    return Opcode(0xa0 + topics)
  }
}
