import ArgumentParser
import Diagnostics
import Facts
import Filters
import Operations
import Records
import Rules
import Search

/// `crm deals win REF`.
struct DealsWin: ActsOnRecords, OperationCommand, ChangesOneRecord {
  static let configuration = CommandConfiguration(commandName: "win", abstract: "Close a deal as won.")
  static let examples = ["deals win website --note 'paid in full'"]
  static let target = VerbSearch.Target(.deal, in: .open)

  @OptionGroup var deal: ClosingOptions
  @OptionGroup var revision: RevisionOptions
  @OptionGroup var global: GlobalOptions

  func request() -> CloseDeal { CloseDeal(deal.ref, as: .won, deal.details) }
}

/// `crm deals lose REF --reason R`.
struct DealsLose: ActsOnRecords, OperationCommand, ChangesOneRecord {
  static let configuration = CommandConfiguration(commandName: "lose", abstract: "Close a deal as lost.")
  static let examples = ["deals lose website --reason price"]
  static let target = VerbSearch.Target(.deal, in: .open, rest: [.option("reason", .open)])

  @OptionGroup var deal: ClosingOptions

  @Option(
    name: .long, help: ArgumentHelp("Why; the pipeline may list the possible reasons.", valueName: "reason"),
    completion: .custom { _, _, _ in LiveCompletion.lostReasons() })
  var reason: String?

  @OptionGroup var revision: RevisionOptions
  @OptionGroup var global: GlobalOptions

  func request() -> CloseDeal {
    var details = deal.details
    details.reason = reason
    return CloseDeal(deal.ref, as: .lost, details)
  }
}

/// `crm deals archive REF`.
struct DealsArchive: ActsOnRecords, OperationCommand, ChangesOneRecord {
  static let configuration = CommandConfiguration(
    commandName: "archive", abstract: "Close a deal that came to nothing without being lost.")
  static let examples = ["deals archive website"]
  static let target = VerbSearch.Target(.deal, in: .open)

  @OptionGroup var deal: ClosingOptions
  @OptionGroup var revision: RevisionOptions
  @OptionGroup var global: GlobalOptions

  func request() -> CloseDeal { CloseDeal(deal.ref, as: .archived, deal.details) }
}

/// What the three ways of closing a deal share.
struct ClosingOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp("The deal.", valueName: "ref"),
    completion: .custom { words, _, prefix in LiveCompletion.deals(for: words, prefix) })
  var ref: String

  @Option(
    name: .customLong("set"), parsing: .singleValue,
    help: ArgumentHelp("A field to fill in; may be repeated.", valueName: "field=value"))
  var sets: [String] = []

  @Option(name: .long, help: ArgumentHelp("The text of the transition's activity.", valueName: "text"))
  var note: String?

  var details: TransitionDetails { TransitionDetails(sets: sets, note: note) }
}
