import Crypto
import Primitives

/// What a block asks of the consensus layer: one byte string, type ‖ data, for every type with data.
///
/// Source: EIP-7685.
public enum Requests {
  /// SHA-256 of the concatenated SHA-256 of all requests; empty requests do not count.
  ///
  /// - Parameter requests: type ‖ data, in ascending order of the type.
  public static func hash(_ requests: [Bytes]) -> Hash32 {
    if requests.isEmpty { return emptyHash }
    var stream = SHA256Stream()
    for request in requests where request.count > 1 {
      SHA256.hash(request).withUnsafeBytes { stream.update($0) }
    }
    return stream.finish()
  }

  /// The hash when there is no request: SHA-256 of nothing.
  public static let emptyHash: Hash32 =
    "0xe3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
}
