import Glibc
import Primitives

/// Standard error, shared by error records, warnings, messages and the progress line.
///
/// `@unchecked Sendable`: the one variable is touched under the lock.
final class Diagnostics: @unchecked Sendable {
  /// The program's name, which begins every message.
  let tool: String
  /// Whether a person reads along.
  let isTerminal: Bool

  private let descriptor: Int32
  private let monitor = Monitor(conditions: 0)
  private var showsProgress = false

  init(descriptor: Int32, tool: String) {
    self.descriptor = descriptor
    self.tool = tool
    isTerminal = isatty(descriptor) == 1
  }

  /// Writes whole lines, after wiping a progress line away.
  func write(_ lines: UnsafeRawBufferPointer) throws(WriteFailure) {
    try monitor.locked { () throws(WriteFailure) in
      if showsProgress {
        showsProgress = false
        try send("\r\u{1b}[K")
      }
      try LineWriter.write(lines, to: descriptor)
    }
  }

  /// Says something in one line. Where standard error is gone there is nobody to tell.
  func say(_ message: String) {
    var line = ByteBuffer()
    line.append(utf8: "\(tool): ")
    line.appendPrintable(message)
    line.append(UInt8(ascii: "\n"))
    try? write(line.bytes)
  }

  /// Shows a progress line in place of the one before; an empty text only wipes that away.
  func showProgress(_ text: String) {
    monitor.locked {
      guard showsProgress || !text.isEmpty else { return }
      showsProgress = !text.isEmpty
      try? send("\r\u{1b}[K\(text)")
    }
  }

  private func send(_ text: String) throws(WriteFailure) {
    var bytes = ByteBuffer()
    bytes.append(utf8: text)
    try LineWriter.write(bytes.bytes, to: descriptor)
  }
}
