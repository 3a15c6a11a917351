import Dates
package import Diagnostics
package import Facts
import Filters
package import Records

extension ChangePlanner {
  // MARK: Moving

  /// Moves a deal; a stage with an outcome closes it.
  ///
  /// Throws `already_closed` for a closed deal, `transition_not_allowed` where the pipeline lets none go that way, and
  /// `next_step_required` and `requirement_unmet`, with the command that would pass.
  @discardableResult
  package mutating func move(
    _ id: RecordID, to name: String, _ request: TransitionRequest = TransitionRequest()
  ) throws(Diagnostic) -> Transition {
    let deal = try demand(id, .deal)
    let (pipeline, switches) = try pipelineOfMove(deal, request)
    if !switches { return try enter(way(of: deal, to: name, isForced: request.isForced), request, by: .move) }
    if let present = stage(of: deal), !present.isOpen { throw closed(deal, in: present) }
    let change = StageChange(deal: deal, pipeline: pipeline, target: try pipeline.stage(named: name))
    return try enter(change, request, by: .move)
  }

  /// The way of an open deal to the stage that a person names.
  ///
  /// Throws `already_closed` for a closed deal, `transition_not_allowed` where it is there already or the pipeline lets none
  /// go that way.
  func way(of deal: Record, to name: String, isForced: Bool) throws(Diagnostic) -> StageChange {
    let pipeline = try pipelines.pipeline(of: deal)
    let present = stage(of: deal)
    if let present, !present.isOpen { throw closed(deal, in: present) }
    let target = try pipeline.stage(named: name)
    if target.id == deal.text("stage") {
      throw Diagnostic(.transitionNotAllowed, "deal \"\(deal.name)\" is in stage \"\(target.id)\" already")
    }
    if let present { try checkLeave(deal, present, to: target, in: pipeline, isForced: isForced) }
    return StageChange(deal: deal, pipeline: pipeline, target: target)
  }

  /// Moves a deal to the next open stage that its pipeline lets it enter.
  ///
  /// Throws as `move` does, and `transition_not_allowed` from the last open stage.
  @discardableResult
  package mutating func promote(
    _ id: RecordID, _ request: TransitionRequest = TransitionRequest()
  ) throws(Diagnostic) -> Transition {
    let deal = try demand(id, .deal)
    let pipeline = try pipelines.pipeline(of: deal)
    guard let present = stage(of: deal) else {
      throw Diagnostic(
        .transitionNotAllowed,
        "stage \"\(deal.text("stage") ?? "")\" of deal \"\(deal.name)\" is not in pipeline \"\(pipeline.id)\"",
        hints: [.command(CommandLine("deals move", "\(id)", .open))])
    }
    if !present.isOpen { throw closed(deal, in: present) }
    let ahead = pipeline.stages.filter { $0.isOpen && $0.position > present.position }
    let allowed = Set(pipeline.successors(of: present.id).map(\.id))
    // Where only actions lead out, the refusal says which.
    guard
      let target = ahead.first(where: { allowed.contains($0.id) })
        ?? (present.actionsOnly ? ahead.first : nil)
    else {
      throw Diagnostic(
        .transitionNotAllowed,
        ahead.isEmpty
          ? "stage \"\(present.id)\" is the last open one of pipeline \"\(pipeline.id)\""
          : "pipeline \"\(pipeline.id)\" lets no deal go on from \"\(present.id)\"",
        hints: [.command(CommandLine("deals win", "\(id)"))])
    }
    let change = try way(of: deal, to: target.id, isForced: request.isForced)
    return try enter(change, request, by: .settable(CommandLine("deals promote", "\(id)")))
  }

  /// `--set pipeline=…` takes a deal to another pipeline, also out of one that no longer exists.
  private func pipelineOfMove(_ deal: Record, _ request: TransitionRequest) throws(Diagnostic) -> (
    Pipeline, switches: Bool
  ) {
    guard let wanted = (request.sets["pipeline"] ?? nil)?.text else {
      return (try pipelines.pipeline(of: deal), false)
    }
    let present = deal.text("pipeline") ?? ""
    if pipelines[present] != nil { _ = try pipelines.pipeline(of: deal) }
    let pipeline = try pipelines.pipeline(named: wanted)
    return (pipeline, pipeline.id != present)
  }

  func closed(_ deal: Record, in stage: Stage) -> Diagnostic {
    let step = ProposedStep.forDeal(deal, in: snapshot, now: now)
    return Diagnostic(
      .alreadyClosed, "deal \"\(deal.name)\" is closed: it is in stage \"\(stage.id)\"",
      hints: [.command(CommandLine("deals reopen", "\(deal.id)").adding(step.options))])
  }

  /// Throws `transition_not_allowed` where deals leave a stage by actions only, and this is none, or where the transitions
  /// do not name the target.
  func checkLeave(
    _ deal: Record, _ present: Stage, to target: Stage, in pipeline: Pipeline, isForced: Bool,
    byAction: Bool = false
  ) throws(Diagnostic) {
    if present.actionsOnly, !byAction, !isForced {
      let leading = pipeline.actions(from: present).filter { !$0.targets.isEmpty }
      let offered = leading.map { action in
        Hint.command(PressLine(action, in: pipeline, on: deal, snapshot: snapshot, now: now).command)
      }
      throw Diagnostic(
        .transitionNotAllowed, "deals leave stage \"\(present.id)\" by actions only", at: present.location,
        hints: offered.isEmpty
          ? ["a move can pass once actions_only is taken out of \(pipeline.path):\(present.location.line)"]
          : offered)
    }
    let allowed = pipeline.successors(of: present.id)
    guard !allowed.contains(where: { $0.id == target.id }) else { return }
    let list = allowed.isEmpty ? "nowhere" : "only to " + allowed.map(\.id).joined(separator: ", ")
    throw Diagnostic(
      .transitionNotAllowed,
      "pipeline \"\(pipeline.id)\" lets no deal go from \"\(present.id)\" to \"\(target.id)\", \(list)",
      at: SourceLocation(file: pipeline.path, line: present.location.line, column: present.location.column),
      hints: allowed.isEmpty ? [] : ["allowed: \(allowed.map(\.id))"])
  }

  /// Moves a deal to the stage that its pipeline has for an outcome; one that is lost needs a reason, be it set by the
  /// request or on the deal already.
  ///
  /// Throws as `move` does.
  @discardableResult
  package mutating func close(
    _ id: RecordID, as outcome: Outcome, _ request: TransitionRequest = TransitionRequest()
  ) throws(Diagnostic) -> Transition {
    let deal = try demand(id, .deal)
    let pipeline = try pipelines.pipeline(of: deal)
    if let present = stage(of: deal), !present.isOpen { throw closed(deal, in: present) }
    guard let target = pipeline.stage(ending: outcome) else {
      throw Diagnostic(
        .invalidValue, "pipeline \"\(pipeline.id)\" has no stage with outcome: \(outcome.rawValue)",
        hints: ["stages: \(pipeline.stages.map(\.id))"])
    }
    if let present = stage(of: deal) {
      try checkLeave(deal, present, to: target, in: pipeline, isForced: request.isForced)
    }
    return try enter(StageChange(deal: deal, pipeline: pipeline, target: target), request, by: .move)
  }

  /// Opens a closed deal in a stage, by default the last open one that it was in.
  ///
  /// Throws `transition_not_allowed` for an open deal or where the pipeline lets none go that way, and
  /// `next_step_required` and `requirement_unmet`, with the command that would pass.
  @discardableResult
  package mutating func reopen(
    _ id: RecordID, stage name: String? = nil, _ request: TransitionRequest
  ) throws(Diagnostic) -> Transition {
    let deal = try demand(id, .deal)
    let pipeline = try pipelines.pipeline(of: deal)
    guard let present = stage(of: deal), !present.isOpen else {
      throw Diagnostic(
        .transitionNotAllowed,
        "deal \"\(deal.name)\" is open: it is in stage \"\(deal.text("stage") ?? "")\"",
        hints: ["an open deal is moved: \(CommandLine("deals move", "\(id)", .open))"])
    }
    let target: Stage
    if let name {
      target = try pipeline.stage(named: name)
      guard target.isOpen else {
        throw Diagnostic(
          .invalidValue, "stage \"\(target.id)\" is closed: a deal reopens in an open one",
          hints: ["open stages: \(pipeline.stages.filter(\.isOpen).map(\.id))"])
      }
    } else if let last = lastOpenStage(of: deal, in: pipeline) ?? pipeline.entry {
      target = last
    } else {
      throw Diagnostic(.invalidValue, "pipeline \"\(pipeline.id)\" has no open stage")
    }
    // A pipeline that lists where its closed stages may go, means it.
    if pipeline.transitions[present.id] != nil {
      try checkLeave(deal, present, to: target, in: pipeline, isForced: request.isForced)
    }
    return try enter(
      StageChange(deal: deal, pipeline: pipeline, target: target), request,
      by: .reopen(isStageGiven: name != nil))
  }

  private func lastOpenStage(of deal: Record, in pipeline: Pipeline) -> Stage? {
    let last = DealHistory(deal).lastOpenStage(pipeline: pipeline.id, stages: pipelines.stages)
    return last.flatMap { pipeline.stage($0.id) }
  }
}
