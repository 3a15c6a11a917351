import ArgumentParser
import Operations

/// `crm team join`.
struct TeamCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "team", abstract: "What lets several people share a repository through git.",
    subcommands: [TeamJoin.self])
}

/// `crm team join`: git merges the records of this clone by field from now on.
struct TeamJoin: OperationCommand {
  static let configuration = CommandConfiguration(
    commandName: "join", abstract: "Make git merge the records of this clone by field.",
    discussion: """
      It sets, in this clone alone, a line for each kind in info/attributes, merge.directoryRenames=false, and the name and \
      the command of the driver, and shows them; --dry-run shows them and sets nothing. From then on git pull, git merge, git \
      rebase, git cherry-pick and git revert call crm merge-driver for records. crm sync joins by itself.
      """)
  static let examples = ["team join --dry-run", "team join"]

  @OptionGroup var global: GlobalOptions

  func request() -> JoinTeam { JoinTeam() }
}
