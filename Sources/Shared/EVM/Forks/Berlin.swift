extension RuleSet {
  /// Berlin (block 12,244,000).
  mutating func amendForBerlin() {
    enableEIP2565()
    enableEIP2929()
    enableEIP2930()
  }

  /// EIP-2565: cheaper modular exponentiation.
  private mutating func enableEIP2565() {
    precompiles[0x05] = .modexp(.byWords)
  }

  /// EIP-2929: the first touch of an account or slot costs more, the following ones less.
  private mutating func enableEIP2929() {
    execution.tracksAccesses = true
    for opcode: Opcode in [.balance, .extcodesize, .extcodecopy, .extcodehash, .sload] {
      opcodes.reprice(opcode, gas: 100)
    }
    for opcode: Opcode in [.call, .callcode, .delegatecall, .staticcall] {
      opcodes.reprice(opcode, gas: 100)
    }
    gas.warmAccess = 100
    gas.coldAccountAccess = 2600
    gas.coldAccountSurcharge = 2500
    gas.coldSlotAccess = 2100
    gas.coldSlotSurcharge = 2000
    gas.storageUnchanged = 100
    gas.storageReset = 2900
    transaction.warmsAccessList = true
  }

  /// EIP-2930: typed transactions (EIP-2718) with an access list.
  private mutating func enableEIP2930() {
    transaction.types.insert(.accessList)
    transaction.accessListAddressGas = 2400
    transaction.accessListSlotGas = 1900
  }
}
