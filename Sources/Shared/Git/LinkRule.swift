import Primitives

/// Whether a symbolic link stays inside a snapshot.
package enum LinkRule {
  /// Whether a link at `path` may lead to `target`.
  ///
  /// A target must be relative, may climb no higher than the root, and may climb only at its beginning: then
  /// every link leads from one place inside to another, whatever other links lie on the way.
  package static func staysInside(_ target: Bytes, at path: TreePath) -> Bool {
    guard !target.isEmpty, target.count <= PathFault.longestPath, target[0] != UInt8(ascii: "/"),
      !target.contains(0), !target.contains(UInt8(ascii: "\\"))
    else { return false }
    var climbed = 0
    var descends = false
    for name in target.split(separator: UInt8(ascii: "/")) where !name.elementsEqual(".".utf8) {
      if name.elementsEqual("..".utf8) {
        climbed += 1
        if descends || climbed > path.depth { return false }
      } else {
        descends = true
        if PathFault.standsForDotGit(name) { return false }
      }
    }
    return true
  }
}
