import Records
import Rules

/// Presses an action of a deal's pipeline.
package struct ActOnDeal: Operation {
  package static let answer = AnswerForm.changes(of: .deal)
  package let deal: String
  /// The action's id, name, key or synonym, or the beginning of one.
  package let action: String
  /// Why it is pressed.
  package let reason: String?
  /// A due time without a title is for the next step that the action makes.
  package let details: TransitionDetails

  package init(
    _ deal: String, action: String, reason: String? = nil, _ details: TransitionDetails = TransitionDetails()
  ) {
    self.deal = deal
    self.action = action
    self.reason = reason
    self.details = details
  }

  package func run(in context: Context) throws -> Answer {
    let (workspace, done) = try context.transact(answering: .deal) { workspace in
      let deal = try workspace.resolve(self.deal, .deal)
      try context.demandRevision(of: deal, in: workspace)
      var planner = workspace.planner(context)
      let pressed = try planner.act(
        deal.id, action: action, reason: reason, try request(for: deal, workspace, context))
      let change = planner.change
      return (change, (id: deal.id, pressed: pressed, repetitions: change.repetitions))
    }
    let entry = ChangeAnswer.Entry(done.id, ActOnDeal.said(done.pressed))
    let entries = [entry] + context.repeated(done.repetitions, in: workspace)
    return .changes(ChangeAnswer(.deal, entries, in: workspace, context))
  }

  private func request(
    for deal: Record, _ workspace: Workspace, _ context: Context
  ) throws -> TransitionRequest {
    guard let due = details.nextStep.due else { return try details.request(for: deal, workspace, context) }
    var details = details
    if details.nextStep.title == nil { (details.nextStep.due, details.nextStep.rules) = (nil, DueRules()) }
    var request = try details.request(for: deal, workspace, context)
    request.due =
      try request.next?.due
      ?? workspace.due(
        due, owner: deal.text("owner"), rules: self.details.nextStep.rules,
        besides: workspace.closing(deal), context: context)
    return request
  }

  /// `marked No answer (busy), 2 in a row`, and where the deal went.
  private static func said(_ pressed: Pressed) -> String {
    var text = "marked " + pressed.action.name + (pressed.reason.map { " (\($0))" } ?? "")
    if pressed.count > 1 { text += ", \(pressed.count) in a row" }
    let transition = pressed.transition
    return transition.from == transition.to ? text : text + ", moved to \(transition.to)"
  }
}

/// Moves a deal to the next open stage.
package struct PromoteDeal: Operation {
  package static let answer = AnswerForm.changes(of: .deal)
  package let deal: String
  package let details: TransitionDetails

  package init(_ deal: String, _ details: TransitionDetails) {
    self.deal = deal
    self.details = details
  }

  package func run(in context: Context) throws -> Answer {
    try context.change(deal, .deal) { deal, workspace, planner in
      try planner.promote(deal.id, try details.request(for: deal, workspace, context))
    } entry: { id, workspace in
      ChangeAnswer.Entry(id, "moved to \(workspace.snapshot.record(id)?.text("stage") ?? "")")
    }
  }
}
