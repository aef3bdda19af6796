import Glibc

/// Tells on standard error how far the run is: a line in place, four times a second, at a terminal; now and
/// then a line of its own elsewhere, where it is asked for.
///
/// `@unchecked Sendable`: the counts are touched under the lock.
final class Progress: @unchecked Sendable {
  /// When to show progress.
  enum Mode: String, Sendable, CaseIterable {
    case auto
    case always
    case never
  }

  private let activity: Activity?
  private let diagnostics: Diagnostics
  private let isLive: Bool
  private let hasColour: Bool
  private let monitor = Monitor(conditions: 1)
  private let start = Progress.now()
  private var ok = 0
  private var failed = 0
  private var isEnding = false
  private var thread: Thread?

  private static let nanosecondsPerSecond: Int64 = 1_000_000_000
  /// Between two views of the live line.
  private static let livePeriod = nanosecondsPerSecond / 4
  /// Before the first line of a log; doubled each time up to a minute.
  private static let logPeriod = 8 * nanosecondsPerSecond
  private static let longestLogPeriod = 60 * nanosecondsPerSecond

  /// Makes the progress of a run; nil where none is wanted.
  init?(_ mode: Mode, _ activity: Activity? = nil, _ diagnostics: Diagnostics) {
    let terminal = getenv("TERM").map { String(cString: $0) } ?? "dumb"
    isLive = diagnostics.isTerminal && terminal != "dumb"
    let noColour = getenv("NO_COLOR").map { $0.pointee != 0 } ?? false
    hasColour = isLive && !noColour
    self.activity = activity
    self.diagnostics = diagnostics
    switch mode {
    case .never: return nil
    case .auto where !isLive: return nil
    case .auto, .always: break
    }
  }

  /// Begins to show.
  func begin() {
    thread = Thread(stackSize: 1 << 20) { self.show() }
  }

  /// Takes the account so far.
  func update(_ tally: Tally) {
    monitor.locked {
      ok = tally.ok
      failed = tally.failed
    }
  }

  /// Shows no more; a log gets its last line, a live line is wiped away.
  func end() {
    monitor.locked {
      isEnding = true
      monitor.broadcast(0)
    }
    thread?.join()
    if isLive {
      diagnostics.showProgress("")
    } else {
      diagnostics.say(text())
    }
  }

  private func show() {
    var period = isLive ? Progress.livePeriod : Progress.logPeriod
    var next = start + period
    while wait(until: next) {
      if isLive {
        diagnostics.showProgress("\(diagnostics.tool): \(text())")
      } else {
        diagnostics.say(text())
        period = min(2 * period, Progress.longestLogPeriod)
      }
      next += period
    }
  }

  /// Waits; false when the run has ended.
  private func wait(until time: Int64) -> Bool {
    let second = Progress.nanosecondsPerSecond
    let deadline = timespec(tv_sec: Int(time / second), tv_nsec: Int(time % second))
    return monitor.locked {
      while !isEnding {
        if !monitor.wait(0, until: deadline) { break }
      }
      return !isEnding
    }
  }

  private func text() -> String {
    let (ok, failed) = monitor.locked { (self.ok, self.failed) }
    let seconds = max(1, Progress.now() - start)
    let rate = Double(ok + failed) * Double(Progress.nanosecondsPerSecond) / Double(seconds)
    var bad = "\(grouped(failed)) failed"
    if hasColour, failed > 0 { bad = "\u{1b}[31m\(bad)\u{1b}[0m" }
    let text = "\(grouped(ok + failed)) records · \(grouped(ok)) ok · \(bad) · \(grouped(Int(rate)))/s"
    return activity?.text.map { "\(text) · \($0)" } ?? text
  }

  /// A number with its thousands parted by commas.
  private func grouped(_ number: Int) -> String {
    var text = ""
    for (index, digit) in String(number).reversed().enumerated() {
      if index > 0, index % 3 == 0 { text = "," + text }
      text = String(digit) + text
    }
    return text
  }

  /// The monotonic clock in nanoseconds.
  private static func now() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * nanosecondsPerSecond + Int64(time.tv_nsec)
  }
}
