import Git
import JSON
import Primitives

/// Writes a survey: one line a commit, and after them one line an edit.
enum SurveyReport {
  static func text(of rows: [Survey.Row], _ span: SurveyRange, _ set: PatchSet, passes: [Int]) -> ByteBuffer {
    var text = ByteBuffer(capacity: 1 << 20)
    let edits = passes.flatMap { Array(set.edits[set.passes[$0].edits]) }
    for row in rows { appendCommit(row, span.commits[row.commit], set, edits, to: &text) }
    for (column, edit) in edits.enumerated() { appendEdit(edit, column, rows, span, set, to: &text) }
    return text
  }

  private static func appendCommit(
    _ row: Survey.Row, _ commit: Commit, _ set: PatchSet, _ edits: [Edit], to text: inout ByteBuffer
  ) {
    var missed: [String] = []
    var (applied, notApplicable, optional) = (0, 0, 0)
    for (column, status) in row.statuses.enumerated() {
      switch status {
      case .applied: applied += 1
      case .notApplicable: notApplicable += 1
      case .missedOptional: optional += 1
      case .failed: missed.append(edits[column].id)
      }
    }
    let fits = missed.isEmpty && row.emptyPasses.isEmpty
    text.append("{\"schema\":\"beak.survey-commit/1\",\"patchSet\":")
    text.appendQuoted(set.zkvm)
    append(commit, as: "commit", to: &text)
    text.append(utf8: ",\"fits\":\(fits),\"applied\":\(applied),\"notApplicable\":\(notApplicable)")
    text.append(utf8: ",\"missedOptional\":\(optional),\"missed\":")
    append(missed, to: &text)
    text.append(",\"emptyPasses\":")
    append(row.emptyPasses, to: &text)
    text.append("}\n")
  }

  private static func appendEdit(
    _ edit: Edit, _ column: Int, _ rows: [Survey.Row], _ span: SurveyRange, _ set: PatchSet,
    to text: inout ByteBuffer
  ) {
    let good = rows.filter { $0.statuses[column] == .applied }
    let missed = rows.count { $0.statuses[column] == .failed }
    text.append("{\"schema\":\"beak.survey-edit/1\",\"patchSet\":")
    text.appendQuoted(set.zkvm)
    text.append(",\"edit\":")
    text.appendQuoted(edit.id)
    text.append(",\"pass\":")
    text.appendQuoted(set.passes[edit.pass].name)
    text.append(",\"file\":")
    text.appendQuoted(edit.target.text)
    text.append(utf8: ",\"commits\":\(rows.count),\"good\":\(good.count),\"missed\":\(missed)")
    for (name, row) in [("firstGood", good.first), ("lastGood", good.last)] {
      if let row {
        append(span.commits[row.commit], as: name, to: &text)
      } else {
        text.append(utf8: ",\"\(name)\":null,\"\(name)Date\":null")
      }
    }
    text.append("}\n")
  }

  private static func append(_ commit: Commit, as name: String, to text: inout ByteBuffer) {
    text.append(utf8: ",\"\(name)\":\"\(commit.id)\",\"\(name)Date\":\"\(commit.date)\"")
  }

  private static func append(_ names: [String], to text: inout ByteBuffer) {
    text.append("[")
    for (place, name) in names.enumerated() {
      if place > 0 { text.append(",") }
      text.appendQuoted(name)
    }
    text.append("]")
  }
}
