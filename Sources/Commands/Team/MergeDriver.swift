import ArgumentParser
import Operations

/// `crm merge-driver BASE OURS THEIRS SIZE PATH`: what git calls to merge a record.
struct MergeDriver: OperationCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge-driver", abstract: "Merge three versions of a record by field, for git.",
    discussion: """
      git calls it in a clone that has joined the team (crm team join). The result takes the place of OURS; a field that both \
      sides changed stands between marks, and then it ends with 1.
      """,
    shouldDisplay: false)
  static let examples: [String] = []

  @Argument(help: "The version that both sides started from.")
  var base: String

  @Argument(help: "Our version, which the result replaces.")
  var ours: String

  @Argument(help: "Their version.")
  var theirs: String

  @Argument(help: "How many characters a mark has.")
  var size: Int

  @Argument(help: "Where the file lies in the work tree.")
  var path: String

  @OptionGroup var global: GlobalOptions

  func request() -> MergeFiles {
    MergeFiles(base: base, ours: ours, theirs: theirs, markerSize: size, path: path)
  }
}

/// The same as git calls it: with names that may look like options, and no session, index or repository to be opened.
struct MergeDriverCall {
  private let operation: MergeFiles
  private let place: MergePlace

  /// Nil for any other command line.
  init?(_ world: World) {
    let words = world.arguments
    guard words.first == "merge-driver", words.count == 6, let size = Int(words[4]) else { return nil }
    operation = MergeFiles(
      base: words[1], ours: words[2], theirs: words[3], markerSize: size, path: words[5])
    let gitFolder = world.environment["GIT_DIR"]
    place = MergePlace(
      folder: world.workingDirectory, gitFolder: gitFolder?.isEmpty == false ? gitFolder : nil, path: words[5]
    )
  }

  func run(_ terminal: any Terminal) -> Int32 {
    let outcome = operation.merge(in: place)
    for remark in outcome.remarks { terminal.writeError("crm: " + remark + "\n") }
    return outcome.isConflicted ? 1 : 0
  }
}
