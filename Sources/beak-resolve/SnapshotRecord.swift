import Git
import JSON
import Primitives
import Stream

/// The answer to a reference, as one line.
struct SnapshotRecord {
  let request: Request
  let kind: String
  let repository: String
  let commit: Commit
  /// Whether a branch or tag of the repository leads to the commit.
  let isReachable: Bool
  /// Where the sources lie, or would lie.
  let path: String
  /// What was written; nil where nothing was.
  let contents: SnapshotContents?

  /// Appends the record without a line end.
  func append(to output: inout ByteBuffer, id: RecordIdentity) {
    output.append("{\"schema\":\"beak.snapshot/1\",\"id\":")
    id.appendQuoted(to: &output)
    let fields = [
      ("zkvm", request.zkvm), ("ref", request.text), ("kind", kind), ("repository", repository),
      ("commit", commit.id.hex), ("commitDate", commit.date), ("tree", commit.tree.hex),
    ]
    for (name, value) in fields { output.appendMember(name, value) }
    output.append(utf8: ",\"reachable\":\(isReachable)")
    output.appendMember("path", path)
    output.append(utf8: ",\"materialized\":\(contents != nil)")
    if let contents { append(contents, to: &output) }
    output.append("}")
  }

  private func append(_ contents: SnapshotContents, to output: inout ByteBuffer) {
    output.appendList("submodules", contents.submodules) { entry, output in
      output.append("{\"path\":")
      output.appendQuoted(entry.path.description)
      output.appendMember("commit", entry.id.hex)
      output.append("}")
    }
    output.appendList("symlinks", contents.links) { link, output in
      output.append("{\"path\":")
      output.appendQuoted(link.path.description)
      output.appendMember("target", link.target)
      output.append("}")
    }
    if !contents.missing.isEmpty {
      output.appendList("missing", contents.missing) { entry, output in
        output.append("{\"path\":")
        output.appendQuoted(entry.path.description)
        output.appendMember("blob", entry.id.hex)
        output.append("}")
      }
    }
  }
}

extension ByteBuffer {
  /// Appends `,"name":"value"`.
  mutating func appendMember(_ name: String, _ value: String) {
    append(UInt8(ascii: ","))
    appendQuoted(name)
    append(UInt8(ascii: ":"))
    appendQuoted(value)
  }

  /// Appends `,"name":[…]`.
  mutating func appendList<Element>(
    _ name: String, _ elements: [Element], _ body: (Element, inout ByteBuffer) -> Void
  ) {
    append(UInt8(ascii: ","))
    appendQuoted(name)
    append(":[")
    for (index, element) in elements.enumerated() {
      if index > 0 { append(UInt8(ascii: ",")) }
      body(element, &self)
    }
    append("]")
  }
}
