import Synchronization

/// Something that takes long, such as a download, as the progress line tells it.
package final class Activity: Sendable {
  private let current = Mutex<String?>(nil)

  /// Makes an activity that is nothing yet.
  package init() {}

  /// What is going on, as a phrase; nil when it is over.
  package var text: String? {
    get { current.withLock { $0 } }
    set { current.withLock { $0 = newValue } }
  }
}
