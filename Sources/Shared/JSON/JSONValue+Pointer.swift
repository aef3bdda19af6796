extension JSONValue {
  /// Where the value stands in its document.
  ///
  /// - Complexity: O(siblings on the path): for messages, not for the hot path.
  public var pointer: JSONPointer {
    var pointer = JSONPointer.root
    var container = JSONValue(tape: tape, index: 0)
    while container.index != index {
      guard let step = container.step(towards: index) else { return pointer }
      pointer = pointer / step.token
      container = step.value
    }
    return pointer
  }

  /// The member or element that holds the node at `target`, and its token.
  private func step(towards target: Int) -> (token: String, value: JSONValue)? {
    if kind == .object {
      for (key, value) in members where target < tape.pointee.next(after: value.index) {
        return (key.string, value)
      }
    } else {
      for (position, value) in elements.enumerated() where target < tape.pointee.next(after: value.index) {
        return (String(position), value)
      }
    }
    return nil
  }
}
