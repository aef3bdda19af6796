import JSON
import Primitives

/// Writes whether a snapshot is what its marker says.
enum Verdict {
  static let schema = "beak.checked/1"

  private static let own = [
    "schema", "id", "state", "expected", "found", "verdict", "dryRun", "patchSet", "patchSetDigest", "passes",
    "edits", "files", "digest",
  ]

  /// Appends the verdict without its line feed.
  static func append(_ result: CheckResult, of record: JSONValue, id: String, to output: inout ByteBuffer) {
    Attestation.begin(schema, record: record, id: id, without: own, to: &output)
    output.append(utf8: ",\"state\":\"\(result.marker.state.rawValue)\"")
    output.append(utf8: ",\"expected\":\"\(result.marker.currentTree)\",\"found\":\"\(result.found)\"")
    output.append(result.isSound ? ",\"verdict\":\"pass\"}" : ",\"verdict\":\"fail\"}")
  }
}

extension Attestation {
  /// Appends the record of a snapshot that is pristine again: what beak-resolve had written.
  static func appendReversed(_ record: JSONValue, id: String, to output: inout ByteBuffer) {
    begin("beak.snapshot/1", record: record, id: id, without: patchedFields, to: &output)
    output.append("}\n")
  }
}
