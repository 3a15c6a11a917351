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
  /// What came of the present next step.
  package var result: String?

  package init(
    sets: [String] = [], note: String? = nil, reason: String? = nil, keepsNextStep: Bool = false,
    nextStep: NextStepRequest = NextStepRequest(), result: String? = nil
  ) {
    self.result = result
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
      next: try nextStep.step(workspace, context, owner: owner, closing: workspace.closing(deal)),
      keepNext: keepsNextStep, sets: values,
      note: note, result: result, isForced: workspace.isForced(context))
  }
}

/// One transition to another stage, with the next step that it demands.
package struct MoveDeal: Operation {
  package static let answer = AnswerForm.changes(of: .deal)
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
    try context.change(deal, .deal) { deal, workspace, planner in
      try planner.move(deal.id, to: stage, try details.request(for: deal, workspace, context))
    } entry: { id, workspace in
      ChangeAnswer.Entry(id, "moved to \(workspace.snapshot.record(id)?.text("stage") ?? stage)")
    }
  }
}

/// Closes a deal as won, lost or archived.
package struct CloseDeal: Operation {
  package static let answer = AnswerForm.changes(of: .deal)
  package let deal: String
  package let outcome: Outcome
  package let details: TransitionDetails

  package init(_ deal: String, as outcome: Outcome, _ details: TransitionDetails) {
    self.deal = deal
    self.outcome = outcome
    self.details = details
  }

  package func run(in context: Context) throws -> Answer {
    try context.change(deal, .deal) { deal, workspace, planner in
      try planner.close(deal.id, as: outcome, try details.request(for: deal, workspace, context))
    } entry: { id, _ in
      ChangeAnswer.Entry(id, outcome.rawValue)
    }
  }
}

/// Brings a closed deal back into an open stage.
package struct ReopenDeal: Operation {
  package static let answer = AnswerForm.changes(of: .deal)
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
    try context.change(deal, .deal, preferring: .closed) { deal, workspace, planner in
      try planner.reopen(deal.id, stage: stage, try details.request(for: deal, workspace, context))
    } entry: { id, workspace in
      ChangeAnswer.Entry(id, "reopened in \(workspace.snapshot.record(id)?.text("stage") ?? "")")
    }
  }
}
