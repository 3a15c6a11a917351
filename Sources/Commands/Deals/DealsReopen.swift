import ArgumentParser
import Diagnostics
import Facts
import Filters
import Operations
import Records
import Rules
import Search

/// `crm deals reopen REF --next TEXT --due WHEN`.
struct DealsReopen: ActsOnRecords, OperationCommand, ChangesOneRecord {
  static let configuration = CommandConfiguration(
    commandName: "reopen",
    abstract: "Open a closed deal again, in its last open stage unless --stage says another.")
  static let examples = ["deals reopen website --next 'Call again' --due 'next mon'"]
  static let target = VerbSearch.Target(
    .deal, in: .closed, rest: [.option("next", .open), .option("due", .open)])

  @Argument(
    help: ArgumentHelp("The deal.", valueName: "ref"),
    completion: .custom { _, _, prefix in LiveCompletion.records(prefix, kinds: [.deal], .closed) })
  var ref: String

  @Option(
    name: .shortAndLong, help: ArgumentHelp("The stage to return to.", valueName: "stage"),
    completion: .custom { words, _, _ in LiveCompletion.stages(deal: words) })
  var stage: String?

  @Option(name: .long, help: ArgumentHelp("The text of the transition's activity.", valueName: "text"))
  var note: String?

  @OptionGroup var nextStep: NextStepOptions
  @OptionGroup var revision: RevisionOptions
  @OptionGroup var global: GlobalOptions

  func request() -> ReopenDeal {
    ReopenDeal(ref, stage: stage, TransitionDetails(note: note, nextStep: nextStep.request))
  }
}
