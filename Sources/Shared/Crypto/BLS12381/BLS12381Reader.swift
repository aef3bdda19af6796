import Primitives

/// Reads and writes the precompiles' encodings of numbers and points.
struct BLS12381Reader {
  typealias Fp = FieldElement<BLS12381BaseField>
  typealias G1Point = BLS12381Curve.G1Point
  typealias G2Point = BLS12381Curve.G2Point

  private let input: UnsafeRawBufferPointer
  private var offset = 0

  init(_ input: UnsafeRawBufferPointer) { self.input = input }

  /// The next `count` bytes, nil when the input is too short.
  private mutating func next(_ count: Int) -> UnsafeRawPointer? {
    guard let base = input.baseAddress, input.count - offset >= count else { return nil }
    defer { offset += count }
    return base + offset
  }

  /// A number below the field's prime in 64 bytes, the first sixteen of which are zero.
  mutating func number() -> Fp? {
    guard let bytes = next(64) else { return nil }
    let padding =
      bytes.loadUnaligned(as: UInt64.self) | bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self)
    return padding == 0 ? Fp(bigEndian: bytes + 16) : nil
  }

  /// An element of the quadratic extension.
  mutating func pair() -> Fp2<BLS12381BaseField>? {
    guard let c0 = number(), let c1 = number() else { return nil }
    return Fp2(c0, c1)
  }

  /// A point of the curve of G1.
  mutating func g1() -> G1Point? {
    guard let x = number(), let y = number() else { return nil }
    if x.isZero && y.isZero { return .infinity }
    let point = G1Point(x: x, y: y)
    return point.isOnCurve ? point : nil
  }

  /// A point of the twist of G2.
  mutating func g2() -> G2Point? {
    guard let x = pair(), let y = pair() else { return nil }
    if x.isZero && y.isZero { return .infinity }
    let point = G2Point(x: x, y: y)
    return point.isOnCurve ? point : nil
  }

  /// A factor of 32 bytes; the input must be long enough.
  mutating func factor() -> UInt256 {
    guard let bytes = next(32) else { preconditionFailure("the length was checked") }
    return UInt256(bigEndian: bytes)
  }

  /// The 128 bytes of a point of G1.
  static func bytes(_ point: G1Point) -> Bytes {
    point.isInfinity ? Bytes(repeating: 0, count: 128) : bytes([point.x, point.y])
  }

  /// The 256 bytes of a point of G2.
  static func bytes(_ point: G2Point) -> Bytes {
    point.isInfinity
      ? Bytes(repeating: 0, count: 256) : bytes([point.x.c0, point.x.c1, point.y.c0, point.y.c1])
  }

  /// 64 bytes for each number.
  private static func bytes(_ numbers: [Fp]) -> Bytes {
    var bytes = Bytes(repeating: 0, count: 64 * numbers.count)
    bytes.withUnsafeMutableBytes { output in
      guard let base = output.baseAddress else { return }
      for (index, number) in numbers.enumerated() { number.store(to: base + 64 * index + 16) }
    }
    return bytes
  }
}
