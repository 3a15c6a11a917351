import ArgumentParser
import Diagnostics
import Filters
import Operations
import Records
import Search

/// `crm tasks done REF`: on a deal's next step only together with the following one.
struct TasksDone: ActsOnRecords, OperationCommand {
  static let configuration = CommandConfiguration(
    commandName: "done", abstract: "Close a task as done.",
    discussion: "A deal's next step closes only because the following one is set: give --next and --due.")
  static let examples = [
    "tasks done 'call anna' --result 'she agrees' --next 'Send the contract' --due +2d"
  ]
  static let target = VerbSearch.Target(.task, in: .open, rest: [.value(.open)])

  @Argument(
    help: ArgumentHelp("The task.", valueName: "ref"),
    completion: .custom { _, _, prefix in LiveCompletion.records(prefix, kinds: [.task], .open) })
  var ref: String

  @Option(name: .long, help: ArgumentHelp("What came of it.", valueName: "text"))
  var result: String?

  @OptionGroup var nextStep: NextStepOptions
  @OptionGroup var global: GlobalOptions

  func request() -> CompleteTask { CompleteTask(ref, result: result, nextStep: nextStep.request) }
}
