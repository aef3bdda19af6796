import JSON

/// What becomes of keys that have no meaning, and what there is to tell about them.
///
/// At the top level of a document and in its environment they are refused, all in one error. In accounts,
/// transactions and their parts they are refused in a strict run; otherwise each is ignored, with one
/// warning for a key and its place. One per worker.
final class KeyPolicy {
  /// A kind of object whose keys are looked at.
  enum Place: String {
    case account = "an account"
    case transaction = "a transaction"
    case accessListEntry = "an entry of accessList"
    case authorization = "an entry of authorizationList"
    case withdrawal = "a withdrawal"
  }

  /// Which keys count.
  enum Mode {
    case refusing
    case warning
    /// None: the objects are of a format that has other keys besides.
    case ignoring
  }

  var mode: Mode
  /// What is to be told of the records so far, and was not told before.
  private(set) var warnings: [String] = []
  private var told: Set<String> = []

  /// How many warnings there are at most; keys come from the input, and memory must not grow with it.
  private static let warningLimit = 100
  /// How much of a key a message shows, in characters.
  private static let excerpt = 60

  init(_ mode: Mode) {
    self.mode = mode
  }

  /// Gives the warnings away.
  func takeWarnings() -> [String] {
    defer { warnings.removeAll() }
    return warnings
  }

  /// Refuses all keys of a document and of its environment that are not known.
  ///
  /// - Returns: the fields of the document.
  /// - Throws: `ConvertError.unknownKeys`, at the first of them.
  func refuseUnknown(
    _ document: JSONValue, known: KnownKeys, environment: JSONValue?
  ) throws(ConvertError) -> FieldSource {
    var (unknown, hasRareKeys) = document.look(for: known)
    if let environment { unknown += environment.look(for: FuzzerEnvironment.keys).unknown }
    try Self.refuse(unknown)
    return FieldSource(object: document, hasRareKeys: hasRareKeys)
  }

  /// Looks at the keys of an object at `place`, and gives its fields.
  ///
  /// - Throws: `ConvertError.unknownKeys` in a strict run.
  func fields(of object: JSONValue, known: KnownKeys, place: Place) throws(ConvertError) -> FieldSource {
    if mode == .ignoring { return FieldSource(object: object, hasRareKeys: true) }
    let (unknown, hasRareKeys) = object.look(for: known)
    if mode == .refusing { try Self.refuse(unknown) }
    for (key, _) in unknown {
      warn(
        "the key \"\(key.string.prefix(Self.excerpt))\" of \(place.rawValue) has no meaning and is ignored")
    }
    return FieldSource(object: object, hasRareKeys: hasRareKeys)
  }

  /// Notes a key of the environment that is part of the format but has no effect.
  func noteIdle(_ name: StaticString) {
    if mode == .ignoring { return }
    warn("the key \"\(name)\" of env has no effect: env describes no more than the header of a block")
  }

  private func warn(_ text: String) {
    guard told.count < Self.warningLimit, told.insert(text).inserted else { return }
    warnings.append(text)
  }

  private static func refuse(_ unknown: [(key: JSONKey, value: JSONValue)]) throws(ConvertError) {
    guard let first = unknown.first else { return }
    throw .unknownKeys(unknown.map { $0.value.pointer.description }, at: first.value.pointer)
  }
}

/// The keys that an object may have.
struct KnownKeys {
  /// Those that most objects have, in the order of their frequency.
  let common: [StaticString]
  /// Aliases, and the names of fields that few objects have.
  let rare: [StaticString]
}

extension JSONValue {
  /// The members whose names are not known, and whether there are rare ones.
  ///
  /// - Complexity: O(members × known).
  fileprivate func look(
    for known: KnownKeys
  ) -> (unknown: [(key: JSONKey, value: JSONValue)], hasRareKeys: Bool) {
    var unknown: [(key: JSONKey, value: JSONValue)] = []
    var hasRareKeys = false
    for (key, value) in members where !known.common.contains(where: { key == $0 }) {
      if known.rare.contains(where: { key == $0 }) {
        hasRareKeys = true
      } else {
        unknown.append((key, value))
      }
    }
    return (unknown, hasRareKeys)
  }
}
