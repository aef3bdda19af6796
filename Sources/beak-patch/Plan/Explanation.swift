import Git
import Primitives

/// Turns the problems of a plan into an error that says what to change.
struct Explanation {
  let set: PatchSet
  let versions: FileVersions
  /// The commit from which on a file lacks an anchor that it had before; nil where that is not known.
  let vanished: (_ anchor: Bytes, _ path: String) throws(PatchError) -> String?

  /// The error of a plan; nil where everything fits.
  func error(of plan: Plan) throws(PatchError) -> PatchError? {
    guard let first = plan.problems.first else { return nil }
    let others = plan.problems.dropFirst().map { $0.edit?.id ?? $0.path }
    return .doesNotFit(try failure(of: first), others: others)
  }

  /// What is wrong with one edit, in words.
  func failure(of problem: PlanProblem) throws(PatchError) -> EditFailure {
    let name = problem.edit.map { "the edit \($0.id) of the pass \(set.passes[$0.pass].name)" } ?? ""
    switch problem.kind {
    case .missing:
      let wanted = Explanation.wanted(problem.edit!)
      return EditFailure(
        kind: .anchorMissing,
        message: "\(name) expects \(problem.edit!.expected.text) of \(wanted) in \(problem.path), found 0",
        hint: try hint(for: problem))
    case .count(let count):
      let wanted = Explanation.wanted(problem.edit!)
      let expected = problem.edit!.expected.text
      return EditFailure(
        kind: .anchorCount,
        message: "\(name) expects \(expected) of \(wanted) in \(problem.path), found \(count)",
        hint: try places(of: problem))
    case .fileMissing:
      return EditFailure(
        kind: .fileMissing, message: "\(name) needs \(problem.path), which is not in the tree")
    case .fileExists:
      return EditFailure(
        kind: .fileExists, message: "\(name) creates \(problem.path), which is in the tree already")
    case .fileUnsafe:
      return EditFailure(
        kind: .fileUnsafe,
        message: "\(name) is for \(problem.path), which is or leads through what is no plain file or folder")
    case .historyMissing(let range):
      return EditFailure(
        kind: .historyMissing,
        message: "whether \(name) applies depends on the range \(range), and there is no history")
    case .nothingApplies(let pass, let edits):
      return EditFailure(
        kind: .nothingApplies, message: "0 of \(edits) edits of the pass \(pass) apply to this commit")
    }
  }

  /// What an edit looks for, in words.
  private static func wanted(_ edit: Edit) -> String {
    switch edit.operation {
    case .insertAtFunctionEnd(let function, let opener, _):
      opener.map { "the function \(function) within \"\($0)\"" } ?? "the function \(function)"
    case .renameMacros(let from, _): "the macros \(from.map { $0 + "!" }.joined(separator: ", "))"
    default: "its anchor"
    }
  }

  /// The nearest lines, and the commit in which the anchor vanished.
  private func hint(for problem: PlanProblem) throws(PatchError) -> String? {
    guard let anchor = problem.edit?.operation.anchor, problem.looked.count == 1 else { return nil }
    let (path, version) = problem.looked[0]
    let content = try version.content(from: versions)
    var parts: [String] = []
    if let line = NearestLines.firstMissingLine(of: anchor, in: content) {
      parts.append("\"\(Explanation.shortened(line))\" is not there")
      let nearest = NearestLines.find(line, in: content).map { line in
        "line \(line.number) (\(Explanation.percent(line.similarity))): \"\(Explanation.shortened(Bytes(line.text.utf8)))\""
      }
      parts.append(nearest.isEmpty ? "no line is like it" : "nearest: " + nearest.joined(separator: ", "))
    } else {
      parts.append("every line of the anchor is there, but not one after the other with these spaces")
    }
    if let commit = try vanished(anchor, path) { parts.append("the anchor vanished in \(commit)") }
    return parts.joined(separator: "; ")
  }

  /// The lines at which an anchor stands.
  private func places(of problem: PlanProblem) throws(PatchError) -> String? {
    guard let anchor = problem.edit?.operation.anchor, problem.looked.count == 1 else { return nil }
    let content = try problem.looked[0].version.content(from: versions)
    let lines = Anchor.offsets(of: anchor, in: content).prefix(8).map { offset in
      "\(Anchor.lineNumber(of: offset, in: content))"
    }
    return "it stands at line \(lines.joined(separator: ", ")); lengthen the anchor, or correct \"expect\""
  }

  static func percent(_ similarity: Double) -> String { "\(Int((similarity * 100).rounded())) %" }

  /// A line of at most 120 characters.
  private static func shortened(_ line: Bytes) -> String {
    let text = String(decoding: line, as: UTF8.self)
    return text.count <= 120 ? text : text.prefix(119) + "…"
  }
}
