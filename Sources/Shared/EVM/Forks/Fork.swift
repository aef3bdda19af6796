/// A set of protocol rules, in the order in which the sets followed one another.
///
/// `muirGlacier`, `arrowGlacier` and `grayGlacier` only delay the difficulty bomb; `bpo1` … `bpo4` change
/// only the blob parameters. Source: execution-specs, list of network upgrades.
public enum Fork: Int, CaseIterable, Comparable, Sendable {
  case frontier
  case homestead
  case tangerineWhistle
  case spuriousDragon
  case byzantium
  case constantinople
  case petersburg
  case istanbul
  case muirGlacier
  case berlin
  case london
  case arrowGlacier
  case grayGlacier
  case paris
  case shanghai
  case cancun
  case prague
  case osaka
  case bpo1
  case bpo2
  case bpo3
  case bpo4

  public static func < (left: Fork, right: Fork) -> Bool { left.rawValue < right.rawValue }

  /// The fork before this one; nil for the first.
  public var predecessor: Fork? { Fork(rawValue: rawValue - 1) }

  /// The network name that EEST uses for a chain that starts with this fork.
  public var name: String {
    switch self {
    case .frontier: "Frontier"
    case .homestead: "Homestead"
    case .tangerineWhistle: "TangerineWhistle"
    case .spuriousDragon: "SpuriousDragon"
    case .byzantium: "Byzantium"
    case .constantinople: "Constantinople"
    case .petersburg: "ConstantinopleFix"
    case .istanbul: "Istanbul"
    case .muirGlacier: "MuirGlacier"
    case .berlin: "Berlin"
    case .london: "London"
    case .arrowGlacier: "ArrowGlacier"
    case .grayGlacier: "GrayGlacier"
    case .paris: "Paris"
    case .shanghai: "Shanghai"
    case .cancun: "Cancun"
    case .prague: "Prague"
    case .osaka: "Osaka"
    case .bpo1: "BPO1"
    case .bpo2: "BPO2"
    case .bpo3: "BPO3"
    case .bpo4: "BPO4"
    }
  }

  /// Further spellings that fixtures use for the same rules, each kept as it is in a network's name.
  var otherSpellings: [String] {
    switch self {
    case .tangerineWhistle: ["EIP150"]
    case .spuriousDragon: ["EIP158"]
    default: []
    }
  }

  /// Spellings that stand for this fork but are replaced by its `name`.
  var replacedSpellings: [String] {
    switch self {
    case .petersburg: ["Petersburg"]
    case .paris: ["Merge"]
    default: []
    }
  }
}
