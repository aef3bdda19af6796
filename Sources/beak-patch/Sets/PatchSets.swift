import Primitives

/// The patch sets of a run: those that the program carries, or one of the user's own.
struct PatchSets: Sendable {
  /// In the order of their names.
  let all: [PatchSet]

  /// The set for a zkVM.
  func set(for zkvm: String) -> PatchSet? { all.first { $0.zkvm == zkvm } }

  /// The sets that the program carries.
  ///
  /// - Precondition: They are sound, as the tests make sure.
  static let embedded: PatchSets = {
    let sets = PatchSets.embeddedFiles.map { files in
      let (set, _, problems) = PatchSetReader.read(files)
      guard let set, problems.isEmpty else {
        preconditionFailure("patch set \(files.name): \(problems.first?.line ?? "")")
      }
      return set
    }
    return PatchSets(all: sets)
  }()

  /// The files of the sets that the program carries.
  static var embeddedFiles: [PatchSetFiles] {
    var contents: [String: [String: Bytes]] = [:]
    for (path, text) in EmbeddedPatchSets.files {
      let parts = path.split(separator: "/", maxSplits: 1)
      guard parts.count == 2 else { continue }
      contents[String(parts[0]), default: [:]][String(parts[1])] = Bytes(text.utf8)
    }
    let shared = SharedFolders.held(contents.removeValue(forKey: SharedFolders.name) ?? [:])
    return contents.sorted { $0.key < $1.key }.map {
      PatchSetFiles(name: $0.key, contents: $0.value, shared: shared)
    }
  }

  /// The set in a folder.
  ///
  /// - Throws: the first thing that is wrong with it.
  static func read(folder: String) throws(SetProblem) -> PatchSets {
    let (set, _, problems) = PatchSetReader.read(try PatchSetFiles(folder: folder))
    if let problem = problems.first { throw problem }
    guard let set else { throw SetProblem(.unreadable, in: folder, "there is no set") }
    return PatchSets(all: [set])
  }

  /// The passes of a set that are chosen, as places in it; all where none is named.
  func passes(_ names: [String]?, of set: PatchSet) throws(PatchError) -> [Int] {
    guard let names else { return Array(set.passes.indices) }
    let chosen = set.passes.indices.filter { names.contains(set.passes[$0].name) }
    if chosen.isEmpty {
      let message = "the patch set \(set.zkvm) has none of the passes \(names.joined(separator: ", "))"
      throw .doesNotFit(EditFailure(kind: .nothingApplies, message: message), others: [])
    }
    return chosen
  }
}
