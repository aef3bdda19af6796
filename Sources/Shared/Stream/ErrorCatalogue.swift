/// The codes of one stage with their meanings: what `--help-errors` prints.
package struct ErrorCatalogue: Sendable {
  /// One code.
  package struct Entry: Sendable, Hashable {
    /// Stable name in kebab case.
    package let code: String
    /// What is wrong, as a phrase.
    package let meaning: String
    /// What the user can do about it.
    package let hint: String?

    /// Makes an entry.
    package init(_ code: String, _ meaning: String, hint: String? = nil) {
      self.code = code
      self.meaning = meaning
      self.hint = hint
    }
  }

  /// The stage's name, such as `convert`.
  package let stage: String
  /// The stage's own codes, and after them those that every stage has.
  package let entries: [Entry]

  /// Makes the catalogue of a stage from its own codes; the common ones are added.
  ///
  /// - Parameter readsIDs: Whether the stage's records have an `id` of their own that can be wrong.
  package init(stage: String, entries: [Entry], readsIDs: Bool = true) {
    self.stage = stage
    let common = RecordError.catalogue.filter { entry in
      !entries.contains { $0.code == entry.code }
        && (readsIDs || entry.code != RecordError.invalidIdentity.code)
    }
    self.entries = entries + common
  }

  /// A table for people, one code a line and its hint below it.
  package var text: String {
    let width = entries.map(\.code.count).max() ?? 0
    var text = "Error codes of beak-\(stage):\n\n"
    for entry in entries {
      let gap = String(repeating: " ", count: width - entry.code.count)
      text += "  \(entry.code)\(gap)  \(entry.meaning)\n"
      if let hint = entry.hint {
        text += "  \(String(repeating: " ", count: width))  (\(hint))\n"
      }
    }
    return text
  }
}
