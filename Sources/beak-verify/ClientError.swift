/// Why a client cannot be used at all: nothing is verified, and the exit code says infrastructure.
enum ClientError: Error, Equatable, CustomStringConvertible {
  case notFound(client: String, searched: String)
  case cannotStart(client: String, reason: String)
  /// The client misjudged a built-in fixture.
  case failedSelfTest(client: String, reason: String)
  case noTemporaryDirectory(reason: String)
  case cannotWriteTrace(path: String, reason: String)

  var description: String {
    switch self {
    case .notFound(let client, let searched):
      "client \(client): no executable found (searched \(searched)); give --client \(client)=PATH"
    case .cannotStart(let client, let reason): "client \(client): cannot be started: \(reason)"
    case .failedSelfTest(let client, let reason): "client \(client): self-test failed: \(reason)"
    case .noTemporaryDirectory(let reason): "no directory for fixture files: \(reason)"
    case .cannotWriteTrace(let path, let reason): "cannot write the trace \(path): \(reason)"
    }
  }
}
