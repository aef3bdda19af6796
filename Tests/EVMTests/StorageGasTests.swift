import EVM
import Primitives
import Testing

/// One row of the tables in EIP-1283, EIP-2200 and EIP-3529.
struct StorageRow: Sendable, CustomStringConvertible {
  let original: UInt256
  let writes: [UInt256]
  let gas: Int64
  let refund: Int64

  init(_ original: UInt256, _ writes: [UInt256], _ gas: Int64, _ refund: Int64) {
    self.original = original
    self.writes = writes
    self.gas = gas
    self.refund = refund
  }

  var description: String { "\(original) → \(writes)" }
}

@Suite("Storage")
struct StorageGasTests {
  /// The histories of the tables: original value, then the written ones.
  static let histories: [(UInt256, [UInt256])] = [
    (0, [0, 0]), (0, [0, 1]), (0, [1, 0]), (0, [1, 2]), (0, [1, 1]), (1, [0, 0]), (1, [0, 1]), (1, [0, 2]),
    (1, [2, 0]), (1, [2, 3]), (1, [2, 1]), (1, [2, 2]), (1, [1, 0]), (1, [1, 2]), (1, [1, 1]),
    (0, [1, 0, 1]), (1, [0, 1, 0]),
  ]

  static func rows(_ figures: [(Int64, Int64)]) -> [StorageRow] {
    zip(histories, figures).map { StorageRow($0.0, $0.1, $1.0, $1.1) }
  }

  static let eip1283 = rows([
    (412, 0), (20212, 0), (20212, 19800), (20212, 0), (20212, 0), (5212, 15000), (5212, 4800), (5212, 0),
    (5212, 15000), (5212, 0), (5212, 4800), (5212, 0), (5212, 15000), (5212, 0), (412, 0), (40218, 19800),
    (10218, 19800),
  ])

  static let eip2200 = rows([
    (1612, 0), (20812, 0), (20812, 19200), (20812, 0), (20812, 0), (5812, 15000), (5812, 4200), (5812, 0),
    (5812, 15000), (5812, 0), (5812, 4200), (5812, 0), (5812, 15000), (5812, 0), (1612, 0), (40818, 19200),
    (10818, 19200),
  ])

  static let eip2929 = rows([
    (212, 0), (20112, 0), (20112, 19900), (20112, 0), (20112, 0), (3012, 15000), (3012, 2800), (3012, 0),
    (3012, 15000), (3012, 0), (3012, 2800), (3012, 0), (3012, 15000), (3012, 0), (212, 0), (40118, 19900),
    (5918, 17800),
  ])

  static let eip3529 = rows([
    (212, 0), (20112, 0), (20112, 19900), (20112, 0), (20112, 0), (3012, 4800), (3012, 2800), (3012, 0),
    (3012, 4800), (3012, 0), (3012, 2800), (3012, 0), (3012, 4800), (3012, 0), (212, 0), (40118, 19900),
    (5918, 7600),
  ])

  /// Before net metering: 20000 from zero, 5000 otherwise, 15000 back for clearing.
  static let byCurrentValue = histories.map { original, writes in
    var current = original
    var gas: Int64 = 0
    var refund: Int64 = 0
    for value in writes {
      gas += 6 + (current.isZero && !value.isZero ? 20000 : 5000)
      refund += !current.isZero && value.isZero ? 15000 : 0
      current = value
    }
    return StorageRow(original, writes, gas, refund)
  }

  private func check(_ row: StorageRow, on fork: Fork, cold: Int64 = 0) {
    let world = World(fork)
    let program = row.writes.reduce(Program()) { $0.sstore(0, $1) }
    world.place(World.contract, program, storage: row.original.isZero ? [:] : [0: row.original])
    let result = world.call()
    #expect(result.status == .success)
    #expect(1_000_000 - result.gasLeft.regular == row.gas + cold, "\(fork) \(row)")
    #expect(world.state.refund == row.refund, "\(fork) \(row)")
    #expect(world.storage(0) == row.writes.last)
  }

  @Test(
    "SSTORE looks at the current value", arguments: [Fork.frontier, .byzantium, .petersburg], byCurrentValue)
  func currentValue(fork: Fork, row: StorageRow) { check(row, on: fork) }

  @Test("SSTORE follows the table of EIP-1283", arguments: eip1283)
  func constantinople(row: StorageRow) { check(row, on: .constantinople) }

  @Test("SSTORE follows the table of EIP-2200", arguments: eip2200)
  func istanbul(row: StorageRow) { check(row, on: .istanbul) }

  // The tables of EIP-2929 and EIP-3529 are for a warm slot; here its first touch comes on top.
  @Test("SSTORE follows the table before EIP-3529", arguments: eip2929)
  func berlin(row: StorageRow) { check(row, on: .berlin, cold: 2100) }

  @Test("SSTORE follows the table of EIP-3529", arguments: [Fork.london, .cancun, .osaka], eip3529)
  func london(fork: Fork, row: StorageRow) { check(row, on: fork, cold: 2100) }

  @Test("SSTORE fails with no more than the stipend left", arguments: [Fork.istanbul, .berlin, .osaka])
  func sentry(fork: Fork) {
    let program = Program().sstore(0, 0)
    #expect(World(fork).run(program, gas: 6 + 2300).status == .failure(.outOfGas))
    #expect(World(fork).run(program, gas: 6 + 2301).status == .success)
  }

  @Test("without a sentry SSTORE may use the last gas")
  func noSentry() {
    #expect(World(.constantinople).run(Program().sstore(0, 0), gas: 6 + 200).status == .success)
    #expect(World(.petersburg).run(Program().sstore(0, 0), gas: 6 + 5000).status == .success)
    #expect(World(.petersburg).run(Program().sstore(0, 0), gas: 6 + 4999).status == .failure(.outOfGas))
  }

  @Test("original values are those at the transaction's start, not at the call's")
  func originalAcrossCalls() {
    let world = World(.london)
    world.place(
      World.contract, Program().call(World.other, gas: 50000).op(.pop).call(World.other, gas: 50000))
    world.place(World.other, Program().push(0).op(.sload).push(1).op(.add).storeTop(0))
    let first = world.call()
    #expect(first.status == .success)
    #expect(world.storage(0, of: World.other) == 2)
    world.endTransaction()
    // In the next transaction the value 2 is the original one: 2 → 3 pays a reset, 3 → 4 only a warm write.
    let second = world.call()
    #expect(world.storage(0, of: World.other) == 4)
    let difference = second.gasLeft.regular - first.gasLeft.regular
    #expect(difference == 20000 - 2900)
  }

  @Test("SLOAD pays for the first touch of a slot", arguments: [Fork.berlin, .osaka])
  func coldSlot(fork: Fork) {
    let once = Program().push(1).op(.sload)
    #expect(World(fork).run(once).gasLeft.regular == 1_000_000 - 3 - 2100)
    #expect(
      World(fork).run(once.op(.pop).appending(once)).gasLeft.regular == 1_000_000 - 3 - 2100 - 2 - 3 - 100)
    #expect(World(.istanbul).run(once.op(.pop).appending(once)).gasLeft.regular == 1_000_000 - 806 - 802)
  }

  @Test("a reverted first touch leaves the slot cold")
  func revertedTouch() {
    let world = World(.osaka)
    let measure = Program().op(.gas).push(7).op(.sload, .pop, .gas, .swap(1), .sub).returnTop()
    let revert = Program().push(7).op(.sload).push(0, 0).op(.revert)
    world.place(World.third, measure)
    let program = Program()
      .call(World.other, by: .delegatecall, gas: 50000).op(.pop)
      .call(World.third, by: .delegatecall, gas: 50000, answer: 32).op(.pop).push(0).op(.mload).returnTop()
    world.place(World.other, revert)
    // GAS 2, PUSH1 3, SLOAD, POP 2
    #expect(world.run(program).word == 2107)
    world.place(World.other, Program().push(7).op(.sload))
    #expect(world.run(program).word == 107)
  }

  @Test("transient storage is read back, kept from other accounts, undone by a revert, and ends")
  func transient() {
    let world = World(.cancun)
    let store = Program().push(9, 1).op(.tstore)
    #expect(world.run(store.push(1).op(.tload).returnTop()).word == 9)
    #expect(world.run(Program().push(1).op(.tload).returnTop()).word == 0)
    world.place(World.other, store)
    #expect(world.run(Program().call(World.other, gas: 5000).push(1).op(.tload).returnTop()).word == 0)
    world.place(World.other, store.push(0, 0).op(.revert))
    let program = Program().call(World.other, by: .delegatecall, gas: 5000).push(1).op(.tload).returnTop()
    #expect(world.run(program).word == 0)
    #expect(world.run(Program().push(1, 2).op(.tstore).push(2).op(.tload)).gasLeft.regular == 1_000_000 - 209)
  }
}
