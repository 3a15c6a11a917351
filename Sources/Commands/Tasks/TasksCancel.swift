import ArgumentParser
import Filters
import Operations
import Records
import Search

/// `crm tasks cancel REF`: refused for a deal's next step.
struct TasksCancel: ActsOnRecords, OperationCommand, ChangesOneRecord {
  static let configuration = CommandConfiguration(
    commandName: "cancel", abstract: "Close a task that will not be done; refused for a deal's next step.")
  static let examples = ["tasks cancel 'send the brochure'"]
  static let target = VerbSearch.Target(.task, in: .open, except: .next)

  @Argument(
    help: ArgumentHelp("The task.", valueName: "ref"),
    completion: .custom { _, _, prefix in LiveCompletion.records(prefix, kinds: [.task], .open) })
  var ref: String

  @OptionGroup var revision: RevisionOptions
  @OptionGroup var global: GlobalOptions

  func request() -> CancelTask { CancelTask(ref) }
}
