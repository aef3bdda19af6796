/// How documents become fixtures: one value for a whole run, with a group of fields for each concern.
package struct ConversionOptions: Sendable {
  /// How transactions are spread over blocks.
  package var blocks = BlockOptions()
  /// How large a document may be.
  package var limits = ConvertLimits()
  /// What is read, and how it is understood.
  package var input = InputOptions()
  /// What is written.
  package var output: OutputOptions
  /// What is made wrong about the last block; nil leaves it valid.
  package var negative: NegativeOptions?
  /// Whether every fixture is imported again and judged; negatives always are.
  package var checks = false

  /// Makes options; everything not given has its default.
  package init(
    blocks: BlockOptions = .init(), limits: ConvertLimits = .init(), input: InputOptions = .init(),
    output: OutputOptions, negative: NegativeOptions? = nil, checks: Bool = false
  ) {
    self.blocks = blocks
    self.limits = limits
    self.input = input
    self.output = output
    self.negative = negative
    self.checks = checks
  }
}
