import ArgumentParser
import Operations

/// `crm check [--fix]`: everything that is wrong with the repository, each with its place and the way out.
struct Check: OperationCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Find broken files and deals that break a rule; exit 4 when there are any.")
  static let examples = ["check", "check --fix"]

  @Flag(name: .long, help: "Mend what can be mended without guessing.")
  var fix = false

  @OptionGroup var global: GlobalOptions

  func request() -> CheckRepository { CheckRepository(mends: fix) }
}
