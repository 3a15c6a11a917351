import ArgumentParser
import Diagnostics
import Filters
import Operations
import Records
import Search

/// `crm tasks done REF`: on a deal's next step only together with the following one.
struct TasksDone: ActsOnRecords, OperationCommand, ChangesOneRecord {
  static let configuration = CommandConfiguration(
    commandName: "done", abstract: "Close a task as done.",
    discussion: "A deal's next step closes only because the following one is set: give --next.")
  static let examples = [
    "tasks done 'call anna' --result 'she agrees' --next 'Send the contract' --due +2d"
  ]
  static let target = VerbSearch.Target(.task, in: .open, rest: [.value(.open)])

  @Argument(
    help: ArgumentHelp("The task.", valueName: "ref"),
    completion: .custom { _, _, prefix in LiveCompletion.steps(prefix) })
  var ref: String

  @Argument(help: ArgumentHelp("What came of it; the same as --result.", valueName: "text"))
  var text: [String] = []

  @Option(name: .long, help: ArgumentHelp("What came of it.", valueName: "text"))
  var result: String?

  @Option(
    name: .shortAndLong, help: ArgumentHelp("The stage that its deal moves to.", valueName: "stage"),
    completion: .custom { words, _, _ in LiveCompletion.stages(step: words) })
  var stage: String?

  @OptionGroup var nextStep: NextStepOptions
  @OptionGroup var revision: RevisionOptions
  @OptionGroup var global: GlobalOptions

  func validate() throws {
    if result != nil, !text.isEmpty {
      throw ValidationError("what came of it is said twice: as a text and by --result")
    }
  }

  func request() -> CompleteTask {
    CompleteTask(
      ref, result: text.isEmpty ? result : text.joined(separator: " "), nextStep: nextStep.request,
      stage: stage)
  }
}
