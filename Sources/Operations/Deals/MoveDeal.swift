package import Facts
import Records
import Rules

/// What a transition of a deal brings along.
package struct TransitionDetails: Sendable {
  /// `field=value` words.
  package var sets: [String]
  /// The text of the transition's activity.
  package var note: String?
  /// Why the deal is lost.
  package var reason: String?
  package var keepsNextStep: Bool
  package var nextStep: NextStepRequest

  package init(
    sets: [String] = [], note: String? = nil, reason: String? = nil, keepsNextStep: Bool = false,
    nextStep: NextStepRequest = NextStepRequest()
  ) {
    self.sets = sets
    self.note = note
    self.reason = reason
    self.keepsNextStep = keepsNextStep
    self.nextStep = nextStep
  }

  func request(for deal: Record, _ workspace: Workspace, _ context: Context) throws -> TransitionRequest {
    var values = try Assignments(sets, kind: .deal, workspace: workspace).changes(to: deal)
    if let reason {
      values.updateValue(.text(try Assignments.name(reason, kind: .deal)), forKey: "lost_reason")
    }
    let owner = (values["owner"] ?? nil)?.text ?? deal.text("owner")
    return TransitionRequest(
      next: try nextStep.step(workspace, context, owner: owner), keepNext: keepsNextStep, sets: values,
      note: note)
  }
}

/// One transition to another stage, with the next step that it demands.
package struct MoveDeal: Operation {
  package static let answer = AnswerForm.changes
  package let deal: String
  /// The stage's id or the beginning of its name.
  package let stage: String
  package let details: TransitionDetails

  package init(_ deal: String, to stage: String, _ details: TransitionDetails) {
    self.deal = deal
    self.stage = stage
    self.details = details
  }

  package func run(in context: Context) throws -> Answer {
    let (workspace, id) = try context.transact { workspace in
      let deal = try workspace.resolve(deal, .deal)
      var planner = workspace.planner(context)
      try planner.move(deal.id, to: stage, try details.request(for: deal, workspace, context))
      return (planner.change, deal.id)
    }
    let present = workspace.snapshot.record(id)?.text("stage") ?? stage
    return .changes(ChangeAnswer(.deal, [.init(id, "moved to \(present)")], in: workspace, context))
  }
}

/// Closes a deal as won, lost or archived.
package struct CloseDeal: Operation {
  package static let answer = AnswerForm.changes
  package let deal: String
  package let outcome: Outcome
  package let details: TransitionDetails

  package init(_ deal: String, as outcome: Outcome, _ details: TransitionDetails) {
    self.deal = deal
    self.outcome = outcome
    self.details = details
  }

  package func run(in context: Context) throws -> Answer {
    let (workspace, id) = try context.transact { workspace in
      let deal = try workspace.resolve(deal, .deal)
      let request = try details.request(for: deal, workspace, context)
      var planner = workspace.planner(context)
      try planner.close(deal.id, as: outcome, request)
      return (planner.change, deal.id)
    }
    return .changes(ChangeAnswer(.deal, [.init(id, outcome.rawValue)], in: workspace, context))
  }
}

/// Brings a closed deal back into an open stage.
package struct ReopenDeal: Operation {
  package static let answer = AnswerForm.changes
  package let deal: String
  /// The stage to return to; without one, that which the deal was closed from.
  package let stage: String?
  package let details: TransitionDetails

  package init(_ deal: String, stage: String?, _ details: TransitionDetails) {
    self.deal = deal
    self.stage = stage
    self.details = details
  }

  package func run(in context: Context) throws -> Answer {
    let (workspace, id) = try context.transact { workspace in
      let deal = try workspace.resolve(deal, .deal, preferring: .closed)
      var planner = workspace.planner(context)
      try planner.reopen(
        deal.id, stage: stage, try details.request(for: deal, workspace, context))
      return (planner.change, deal.id)
    }
    let present = workspace.snapshot.record(id)?.text("stage") ?? ""
    return .changes(ChangeAnswer(.deal, [.init(id, "reopened in \(present)")], in: workspace, context))
  }
}
