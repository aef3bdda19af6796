import JSON
import Primitives
import Testing

@testable import BeakFixtures

@Suite("The document's spelling of values")
struct ScalarTests {
  @Test(
    "numbers are read as Python's int(s, 0) reads them",
    arguments: [
      ("0", 0), ("15", 15), ("true", 1), ("false", 0), (#""0x1f""#, 31), (#""0X1F""#, 31), (#""0x001f""#, 31),
      (#""100""#, 100), (#""0b101""#, 5), (#""0o17""#, 15), (#"" 7\n""#, 7), (#""1_000""#, 1000),
      (#""0x_ff""#, 255), (#""+5""#, 5), (#""00""#, 0), (#""0_0""#, 0), (#""-0""#, 0),
      (#""0xffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff""#, UInt256.max),
      (#""0x00000ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff""#, UInt256.max),
      ("115792089237316195423570985008687907853269984665640564039457584007913129639935", UInt256.max),
    ] as [(String, UInt256)])
  func number(text: String, expected: UInt256) throws {
    try withJSON(text) { value throws -> Void in
      #expect(try value.uint256() == expected)
    }
  }

  @Test(
    "what is no number is refused",
    arguments: [
      #""""#, #""0x""#, #""0100""#, #""0xzz""#, #""de0b6b3a""#, #""1__0""#, #""1_""#, #""_1""#, #""0x1_""#,
      #""--1""#, #""+ 1""#, #"" ""#, #""0b2""#, #""0o8""#, #""1.5""#,
    ])
  func notANumber(text: String) throws {
    try withJSON(text) { value throws -> Void in
      let error = #expect(throws: ConvertError.self) { try value.uint256() }
      #expect(error?.kind == .numberInvalid)
    }
  }

  @Test("values that are no integers are of the wrong type", arguments: ["null", "[]", "{}", "1.5", "1e3"])
  func wrongType(text: String) throws {
    try withJSON(text) { value throws -> Void in
      let error = #expect(throws: ConvertError.self) { try value.uint256() }
      #expect(error?.kind == .wrongType)
    }
  }

  @Test(
    "numbers out of range are refused",
    arguments: [
      (#""-1""#, 256), ("-1", 64), (#""0x10000000000000000""#, 64), ("18446744073709551616", 64),
      (#""0x10000000000000000000000000000000000000000000000000000000000000000""#, 256), ("256", 8), ("-1", 8),
    ])
  func outOfRange(text: String, bits: Int) throws {
    try withJSON(text) { value throws -> Void in
      let error = #expect(throws: ConvertError.self) {
        switch bits {
        case 8: _ = try value.uint8()
        case 64: _ = try value.uint64()
        default: _ = try value.uint256()
        }
      }
      #expect(error?.kind == .numberOutOfRange)
      #expect(error?.message.contains("at most \(bits) bits") == true)
    }
  }

  @Test("the greatest numbers of their width are read")
  func greatest() throws {
    try withJSON("[255,18446744073709551615]") { value throws -> Void in
      let elements = Array(value.elements)
      #expect(try elements[0].uint8() == .max)
      #expect(try elements[1].uint64() == .max)
    }
  }

  @Test(
    "negative storage words are taken modulo 2^256",
    arguments: [
      (#""-1""#, UInt256.max), ("-2", UInt256.max &- 1), ("5", 5),
      (
        "-57896044618658097711785492504343953926634992332820282019728792003956564819968",
        "0x8000000000000000000000000000000000000000000000000000000000000000"
      ),
    ] as [(String, UInt256)])
  func storageWord(text: String, expected: UInt256) throws {
    try withJSON(text) { value throws -> Void in
      #expect(try value.storageWord() == expected)
    }
  }

  @Test("a storage word below -2^255 is refused")
  func storageWordTooLow() throws {
    let text = "-57896044618658097711785492504343953926634992332820282019728792003956564819969"
    try withJSON(text) { value throws -> Void in
      let error = #expect(throws: ConvertError.self) { try value.storageWord() }
      #expect(error?.kind == .numberOutOfRange)
    }
  }

  @Test(
    "byte strings are read in every spelling",
    arguments: [
      (#""""#, []), (#""0x""#, []), (#""0x0102""#, [1, 2]), (#""0102""#, [1, 2]), (#""0x123""#, [1, 0x23]),
      (#""0xAbCd""#, [0xab, 0xcd]), (#""0x 01\n02 ""#, [1, 2]), (#"" 0x01""#, [1]), ("[1,255]", [1, 255]),
      ("[]", []), (#""0x1 2 3""#, [1, 0x23]),
    ] as [(String, [UInt8])])
  func byteString(text: String, expected: [UInt8]) throws {
    try withJSON(text) { value throws -> Void in
      #expect(try value.byteString() == expected)
    }
  }

  @Test(
    "what is no byte string is refused",
    arguments: [
      (#""0xzz""#, .hexInvalid), (#""0X01""#, .hexInvalid), (#""0x0g""#, .hexInvalid), ("5", .wrongType),
      ("null", .wrongType), ("[256]", .numberOutOfRange), (#"["x"]"#, .numberInvalid),
    ] as [(String, ConvertError.Kind)])
  func notAByteString(text: String, expected: ConvertError.Kind) throws {
    try withJSON(text) { value throws -> Void in
      let error = #expect(throws: ConvertError.self) { try value.byteString() }
      #expect(error?.kind == expected)
    }
  }

  @Test(
    "addresses are read in every spelling",
    arguments: [
      (#""0x00000000000000000000000000000000000000ff""#), (#""00000000000000000000000000000000000000FF""#),
      (#""0x 00000000000000000000000000000000000000fF""#), ("255"),
    ])
  func address(text: String) throws {
    try withJSON(text) { value throws -> Void in
      #expect(try value.address() == "0x00000000000000000000000000000000000000ff")
    }
  }

  @Test(
    "addresses of another length are refused",
    arguments: [
      (#""0x01""#, .lengthWrong), (#""""#, .lengthWrong), ("-1", .numberOutOfRange),
      (#""0x0000000000000000000000000000000000000000ff""#, .lengthWrong),
      ("1461501637330902918203684832716283019655932542976", .numberOutOfRange),
    ] as [(String, ConvertError.Kind)])
  func notAnAddress(text: String, expected: ConvertError.Kind) throws {
    try withJSON(text) { value throws -> Void in
      let error = #expect(throws: ConvertError.self) { try value.address() }
      #expect(error?.kind == expected)
    }
  }

  @Test("hashes are read as bytes or as numbers, and randomness as a number in text too")
  func hashes() throws {
    let one: Hash32 = "0x0000000000000000000000000000000000000000000000000000000000000001"
    try withJSON(#"["\#(one.hex)","\#(one.hex.dropFirst(2))",1,"0x1","100"]"#) { value throws -> Void in
      let elements = Array(value.elements)
      for element in elements[0...2] { #expect(try element.hash32() == one) }
      #expect(try elements[3].hash32OrNumber() == one)
      #expect(try elements[4].hash32OrNumber() == Hash32(UInt256(100 as UInt64)))
      #expect(throws: ConvertError.self) { try elements[3].hash32() }
    }
  }
}
