import ArgumentParser
import Dates
import Diagnostics
import Filters
import Operations
import Records
import Rules
import Search

/// `crm tasks snooze REF WHEN`.
struct TasksSnooze: ActsOnRecords {
  static let configuration = CommandConfiguration(commandName: "snooze", abstract: "Put a task off.")
  static let target = VerbSearch.Target(.task, in: .open, rest: [.value(.open)])

  @Argument(
    help: ArgumentHelp("The task.", valueName: "ref"),
    completion: .custom { _, _, prefix in LiveCompletion.records(prefix, kinds: [.task], .open) })
  var ref: String

  @Argument(help: ArgumentHelp("The new due time: tomorrow 11:00, mon, +2d.", valueName: "when"))
  var when: [String]

  @OptionGroup var global: GlobalOptions

  func run(in session: Session) throws {
    let (workspace, id) = try session.transact { workspace in
      let task = try workspace.resolve(ref, .task)
      let due = try workspace.deadline(
        when.joined(separator: " "), owner: workspace.doer(of: task), option: nil, session: session)
      var desk = workspace.desk(session)
      try desk.snooze(task.id, due: due)
      return (desk.change, task.id)
    }
    let due = workspace.dueText(id) ?? ""
    try RecordPrinter(session: session, workspace: workspace).changed(id, what: "due \(due)")
  }
}

extension Workspace {
  /// What a person's words for a task's due time came to.
  func dueText(_ id: RecordID) -> String? { snapshot.record(id)?.due?.full(in: zone) }
}
