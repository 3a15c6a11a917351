import Diagnostics
import Records
package import Rules

/// The next step that an operation sets: what, when, and of which type.
package struct NextStepRequest: Sendable {
  package var title: String?
  /// A WHEN, such as `tomorrow 11:00`.
  package var due: String?
  package var type: String?

  package init(title: String? = nil, due: String? = nil, type: String? = nil) {
    self.title = title
    self.due = due
    self.type = type
  }

  /// Nil where neither is said; throws `usage` for one without the other. `owner` is who will have to do it.
  package func step(_ workspace: Workspace, _ context: Context, owner: String? = nil) throws -> NextStep? {
    switch (title, due) {
    case (nil, nil): return nil
    case (_?, nil): throw Diagnostic(.usage, "--next needs --due", hints: ["such as --due 'tomorrow 11:00'"])
    case (nil, _?): throw Diagnostic(.usage, "--due needs --next", hints: ["such as --next 'Call Anna'"])
    case (let title?, let due?):
      let name = try Assignments.name(title, kind: .task)
      let kinds = TaskFields.types
      if let type, !kinds.contains(type) {
        throw Diagnostic(
          .invalidValue, "a task has no type \"\(type)\"",
          hints: ["it is one of \(kinds)"])
      }
      return NextStep(
        title: name, type: type, due: try workspace.deadline(due, owner: owner, context: context), owner: nil)
    }
  }
}
