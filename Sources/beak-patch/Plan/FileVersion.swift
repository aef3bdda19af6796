import Git
import Primitives

/// One content that a file has on its way through the edits, with what further edits make of it.
///
/// Equal content is worked on once, however many commits have it. Used by one thread at a time.
final class FileVersion {
  private enum Origin {
    case blob(ObjectID)
    case created(Bytes)
    case edited(FileVersion, Edit.Operation)
  }

  /// What an edit came to.
  struct Step {
    let count: Int
    /// What comes out; the same version where nothing matched.
    let next: FileVersion
  }

  private let origin: Origin
  private var cached: Bytes?
  private var steps: [Int: Step] = [:]
  private var identifier: ObjectID?

  /// A file of the pristine tree.
  init(blob: ObjectID) {
    origin = .blob(blob)
    identifier = blob
  }

  /// A file that an edit creates.
  init(creating content: Bytes) {
    origin = .created(content)
  }

  private init(_ version: FileVersion, edited operation: Edit.Operation, content: Bytes) {
    origin = .edited(version, operation)
    cached = content
  }

  /// The bytes, read or worked out again where they were let go.
  func content(from store: FileVersions) throws(PatchError) -> Bytes {
    if let cached { return cached }
    let content: Bytes
    switch origin {
    case .blob(let id): content = try store.read(id)
    case .created(let bytes): return bytes
    case .edited(let version, let operation):
      content = operation.apply(to: try version.content(from: store)).content!
    }
    store.keep(content, of: self)
    return content
  }

  /// The git blob id of the content.
  func blob(from store: FileVersions) throws(PatchError) -> ObjectID {
    if let identifier { return identifier }
    let id = ObjectID(of: .blob, try content(from: store))
    identifier = id
    return id
  }

  /// What `edit` makes of this content.
  func step(_ edit: Edit, from store: FileVersions) throws(PatchError) -> Step {
    if let known = steps[edit.index] { return known }
    let result = edit.operation.apply(to: try content(from: store))
    let next = result.content.map { FileVersion(self, edited: edit.operation, content: $0) } ?? self
    if let content = result.content { store.keep(content, of: next) }
    let step = Step(count: result.count, next: next)
    steps[edit.index] = step
    return step
  }

  fileprivate func hold(_ content: Bytes) { cached = content }
  fileprivate func letGo() { cached = nil }
}

/// All versions of files that a worker knows, and the one place that reads blobs.
final class FileVersions {
  private var blobs: [ObjectID: FileVersion] = [:]
  private var created: [Int: FileVersion] = [:]
  private var held: [FileVersion] = []
  private var heldBytes = 0
  private let reader: (ObjectID) throws(PatchError) -> Bytes

  /// Bytes held in memory before all are let go; they can be had again.
  private static let limit = 64 << 20

  init(reader: @escaping (ObjectID) throws(PatchError) -> Bytes) {
    self.reader = reader
  }

  /// The version that is a blob of the pristine tree.
  func version(of blob: ObjectID) -> FileVersion {
    if let known = blobs[blob] { return known }
    let version = FileVersion(blob: blob)
    blobs[blob] = version
    return version
  }

  /// The version that an edit creates.
  func version(createdBy edit: Edit, content: Bytes) -> FileVersion {
    if let known = created[edit.index] { return known }
    let version = FileVersion(creating: content)
    created[edit.index] = version
    return version
  }

  fileprivate func read(_ blob: ObjectID) throws(PatchError) -> Bytes { try reader(blob) }

  /// Holds the content of a version until too much is held.
  fileprivate func keep(_ content: Bytes, of version: FileVersion) {
    if heldBytes + content.count > FileVersions.limit {
      for version in held { version.letGo() }
      held.removeAll(keepingCapacity: true)
      heldBytes = 0
    }
    version.hold(content)
    held.append(version)
    heldBytes += content.count
  }
}
