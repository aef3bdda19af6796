import Glibc

/// A point of the monotonic clock.
package struct Deadline: Sendable {
  private let nanoseconds: UInt64

  /// The point that lies `milliseconds` ahead.
  package init(milliseconds: Int) {
    nanoseconds = Self.now &+ UInt64(max(0, milliseconds)) &* 1_000_000
  }

  /// Whether the point lies behind.
  package var hasPassed: Bool { Self.now >= nanoseconds }

  /// For `poll`: rounded up, so that a wait does not end early.
  package var remainingMilliseconds: Int32 {
    let now = Self.now
    return now >= nanoseconds ? 0 : Int32(clamping: (nanoseconds - now + 999_999) / 1_000_000)
  }

  /// Nanoseconds of the monotonic clock.
  package static var now: UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return UInt64(time.tv_sec) &* 1_000_000_000 &+ UInt64(time.tv_nsec)
  }
}

/// A clock that runs from its making.
package struct Stopwatch: Sendable {
  private let start = Deadline.now

  /// Starts the clock.
  package init() {}

  /// How long it has run.
  package var milliseconds: Double { Double(Deadline.now - start) / 1_000_000 }
}
