import ArgumentParser
import Diagnostics
import Facts
import Filters
import Operations
import Records
import Rules
import Search

/// `crm deals move REF STAGE`: one transition, all or nothing.
struct DealsMove: ActsOnRecords, OperationCommand, ChangesOneRecord {
  static let configuration = CommandConfiguration(
    commandName: "move", abstract: "Move a deal to another stage and set its next step.")
  static let examples = [
    "deals move website proposal --next 'Ask about the offer' --due fri",
    "deals move website meeting --keep-next --note 'she wants to see us'",
  ]
  static let target = VerbSearch.Target(.deal, in: .open, rest: [.value(.open)])

  @Argument(
    help: ArgumentHelp("The deal.", valueName: "ref"),
    completion: .custom { words, _, prefix in LiveCompletion.deals(for: words, prefix) })
  var ref: String

  @Argument(
    help: ArgumentHelp("The stage's id or the beginning of its name.", valueName: "stage"),
    completion: .custom { words, _, _ in LiveCompletion.stages(deal: words) })
  var stage: String

  @Option(
    name: .customLong("set"), parsing: .singleValue,
    help: ArgumentHelp("A field that the move fills in; may be repeated.", valueName: "field=value"),
    completion: .custom { _, _, prefix in LiveCompletion.assignments(prefix, kind: .deal) })
  var sets: [String] = []

  @Option(name: .long, help: ArgumentHelp("The text of the transition's activity.", valueName: "text"))
  var note: String?

  @Option(
    name: .long, help: ArgumentHelp("Why it is lost, where the stage is a lost one.", valueName: "reason"),
    completion: .custom { _, _, _ in LiveCompletion.lostReasons() })
  var reason: String?

  @OptionGroup var step: TransitionStepOptions
  @OptionGroup var revision: RevisionOptions
  @OptionGroup var global: GlobalOptions

  func request() -> MoveDeal {
    MoveDeal(
      ref, to: stage,
      TransitionDetails(
        sets: sets, note: note, reason: reason, keepsNextStep: step.keepNext, nextStep: step.nextStep.request)
    )
  }
}
