import Foundation
import TestSupport
import Testing

@testable import Git

/// beak-resolve where the machine or the user gets in its way.
@Suite("Resolving under faults", .serialized)
struct ResolveFaultTests {
  private func arguments(_ workshop: GitWorkshop, repository: String? = nil) -> [String] {
    [
      "--zkvm", "toy", "--repository", repository ?? workshop.path, "--cache", workshop.place("cache"),
      "--out",
      workshop.place("out"), "-j1",
    ]
  }

  /// Checks that a destination is absent, or complete with the marker that belongs to it.
  ///
  /// - Returns: Whether it is there.
  private func isWhole(_ location: SnapshotLocation) throws -> Bool {
    let folder = "\(location.out)/\(location.name)"
    guard FileManager.default.fileExists(atPath: folder) else { return false }
    let bytes = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/beak.json"))
    let marker = try #require(SnapshotMarker(Array(bytes)), "the marker is damaged")
    let entries = try WrittenTree.entries(in: Directory(path: location.path), standIns: marker.standIns)
    #expect(TreeHash.id(of: entries) == marker.currentTree)
    return true
  }

  /// The moment at which a process is killed.
  enum Moment: String, CaseIterable, CustomTestStringConvertible {
    /// Some time between its start and its end.
    case anyTime
    /// While it writes a tree to the cache.
    case cacheStaging = "cache/trees/.tmp-"
    /// When it has taken the destination's lock.
    case lock = "out/.lock-"
    /// While it writes the snapshot beside its place, or removes the old one.
    case staging = "out/.tmp-"
    /// When the new snapshot has come into place, or the old one is still there.
    case arrival = "out/toy-"

    var testDescription: String { rawValue }
  }

  /// Waits until a name that begins so exists, or the process has ended.
  private func wait(for moment: Moment, _ process: Process, _ workshop: GitWorkshop) {
    let path = workshop.place(moment.rawValue)
    let slash = path.lastIndex(of: "/") ?? path.endIndex
    let (folder, name) = (String(path[..<slash]), path[path.index(after: slash)...])
    while process.isRunning {
      let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
      if names.contains(where: { $0.hasPrefix(name) }) { return }
    }
  }

  @Test(
    "killed at any moment, a destination is absent or complete, and the next run puts all right",
    arguments: Moment.allCases)
  func killed(moment: Moment) throws {
    let workshop = try GitWorkshop()
    defer { workshop.remove() }
    let commit = try #require(ObjectID(hex: try workshop.largeCommit(files: 300, size: 4000)))
    let location = SnapshotLocation(out: workshop.place("out"), zkvm: "toy", commit: commit)
    // Two addresses of one repository: a snapshot from the other is replaced, in one exchange.
    let link = workshop.place("other.git")
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: workshop.path)
    let begin = DispatchTime.now()
    #expect(try run("beak-resolve", arguments(workshop) + ["main"], input: "").status == 0)
    let duration = (DispatchTime.now().uptimeNanoseconds - begin.uptimeNanoseconds) / 1000
    var generator = SplitMix64(seed: 7)
    var killed = 0
    for round in 0..<12 {
      // Every other round begins with an empty cache, every fourth without a snapshot.
      if round % 2 == 0 { try? FileManager.default.removeItem(atPath: workshop.place("cache")) }
      if round % 4 == 0 { try? FileManager.default.removeItem(atPath: workshop.place("out")) }
      let process = Process()
      process.executableURL = URL(fileURLWithPath: try Tools.path("beak-resolve"))
      process.arguments = arguments(workshop, repository: round % 2 == 0 ? link : workshop.path) + ["main"]
      process.standardOutput = FileHandle.nullDevice
      process.standardError = FileHandle.nullDevice
      try process.start()
      if moment == .anyTime {
        usleep(UInt32(generator.next() % duration))
      } else {
        wait(for: moment, process, workshop)
      }
      if moment != .arrival { usleep(UInt32(generator.next() % (duration / 20 + 1))) }
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
      if process.terminationReason == .uncaughtSignal { killed += 1 }
      _ = try isWhole(location)
    }
    #expect(killed >= 3, "only \(killed) of 12 processes were killed before their end")
    let last = try run("beak-resolve", arguments(workshop) + ["main"], input: "")
    #expect(last.status == 0)
    #expect(try isWhole(location))
    #expect(try FileManager.default.contentsOfDirectory(atPath: location.out) == [location.name])
    // A snapshot that is right already needs no tree of the cache. One that is written anew does, and what a
    // killed process has left there goes.
    try FileManager.default.removeItem(atPath: location.out)
    #expect(try run("beak-resolve", arguments(workshop) + ["main"], input: "").status == 0)
    #expect(try isWhole(location))
    let trees = try FileManager.default.contentsOfDirectory(atPath: workshop.place("cache/trees"))
    #expect(!trees.contains { $0.hasPrefix(".tmp") })
  }

  @Test("several processes on one destination all succeed with the same answer")
  func together() throws {
    let workshop = try GitWorkshop()
    defer { workshop.remove() }
    let commit = try #require(ObjectID(hex: try workshop.largeCommit(files: 200, size: 1000)))
    let command =
      "for i in 1 2 3 4; do \"$BIN/beak-resolve\" \(arguments(workshop).joined(separator: " ")) main & done; wait"
    let url = "file://\(workshop.path)"
    let fetching =
      "for i in 1 2 3 4; do \"$BIN/beak-resolve\" \(arguments(workshop, repository: url).joined(separator: " ")) main & done; wait"
    for line in [command, fetching] {
      let outcome = try runShell(line, input: "")
      #expect(outcome.lines.count == 4)
      #expect(Set(outcome.lines).count == 1)
      #expect(outcome.errors.components(separatedBy: "in=1 ok=1 failed=0").count == 5)
    }
    #expect(try isWhole(SnapshotLocation(out: workshop.place("out"), zkvm: "toy", commit: commit)))
  }

  @Test("a file that cannot be written whole is an error of the environment, and nothing is left")
  func fileSizeLimit() throws {
    let workshop = try GitWorkshop()
    defer { workshop.remove() }
    _ = try workshop.largeCommit(files: 3, size: 100_000)
    // In blocks of 1,024 bytes; the signal is ignored, so that the write fails instead.
    let line =
      "trap '' XFSZ; ulimit -f 20; exec \"$BIN/beak-resolve\" \(arguments(workshop).joined(separator: " ")) main"
    try checkFullDisk(try runShell(line, input: ""), workshop)
  }

  private func checkFullDisk(_ outcome: Outcome, _ workshop: GitWorkshop) throws {
    #expect(outcome.status == 4)
    #expect(outcome.lines.isEmpty)
    #expect(outcome.errors.contains("\"code\":\"write-failed\""))
    for name in ["out", "cache/trees"] {
      let names = (try? FileManager.default.contentsOfDirectory(atPath: workshop.place(name))) ?? []
      #expect(names.isEmpty, "\(name) holds \(names)")
    }
  }

  @Test(
    "a full disk is an error of the environment, and nothing is left",
    .enabled(if: geteuid() == 0, "only root can mount a small file system: this is NOT tested here"),
    arguments: ["cache", "out"])
  func fullDisk(place: String) throws {
    let workshop = try GitWorkshop()
    defer { workshop.remove() }
    _ = try workshop.largeCommit(files: 300, size: 4000)
    let folder = workshop.place(place)
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let mount = try runShell("mount -t tmpfs -o size=512k tmpfs '\(folder)'", input: "")
    try #require(mount.status == 0, "no file system can be mounted here: \(mount.errors)")
    defer { _ = try? runShell("umount '\(folder)'", input: "") }
    let outcome = try run("beak-resolve", arguments(workshop) + ["main"], input: "")
    #expect(outcome.status == 4)
    #expect(outcome.errors.contains("\"code\":\"write-failed\""))
    let names = try FileManager.default.contentsOfDirectory(
      atPath: place == "out" ? folder : "\(folder)/trees")
    #expect(names.isEmpty, "\(place) holds \(names)")
  }

  @Test("an enclosing repository with uncommitted work stays as it is")
  func enclosing() throws {
    let workshop = try GitWorkshop()
    defer { workshop.remove() }
    let commits = try workshop.history(count: 2)
    let work = workshop.place("work")
    let script = """
      set -e; mkdir '\(work)'; cd '\(work)'; git init -q .; echo committed >file; git add file
      git -c user.name=a -c user.email=a@b commit -qm x; echo uncommitted >file; echo new >untracked
      mkdir -p 'out/toy-\(commits[0])/toy-src/.git'; echo broken >'out/toy-\(commits[0])/toy-src/.git/HEAD'
      """
    try #require(try runShell(script, input: "").status == 0)
    func state() throws -> String {
      try runShell(
        "cd '\(work)' && git status --porcelain file untracked && git rev-parse HEAD && cat file untracked",
        input: ""
      ).output
    }
    let before = try state()
    let line =
      "cd '\(work)' && \"$BIN/beak-resolve\" --zkvm toy --repository \(workshop.path) --cache cache main \(commits[0]) -j1"
    let outcome = try runShell(line, input: "")
    #expect(outcome.status == 3)
    #expect(outcome.errors.contains("destination-not-ours"))
    #expect(outcome.lines.count == 1)
    #expect(outcome.output.contains("\"path\":\"out/toy-\(commits[1])/toy-src\""))
    #expect(try state() == before)
    #expect(before.contains("uncommitted"))
    #expect(FileManager.default.fileExists(atPath: "\(work)/out/toy-\(commits[0])/toy-src/.git/HEAD"))
  }

  @Test("the user's configuration and environment change nothing")
  func configuration() throws {
    let workshop = try GitWorkshop()
    defer { workshop.remove() }
    let attributes = "* text=auto eol=crlf ident filter=evil\n"
    let tree = try workshop.tree(files: [".gitattributes": attributes, "a.rs": "$Id$\na\n", "b.txt": "b\r\n"])
    try workshop.setRef("refs/heads/main", try workshop.commit(tree))
    let witness = workshop.place("witness")
    let configuration = """
      [core]
      autocrlf = true
      hooksPath = \(workshop.place("hooks"))
      fsmonitor = touch \(witness)
      [filter "evil"]
      smudge = touch \(witness)
      required = true
      [url "https://example.invalid/"]
      insteadOf = file://
      [protocol]
      allow = never
      [alias]
      ls-tree = !touch \(witness)
      """
    try Data(configuration.utf8).write(to: URL(fileURLWithPath: workshop.place(".gitconfig")))
    let hostile =
      "HOME='\(workshop.folder.path)' XDG_CONFIG_HOME='\(workshop.folder.path)' GIT_DIR=/nonexistent GIT_WORK_TREE=/ "
      + "GIT_INDEX_FILE=/nonexistent GIT_OBJECT_DIRECTORY=/nonexistent GIT_TRACE=2 GIT_SSH_COMMAND='touch \(witness)' "
      + "GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=core.autocrlf GIT_CONFIG_VALUE_0=true"
    for url in [workshop.path, "file://\(workshop.path)"] {
      var answers: Set<String> = []
      for environment in ["", hostile] {
        for name in ["out", "cache"] { try? FileManager.default.removeItem(atPath: workshop.place(name)) }
        let words = arguments(workshop, repository: url).joined(separator: " ")
        let outcome = try runShell("\(environment) \"$BIN/beak-resolve\" \(words) main", input: "")
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(outcome.errors == "beak-resolve: in=1 ok=1 failed=0\n")
        answers.insert(outcome.output)
        let name = try #require(
          try FileManager.default.contentsOfDirectory(atPath: workshop.place("out")).first)
        let source = workshop.place("out/\(name)/toy-src")
        #expect(try String(contentsOfFile: "\(source)/a.rs", encoding: .utf8) == "$Id$\na\n")
        #expect(try String(contentsOfFile: "\(source)/b.txt", encoding: .utf8) == "b\r\n")
      }
      #expect(answers.count == 1)
    }
    #expect(!FileManager.default.fileExists(atPath: witness))
  }

  @Test("a repository that moves and is repacked meanwhile is read on")
  func moving() throws {
    let workshop = try GitWorkshop()
    defer { workshop.remove() }
    let commits = try workshop.history(count: 6)
    try workshop.setRef("refs/heads/main", commits[2])
    let session = try Session("beak-resolve", arguments(workshop))
    try session.send("main\n")
    #expect(try session.readLine().contains(commits[2]))
    try workshop.setRef("refs/heads/main", commits[5])
    try workshop.git(["repack", "-adfq"])
    try workshop.git(["pack-refs", "--all"])
    for commit in commits.reversed() {
      try session.send("\(commit)\n")
      #expect(try session.readLine().contains("\"commit\":\"\(commit)\""))
    }
    try session.send("main\n")
    #expect(try session.readLine().contains(commits[5]))
    #expect(try session.finish().status == 0)
  }

  @Test("a search is driven line by line while its input stays open")
  func interactive() throws {
    let workshop = try GitWorkshop()
    defer { workshop.remove() }
    let commits = try workshop.history(count: 40)
    let session = try Session("beak-resolve", arguments(workshop) + ["--step", "\(commits[0])..main"])
    var answer = try session.readLine()
    var steps = 0
    while !answer.contains("beak.bisect/1"), steps < 10 {
      steps += 1
      let number = try #require(
        try answer.firstMatch(of: Regex("\"path\":\"([^\"]*)\"", as: (Substring, Substring).self)))
      let text = try String(contentsOfFile: "\(number.1)/number", encoding: .utf8)
      let isBad = try #require(Int(text.dropLast())) >= 23
      try session.send(isBad ? "bad\n" : "good\n")
      answer = try session.readLine()
    }
    #expect(answer.contains("\"firstBad\":\"\(commits[22])\""))
    #expect(steps <= 6)
    #expect(try session.finish().status == 0)
  }
}
