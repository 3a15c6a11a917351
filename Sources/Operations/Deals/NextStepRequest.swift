import Diagnostics
package import Records
package import Rules

/// The next step that an operation sets: what, when, and of which type.
package struct NextStepRequest: Sendable {
  package var title: String?
  /// A WHEN, such as `tomorrow 11:00`.
  package var due: String?
  package var type: TaskType?

  package init(title: String? = nil, due: String? = nil, type: TaskType? = nil) {
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
      return NextStep(
        title: name, type: type?.rawValue, due: try workspace.deadline(due, owner: owner, context: context),
        owner: nil)
    }
  }
}
