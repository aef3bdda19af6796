import Primitives

/// A contract whose code is part of the machine.
///
/// It sees its input only, pays a price that follows from it, and answers with output or fails. Failing takes
/// all gas of the call. The mathematics stands in Crypto; here stand the rules for gas and input. Source:
/// Yellow Paper, appendix E.
public struct Precompile: Sendable {
  /// The name, as error messages and EIP-7910 spell it.
  public let name: StaticString
  /// The gas for this input.
  public let cost: @Sendable (_ input: UnsafeRawBufferPointer) -> Gas
  /// The output for this input; nil when the contract fails.
  public let run: @Sendable (_ input: UnsafeRawBufferPointer) -> Bytes?

  init(
    name: StaticString,
    cost: @escaping @Sendable (_ input: UnsafeRawBufferPointer) -> Gas,
    run: @escaping @Sendable (_ input: UnsafeRawBufferPointer) -> Bytes?
  ) {
    self.name = name
    self.cost = cost
    self.run = run
  }

  /// How many 32-byte words `count` bytes fill, the last one perhaps partly.
  static func words(_ count: Int) -> Int64 { (Int64(count) &+ 31) / 32 }
}

/// The precompiled contracts of one fork by the number that is their address.
struct PrecompileTable: Sendable {
  /// The highest address in use.
  private static let highest = 0x100

  private var contracts: [Precompile?] = Array(repeating: nil, count: highest + 1)

  subscript(number: Int) -> Precompile? {
    get { (0...PrecompileTable.highest).contains(number) ? contracts[number] : nil }
    set { contracts[number] = newValue }
  }

  subscript(address: Address) -> Precompile? {
    // Two instructions in the common case: almost no address begins with twelve zero bytes.
    guard address.word0 == 0, let number = UInt256(address).asUInt64 else { return nil }
    return number <= UInt64(PrecompileTable.highest) ? contracts[Int(number)] : nil
  }

  /// All addresses, lowest first.
  var addresses: [Address] {
    contracts.indices.filter { contracts[$0] != nil }.map { Address(low20of: UInt256(UInt64($0))) }
  }
}
