import ArgumentParser
import Diagnostics
import Filters
import Operations
import Records
import Search

/// `crm tasks snooze REF WHEN`.
struct TasksSnooze: ActsOnRecords, OperationCommand, ChangesOneRecord {
  static let configuration = CommandConfiguration(commandName: "snooze", abstract: "Put a task off.")
  static let examples = ["tasks snooze 'call anna' 'tomorrow 11:00'"]
  static let target = VerbSearch.Target(.task, in: .open, rest: [.value(.open)])

  @Argument(
    help: ArgumentHelp("The task.", valueName: "ref"),
    completion: .custom { _, _, prefix in LiveCompletion.steps(prefix) })
  var ref: String

  @Argument(help: ArgumentHelp("The new due time: tomorrow 11:00, mon, +2d.", valueName: "when"))
  var when: [String]

  @OptionGroup var dueOptions: DueOptions
  @OptionGroup var revision: RevisionOptions
  @OptionGroup var global: GlobalOptions

  func request() -> SnoozeTask {
    SnoozeTask(ref, until: when.joined(separator: " "), rules: dueOptions.rules)
  }
}
