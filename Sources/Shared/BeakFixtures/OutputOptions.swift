/// What is written of each document.
package struct OutputOptions: Sendable {
  /// Name and version of the program, for the fixtures' `_info`.
  package var tool: String

  /// Makes options.
  package init(tool: String) {
    self.tool = tool
  }
}
