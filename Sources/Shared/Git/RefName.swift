import Primitives

/// The rules for names of branches and tags.
///
/// Source: git-check-ref-format(1).
package enum RefName {
  /// Whether a branch or tag may have that name, with or without `refs/heads/` before it.
  ///
  /// A name that begins with `-` is refused although git could be talked into it.
  package static func isValid(_ name: String) -> Bool {
    let bytes = Bytes(name.utf8)
    guard (1...1000).contains(bytes.count), bytes != [UInt8(ascii: "@")], bytes.last != UInt8(ascii: "."),
      !name.contains(".."), !name.contains("@{"), bytes.allSatisfy(isAllowed)
    else { return false }
    return bytes.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).allSatisfy { part in
      let first = part.first
      return first != nil && first != UInt8(ascii: ".") && first != UInt8(ascii: "-")
        && !String(decoding: part, as: UTF8.self).hasSuffix(".lock")
    }
  }

  private static func isAllowed(_ byte: UInt8) -> Bool {
    byte > 0x20 && byte != 0x7f && !"~^:?*[\\".utf8.contains(byte)
  }
}
