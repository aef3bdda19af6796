import Crypto
import JSON
import Primitives

/// `_info`, which stands first although not all of it is known at first.
extension FixtureWriter {
  /// Writes the test's name and `_info` as far as it is known; the other members follow.
  func beginTest(_ head: FixtureHead, into out: inout ByteBuffer) {
    learnSystemAccounts(of: head.network)
    out.append("{")
    out.appendQuoted(head.testName)
    out.append(":{")
    let start = out.count
    appendInfo(head, FixtureInfo(), hash: style.includesHash ? .zero : nil, to: &out)
    infoRange = start..<out.count
  }

  /// Closes the test that was begun and completes `_info`; the hash is over all that follows it.
  ///
  /// - Parameter networkName: The fork that a summary names.
  func finish(
    _ head: FixtureHead, networkName: String, info: FixtureInfo, into out: inout ByteBuffer
  ) -> FixtureSummary {
    var hash: Hash32?
    if style.includesHash {
      let members = UnsafeRawBufferPointer(rebasing: out.bytes[infoRange.upperBound...])
      hash = canonical.hash(ofMembers: members)
    }
    out.append("}}")
    if hash != nil || !info.isEmpty {
      infoText.removeAll()
      appendInfo(head, info, hash: hash, to: &infoText)
      out.insertGap(at: infoRange.upperBound, count: infoText.count - infoRange.count)
      (out.base + infoRange.lowerBound).copyMemory(from: infoText.base, byteCount: infoText.count)
    }
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
