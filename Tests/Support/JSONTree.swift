import Foundation

/// A JSON document that a test changes in places.
public struct JSONTree {
  public private(set) var root: Any

  /// Reads a text.
  public init(_ text: String) throws {
    root = try JSONSerialization.jsonObject(with: Data(text.utf8), options: .fragmentsAllowed)
  }

  /// The value at a path of member names and indices (as text), nil where there is none.
  public subscript(path: [String]) -> Any? {
    get { path.reduce(root as Any?) { JSONTree.child($1, of: $0) } }
    set { root = JSONTree.replace(path[...], in: root, with: newValue) ?? root }
  }

  /// The text, with sorted members.
  public var text: String {
    get throws {
      let options: JSONSerialization.WritingOptions = [
        .sortedKeys, .fragmentsAllowed, .withoutEscapingSlashes,
      ]
      return String(
        decoding: try JSONSerialization.data(withJSONObject: root, options: options), as: UTF8.self)
    }
  }

  private static func child(_ name: String, of value: Any?) -> Any? {
    if let object = value as? [String: Any] { return object[name] }
    if let array = value as? [Any], let index = Int(name), array.indices.contains(index) {
      return array[index]
    }
    return nil
  }

  private static func replace(_ path: ArraySlice<String>, in value: Any?, with new: Any?) -> Any? {
    guard let name = path.first else { return new }
    let changed = replace(path.dropFirst(), in: child(name, of: value), with: new)
    if var array = value as? [Any], let index = Int(name), array.indices.contains(index) {
      if let changed { array[index] = changed } else { array.remove(at: index) }
      return array
    }
    var object = value as? [String: Any] ?? [:]
    object[name] = changed
    return object
  }
}
