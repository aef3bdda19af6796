import Stream

enum Survey {
  static func run(_ range: String, sets: PatchSets, zkvm: String?, _ arguments: PatchArguments, jobs: Int) -> ExitStatus { .usage }
}
