import Crypto
import JSON
import Primitives

/// `_info`, which stands first and is written last, because the hash is over all that follows.
extension FixtureWriter {
  /// Closes the test that was begun and puts `_info` before its members.
  ///
  /// - Parameter networkName: The fork that a summary names.
  func finish(
    _ head: FixtureHead, networkName: String, info: FixtureInfo, into out: inout ByteBuffer
  ) -> FixtureSummary {
    var hash: Hash32?
    if style.includesHash {
      let members = UnsafeRawBufferPointer(rebasing: out.bytes[infoPlace...])
      hash = canonical.hash(ofMembers: members)
    }
    out.append("}}")
    infoText.removeAll()
    appendInfo(head, info, hash: hash, to: &infoText)
    let count = infoText.count
    out.insertGap(at: infoPlace, count: count)
    (out.base + infoPlace).copyMemory(from: infoText.base, byteCount: count)
    return FixtureSummary(
      name: head.testName, format: style.format, networkName: networkName, hash: hash)
  }

  private func appendInfo(
    _ head: FixtureHead, _ info: FixtureInfo, hash: Hash32?, to out: inout ByteBuffer
  ) {
    out.append("\"_info\":{")
    if let hash {
      out.append("\"hash\":")
      out.appendHexData(hash)
      out.append(",")
    }
    out.append("\"fixture-format\":")
    out.appendQuoted(style.format.rawValue)
    out.append(",\"filling-transition-tool\":")
    out.appendQuoted(tool)
    out.append(",\"id\":")
    out.appendQuoted(head.id)
    if !info.dropped.isEmpty { append(info.dropped, to: &out) }
    if let fault = info.fault { append(fault, to: &out) }
    if let document = info.sourceDocument {
      out.append(",\"source-document\":")
      document.withUnsafeBytes { out.appendQuoted($0) }
    }
    out.append("},")
  }

  private func append(_ fault: BlockFault, to out: inout ByteBuffer) {
    out.append(",\"negative\":{\"kind\":")
    out.appendQuoted(fault.kind)
    out.append(",\"block\":")
    out.appendDecimal(fault.position)
    out.append(",\"fault\":")
    out.appendQuoted(fault.summary)
    out.append("}")
  }

  private func append(_ dropped: [DroppedTransaction], to out: inout ByteBuffer) {
    var separator: StaticString = ",\"dropped\":[{\"index\":"
    for transaction in dropped {
      out.append(separator)
      separator = ",{\"index\":"
      out.appendDecimal(transaction.index)
      out.append(",\"exception\":")
      out.appendQuoted(transaction.exception)
      out.append(",\"message\":")
      out.appendQuoted(transaction.message)
      out.append("}")
    }
    out.append("]")
  }
}
