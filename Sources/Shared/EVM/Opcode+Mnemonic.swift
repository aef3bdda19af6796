extension Opcode {
  /// The instruction's name in capitals; nil when no fork defines the byte, except INVALID (0xfe).
  ///
  /// Source: Yellow Paper, appendix H, and the EIPs named in `Forks`.
  public var mnemonic: String? { Self.mnemonics[Int(rawValue)] }

  private static let mnemonics: [String?] = {
    var names = [String?](repeating: nil, count: 256)
    for (first, text) in rows {
      for (offset, name) in text.split(separator: " ").enumerated() { names[first + offset] = String(name) }
    }
    for count in 1...32 { names[0x5f + count] = "PUSH\(count)" }
    for depth in 1...16 {
      names[0x7f + depth] = "DUP\(depth)"
      names[0x8f + depth] = "SWAP\(depth)"
    }
    for topics in 0...4 { names[0xa0 + topics] = "LOG\(topics)" }
    return names
  }()

  /// The names of opcodes that follow each other, after the first one's byte.
  private static let rows: [(first: Int, names: String)] = [
    (0x00, "STOP ADD MUL SUB DIV SDIV MOD SMOD ADDMOD MULMOD EXP SIGNEXTEND"),
    (0x10, "LT GT SLT SGT EQ ISZERO AND OR XOR NOT BYTE SHL SHR SAR CLZ"),
    (0x20, "KECCAK256"),
    (0x30, "ADDRESS BALANCE ORIGIN CALLER CALLVALUE CALLDATALOAD CALLDATASIZE CALLDATACOPY CODESIZE"),
    (0x39, "CODECOPY GASPRICE EXTCODESIZE EXTCODECOPY RETURNDATASIZE RETURNDATACOPY EXTCODEHASH"),
    (0x40, "BLOCKHASH COINBASE TIMESTAMP NUMBER PREVRANDAO GASLIMIT CHAINID SELFBALANCE BASEFEE"),
    (0x49, "BLOBHASH BLOBBASEFEE"),
    (0x50, "POP MLOAD MSTORE MSTORE8 SLOAD SSTORE JUMP JUMPI PC MSIZE GAS JUMPDEST TLOAD TSTORE MCOPY"),
    (0x5f, "PUSH0"),
    (0xf0, "CREATE CALL CALLCODE RETURN DELEGATECALL CREATE2"),
    (0xfa, "STATICCALL"),
    (0xfd, "REVERT INVALID SELFDESTRUCT"),
  ]
}
