import ArgumentParser
import Operations
import Records

/// `crm history REF`: what git remembers of a record.
struct History: OperationCommand {
  static let configuration = CommandConfiguration(
    commandName: "history", abstract: "Show who changed a record, when and how, from git.")
  static let examples = ["history website"]

  @Argument(
    help: ArgumentHelp("The record.", valueName: "ref"),
    completion: .custom { _, _, prefix in LiveCompletion.records(prefix, kinds: Kind.allCases) })
  var ref: String

  @OptionGroup var global: GlobalOptions

  func request() -> ShowHistory { ShowHistory(ref) }
}
