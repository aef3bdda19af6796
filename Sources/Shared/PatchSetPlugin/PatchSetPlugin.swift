import Foundation
import PackagePlugin

/// Turns the folder `PatchSets` of a target into Swift source at build time, so that a program is one file.
@main
struct PatchSetPlugin: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: Target) throws -> [Command] {
    let folder = target.directoryURL.appending(path: "PatchSets")
    let output = context.pluginWorkDirectoryURL.appending(path: "EmbeddedPatchSets.swift")
    return [
      .buildCommand(
        displayName: "Embedding patch sets", executable: try context.tool(named: "PatchSetEmbedder").url,
        arguments: [folder.path, output.path], inputFiles: PatchSetPlugin.files(below: folder),
        outputFiles: [output])
    ]
  }

  /// Every file below a folder, so that a change of any of them builds anew.
  private static func files(below folder: URL) -> [URL] {
    let walk = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: [.isRegularFileKey])
    let files = (walk?.allObjects as? [URL] ?? []).filter { file in
      (try? file.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile) == true
    }
    return files.sorted { $0.path < $1.path }
  }
}
