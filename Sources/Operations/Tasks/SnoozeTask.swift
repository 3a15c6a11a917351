import Records
import Rules

/// Gives an open task another due time.
package struct SnoozeTask: Operation {
  package static let answer = AnswerForm.changes
  package let task: String
  /// A WHEN, read on the clocks of the one who is to do it.
  package let due: String

  package init(_ task: String, until due: String) {
    self.task = task
    self.due = due
  }

  package func run(in context: Context) throws -> Answer {
    var former: String?
    return try context.change(task, .task) { task, workspace, planner in
      former = workspace.dueText(task.id)
      let owner = workspace.doer(of: task)
      try planner.snooze(
        task.id, due: try workspace.deadline(due, owner: owner, option: nil, context: context))
    } entry: { id, workspace in
      ChangeAnswer.Entry(
        id, "due \(former.map { $0 + " → " } ?? "")\(workspace.dueText(id) ?? "")", showsNextStep: false)
    }
  }
}
