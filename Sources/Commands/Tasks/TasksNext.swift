import ArgumentParser
import Operations

/// `crm next`, `crm tasks next [--act ACTION]`: what is to be done next.
struct TasksNext: OperationCommand {
  static let configuration = CommandConfiguration(
    commandName: "next", abstract: "Hand out what is to be done next.",
    discussion: """
      Overdue next steps come first, then what is due now, new leads in the order in which they came, and the nearest of \
      what is to come. --act presses an action of the deal that would be handed out, and hands out the following.
      """)
  static let examples = ["tasks next", "tasks next --act no-answer --reason busy"]

  @Option(
    name: .long, help: ArgumentHelp("An action of the deal to press first.", valueName: "action"),
    completion: .custom { _, _, _ in LiveCompletion.actions(deal: []) })
  var act: String?

  @Option(
    name: .long, help: ArgumentHelp("Why it is pressed.", valueName: "reason"),
    completion: .custom { words, _, _ in
      LiveCompletion.reasons(of: words.filter { $0 != "next" && $0 != "tasks" })
    })
  var reason: String?

  @OptionGroup var nextStep: NextStepOptions
  @OptionGroup var global: GlobalOptions

  func validate() throws {
    guard act == nil, reason != nil || nextStep.request.title != nil || nextStep.request.due != nil else {
      return
    }
    throw ValidationError("--reason, --next and --due belong to --act")
  }

  func request() -> HandOut {
    HandOut(act: act, reason: reason, TransitionDetails(nextStep: nextStep.request))
  }
}
