import Matching
package import Records
import Rules

/// A new record of a kind that has no rules of its own.
package struct AddRecord: Operation {
  package static let answer = AnswerForm.changes
  package let kind: Kind
  package let name: String
  /// `field=value` words.
  package let assignments: [String]

  package init(_ kind: Kind, name: String, assignments: [String]) {
    self.kind = kind
    self.name = name
    self.assignments = assignments
  }

  package func run(in context: Context) throws -> Answer {
    let (workspace, id) = try context.transact(answering: kind) { workspace in
      var values = try Assignments(assignments, kind: kind, workspace: workspace, name: name).initialValues()
      values[kind.nameKey] = .text(try Assignments.name(name, kind: kind))
      var planner = workspace.planner(context)
      let id = try planner.addRecord(kind, values: values).id
      if let made = planner.snapshot.record(id) { RecordMatches(workspace.snapshot).warn(of: made, context) }
      return (planner.change, id)
    }
    return .changes(ChangeAnswer(kind, [.init(id, "added", showsNextStep: false)], in: workspace, context))
  }
}
