/// The version of all four tools, which are released together.
package enum ToolVersion {
  /// As `--version` prints it.
  package static let text = "0.1.0"
}
