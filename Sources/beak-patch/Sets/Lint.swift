import JSON
import Primitives
import Stream

/// `--lint`: everything that is wrong with patch sets, one verdict a set.
enum Lint {
  /// Checks the sets in folders, or all that the program carries where none is named.
  static func run(folders: [String]) -> ExitStatus {
    var text = ByteBuffer()
    var isSound = true
    do throws(SetProblem) {
      var sets = folders.isEmpty ? PatchSets.embeddedFiles : []
      for folder in folders { sets.append(try PatchSetFiles(folder: folder)) }
      for files in sets {
        let (set, problems) = check(files)
        append(files, set, problems, to: &text)
        isSound = isSound && problems.isEmpty
      }
    } catch {
      return Report.fail(error.line, status: .usage)
    }
    return Report.write(text, status: isSound ? .success : .finding)
  }

  /// Reads a set, and checks what reading does not.
  static func check(_ files: PatchSetFiles) -> (set: PatchSet?, problems: [SetProblem]) {
    let (set, complete, problems) = PatchSetReader.read(files)
    guard let set else { return (nil, problems) }
    return (set, problems + SymbolClosure.problems(of: set, files: complete))
  }

  private static func append(
    _ files: PatchSetFiles, _ set: PatchSet?, _ problems: [SetProblem], to text: inout ByteBuffer
  ) {
    text.append("{\"schema\":\"beak.patchset-lint/1\",\"patchSet\":")
    text.appendQuoted(set?.zkvm ?? files.name)
    text.append(utf8: ",\"verdict\":\"\(problems.isEmpty ? "pass" : "fail")\"")
    text.append(
      utf8: ",\"passes\":\(set?.passes.count ?? 0),\"edits\":\(set?.edits.count ?? 0),\"problems\":[")
    for (place, problem) in problems.enumerated() {
      text.append(utf8: place > 0 ? ",{\"code\":" : "{\"code\":")
      text.appendQuoted(problem.code)
      text.append(",\"file\":")
      text.appendQuoted(problem.file)
      text.append(",\"pointer\":")
      text.appendQuoted(problem.pointer.description)
      text.append(",\"message\":")
      text.appendQuoted(problem.message)
      if let hint = problem.hint {
        text.append(",\"hint\":")
        text.appendQuoted(hint)
      }
      text.append(UInt8(ascii: "}"))
    }
    text.append("]}\n")
  }
}
