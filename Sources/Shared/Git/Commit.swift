import Primitives

/// What a commit says of itself.
package struct Commit: Equatable, Sendable {
  package let id: ObjectID
  package let tree: ObjectID
  /// First parent first.
  package let parents: [ObjectID]
  /// When it was committed, in seconds since 1970.
  package let time: Int

  /// Reads the bytes of a commit object.
  ///
  /// - Throws: `GitError.objectDamaged`.
  package init(id: ObjectID, _ content: Bytes) throws(GitError) {
    var tree: ObjectID?
    var parents: [ObjectID] = []
    var time: Int?
    for line in content.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      if line.isEmpty { break }
      let words = line.split(separator: UInt8(ascii: " "))
      guard words.count >= 2 else { continue }
      switch String(decoding: words[0], as: UTF8.self) {
      case "tree" where tree == nil: tree = ObjectID(hexBytes: words[1])
      case "parent": if let parent = ObjectID(hexBytes: words[1]) { parents.append(parent) }
      case "committer" where time == nil:
        time = Int(String(decoding: words[words.count - 2], as: UTF8.self))
      default: break
      }
    }
    guard let tree, let time else { throw .objectDamaged(id) }
    self.id = id
    self.tree = tree
    self.parents = parents
    self.time = time
  }

  /// When it was committed, as `2025-01-27T19:31:00Z`.
  package var date: String {
    let secondsPerDay = 86_400
    let days = Int((Double(time) / Double(secondsPerDay)).rounded(.down))
    let seconds = time - days * secondsPerDay
    let (year, month, day) = Self.civilDate(days)
    func digits(_ number: Int, _ count: Int) -> String {
      let text = String(number)
      return String(repeating: "0", count: max(0, count - text.count)) + text
    }
    return "\(digits(year, 4))-\(digits(month, 2))-\(digits(day, 2))T"
      + "\(digits(seconds / 3600, 2)):\(digits(seconds / 60 % 60, 2)):\(digits(seconds % 60, 2))Z"
  }

  /// Year, month and day of a number of days since 1970-01-01.
  ///
  /// Source: Hinnant, "chrono-Compatible Low-Level Date Algorithms", civil_from_days.
  private static func civilDate(_ days: Int) -> (year: Int, month: Int, day: Int) {
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
  }
}
