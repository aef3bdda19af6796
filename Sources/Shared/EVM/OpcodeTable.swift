/// What holds for an instruction before its body runs.
@frozen
public struct OpcodeRow: Hashable, Sendable {
  /// Gas that is charged whatever the operands are.
  public var gas: UInt16
  /// Words that must lie on the stack.
  public var pops: UInt8
  /// Words that lie there afterwards in place of the popped ones.
  public var pushes: UInt8
  /// Bytes of the code after the opcode that belong to it.
  public var immediates: UInt8

  public init(gas: UInt16, pops: UInt8, pushes: UInt8, immediates: UInt8 = 0) {
    self.gas = gas
    self.pops = pops
    self.pushes = pushes
    self.immediates = immediates
  }
}

/// The 256 rows of one fork; nil where an opcode is not defined.
public struct OpcodeTable: Sendable, Equatable {
  private var rows: [OpcodeRow?] = Array(repeating: nil, count: 256)

  public init() {}

  public subscript(opcode: Opcode) -> OpcodeRow? {
    get { rows[Int(opcode.rawValue)] }
    set { rows[Int(opcode.rawValue)] = newValue }
  }

  /// Changes the base gas of an opcode that is already defined.
  mutating func reprice(_ opcode: Opcode, gas: UInt16) {
    precondition(self[opcode] != nil, "only a defined opcode has a price")
    self[opcode]?.gas = gas
  }
}

/// A row as the interpreter reads it: 8 bytes, one subtraction and one comparison for both stack limits.
///
/// Heights are bytes of stack, 32 a word. A height `h` passes when `h &- minimum <= span` as unsigned 16-bit
/// numbers; an undefined opcode has a minimum of 0xffff and a span of 0, which no height passes.
struct CheckedRow {
  var gas: UInt32
  var minimum: UInt16
  var span: UInt16

  /// Most words on a stack. Source: Yellow Paper, section 9.1.
  static let stackLimit = 1024

  static let undefined = CheckedRow(gas: 0, minimum: 0xffff, span: 0)

  init(gas: UInt32, minimum: UInt16, span: UInt16) {
    self.gas = gas
    self.minimum = minimum
    self.span = span
  }

  init(_ row: OpcodeRow?) {
    guard let row else {
      self = .undefined
      return
    }
    let highest = CheckedRow.stackLimit - max(0, Int(row.pushes) - Int(row.pops))
    self.init(
      gas: UInt32(row.gas), minimum: UInt16(row.pops) * 32,
      span: UInt16(highest - Int(row.pops)) * 32)
  }

  /// Makes the interpreter's table. It is never freed: rules live as long as the process.
  static func table(_ opcodes: OpcodeTable) -> UnsafePointer<CheckedRow> {
    let rows = UnsafeMutablePointer<CheckedRow>.allocate(capacity: 256)
    for byte in 0..<256 {
      (rows + byte).initialize(to: CheckedRow(opcodes[Opcode(UInt8(byte))]))
    }
    return UnsafePointer(rows)
  }
}
