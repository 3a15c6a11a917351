import Dates
import Diagnostics
import Records
import Rules

/// A new task; on a deal it is one beside the next step.
package struct AddTask: Operation {
  package static let answer = AnswerForm.changes(of: .task)
  package let title: String
  /// `field=value` words; `deal=` and `due=` among them count more than `deal` and `due`.
  package let assignments: [String]
  package let deal: String?
  /// A WHEN; a task needs one.
  package let due: String?
  package let rules: DueRules

  package init(
    title: String, assignments: [String], deal: String? = nil, due: String? = nil,
    rules: DueRules = DueRules()
  ) {
    self.title = title
    self.assignments = assignments
    self.deal = deal
    self.due = due
    self.rules = rules
  }

  package func run(in context: Context) throws -> Answer {
    let (workspace, id) = try context.transact(answering: .task) { workspace in
      var fields = assignments
      let dealWord = Assignments.take("deal", from: &fields) ?? self.deal
      let dueWord = Assignments.take("due", from: &fields) ?? self.due
      var values = try Assignments(fields, kind: .task, workspace: workspace).initialValues()
      values["title"] = .text(try Assignments.name(title, kind: .task))
      guard let dueWord else {
        throw Diagnostic(.usage, "a task needs --due", hints: ["such as --due 'tomorrow 11:00'"])
      }
      let deal = try dealWord.map { try workspace.resolve($0, .deal) }
      if let deal { values["deal"] = .reference(Reference(deal)) }
      let due = try workspace.due(
        dueWord, owner: values["owner"]?.text ?? deal?.text("owner"), rules: rules, context: context)
      values["due"] = .deadline(due, in: workspace.zone)
      var planner = workspace.planner(context)
      let id = try planner.addTask(values: values).id
      return (planner.change, id)
    }
    let entry = ChangeAnswer.Entry(id, "added", detail: workspace.dueText(id), showsNextStep: false)
    return .changes(ChangeAnswer(.task, [entry], in: workspace, context))
  }
}

extension Workspace {
  /// When a task is due, with its weekday: `wed 2026-11-25 11:00`.
  func dueText(_ id: RecordID) -> String? { snapshot.record(id)?.due?.full(in: zone) }
}
