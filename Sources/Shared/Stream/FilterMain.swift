import ArgumentParser
import Glibc
import Primitives

/// The command of a filter: its options, and one call of `FilterRunner.run`.
package protocol FilterCommand: ParsableCommand {
  /// The codes of the stage, for `--help-errors`.
  static var errorCatalogue: ErrorCatalogue { get }
  associatedtype Options: FilterOptions
  /// The options that all filters have: `StandardOptions`, or `RunOptions` where the arguments are no files.
  var options: Options { get }
  /// Runs the filter.
  ///
  /// - Throws: `ValidationError` where options do not go together; anything else is a failure of the
  ///   environment.
  func execute() throws -> ExitStatus
}

/// The entry of a filter's program.
package enum FilterMain {
  /// Parses the command line, runs, and exits: help and version go to standard output with status 0, a
  /// senseless command line ends with status 2.
  package static func run<Command: FilterCommand>(_ type: Command.Type) -> Never {
    keepStandardDescriptors()
    let status: ExitStatus
    do {
      var parsed = try Command.parseAsRoot()
      guard let command = parsed as? Command else {
        // The parser's own command for help, which throws what is to be printed.
        try parsed.run()
        exit(ExitStatus.success.code)
      }
      if command.options.helpErrors {
        print(Command.errorCatalogue.text, terminator: "")
        exit(ExitStatus.success.code)
      }
      status = try command.execute()
    } catch {
      exit(report(error, of: Command.self).code)
    }
    exit(status.code)
  }

  private static func report<Command: FilterCommand>(
    _ error: any Error, of type: Command.Type
  ) -> ExitStatus {
    let text = Command.fullMessage(for: error)
    let code = Command.exitCode(for: error)
    if code.isSuccess {
      print(text)
      return .success
    }
    var message = ByteBuffer()
    message.append(utf8: text + "\n")
    try? LineWriter.write(message.bytes, to: 2)
    return code == .validationFailure ? .usage : .infrastructure
  }

  /// Opens what the caller has closed, so that no file is ever taken for standard input, output or error.
  private static func keepStandardDescriptors() {
    for descriptor: Int32 in 0...2 where fcntl(descriptor, F_GETFD) < 0 {
      // Reading from 0 and writing to 1 or 2 fails, as it should.
      guard open("/dev/null", descriptor == 0 ? O_WRONLY : O_RDONLY) == descriptor else { _exit(4) }
    }
  }
}
