import Glibc
import Primitives
import Processes

/// One run of the program git that no configuration, hook, filter or prompt can influence.
///
/// The environment has nothing but what stands here; the user's and the system's configuration are not read;
/// what a repository's own configuration could start is switched off on the command line, which wins over it.
package struct GitCommand: Sendable {
  /// Which remote protocols the run may speak.
  package enum Network: Sendable {
    /// None: whatever is missing stays missing.
    case none
    /// One, such as `https`, or several with colons between them.
    case only(String)
  }

  /// Arguments after the options that every run has.
  package let arguments: [String]
  package let gitDirectory: String
  /// Where the objects lie, if not in the git directory.
  package let objects: String?
  package let network: Network

  /// The longest that git may be silent, in milliseconds.
  private static let patience = 600_000
  /// The most output that is taken in, in bytes.
  private static let outputLimit = 1 << 30

  /// Makes a command on a repository.
  package init(
    _ arguments: [String], gitDirectory: String, objects: String? = nil, network: Network = .none
  ) {
    self.arguments = arguments
    self.gitDirectory = gitDirectory
    self.objects = objects
    self.network = network
  }

  /// The command line.
  var words: [String] {
    let settings = [
      "core.hooksPath=/dev/null", "core.fsmonitor=false", "core.commitGraph=false",
      "protocol.ext.allow=never",
      "gc.auto=0", "maintenance.auto=false", "core.askPass=", "credential.helper=",
      "core.precomposeUnicode=false", "core.quotePath=false", "submodule.recurse=false",
      "fetch.recurseSubmodules=false", "advice.graftFileDeprecated=false", "core.alternateRefsCommand=:",
    ]
    return ["git", "--git-dir=\(gitDirectory)", "--no-pager", "--no-replace-objects", "--literal-pathspecs"]
      + settings.flatMap { ["-c", $0] } + arguments
  }

  /// The whole environment.
  var environment: [String: String] {
    var variables = [
      "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_SYSTEM": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1",
      "GIT_ATTR_NOSYSTEM": "1", "GIT_TERMINAL_PROMPT": "0", "GIT_ASKPASS": "/bin/false",
      "SSH_ASKPASS": "/bin/false", "GIT_NO_LAZY_FETCH": "1", "GIT_NO_REPLACE_OBJECTS": "1",
      "GIT_GRAFT_FILE": "/dev/null", "GIT_OPTIONAL_LOCKS": "0", "GIT_PAGER": "cat", "LC_ALL": "C",
    ]
    variables["GIT_OBJECT_DIRECTORY"] = objects
    var passedOn = ["PATH"]
    switch network {
    case .none:
      variables["GIT_ALLOW_PROTOCOL"] = "none"
      variables["HOME"] = "/nonexistent"
    case .only(let name):
      variables["GIT_ALLOW_PROTOCOL"] = name
      variables["GIT_SSH_COMMAND"] = "ssh -oBatchMode=yes"
      passedOn += ["HOME", "SSH_AUTH_SOCK", "SSL_CERT_FILE", "SSL_CERT_DIR"]
      for proxy in ["http_proxy", "https_proxy", "all_proxy", "no_proxy"] {
        passedOn += [proxy, proxy.uppercased()]
      }
    }
    for name in passedOn {
      if let value = getenv(name) { variables[name] = String(cString: value) }
    }
    return variables
  }

  /// Starts it, for a conversation.
  ///
  /// - Throws: `GitError.gitUnavailable`.
  package func start() throws(GitError) -> RunningProcess {
    do {
      return try RunningProcess(command: words, environment: .exactly(environment))
    } catch {
      throw .gitUnavailable(reason: error.reason)
    }
  }

  /// A run that has begun.
  package struct Run {
    let command: GitCommand
    fileprivate let process: RunningProcess

    /// Waits for its end: standard output, exit code, and the last lines of standard error.
    ///
    /// - Parameter onDiagnostics: Called a few times a second with what git says meanwhile.
    /// - Throws: `GitError.gitUnavailable`, or `.gitFailed` where it hangs, floods, or is killed.
    func end(
      onDiagnostics: ((OutputRing) -> Void)? = nil
    ) throws(GitError) -> (output: Bytes, code: Int32, complaint: String) {
      var output = Bytes()
      var silence = Deadline(milliseconds: GitCommand.patience)
      var told = 0
      reading: while true {
        let pause = onDiagnostics == nil ? silence : Deadline(milliseconds: 250)
        switch process.read(into: &output, until: pause) {
        case .output: silence = Deadline(milliseconds: GitCommand.patience)
        case .end: break reading
        case .deadline:
          // Whoever tells of progress is not silent.
          if process.diagnostics.total > told {
            told = process.diagnostics.total
            silence = Deadline(milliseconds: GitCommand.patience)
          }
          if silence.hasPassed { throw command.failure("no answer") }
          onDiagnostics?(process.diagnostics)
        }
        if output.count > GitCommand.outputLimit { throw command.failure("it writes without end") }
      }
      let end = process.endAfterOutput()
      let complaint = process.diagnostics.lastLines(3)
      guard case .exited(let code) = end else { throw command.failure("it \(end)") }
      // What setpriv says when there is nothing to execute.
      if code == 127 { throw .gitUnavailable(reason: complaint) }
      return (output, code, complaint)
    }
  }

  /// Starts it without input.
  func begin() throws(GitError) -> Run {
    let process = try start()
    process.closeInput()
    return Run(command: self, process: process)
  }

  /// Runs it to its end: standard output, exit code, and the last lines of standard error.
  ///
  /// - Throws: `GitError.gitUnavailable`, or `.gitFailed` where it hangs, floods, or is killed.
  package func run(
    onDiagnostics: ((OutputRing) -> Void)? = nil
  ) throws(GitError) -> (output: Bytes, code: Int32, complaint: String) {
    try begin().end(onDiagnostics: onDiagnostics)
  }

  /// Runs it and returns standard output.
  ///
  /// - Throws: `GitError.gitFailed` for any exit code but 0.
  package func output() throws(GitError) -> Bytes {
    let (output, code, complaint) = try run()
    guard code == 0 else {
      throw failure(complaint.isEmpty ? "exit code \(code)" : complaint)
    }
    return output
  }

  /// The failure of this command, in one line: what git said last, without progress and control characters.
  package func failure(_ reason: String) -> GitError {
    let lines = reason.split(separator: "\n").map { line in
      let last = line.split(separator: "\r").last ?? ""
      return String(
        String.UnicodeScalarView(last.unicodeScalars.filter { $0.properties.generalCategory != .control }))
    }
    let words = lines.filter { !$0.isEmpty }.joined(separator: "; ")
    return .gitFailed(command: arguments.first ?? "", reason: words.isEmpty ? "it said nothing" : words)
  }
}
