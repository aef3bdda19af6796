import Glibc
import Primitives

/// The files that `--errors` and `--summary` name, opened before anything is read.
struct OutputFiles {
  /// Where error records go; nil for standard error and standard output.
  let errors: Int32?
  private let summary: Int32?

  /// Opens the files, which must not be among the inputs, and neither must the filter's `others`.
  init(_ options: RunOptions, others: [String], sources: [InputSource]) throws(StartFailure) {
    let errorPath = ["stderr", "stdout"].contains(options.errors) ? nil : options.errors
    for path in [errorPath, options.summary] + others {
      guard let path, sources.contains(where: { OutputFiles.isSameFile($0.path, path) }) else { continue }
      throw StartFailure(message: "\(path) is an input and an output", status: .usage)
    }
    errors = try errorPath.map(OutputFiles.create)
    summary = try options.summary.map(OutputFiles.create)
  }

  private static func isSameFile(_ input: String?, _ output: String) -> Bool {
    var left = stat()
    var right = stat()
    guard let input, stat(input, &left) == 0, stat(output, &right) == 0 else { return false }
    return left.st_dev == right.st_dev && left.st_ino == right.st_ino
  }

  private static func create(_ path: String) throws(StartFailure) -> Int32 {
    // A device such as /dev/stderr may stand for a file that others write to; that is not cut short.
    let start = path.hasPrefix("/dev/") ? O_APPEND : O_TRUNC
    let descriptor = open(path, O_WRONLY | O_CREAT | start | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else {
      throw StartFailure(
        message: "cannot write \(path): \(String(cString: strerror(errno)))", status: .infrastructure)
    }
    return descriptor
  }

  /// Closes the file of error records; answers with what went wrong.
  func closeErrors() -> String? {
    guard let errors, close(errors) != 0 else { return nil }
    return "cannot write error records: \(String(cString: strerror(errno)))"
  }

  /// Writes the summary and closes its file; answers with what went wrong.
  func writeSummary(_ ledger: Ledger, stage: String, status: ExitStatus) -> String? {
    guard let summary else { return nil }
    var text = ByteBuffer()
    text.appendSummary(ledger, stage: stage, status: status)
    do {
      try LineWriter.write(text.bytes, to: summary)
    } catch {
      close(summary)
      return "cannot write the summary: \(error.reason)"
    }
    guard close(summary) != 0 else { return nil }
    return "cannot write the summary: \(String(cString: strerror(errno)))"
  }
}
