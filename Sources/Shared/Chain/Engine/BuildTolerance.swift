/// What does not end the building of a block although a rule is broken.
///
/// Without any tolerance the first rule broken ends it.
public struct BuildTolerance: Equatable, Sendable {
  /// A transaction that the rules refuse is left out.
  public var leavesOut: Bool
  /// A transaction that the rules refuse is listed without effect as the block's last one.
  public var endsBlock: Bool
  /// The last transaction is listed without effect when the rules refuse it.
  public var keepsLast: Bool
  /// A block that the rules refuse as a whole is completed all the same.
  public var completesFaulty: Bool

  /// Nothing is tolerated.
  public static let none = BuildTolerance()

  /// Makes a tolerance.
  public init(
    leavesOut: Bool = false, endsBlock: Bool = false, keepsLast: Bool = false, completesFaulty: Bool = false
  ) {
    self.leavesOut = leavesOut
    self.endsBlock = endsBlock
    self.keepsLast = keepsLast
    self.completesFaulty = completesFaulty
  }

  /// Whether a refused transaction is listed.
  ///
  /// - Parameter isLast: whether the plan has none after it.
  func lists(isLast: Bool) -> Bool { endsBlock || (keepsLast && isLast) }
}

/// A transaction of a plan that the rules refuse.
public struct RefusedTransaction: Equatable, Sendable {
  /// The place in the plan, from 0.
  public var index: Int
  public var reason: InvalidTransaction
}

/// What came of a plan under a tolerance.
public struct BlockAttempt: Sendable {
  /// The block, with header and encoding; the receipts are of what was executed.
  public var executed: ExecutedBlock
  /// Transactions of the plan that are not in the block.
  public var leftOut: [RefusedTransaction]
  /// Why clients must refuse the block; nil when it is valid, and the state has advanced to it.
  public var fault: InvalidBlock?
}
