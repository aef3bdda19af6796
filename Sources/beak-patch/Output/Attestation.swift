import Crypto
import Git
import JSON
import Primitives

/// Writes what was done to a snapshot: the record that came in, and the fields that prove the patching.
enum Attestation {
  static let schema = "beak.patched/1"

  /// Fields that are written anew, whatever the record has.
  static let patchedFields = [
    "schema", "id", "dryRun", "patchSet", "patchSetDigest", "passes", "edits", "files", "digest",
  ]

  /// Appends the record of a patched snapshot without its line feed.
  ///
  /// - Parameter record: What came in; nil where nothing did.
  static func append(
    _ result: PatchResult, of record: JSONValue?, id: String, isDryRun: Bool, to output: inout ByteBuffer
  ) throws(PatchError) {
    begin(schema, record: record, id: id, without: patchedFields, to: &output)
    if isDryRun { output.append(",\"dryRun\":true") }
    output.append(",\"patchSet\":")
    output.appendQuoted(result.set.zkvm)
    output.append(utf8: ",\"patchSetDigest\":\"\(result.set.digest.hex.dropFirst(2))\"")
    appendPasses(result, to: &output)
    appendEdits(result, to: &output)
    try appendFiles(result, to: &output)
    output.append(utf8: ",\"digest\":\"\(result.digest)\"}")
  }

  /// Begins a record with the fields of the one that came in, but for those that are written anew.
  static func begin(
    _ schema: String, record: JSONValue?, id: String, without names: [String], to output: inout ByteBuffer
  ) {
    output.append("{\"schema\":")
    output.appendQuoted(schema)
    output.append(",\"id\":")
    output.appendQuoted(id)
    guard let record else { return }
    for (key, value) in record.members where !names.contains(key.string) {
      output.append(UInt8(ascii: ","))
      output.appendQuoted(key.text)
      output.append(UInt8(ascii: ":"))
      // A document may stand on several lines; a record stands on one.
      for byte in value.rawJSON { output.append(byte == 0x0a || byte == 0x0d ? 0x20 : byte) }
    }
  }

  private static func appendPasses(_ result: PatchResult, to output: inout ByteBuffer) {
    output.append(",\"passes\":[")
    for (place, number) in result.passes.enumerated() {
      let pass = result.set.passes[number]
      let applied = result.plan.outcomes.count { pass.edits.contains($0.edit) && $0.status == .applied }
      output.append(utf8: place > 0 ? ",{\"name\":" : "{\"name\":")
      output.appendQuoted(pass.name)
      output.append(",\"edits\":")
      output.appendDecimal(applied)
      output.append(",\"files\":")
      output.appendDecimal(result.plan.passFiles[number]?.count ?? 0)
      output.append(UInt8(ascii: "}"))
    }
    output.append(UInt8(ascii: "]"))
  }

  private static func appendEdits(_ result: PatchResult, to output: inout ByteBuffer) {
    output.append(",\"edits\":[")
    for (place, outcome) in result.plan.outcomes.enumerated() {
      let edit = result.set.edits[outcome.edit]
      if place > 0 { output.append(UInt8(ascii: ",")) }
      output.append("{\"id\":")
      output.appendQuoted(edit.id)
      output.append(",\"pass\":")
      output.appendQuoted(result.set.passes[edit.pass].name)
      output.append(",\"file\":")
      output.appendQuoted(edit.target.text)
      output.append(utf8: ",\"status\":\"\(outcome.status.name)\",\"count\":\(outcome.count)")
      output.append(utf8: ",\"files\":\(outcome.files)")
      if let why = outcome.status.reason {
        output.append(",\"why\":")
        output.appendQuoted(why)
      }
      output.append(UInt8(ascii: "}"))
    }
    output.append(UInt8(ascii: "]"))
  }

  private static func appendFiles(_ result: PatchResult, to output: inout ByteBuffer) throws(PatchError) {
    output.append(",\"files\":[")
    for (place, change) in result.plan.changes.enumerated() {
      output.append(utf8: place > 0 ? ",{\"path\":" : "{\"path\":")
      output.appendQuoted(change.path)
      output.append(",\"before\":")
      try appendHash(of: change.before, result.versions, to: &output)
      output.append(",\"after\":")
      try appendHash(of: change.after, result.versions, to: &output)
      output.append(UInt8(ascii: "}"))
    }
    output.append(UInt8(ascii: "]"))
  }

  /// Appends SHA-256 of a content, null where there is none.
  private static func appendHash(
    of version: FileVersion?, _ versions: FileVersions, to output: inout ByteBuffer
  ) throws(PatchError) {
    guard let version else { return output.append("null") }
    let hash = SHA256.hash(try version.content(from: versions))
    output.append(utf8: "\"\(hash.hex.dropFirst(2))\"")
  }

  // MARK: Diff

  /// Appends all changes as one unified diff, after a line that says of what.
  static func appendDiff(_ result: PatchResult, name: String, to output: inout ByteBuffer) throws(PatchError)
  {
    output.append(utf8: "# \(name): tree \(result.pristine) becomes \(result.digest)\n")
    for change in result.plan.changes {
      UnifiedDiff.append(
        path: change.path, mode: change.mode, before: try side(change.before, result.versions),
        after: try side(change.after, result.versions), to: &output)
    }
  }

  private static func side(
    _ version: FileVersion?, _ versions: FileVersions
  ) throws(PatchError) -> UnifiedDiff.Side? {
    guard let version else { return nil }
    return UnifiedDiff.Side(
      content: try version.content(from: versions), id: try version.blob(from: versions))
  }
}

extension Plan.Outcome.Status {
  /// The status as records spell it.
  var name: String {
    switch self {
    case .applied: "applied"
    case .notApplicable: "not-applicable"
    case .missedOptional: "missed-optional"
    case .failed: "failed"
    }
  }

  /// Why the edit was not made; nil where it was.
  var reason: String? {
    switch self {
    case .notApplicable(let reason), .missedOptional(let reason): reason
    case .applied, .failed: nil
    }
  }
}
