import Primitives

extension RuleSet {
  /// Frontier: the machine of the genesis block.
  ///
  /// Source: Yellow Paper, appendices E, G and H.
  mutating func amendForFrontier() {
    defineArithmetic()
    defineComparisonAndBits()
    defineEnvironment()
    defineBlockInformation()
    defineStackAndMemory()
    defineStorageAndFlow()
    defineLogs()
    defineCalls()
    definePrecompiles()
    enableEIP3607()
  }

  private mutating func define(_ table: [(Opcode, OpcodeRow)]) {
    for (opcode, row) in table { opcodes[opcode] = row }
  }

  private mutating func defineArithmetic() {
    define([
      (.stop, .init(gas: 0, pops: 0, pushes: 0)),
      (.add, .init(gas: 3, pops: 2, pushes: 1)),
      (.mul, .init(gas: 5, pops: 2, pushes: 1)),
      (.sub, .init(gas: 3, pops: 2, pushes: 1)),
      (.div, .init(gas: 5, pops: 2, pushes: 1)),
      (.sdiv, .init(gas: 5, pops: 2, pushes: 1)),
      (.mod, .init(gas: 5, pops: 2, pushes: 1)),
      (.smod, .init(gas: 5, pops: 2, pushes: 1)),
      (.addmod, .init(gas: 8, pops: 3, pushes: 1)),
      (.mulmod, .init(gas: 8, pops: 3, pushes: 1)),
      (.exp, .init(gas: 10, pops: 2, pushes: 1)),
      (.signextend, .init(gas: 5, pops: 2, pushes: 1)),
    ])
  }

  private mutating func defineComparisonAndBits() {
    for opcode: Opcode in [.lt, .gt, .slt, .sgt, .eq, .and, .or, .xor, .byte] {
      opcodes[opcode] = .init(gas: 3, pops: 2, pushes: 1)
    }
    opcodes[.iszero] = .init(gas: 3, pops: 1, pushes: 1)
    opcodes[.not] = .init(gas: 3, pops: 1, pushes: 1)
    opcodes[.keccak256] = .init(gas: 30, pops: 2, pushes: 1)
  }

  private mutating func defineEnvironment() {
    for opcode: Opcode in [.address, .origin, .caller, .callvalue, .calldatasize, .codesize, .gasprice] {
      opcodes[opcode] = .init(gas: 2, pops: 0, pushes: 1)
    }
    define([
      (.balance, .init(gas: 20, pops: 1, pushes: 1)),
      (.calldataload, .init(gas: 3, pops: 1, pushes: 1)),
      (.calldatacopy, .init(gas: 3, pops: 3, pushes: 0)),
      (.codecopy, .init(gas: 3, pops: 3, pushes: 0)),
      (.extcodesize, .init(gas: 20, pops: 1, pushes: 1)),
      (.extcodecopy, .init(gas: 20, pops: 4, pushes: 0)),
    ])
  }

  private mutating func defineBlockInformation() {
    opcodes[.blockhash] = .init(gas: 20, pops: 1, pushes: 1)
    for opcode: Opcode in [.coinbase, .timestamp, .number, .prevrandao, .gaslimit] {
      opcodes[opcode] = .init(gas: 2, pops: 0, pushes: 1)
    }
  }

  private mutating func defineStackAndMemory() {
    define([
      (.pop, .init(gas: 2, pops: 1, pushes: 0)),
      (.mload, .init(gas: 3, pops: 1, pushes: 1)),
      (.mstore, .init(gas: 3, pops: 2, pushes: 0)),
      (.mstore8, .init(gas: 3, pops: 2, pushes: 0)),
      (.msize, .init(gas: 2, pops: 0, pushes: 1)),
    ])
    for count in UInt8(1)...32 {
      opcodes[.push(count)] = .init(gas: 3, pops: 0, pushes: 1, immediates: count)
    }
    for depth in UInt8(1)...16 {
      opcodes[.dup(depth)] = .init(gas: 3, pops: depth, pushes: depth + 1)
      opcodes[.swap(depth)] = .init(gas: 3, pops: depth + 1, pushes: depth + 1)
    }
  }

  private mutating func defineStorageAndFlow() {
    define([
      (.sload, .init(gas: 50, pops: 1, pushes: 1)),
      (.sstore, .init(gas: 0, pops: 2, pushes: 0)),
      (.jump, .init(gas: 8, pops: 1, pushes: 0)),
      (.jumpi, .init(gas: 10, pops: 2, pushes: 0)),
      (.pc, .init(gas: 2, pops: 0, pushes: 1)),
      (.gas, .init(gas: 2, pops: 0, pushes: 1)),
      (.jumpdest, .init(gas: 1, pops: 0, pushes: 0)),
    ])
  }

  private mutating func defineLogs() {
    for topics in UInt8(0)...4 {
      opcodes[.log(topics)] = .init(gas: 375 * (1 + UInt16(topics)), pops: 2 + topics, pushes: 0)
    }
  }

  private mutating func defineCalls() {
    define([
      (.create, .init(gas: 32000, pops: 3, pushes: 1)),
      (.call, .init(gas: 40, pops: 7, pushes: 1)),
      (.callcode, .init(gas: 40, pops: 7, pushes: 1)),
      (.return, .init(gas: 0, pops: 2, pushes: 0)),
      (.selfdestruct, .init(gas: 0, pops: 1, pushes: 0)),
    ])
  }

  private mutating func definePrecompiles() {
    precompiles[0x01] = .ecrecover
    precompiles[0x02] = .sha256
    precompiles[0x03] = .ripemd160
    precompiles[0x04] = .identity
  }

  /// EIP-3607: no transactions from accounts with code. Holds for all blocks ever made.
  private mutating func enableEIP3607() {
    transaction.rejectsSenderWithCode = true
  }
}
