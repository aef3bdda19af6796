import Primitives

/// The rules of one fork: data, made once, shared by all workers.
///
/// Everything that differs between forks is read from here; no other code asks which fork it is.
public final class Rules: Sendable {
  /// The fork, for messages only.
  public let fork: Fork
  /// The instructions and their base prices.
  public let opcodes: OpcodeTable
  public let gas: GasSchedule
  public let execution: ExecutionRules
  public let transaction: TransactionRules
  public let block: BlockRules
  /// The addresses of the precompiled contracts, lowest first.
  public let precompileAddresses: [Address]
  let precompiles: PrecompileTable
  /// The instructions as the interpreter reads them.
  nonisolated(unsafe) let checkedRows: UnsafePointer<CheckedRow>

  private init(_ fork: Fork) {
    let set = RuleSet(at: fork)
    self.fork = fork
    opcodes = set.opcodes
    gas = set.gas
    execution = set.execution
    transaction = set.transaction
    block = set.block
    precompiles = set.precompiles
    precompileAddresses = set.precompiles.addresses
    checkedRows = CheckedRow.table(set.opcodes)
  }

  /// The rules `other` with another blob schedule.
  init(_ other: Rules, blobs schedule: BlobSchedule) {
    var block = other.block
    block.blobs = schedule
    fork = other.fork
    opcodes = other.opcodes
    gas = other.gas
    execution = other.execution
    transaction = other.transaction
    self.block = block
    precompiles = other.precompiles
    precompileAddresses = other.precompileAddresses
    checkedRows = other.checkedRows
  }

  private static let all: [Rules] = Fork.allCases.map(Rules.init)

  /// The rules of `fork`, always the same object.
  public static func at(_ fork: Fork) -> Rules { all[fork.rawValue] }

  /// The precompiled contract at `address`; nil where there is none.
  public func precompile(at address: Address) -> Precompile? { precompiles[address] }
}
