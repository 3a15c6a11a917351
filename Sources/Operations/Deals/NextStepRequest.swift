import Diagnostics
package import Records
package import Rules

/// The next step that an operation sets: what, when, and of which type.
package struct NextStepRequest: Sendable {
  package var title: String?
  /// A WHEN, such as `tomorrow 11:00`.
  package var due: String?
  package var type: TaskType?
  package var rules: DueRules

  package init(
    title: String? = nil, due: String? = nil, type: TaskType? = nil, rules: DueRules = DueRules()
  ) {
    self.title = title
    self.due = due
    self.type = type
    self.rules = rules
  }

  /// Nil where neither is said; throws `usage` for a due time of nothing. `owner` is who will have to do it.
  ///
  /// Without a due time it is the one that a refusal would propose, and a remark says so. `others` are the tasks that are
  /// closed by it.
  package func step(
    _ workspace: Workspace, _ context: Context, owner: String? = nil, closing others: [RecordID] = []
  ) throws -> NextStep? {
    switch (title, due) {
    case (nil, nil):
      guard rules.isSpread else { return nil }
      throw Diagnostic(
        .usage, "--spread is for the time of a next step", hints: ["give --next, and --due where you like"])
    case (let title?, nil):
      let due = ProposedStep.moment(in: workspace.config, owner: owner ?? workspace.user, now: workspace.now)
      let step = try NextStepRequest(title: title, due: due, type: type, rules: rules)
        .step(workspace, context, owner: owner, closing: others)
      if !rules.isSpread { context.remark("\(title): due \(due), since no --due is given") }
      return step
    case (nil, _?): throw Diagnostic(.usage, "--due needs --next", hints: ["such as --next 'Call Anna'"])
    case (let title?, let due?):
      let name = try Assignments.name(title, kind: .task)
      let due = try workspace.due(
        due, owner: owner, rules: rules, besides: others, context: context)
      return NextStep(title: name, type: type?.rawValue, due: due, owner: nil)
    }
  }
}
