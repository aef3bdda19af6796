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

  /// Makes options; everything not given has its default.
  package init(
    blocks: BlockOptions = .init(), limits: ConvertLimits = .init(), input: InputOptions = .init(),
    output: OutputOptions
  ) {
    self.blocks = blocks
    self.limits = limits
    self.input = input
    self.output = output
  }
}
