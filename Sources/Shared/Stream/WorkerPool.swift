import Glibc

/// Batches in a ring between the reader, the workers and the writer.
///
/// The ring is the back-pressure: the reader waits for a free batch, so that memory is bounded by the ring
/// times the size of a batch, and by `byteBudget` where batches are large. The caller is the reader; workers
/// and the writer have threads of their own.
///
/// `@unchecked Sendable`: all state is touched under `monitor` only.
final class WorkerPool: @unchecked Sendable {
  private enum Condition {
    static let batchIsFree = 0
    static let batchIsFilled = 1
    static let batchIsDone = 2
  }

  private let monitor = Monitor(conditions: 3)
  private let isOrdered: Bool
  private var free: [Batch]
  private var filled = Queue()
  private var done = Queue()
  private var submitted = 0
  private var written = 0
  private var inFlightBytes = 0
  private var isClosed = false
  private var isStopping = false

  /// The most bytes in flight before the reader waits, unless a single batch has more.
  private static let byteBudget = 128 << 20
  /// The stack of a worker, in bytes.
  private static let stackSize = 64 << 20

  /// Batches in some order of arrival.
  private struct Queue {
    private var batches: [Batch] = []

    mutating func append(_ batch: Batch) { batches.append(batch) }
    mutating func removeFirst() -> Batch? { batches.isEmpty ? nil : batches.removeFirst() }

    mutating func remove(sequence: Int) -> Batch? {
      batches.firstIndex { $0.sequence == sequence }.map { batches.remove(at: $0) }
    }
  }

  init(jobs: Int, isOrdered: Bool, style: ErrorStyle) {
    self.isOrdered = isOrdered
    let count = min(256, max(8, 4 * jobs))
    free = (0..<count).map { _ in Batch(style: style) }
  }

  /// Runs to the end of the input, or until the writer gives up.
  ///
  /// - Returns: False where threads could not be had.
  func run<Worker: RecordWorker>(
    _ processors: [BatchProcessor<Worker>], reader: RecordReader, emitter: Emitter, wakeUp: WakeUp
  ) -> Bool {
    var threads: [Thread] = []
    for processor in processors {
      guard let thread = Thread(stackSize: WorkerPool.stackSize, { self.work(processor) }) else { break }
      threads.append(thread)
    }
    let writer = Thread(stackSize: 1 << 20) { self.write(emitter, wakeUp) }
    let isComplete = threads.count == processors.count && writer != nil
    if isComplete { read(reader) }
    monitor.locked {
      isClosed = true
      monitor.broadcast(Condition.batchIsFilled)
      monitor.broadcast(Condition.batchIsDone)
    }
    for thread in threads { thread.join() }
    writer?.join()
    for processor in processors[threads.count...] { processor.finish() }
    return isComplete
  }

  /// The reader's loop.
  private func read(_ reader: RecordReader) {
    while let batch = takeFree() {
      guard case .filled = reader.fill(batch, beforeWaiting: { true }) else {
        monitor.locked { free.append(batch) }
        return
      }
      monitor.locked {
        batch.sequence = submitted
        submitted += 1
        inFlightBytes += batch.footprint
        filled.append(batch)
        monitor.broadcast(Condition.batchIsFilled)
      }
    }
  }

  /// Waits for a free batch; nil when the run stops.
  private func takeFree() -> Batch? {
    monitor.locked {
      while !isStopping {
        let mayGrow = inFlightBytes < WorkerPool.byteBudget || submitted == written
        if mayGrow, let batch = free.popLast() { return batch }
        monitor.wait(Condition.batchIsFree)
      }
      return nil
    }
  }

  /// A worker's loop.
  private func work<Worker: RecordWorker>(_ processor: BatchProcessor<Worker>) {
    while let batch = takeFilled() {
      let before = batch.footprint
      if monitor.locked({ isStopping }) {
        batch.abandoned = batch.lines.count
      } else {
        processor.process(batch)
      }
      monitor.locked {
        inFlightBytes += batch.footprint - before
        done.append(batch)
        monitor.broadcast(Condition.batchIsDone)
      }
    }
    processor.finish()
  }

  private func takeFilled() -> Batch? {
    monitor.locked {
      while true {
        if let batch = filled.removeFirst() { return batch }
        if isClosed { return nil }
        monitor.wait(Condition.batchIsFilled)
      }
    }
  }

  /// The writer's loop: what is ready goes out together; what is not is not waited for with output in hand.
  private func write(_ emitter: Emitter, _ wakeUp: WakeUp) {
    while let batch = takeDone(emitter, wakeUp) {
      emitter.emit(batch)
      let footprint = batch.footprint
      batch.reset()
      monitor.locked {
        inFlightBytes -= footprint
        written += 1
        free.append(batch)
        monitor.broadcast(Condition.batchIsFree)
      }
      if emitter.hasStopped { stop(wakeUp) }
    }
    emitter.flush()
  }

  /// Ends the reading; what is in flight is abandoned.
  private func stop(_ wakeUp: WakeUp) {
    monitor.locked {
      isStopping = true
      monitor.broadcast(Condition.batchIsFree)
    }
    wakeUp.stop()
  }

  /// Waits for the batch to write next; nil at the end.
  private func takeDone(_ emitter: Emitter, _ wakeUp: WakeUp) -> Batch? {
    if let batch = monitor.locked({ nextDone() }) { return batch }
    emitter.flush()
    if emitter.hasStopped { stop(wakeUp) }
    return monitor.locked {
      while true {
        if let batch = nextDone() { return batch }
        if isClosed, written == submitted { return nil }
        monitor.wait(Condition.batchIsDone)
      }
    }
  }

  private func nextDone() -> Batch? {
    isOrdered ? done.remove(sequence: written) : done.removeFirst()
  }
}
