import Records
import Rules

/// Closes a task that will not be done; refused for a deal's next step.
package struct CancelTask: Operation {
  package static let answer = AnswerForm.changes(of: .task)
  package let task: String

  package init(_ task: String) { self.task = task }

  package func run(in context: Context) throws -> Answer {
    try context.change(task, .task) { task, _, planner in
      try planner.cancelTask(task.id)
    } entry: { id, _ in
      ChangeAnswer.Entry(id, "cancelled", showsNextStep: false)
    }
  }
}
