import ArgumentParser
import Diagnostics
import Facts
import Filters
import Operations
import Records
import Rules
import Search

/// `crm deals approve REF`: allows a deal to enter the stages that ask for it.
struct DealsApprove: ActsOnRecords, OperationCommand, ChangesOneRecord {
  static let configuration = CommandConfiguration(
    commandName: "approve", abstract: "Allow a deal to enter the stages that ask for an approval.",
    discussion: """
      A stage asks by approve: {when: FILTER, by: ROLE} in its pipeline. What is approved is the deal as it is now: \
      once its items, discount, tax or amount are others, the approval is void.
      """)
  static let examples = ["deals approve website --note 'as agreed with the board'"]
  static let target = VerbSearch.Target(.deal, in: .open)

  @Argument(
    help: ArgumentHelp("The deal.", valueName: "ref"),
    completion: .custom { words, _, prefix in LiveCompletion.deals(for: words, prefix) })
  var ref: String

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("One stage; else all that ask whoever acts.", valueName: "stage"),
    completion: .custom { words, _, _ in LiveCompletion.stages(deal: words) })
  var stage: String?

  @Option(name: .long, help: ArgumentHelp("Why, or under which condition.", valueName: "text"))
  var note: String?

  @OptionGroup var revision: RevisionOptions
  @OptionGroup var global: GlobalOptions

  func request() -> ApproveDeal { ApproveDeal(ref, for: stage, note: note) }
}
