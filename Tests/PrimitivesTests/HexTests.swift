import Primitives
import Testing
import TestSupport

@Suite("Hexadecimal text and fixed-size bytes")
struct HexTests {
  @Test("reads each digit and nothing else")
  func digits() {
    for ascii in UInt8.min...UInt8.max {
      let expected =
        Character(Unicode.Scalar(ascii)).isASCII
        ? Character(Unicode.Scalar(ascii)).hexDigitValue.map { UInt8($0) } ?? 0xff : 0xff
      #expect(Hex.digit(ascii) == expected, "\(ascii)")
    }
  }

  @Test("encodes and decodes every length")
  func roundTrip() {
    var generator = SplitMix64(seed: 9)
    for count in 0...40 {
      let bytes = generator.bytes(count)
      let text = Hex.encode(bytes)
      #expect(
        text == "0x"
          + bytes.map { byte in
            let digits = String(byte, radix: 16)
            return digits.utf8.count == 1 ? "0" + digits : digits
          }.joined())
      #expect(Hex.decode(text) == bytes)
      #expect(Hex.decode(String(text.dropFirst(2)).uppercased()) == bytes)
    }
  }

  @Test("refuses every byte that is no digit at every place")
  func refusesNonDigits() {
    let valid = Array("00112233445566778899aAbB".utf8)
    for place in valid.indices {
      for ascii in UInt8.min...UInt8.max {
        var text = valid
        text[place] = ascii
        var output = Bytes(repeating: 0, count: 12)
        let accepted = text.withUnsafeBytes { source in
          output.withUnsafeMutableBytes { Hex.decode(source, into: $0.baseAddress!) }
        }
        #expect(accepted == (Hex.digit(ascii) != 0xff), "byte \(ascii) at \(place)")
      }
    }
  }

  @Test("refuses an odd count", arguments: ["0x1", "1", "0x123456789", "0x0x12"])
  func refusesOdd(text: String) { #expect(Hex.decode(text) == nil) }

  @Test("reads addresses and hashes of the right length only")
  func fixedSizes() {
    let text = "0x00112233445566778899aabbccddeeff00112233"
    #expect(Address(hex: text)?.hex == text)
    #expect(Address(hex: text)?.bytes == bytes(text))
    #expect(Address(hex: text + "00") == nil && Address(hex: "0x") == nil)
    let hash = "0x" + String(repeating: "0f", count: 32)
    #expect(Hash32(hex: hash)?.hex == hash)
    #expect(Hash32(hex: hash)?.bytes == Bytes(repeating: 0x0f, count: 32))
    #expect(Hash32(hex: text) == nil)
    #expect(Address.zero.isZero && Hash32.zero.isZero && Address(hex: text)?.isZero == false)
  }

  @Test("orders addresses and hashes byte by byte")
  func order() {
    var generator = SplitMix64(seed: 10)
    for _ in 0..<200 {
      var (a, b) = (generator.bytes(32), generator.bytes(32))
      let shared = Int(generator.next() % 33)
      b.replaceSubrange(0..<shared, with: a[0..<shared])
      #expect((Hash32(a)! < Hash32(b)!) == a.lexicographicallyPrecedes(b))
      a.removeLast(12)
      b.removeLast(12)
      #expect((Address(a)! < Address(b)!) == a.lexicographicallyPrecedes(b))
      #expect((Address(a)! == Address(b)!) == (a == b))
    }
  }
}
