@preconcurrency import Glibc
import Synchronization

/// A child process and this side's ends of its standard streams.
struct ChildProcess {
  let processID: pid_t
  let input: Int32
  let output: Int32
  let errors: Int32
}

/// The command that makes the kernel kill a process when its parent dies; empty where it is not installed.
let parentDeathGuard: [String] = {
  let program = "/usr/bin/setpriv"
  return access(program, X_OK) == 0 ? [program, "--pdeathsig", "KILL", "--"] : []
}()

/// One child at a time is started, so that none inherits a descriptor that is not yet closed on exec.
private let spawning = Mutex(())

/// Starts a process as leader of a new group, its signals at their defaults.
///
/// - Throws: `StartFailure` when it cannot be executed.
func spawn(
  _ command: [String], environment: ProcessEnvironment
) throws(StartFailure) -> ChildProcess {
  let result = spawning.withLock { _ in
    Result { () throws(StartFailure) in try spawnLocked(command, environment: environment) }
  }
  return try result.get()
}

private func spawnLocked(
  _ command: [String], environment: ProcessEnvironment
) throws(StartFailure) -> ChildProcess {
  let input = try openSocketPair()
  let output = try openPipe()
  let errors = try openPipe()
  for descriptor in [input.near, output.near, errors.near] {
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
  }
  let started = execute(
    command, environment: environment, standardStreams: [input.far, output.far, errors.far])
  for descriptor in [input.far, output.far, errors.far] { close(descriptor) }
  switch started {
  case .success(let processID):
    return ChildProcess(
      processID: processID, input: input.near, output: output.near, errors: errors.near)
  case .failure(let failure):
    for descriptor in [input.near, output.near, errors.near] { close(descriptor) }
    throw failure
  }
}

private func execute(
  _ command: [String], environment: ProcessEnvironment, standardStreams: [Int32]
) -> Result<pid_t, StartFailure> {
  var actions = posix_spawn_file_actions_t()
  posix_spawn_file_actions_init(&actions)
  defer { posix_spawn_file_actions_destroy(&actions) }
  for (number, descriptor) in standardStreams.enumerated() {
    posix_spawn_file_actions_adddup2(&actions, descriptor, Int32(number))
  }
  for descriptor in standardStreams where descriptor > STDERR_FILENO {
    posix_spawn_file_actions_addclose(&actions, descriptor)
  }
  var attributes = posix_spawnattr_t()
  posix_spawnattr_init(&attributes)
  defer { posix_spawnattr_destroy(&attributes) }
  setDefaults(&attributes)
  var arguments = command.map { strdup($0) } + [nil]
  var variables = environment.variables.map { strdup($0) } + [nil]
  defer {
    for text in arguments + variables { free(text) }
  }
  var processID: pid_t = 0
  let result = posix_spawnp(
    &processID, command[0], &actions, &attributes, &arguments, &variables)
  return result == 0 ? .success(processID) : .failure(StartFailure(errorNumber: result))
}

/// A group of its own, no signal blocked, none ignored.
private func setDefaults(_ attributes: inout posix_spawnattr_t) {
  var signals = sigset_t()
  sigemptyset(&signals)
  posix_spawnattr_setsigmask(&attributes, &signals)
  for signal in [SIGINT, SIGTERM, SIGPIPE, SIGHUP, SIGQUIT] { sigaddset(&signals, signal) }
  posix_spawnattr_setsigdefault(&attributes, &signals)
  posix_spawnattr_setpgroup(&attributes, 0)
  let flags = POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF
  posix_spawnattr_setflags(&attributes, Int16(flags))
}

/// A socket for requests: what is written to a dead client is an error there and no signal.
private func openSocketPair() throws(StartFailure) -> (near: Int32, far: Int32) {
  var ends: [Int32] = [-1, -1]
  guard socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &ends) == 0 else {
    throw StartFailure(errorNumber: errno)
  }
  return (ends[0], ends[1])
}

private func openPipe() throws(StartFailure) -> (near: Int32, far: Int32) {
  var ends: [Int32] = [-1, -1]
  guard pipe(&ends) == 0 else { throw StartFailure(errorNumber: errno) }
  return (ends[0], ends[1])
}
