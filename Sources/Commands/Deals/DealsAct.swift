import ArgumentParser
import Diagnostics
import Facts
import Filters
import Operations
import Records
import Rules
import Search

/// `crm deals act REF ACTION`: one press, all or nothing.
struct DealsAct: ActsOnRecords, OperationCommand, ChangesOneRecord {
  static let configuration = CommandConfiguration(
    commandName: "act", abstract: "Press an action of the pipeline on a deal.",
    discussion:
      "An action records what happened and makes the next attempt or moves the deal, as its pipeline says; "
      + "--due alone is when the next step that it makes is due.")
  static let examples = [
    "deals act website no-answer --reason busy", "deals act website invoice-sent --due 'fri 11:00'",
  ]
  static let target = VerbSearch.Target(.deal, in: .open, rest: [.value(.open)])

  @Argument(
    help: ArgumentHelp("The deal.", valueName: "ref"),
    completion: .custom { words, _, prefix in LiveCompletion.deals(for: words, prefix) })
  var ref: String

  @Argument(
    help: ArgumentHelp("The action's id, name, key or synonym, or its beginning.", valueName: "action"),
    completion: .custom { words, _, _ in LiveCompletion.actions(deal: words) })
  var action: String

  @Option(
    name: .long, help: ArgumentHelp("Why; the action may list the possible reasons.", valueName: "reason"),
    completion: .custom { words, _, _ in LiveCompletion.reasons(of: words) })
  var reason: String?

  @Option(
    name: .customLong("set"), parsing: .singleValue,
    help: ArgumentHelp("A field to fill in; may be repeated.", valueName: "field=value"),
    completion: .custom { _, _, prefix in LiveCompletion.assignments(prefix, kind: .deal) })
  var sets: [String] = []

  @Option(name: .long, help: ArgumentHelp("What was said or done.", valueName: "text"))
  var note: String?

  @Option(name: .long, help: ArgumentHelp("What came of the present next step.", valueName: "text"))
  var result: String?

  @OptionGroup var step: TransitionStepOptions
  @OptionGroup var revision: RevisionOptions
  @OptionGroup var global: GlobalOptions

  func request() -> ActOnDeal {
    ActOnDeal(
      ref, action: action, reason: reason,
      TransitionDetails(
        sets: sets, note: note, keepsNextStep: step.keepNext, nextStep: step.nextStep.request, result: result)
    )
  }
}

/// `crm deals promote REF --next TEXT --due WHEN`: a move to the next stage.
struct DealsPromote: ActsOnRecords, OperationCommand, ChangesOneRecord {
  static let configuration = CommandConfiguration(
    commandName: "promote", abstract: "Move a deal to the next open stage.")
  static let examples = ["deals promote website --next 'Send the offer' --due fri"]
  static let target = VerbSearch.Target(.deal, in: .open)

  @OptionGroup var deal: ClosingOptions

  @OptionGroup var step: TransitionStepOptions
  @OptionGroup var revision: RevisionOptions
  @OptionGroup var global: GlobalOptions

  func request() -> PromoteDeal {
    var details = deal.details
    details.keepsNextStep = step.keepNext
    details.nextStep = step.nextStep.request
    return PromoteDeal(deal.ref, details)
  }
}
