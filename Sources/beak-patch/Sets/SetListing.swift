import JSON
import Primitives
import Stream

/// `--list`: the sets with their passes and edits, one set a line.
enum SetListing {
  static func run(_ sets: PatchSets) -> ExitStatus {
    var text = ByteBuffer()
    for set in sets.all { append(set, to: &text) }
    return Report.write(text, status: .success)
  }

  private static func append(_ set: PatchSet, to text: inout ByteBuffer) {
    text.append("{\"schema\":\"beak.patchset-list/1\",\"patchSet\":")
    text.appendQuoted(set.zkvm)
    text.append(utf8: ",\"patchSetDigest\":\"\(set.digest.hex.dropFirst(2))\",\"commits\":{")
    for (place, (name, commit)) in set.commits.sorted(by: { $0.key < $1.key }).enumerated() {
      if place > 0 { text.append(",") }
      text.appendQuoted(name)
      text.append(":")
      text.appendQuoted(commit)
    }
    text.append("},\"passes\":[")
    for (place, pass) in set.passes.enumerated() {
      text.append(utf8: place > 0 ? ",{" : "{")
      append([("name", pass.name), ("reason", pass.reason)], to: &text)
      text.append(",\"edits\":[")
      for (place, edit) in set.edits[pass.edits].enumerated() {
        text.append(utf8: place > 0 ? ",{" : "{")
        append(
          [
            ("id", edit.id), ("operation", edit.operation.name), ("file", edit.target.text),
            ("expect", edit.expected.text), ("reason", edit.reason),
          ], to: &text)
        text.append(utf8: ",\"optional\":\(edit.isOptional)}")
      }
      text.append("]}")
    }
    text.append("]}\n")
  }

  private static func append(_ fields: [(String, String)], to text: inout ByteBuffer) {
    for (place, (name, value)) in fields.enumerated() {
      if place > 0 { text.append(",") }
      text.appendQuoted(name)
      text.append(":")
      text.appendQuoted(value)
    }
  }
}
