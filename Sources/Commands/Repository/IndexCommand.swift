import ArgumentParser
import Operations

/// `crm index status|rebuild`: the compiled index, which nothing depends on but speed.
struct IndexCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "index", abstract: "The compiled index, by which reads are fast.",
    discussion: """
      Every read looks at the times and sizes of all files and parses only those that changed. The index is made \
      and renewed by itself; without it nothing is lost but time. CRM_NO_INDEX=1 reads every file instead.
      """,
    subcommands: [IndexStatus.self, IndexRebuild.self])
}

struct IndexStatus: OperationCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "What is in the index, and what has changed since it was made.")
  static let examples = ["index status", "index status --json"]

  @OptionGroup var global: GlobalOptions

  func request() -> ShowIndex { ShowIndex() }
}

struct IndexRebuild: OperationCommand {
  static let configuration = CommandConfiguration(
    commandName: "rebuild", abstract: "Make the index anew from all files.")
  static let examples = ["index rebuild"]

  @OptionGroup var global: GlobalOptions

  func request() -> RebuildIndex { RebuildIndex() }
}
