import Git
import Primitives

/// Takes the edits of a set over a pristine tree, all in memory: an edit sees what earlier ones did.
///
/// It never stops at what does not fit, so that one run tells everything; a plan with problems is not carried
/// out.
struct Planner {
  private let set: PatchSet
  private let passes: [Int]
  private let tree: PristineTree
  private let versions: FileVersions
  private let placement: CommitPlacement
  private var plan = Plan()
  /// The files that are other than in the pristine tree; nil for deleted ones.
  private var changed: [String: FileVersion?] = [:]
  private var statuses: [Plan.Outcome.Status?]

  /// - Parameter passes: The passes to take, as places in the set, ascending.
  static func plan(
    _ set: PatchSet, passes: [Int], on tree: PristineTree, versions: FileVersions, placement: CommitPlacement
  ) throws(PatchError) -> Plan {
    var planner = Planner(set: set, passes: passes, tree: tree, versions: versions, placement: placement)
    for pass in passes { try planner.take(pass) }
    planner.gatherChanges()
    return planner.plan
  }

  private init(
    set: PatchSet, passes: [Int], tree: PristineTree, versions: FileVersions, placement: CommitPlacement
  ) {
    self.set = set
    self.passes = passes
    self.tree = tree
    self.versions = versions
    self.placement = placement
    statuses = Array(repeating: nil, count: set.edits.count)
  }

  private mutating func take(_ number: Int) throws(PatchError) {
    let pass = set.passes[number]
    var applied = 0
    var failed = 0
    for edit in set.edits[pass.edits] {
      let outcome = try outcome(of: edit)
      statuses[edit.index] = outcome.status
      if outcome.status == .applied { applied += 1 }
      if outcome.status == .failed { failed += 1 }
      plan.outcomes.append(outcome)
    }
    if applied == 0, failed == 0, !pass.edits.isEmpty {
      report(.nothingApplies(pass: pass.name, edits: pass.edits.count), nil, pass.name)
    }
  }

  private mutating func outcome(of edit: Edit) throws(PatchError) -> Plan.Outcome {
    switch try applicability(of: edit) {
    case .applies: break
    case .doesNot(let reason): return Plan.Outcome(edit: edit.index, status: .notApplicable(reason))
    case .unknown(let range):
      report(.historyMissing(range: range), edit, edit.target.text)
      return Plan.Outcome(edit: edit.index, status: .failed)
    }
    switch (edit.operation, edit.target) {
    case (.create(let content), .file(let path)): return create(path, content, edit)
    case (.delete, .file(let path)): return delete(path, edit)
    default: return try change(edit)
    }
  }

  private mutating func report(
    _ kind: PlanProblem.Kind, _ edit: Edit?, _ path: String,
    looked: [(path: String, version: FileVersion)] = []
  ) {
    plan.problems.append(PlanProblem(kind: kind, edit: edit, path: path, looked: looked))
  }

  /// An edit that does not match: an outcome where it may miss, else a problem.
  private mutating func miss(
    _ edit: Edit, _ kind: PlanProblem.Kind, _ path: String, _ reason: String,
    looked: [(path: String, version: FileVersion)] = []
  ) -> Plan.Outcome {
    if edit.isOptional { return Plan.Outcome(edit: edit.index, status: .missedOptional(reason)) }
    report(kind, edit, path, looked: looked)
    return Plan.Outcome(edit: edit.index, status: .failed)
  }
}

// MARK: Where an edit applies

extension Planner {
  private enum Applicability {
    case applies
    case doesNot(String)
    case unknown(range: String)
  }

  private func applicability(of edit: Edit) throws(PatchError) -> Applicability {
    for required in edit.requires {
      switch statuses[required] {
      // What follows from a failure is not told as well.
      case .applied, .failed: continue
      default: return .doesNot("it requires \(set.edits[required].id), which is not applied")
      }
    }
    guard let condition = edit.condition else { return .applies }
    if let path = condition.present.first(where: { !tree.has($0) }) {
      return .doesNot("\(path) is not there")
    }
    if let path = condition.absent.first(where: { tree.has($0) }) { return .doesNot("\(path) is there") }
    if !condition.isBoundToCommits || condition.commits.contains(placement.commit) { return .applies }
    for range in condition.ranges {
      guard let isInRange = try placement.isInRange(range) else { return .unknown(range: range) }
      if isInRange { return .applies }
    }
    return .doesNot(
      condition.ranges.isEmpty ? "the commit is not listed" : "the commit lies in none of its ranges")
  }
}

// MARK: What an edit does

extension Planner {
  /// Whether a path is, or leads through, something that is no plain file or folder.
  private func isUnsafe(_ path: String) -> Bool {
    if let entry = tree.entries[path], !entry.isRegular { return true }
    return PristineTree.folders(above: path).contains { tree.entries[$0] != nil || changed[$0] != nil }
  }

  private mutating func record(_ path: String, _ version: FileVersion?, _ edit: Edit) {
    changed[path] = .some(version)
    plan.passFiles[edit.pass, default: []].insert(path)
  }

  private mutating func create(_ path: String, _ content: Bytes, _ edit: Edit) -> Plan.Outcome {
    let isTaken = tree.has(path) || changed.keys.contains { $0 == path || $0.hasPrefix(path + "/") }
    if isUnsafe(path) {
      report(.fileUnsafe, edit, path)
    } else if isTaken {
      report(.fileExists, edit, path)
    } else {
      record(path, versions.version(createdBy: edit, content: content), edit)
      return Plan.Outcome(edit: edit.index, status: .applied, count: 1, files: 1)
    }
    return Plan.Outcome(edit: edit.index, status: .failed)
  }

  private mutating func delete(_ path: String, _ edit: Edit) -> Plan.Outcome {
    if isUnsafe(path) {
      report(.fileUnsafe, edit, path)
      return Plan.Outcome(edit: edit.index, status: .failed)
    }
    guard current(path) != nil else { return miss(edit, .fileMissing, path, "\(path) is not there") }
    record(path, nil, edit)
    return Plan.Outcome(edit: edit.index, status: .applied, count: 1, files: 1)
  }

  /// A file as the edits so far have left it; nil where there is none.
  private func current(_ path: String) -> FileVersion? {
    if let version = changed[path] { return version }
    guard let entry = tree.entries[path], entry.isRegular else { return nil }
    return versions.version(of: entry.id)
  }

  /// The files that an edit is for, those that earlier edits created included.
  private func files(of edit: Edit) -> [(path: String, version: FileVersion)] {
    if case .file(let path) = edit.target { return current(path).map { [(path, $0)] } ?? [] }
    let created = changed.keys.filter { tree.entries[$0] == nil && PristineTree.matches(edit.target, $0) }
    let paths = tree.paths(of: edit)
    let all =
      created.isEmpty ? paths : (paths + created).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    return all.compactMap { path in current(path).map { (path, $0) } }
  }

  private mutating func change(_ edit: Edit) throws(PatchError) -> Plan.Outcome {
    let target = edit.target.text
    if case .file(let path) = edit.target, isUnsafe(path) {
      report(.fileUnsafe, edit, path)
      return Plan.Outcome(edit: edit.index, status: .failed)
    }
    let looked = files(of: edit)
    if looked.isEmpty { return miss(edit, .fileMissing, target, "\(target) is not there") }
    var count = 0
    var steps: [(path: String, version: FileVersion)] = []
    for (path, version) in looked {
      let step = try version.step(edit, from: versions)
      count += step.count
      if step.count > 0 { steps.append((path, step.next)) }
    }
    if count == 0 { return miss(edit, .missing, target, "it has no match", looked: looked) }
    guard edit.expected.admits(count) else {
      report(.count(count), edit, target, looked: looked)
      return Plan.Outcome(edit: edit.index, status: .failed, count: count)
    }
    for (path, version) in steps { record(path, version, edit) }
    return Plan.Outcome(edit: edit.index, status: .applied, count: count, files: steps.count)
  }

  private mutating func gatherChanges() {
    for path in changed.keys.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) {
      let entry = tree.entries[path]
      let before = entry.map { versions.version(of: $0.id) }
      let after = changed[path]!
      if before == nil, after == nil { continue }
      plan.changes.append(
        Plan.Change(path: path, mode: entry?.mode ?? .file, before: before, after: after))
    }
  }
}
