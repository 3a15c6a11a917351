import Dates
import Records
import Rules

/// Gives an open task another due time.
package struct SnoozeTask: Operation {
  package static let answer = AnswerForm.changes(of: .task)
  package let task: String
  /// A WHEN, read on the clocks of the one who is to do it.
  package let due: String
  package let rules: DueRules

  package init(_ task: String, until due: String, rules: DueRules = DueRules()) {
    self.task = task
    self.due = due
    self.rules = rules
  }

  package func run(in context: Context) throws -> Answer {
    var former: String?
    return try context.change(task, .task) { task, workspace, planner in
      former = workspace.dueText(task.id)
      let owner = workspace.doer(of: task)
      try planner.snooze(
        task.id,
        due: try workspace.due(
          due, owner: owner, option: nil, rules: rules, besides: [task.id], context: context))
      if let wait = task["wait"]?.date, planner.record(task.id)?["wait"] == nil {
        context.remark("it waits no longer, which it did until \(wait.weekday) \(wait)")
      }
    } entry: { id, workspace in
      ChangeAnswer.Entry(
        id, "due \(former.map { $0 + " → " } ?? "")\(workspace.dueText(id) ?? "")", showsNextStep: false)
    }
  }
}
