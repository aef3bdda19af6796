import Fixtures

/// What is written of each document.
package struct OutputOptions: Sendable, Equatable {
  /// Name and version of the program, for the fixtures' `_info`.
  package var tool: String
  /// The format, how it tells the state afterwards, and whether it has the fixture's hash.
  package var style: FixtureStyle
  /// Whether `_info` has the text of the document.
  package var embedsSource: Bool
  /// Whether fixtures are indented, over many lines.
  package var isIndented: Bool

  /// Makes options; everything not given has its default.
  package init(
    tool: String, style: FixtureStyle = FixtureStyle(), embedsSource: Bool = false,
    isIndented: Bool = false
  ) {
    self.tool = tool
    self.style = style
    self.embedsSource = embedsSource
    self.isIndented = isIndented
  }
}
