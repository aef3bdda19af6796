/// The rules of a fork while they are written: each fork amends a copy of the set before it.
struct RuleSet: Sendable {
  var opcodes = OpcodeTable()
  var gas = GasSchedule()
  var execution = ExecutionRules()
  var precompiles = PrecompileTable()
  var transaction = TransactionRules()
  var block = BlockRules()

  /// The rules of `fork`, made from the first fork's by all amendments up to it.
  init(at fork: Fork) {
    for step in Fork.allCases where step <= fork { amend(for: step) }
  }

  /// Makes the rules of the fork before `fork` those of `fork`.
  private mutating func amend(for fork: Fork) {
    switch fork {
    case .frontier: amendForFrontier()
    case .homestead: amendForHomestead()
    case .tangerineWhistle: amendForTangerineWhistle()
    case .spuriousDragon: amendForSpuriousDragon()
    case .byzantium: amendForByzantium()
    case .constantinople: amendForConstantinople()
    case .petersburg: amendForPetersburg()
    case .istanbul: amendForIstanbul()
    case .muirGlacier: amendForMuirGlacier()
    case .berlin: amendForBerlin()
    case .london: amendForLondon()
    case .arrowGlacier: amendForArrowGlacier()
    case .grayGlacier: amendForGrayGlacier()
    case .paris: amendForParis()
    case .shanghai: amendForShanghai()
    case .cancun: amendForCancun()
    case .prague: amendForPrague()
    case .osaka: amendForOsaka()
    case .bpo1: amendForBPO1()
    case .bpo2: amendForBPO2()
    case .bpo3: amendForBPO3()
    case .bpo4: amendForBPO4()
    }
  }
}
