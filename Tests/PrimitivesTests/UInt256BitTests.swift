import Primitives
import Testing
import TestSupport

@Suite("UInt256 bits and bytes")
struct UInt256BitTests {
  @Test("shifts by every distance as doubling and halving do")
  func shifts() {
    var generator = SplitMix64(seed: 4)
    for word in UInt256.borders + (0..<20).map({ _ in UInt256.sample(&generator) }) {
      var (left, right, signed) = (word, word, word)
      for distance in 0...300 {
        #expect(word &<< distance == left && word.shiftedLeft(by: UInt256(distance)) == left)
        #expect(word &>> distance == right && word.shiftedRight(by: UInt256(distance)) == right)
        #expect(word.arithmeticShiftedRight(by: UInt256(distance)) == signed)
        left = left &+ left
        right = right / 2
        signed = signed / 2 | (word.isNegative ? UInt256.one &<< 255 : 0)
      }
      #expect(word.shiftedLeft(by: .max) == 0 && word.shiftedRight(by: .max) == 0)
      #expect(word.arithmeticShiftedRight(by: .max) == (word.isNegative ? .max : 0))
      #expect(word.shiftedLeft(by: UInt256.one &<< 64) == 0)
      #expect(word.arithmeticShiftedRight(by: UInt256.one &<< 64) == (word.isNegative ? .max : 0))
    }
  }

  @Test("combines bits limb by limb")
  func logic() {
    var generator = SplitMix64(seed: 5)
    for _ in 0..<100 {
      let (a, b) = (UInt256.sample(&generator), UInt256.sample(&generator))
      let (x, y) = (a.bigEndianBytes, b.bigEndianBytes)
      #expect((a & b).bigEndianBytes == zip(x, y).map { $0 & $1 })
      #expect((a | b).bigEndianBytes == zip(x, y).map { $0 | $1 })
      #expect((a ^ b).bigEndianBytes == zip(x, y).map { $0 ^ $1 })
      #expect((~a).bigEndianBytes == x.map { ~$0 })
      for index in 0..<256 { #expect(a.bit(index) == (x[31 - index / 8] >> UInt8(index % 8) & 1 == 1)) }
    }
  }

  @Test(
    "measures width", arguments: [(0, 0), (0, 1), (63, 64), (64, 65), (127, 128), (128, 129), (255, 256)])
  func width(shift: Int, bits: Int) {
    let word: UInt256 = bits == 0 ? 0 : .one &<< shift
    #expect(word.bitWidthUsed == bits)
    #expect(word.leadingZeroBitCount == 256 - bits)
    #expect(word.byteCount == (bits + 7) / 8)
    #expect(word.isZero == (bits == 0))
    #expect((word.asUInt64 != nil) == (bits <= 64))
    #expect(word.clampedToUInt64 == (bits <= 64 ? word.low64 : .max))
  }

  @Test("selects a byte, the most significant first")
  func byteAt() {
    let word = UInt256(bigEndianBytes: Bytes(1...32))
    for index in 0..<32 { #expect(word.byte(at: UInt256(index)) == UInt256(index + 1)) }
    #expect(word.byte(at: 32) == 0)
    #expect(word.byte(at: UInt256.one &<< 64) == 0)
  }

  @Test(
    "extends the sign of the byte at an index",
    arguments: [
      (0, "0x7f", "0x7f"), (0, "0x180", "0xffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff80"),
      (1, "0x128001", "0xffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff8001"),
      (1, "0xff7fff", "0x7fff"),
      (
        30, "0x80000000000000000000000000000000000000000000000000000000000000",
        "0xff80000000000000000000000000000000000000000000000000000000000000"
      ),
      (
        31, "0x8000000000000000000000000000000000000000000000000000000000000000",
        "0x8000000000000000000000000000000000000000000000000000000000000000"
      ),
    ] as [(UInt64, UInt256, UInt256)])
  func signExtension(index: UInt64, word: UInt256, expected: UInt256) {
    #expect(word.signExtended(fromByte: UInt256(index)) == expected)
  }

  @Test("leaves a word alone when the sign byte lies beyond it")
  func signExtensionBeyond() {
    for word in UInt256.borders {
      #expect(word.signExtended(fromByte: .max) == word)
      #expect(word.signExtended(fromByte: UInt256.one &<< 64) == word)
    }
  }

  @Test("reads and writes big-endian bytes of every length")
  func bytesRoundTrip() {
    for count in 0...32 {
      let bytes = Bytes((0..<count).map { UInt8(0x90 &+ $0) })
      let word = UInt256(bigEndianBytes: bytes)
      #expect(word.bigEndianBytes == Bytes(repeating: 0, count: 32 - count) + bytes)
      #expect(word.byteCount == count)
    }
    let address: Address = "0x0102030405060708090a0b0c0d0e0f1011121314"
    #expect(UInt256(address) == "0x0102030405060708090a0b0c0d0e0f1011121314")
    #expect(Address(low20of: UInt256(address) | UInt256.one &<< 200) == address)
    var generator = SplitMix64(seed: 6)
    for _ in 0..<50 {
      let word = UInt256.sample(&generator)
      #expect(UInt256(Hash32(word)) == word && Hash32(word).bytes == word.bigEndianBytes)
      #expect(Address(low20of: Hash32(word)).bytes == Bytes(word.bigEndianBytes.suffix(20)))
      #expect(UInt256(hex: word.hex) == word && UInt256(decimal: word.decimal) == word)
    }
  }

  @Test(
    "writes the shortest text",
    arguments: [
      (0, "0x0", "0"), (0x1f, "0x1f", "31"),
      (1_000_000_000_000_000_000, "0xde0b6b3a7640000", "1000000000000000000"),
    ] as [(UInt256, String, String)])
  func text(word: UInt256, hex: String, decimal: String) {
    #expect(word.hex == hex && word.description == hex)
    #expect(word.decimal == decimal)
  }

  @Test("knows the decimal text of the largest word")
  func largest() {
    let text = "115792089237316195423570985008687907853269984665640564039457584007913129639935"
    #expect(UInt256.max.decimal == text)
    #expect(UInt256(decimal: text) == .max)
    #expect(
      UInt256(decimal: "115792089237316195423570985008687907853269984665640564039457584007913129639936")
        == nil)
    #expect(
      UInt256(decimal: "1157920892373161954235709850086879078532699846656405640394575840079131296399350")
        == nil)
  }

  @Test(
    "refuses what is no number",
    arguments: ["", "0x", "0xg", "x1", "-1", "0x1" + String(repeating: "0", count: 64)])
  func refusesHex(text: String) { #expect(UInt256(hex: text) == nil) }

  @Test("reads leading zeros beyond 64 digits")
  func leadingZeros() { #expect(UInt256(hex: "0x" + String(repeating: "0", count: 80) + "1F") == 31) }

  @Test("refuses what is no decimal number", arguments: ["", "0x1", "1a", " 1", "+1"])
  func refusesDecimal(text: String) { #expect(UInt256(decimal: text) == nil) }
}
