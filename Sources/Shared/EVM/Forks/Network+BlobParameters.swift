import Primitives

/// Networks whose blob parameters a fixture prescribes. Source: EIP-7892; EEST fixture format, `blobSchedule`.
extension Network {
  /// The rules of a block; the arguments are those of `fork(number:timestamp:parentTotalDifficulty:)`.
  public func rules(number: UInt64, timestamp: UInt64, parentTotalDifficulty: UInt256 = .zero) -> Rules {
    let fork = fork(number: number, timestamp: timestamp, parentTotalDifficulty: parentTotalDifficulty)
    return prescribedRules[fork]?.rules ?? Rules.at(fork)
  }

  /// The same network, with `schedules` in force on those of its forks that change only blob parameters.
  ///
  /// Such forks are configuration, which a fixture may set; every other fork's parameters are part of its
  /// definition, and what a fixture says of them is passed over.
  /// - Parameter schedules: blob schedules by the name of their fork, in any letter case.
  public func obeying(_ schedules: [String: BlobSchedule]) -> Network {
    var network = self
    for (name, schedule) in schedules {
      guard let fork = Network(named: name)?.finalFork, fork.changesOnlyBlobParameters,
        fork == initialFork || fork == finalFork, Rules.at(fork).block.blobs != schedule
      else { continue }
      network.prescribedRules[fork] = PrescribedRules(Rules.at(fork), with: schedule)
    }
    return network
  }
}

/// A fork's rules with other blob parameters.
struct PrescribedRules: Sendable, Hashable {
  let schedule: BlobSchedule
  let rules: Rules

  init(_ rules: Rules, with schedule: BlobSchedule) {
    self.schedule = schedule
    self.rules = Rules(rules, blobs: schedule)
  }

  static func == (left: PrescribedRules, right: PrescribedRules) -> Bool { left.schedule == right.schedule }

  func hash(into hasher: inout Hasher) { hasher.combine(schedule) }
}
