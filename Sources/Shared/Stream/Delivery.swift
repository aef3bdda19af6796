import Primitives

/// Takes what the result of a record has besides its line, such as the content of a file.
///
/// Called in the order of the output, by one thread at a time, before the line is written.
package typealias Delivery = @Sendable (_ content: UnsafeRawBufferPointer) -> DeliveryOutcome

/// What came of a delivery.
package enum DeliveryOutcome: Sendable {
  /// The result stands.
  case accepted
  /// The record is bad after all; an error record takes the place of its line.
  case refused(any StageError)
  /// The environment failed, in these words; the run ends with status 4.
  case failed(String)
}

/// A delivery that waits for its turn.
struct Parcel {
  let delivery: Delivery
  let id: RecordIdentity
  let place: RecordPlace
  /// Where its content is among the contents of the batch.
  let content: Range<Int>
  /// Where its line is among the results of the batch.
  let line: Range<Int>
  /// Where an error record of it would be among those that go elsewhere.
  let errorsPlace: Int
  /// What the records before it came to.
  let tallyBefore: Tally
}

extension Batch {
  /// Makes the deliveries of the batch; answers with what failed, in words.
  ///
  /// With `failFast` the first one that is refused ends the run: what was answered after it is taken back.
  func deliver(failFast: Bool) -> String? {
    for index in output.parcels.indices {
      let parcel = output.parcels[index]
      let content = UnsafeRawBufferPointer(rebasing: output.content.bytes[parcel.content])
      switch parcel.delivery(content) {
      case .accepted: continue
      case .refused(let error):
        output.refuse(parcel, error, isLast: failFast)
        guard failFast else { continue }
        let answered = output.tally.ok + output.tally.failed - output.tally.expanded
        abandoned = lines.count - answered
        endsRun = true
        return nil
      case .failed(let reason):
        output.withdraw(from: parcel)
        return reason
      }
    }
    return nil
  }
}
