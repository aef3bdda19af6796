import Glibc

/// A lock with conditions to wait for.
///
/// `@unchecked Sendable`: the memory is allocated once and used only through the thread-safe calls of
/// pthreads.
final class Monitor: @unchecked Sendable {
  private let mutex: UnsafeMutablePointer<pthread_mutex_t>
  private let conditions: UnsafeMutablePointer<pthread_cond_t>
  private let conditionCount: Int

  init(conditions count: Int) {
    mutex = .allocate(capacity: 1)
    pthread_mutex_init(mutex, nil)
    conditionCount = count
    conditions = .allocate(capacity: count)
    var attributes = pthread_condattr_t()
    pthread_condattr_init(&attributes)
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
    for index in 0..<count { pthread_cond_init(conditions + index, &attributes) }
    pthread_condattr_destroy(&attributes)
  }

  deinit {
    for index in 0..<conditionCount { pthread_cond_destroy(conditions + index) }
    pthread_mutex_destroy(mutex)
    conditions.deallocate()
    mutex.deallocate()
  }

  /// Runs `body` while holding the lock.
  func locked<Value, Failure>(_ body: () throws(Failure) -> Value) throws(Failure) -> Value {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    return try body()
  }

  /// Waits for a condition; the lock is held before and after, not during.
  func wait(_ condition: Int) {
    pthread_cond_wait(conditions + condition, mutex)
  }

  /// Waits for a condition until a time of the monotonic clock; false when that has passed.
  func wait(_ condition: Int, until deadline: timespec) -> Bool {
    var deadline = deadline
    return pthread_cond_timedwait(conditions + condition, mutex, &deadline) != ETIMEDOUT
  }

  /// Wakes everybody who waits for a condition.
  func broadcast(_ condition: Int) {
    pthread_cond_broadcast(conditions + condition)
  }
}

/// A thread with a stack of its own size, which takes no signals: those are for the main thread.
package struct Thread {
  private let identifier: pthread_t

  private final class Body {
    let run: @Sendable () -> Void
    init(_ run: @escaping @Sendable () -> Void) { self.run = run }
  }

  /// Starts a thread; nil where the system has none to give.
  ///
  /// - Parameter stackSize: In bytes.
  package init?(stackSize: Int, _ run: @escaping @Sendable () -> Void) {
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    pthread_attr_setstacksize(&attributes, stackSize)
    // The mask is inherited, so that there is no moment at which the new thread could take a signal.
    var blocked = sigset_t()
    var previous = sigset_t()
    sigfillset(&blocked)
    pthread_sigmask(SIG_SETMASK, &blocked, &previous)
    defer { pthread_sigmask(SIG_SETMASK, &previous, nil) }
    let body = Unmanaged.passRetained(Body(run))
    var identifier = pthread_t()
    let result = pthread_create(
      &identifier, &attributes,
      { argument in
        Unmanaged<Body>.fromOpaque(argument!).takeRetainedValue().run()
        return nil
      }, body.toOpaque())
    guard result == 0 else {
      body.release()
      return nil
    }
    self.identifier = identifier
  }

  /// Waits for the thread's end.
  package func join() {
    pthread_join(identifier, nil)
  }
}
