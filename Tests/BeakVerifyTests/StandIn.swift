import Foundation

@testable import beak_verify

/// A scripted program that speaks a client's protocol and misbehaves as it is told.
///
/// Real clients are not on every machine, and none of them crashes or hangs on demand. The script takes its
/// behaviours from a file, one for each request, so that they go on where a killed process stopped; without
/// one it passes what is right and fails what is wrong.
final class StandIn {
  enum Language: String {
    case geth
    case line
  }

  private let folder: URL
  let command: [String]

  init(_ language: Language, behaviours: [String] = []) throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("stand-in-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let script = folder.appendingPathComponent("stand-in.py")
    let plan = folder.appendingPathComponent("plan")
    try Self.script.write(to: script, atomically: true, encoding: .utf8)
    try behaviours.map { $0 + "\n" }.joined().write(to: plan, atomically: true, encoding: .utf8)
    command = ["/usr/bin/env", "python3", script.path, language.rawValue, plan.path]
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// The processes that were started, in order.
  var processIDs: [pid_t] {
    let text = try? String(contentsOf: folder.appendingPathComponent("plan.pids"), encoding: .utf8)
    return (text ?? "").split(separator: "\n").compactMap { pid_t($0) }
  }

  private static let script = #"""
    import json, os, signal, sys, time
    language, plan = sys.argv[1], sys.argv[2]
    with open(plan + ".pids", "a") as pids:
        pids.write(f"{os.getpid()}\n")

    def next_behaviour(test):
        with open(plan) as file:
            lines = file.read().split()
        with open(plan, "w") as file:
            file.write("\n".join(lines[1:]))
        if lines:
            return lines[0]
        balances = [account["balance"] for account in test["pre"].values()]
        return "pass" if balances == ["0x400000000000000000"] else "fail"

    def report(name, passed, error="block #1 insertion into chain failed: invalid gas used"):
        if language == "geth":
            result = {"name": name, "pass": passed, "fork": "Shanghai"}
            result.update({"stateRoot": "0x00"} if passed else {"error": error})
            return json.dumps([result], indent=2) + "\n"
        return json.dumps({"name": name, "pass": passed, "error": None if passed else error}) + "\n"

    def say(text):
        sys.stdout.write(text)
        sys.stdout.flush()

    if language == "line":
        say('{"ready":true,"client":"stand-in","version":"1"}\n')
    previous = None
    for line in sys.stdin:
        with open(line.strip()) as file:
            (name, test), = json.load(file).items()
        does = next_behaviour(test)
        if does == "pass": say(report(name, True))
        elif does == "fail": say(report(name, False))
        elif does == "noise":
            say("block (index 0) insertion should have failed:\n{\n  \"number\": \"0x1\"\n}\n")
            say("INFO [1] ok\n" + report(name, True))
        elif does == "empty": say("[]\n" if language == "geth" else '{"name":"%s"}\n' % name)
        elif does == "foreign": say(report("somebody else", True))
        elif does == "twice": say(report(name, True) * 2)
        elif does == "contradiction": say(report(name, True).rstrip()[:-1] + "," + report(name, False)[1:])
        elif does == "again": say(report(previous, False) + report(name, True))
        elif does == "slowly":
            for character in report(name, True):
                say(character)
        elif does == "chatty":
            sys.stderr.write("x" * 300_000 + "\n")
            sys.stderr.flush()
            say(report(name, True))
        elif does == "unsupported": say(report(name, False, 'unsupported fork "Atlantis"'))
        elif does == "hang": time.sleep(600)
        elif does == "segfault": os.kill(os.getpid(), signal.SIGSEGV)
        elif does == "panic":
            sys.stderr.write("panic: runtime error\ngoroutine 1\n")
            sys.exit(2)
        elif does == "leave": sys.exit(0)
        elif does == "answer-and-leave":
            say(report(name, False))
            sys.exit(0)
        else: sys.exit("unknown behaviour " + does)
        previous = name
    """#
}
