import Primitives

extension Precompile {
  /// The identity, at address 0x04.
  ///
  /// Output: the input. Gas: 15 + 3 per word. Source: Yellow Paper, appendix E.
  static let identity = Precompile(
    name: "ID",
    cost: { input in Gas(regular: 15 + 3 * words(input.count)) },
    run: { input in Bytes(input) }
  )
}
