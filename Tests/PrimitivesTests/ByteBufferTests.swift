import Primitives
import Testing
import TestSupport

@Suite("Byte buffer")
struct ByteBufferTests {
  @Test("keeps what was appended while it grows")
  func growth() {
    var buffer = ByteBuffer(capacity: 0)
    var expected = Bytes()
    for value in 0..<2000 {
      buffer.append(UInt8(truncatingIfNeeded: value))
      expected.append(UInt8(truncatingIfNeeded: value))
      if value % 100 == 0 {
        buffer.append([1, 2, 3])
        buffer.append("static")
        buffer.append(utf8: "täxt")
        expected += [1, 2, 3] + Array("static".utf8) + Array("täxt".utf8)
      }
    }
    #expect(buffer.toBytes() == expected && buffer.count == expected.count)
    buffer.truncate(to: 5)
    #expect(buffer.toBytes() == Array(expected.prefix(5)))
    buffer.removeAll()
    #expect(buffer.count == 0)
    buffer.append(Bytes())
    #expect(buffer.toBytes() == [])
    buffer.removeAll(keepingCapacity: false)
    buffer.append([9])
    #expect(buffer.toBytes() == [9])
  }

  @Test("appends hexadecimal digits")
  func hex() {
    var buffer = ByteBuffer(capacity: 1)
    let data: Bytes = [0x00, 0x1f, 0xab, 0xff, 0x7e]
    data.withUnsafeBytes { buffer.appendHex($0) }
    #expect(buffer.toBytes() == Array("001fabff7e".utf8))
  }

  @Test("moves the rest up for a gap", arguments: [0, 3, 6])
  func gap(index: Int) {
    var buffer = ByteBuffer()
    buffer.append([1, 2, 3, 4, 5, 6])
    buffer.insertGap(at: index, count: 40)
    let bytes = buffer.toBytes()
    #expect(bytes.count == 46)
    #expect(Array(bytes.prefix(index)) == Array([1, 2, 3, 4, 5, 6].prefix(index)))
    #expect(Array(bytes.dropFirst(index + 40)) == Array([1, 2, 3, 4, 5, 6].dropFirst(index)))
  }
}
