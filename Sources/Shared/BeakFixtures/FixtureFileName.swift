import Crypto
import Primitives

/// The name of the file that holds the test of a record.
///
/// It follows from the record's id alone, and two ids never share a name, not even on a file system that
/// takes upper and lower case for the same. An id that is a plain name already is kept; any other is made one
/// and gets 16 hex digits of its own SHA-256 after it.
enum FixtureFileName {
  /// The file that holds all tests of a run, where they go into one.
  static let merged = "merged.json"

  private static let longestPlain = 100
  private static let longestStem = 60
  private static let digestDigits = 16

  /// The name, with its extension.
  static func name(for id: String) -> String {
    let bytes = Bytes(id.utf8)
    if isPlain(bytes) { return id + ".json" }
    var stem = ByteBuffer()
    for byte in bytes.prefix(longestStem) { stem.append(safe(byte)) }
    let digest = SHA256.hash(bytes).withUnsafeBytes { Bytes($0.prefix(digestDigits / 2)) }
    stem.append("-")
    digest.withUnsafeBytes { stem.appendHex($0) }
    return "x" + String(decoding: stem.bytes, as: UTF8.self) + ".json"
  }

  /// Whether an id can be a file's name as it is: short, lower-case, visible, and not like a name that was
  /// made here.
  private static func isPlain(_ id: Bytes) -> Bool {
    guard 1...longestPlain ~= id.count, id.allSatisfy({ safe($0) == $0 }) else { return false }
    guard isAlphanumeric(id[0]), isAlphanumeric(id[id.count - 1]) else { return false }
    return !(id[0] == UInt8(ascii: "x") && endsInDigest(id)) && id != Bytes("merged".utf8)
  }

  private static func endsInDigest(_ id: Bytes) -> Bool {
    guard id.count > digestDigits, id[id.count - digestDigits - 1] == UInt8(ascii: "-") else { return false }
    return id.suffix(digestDigits).allSatisfy { Hex.digit($0) != 0xff }
  }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    0x61...0x7a ~= byte || 0x30...0x39 ~= byte
  }

  /// The byte itself where any file system takes it, else what stands for it.
  private static func safe(_ byte: UInt8) -> UInt8 {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): byte
    case UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"): byte
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte | 0x20
    default: UInt8(ascii: "_")
    }
  }
}
