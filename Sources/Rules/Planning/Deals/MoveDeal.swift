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
    let present = stage(of: deal)
    if let present, !present.isOpen { throw closed(deal, in: present) }
    let target = try pipeline.stage(named: name)
    if !switches {
      if target.id == deal.text("stage") {
        throw Diagnostic(.transitionNotAllowed, "deal \"\(deal.name)\" is in stage \"\(target.id)\" already")
      }
      if let present { try checkLeave(deal, present, to: target, in: pipeline) }
    }
    return try enter(target, deal, pipeline, request, by: .move)
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

  private func closed(_ deal: Record, in stage: Stage) -> Diagnostic {
    let step = ProposedStep.forDeal(deal, in: snapshot, now: now)
    return Diagnostic(
      .alreadyClosed, "deal \"\(deal.name)\" is closed: it is in stage \"\(stage.id)\"",
      hints: [.command(CommandLine("deals reopen", "\(deal.id)").adding(step.options))])
  }

  private func checkLeave(
    _ deal: Record, _ present: Stage, to target: Stage, in pipeline: Pipeline
  ) throws(Diagnostic) {
    if present.actionsOnly {
      throw Diagnostic(
        .transitionNotAllowed, "deals leave stage \"\(present.id)\" by actions only", at: present.location,
        hints: [
          "a move can pass once actions_only is taken out of \(pipeline.path):\(present.location.line)",
          "its actions: \(pipeline.actions.map(\.id))",
        ])
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
    if let present = stage(of: deal) { try checkLeave(deal, present, to: target, in: pipeline) }
    return try enter(target, deal, pipeline, request, by: .move)
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
      try checkLeave(deal, present, to: target, in: pipeline)
    }
    return try enter(target, deal, pipeline, request, by: .reopen(isStageGiven: name != nil))
  }

  private func lastOpenStage(of deal: Record, in pipeline: Pipeline) -> Stage? {
    let last = DealHistory(deal).lastOpenStage(pipeline: pipeline.id, stages: pipelines.stages)
    return last.flatMap { pipeline.stage($0.id) }
  }

  // MARK: Entering

  /// How a deal comes to have a next step in its new stage.
  enum NextStepSource {
    case given(NextStep)
    case kept(Record)
    case made(TaskTemplate)
  }

  /// The next step that a stage is entered with; nil when there is none, and for a closed stage.
  func nextStepSource(
    in stage: Stage, deal: Record, _ request: TransitionRequest
  ) -> NextStepSource? {
    guard stage.isOpen else { return nil }
    if let next = request.next { return .given(next) }
    if request.keepNext { return nextStep(of: deal).map { .kept($0) } }
    return stage.onEnter.next.map { .made($0) }
  }

  func check(_ request: TransitionRequest, entering stage: Stage) throws(Diagnostic) {
    if request.next != nil, request.keepNext {
      throw Diagnostic(.usage, "--keep-next and --next exclude each other", hints: ["give one of them"])
    }
    if !stage.isOpen, request.next != nil || request.keepNext {
      throw Diagnostic(
        .usage, "stage \"\(stage.id)\" closes the deal, and a closed deal has no next step",
        hints: ["leave out --next, --due and --keep-next"])
    }
    if let next = request.next { try check(next) }
  }

  func check(_ next: NextStep) throws(Diagnostic) {
    if next.title.allSatisfy(\.isWhitespace) { throw Diagnostic(.invalidValue, "a next step needs a title") }
    if let type = next.type, let field = base.schema[.task]["type"], case .choice(let words) = field.type,
      !words.contains(type)
    {
      throw Diagnostic(
        .invalidValue, "\"\(type)\" is not a type of task",
        hints: .unknown(type, among: words, listing: "types: "))
    }
    if let owner = next.owner { try checkOwner(owner) }
  }

  /// One transition: fields, requirements, tasks, history and activity together.
  private mutating func enter(
    _ target: Stage, _ deal: Record, _ pipeline: Pipeline, _ request: TransitionRequest,
    by command: EntryRefusal.Command
  ) throws(Diagnostic) -> Transition {
    try check(request, entering: target)
    var sets = request.sets
    sets["pipeline"] = nil
    let fields = sets
    return try together { planner throws(Diagnostic) in
      try planner.apply(fields, to: deal, pipeline: pipeline)
      let ready = planner.record(deal.id) ?? deal
      let source = planner.nextStepSource(in: target, deal: ready, request)
      let missing = try planner.unmet(target, ready)
      if case .made = source { try planner.demandLinks(of: ready) }
      let needsReason = target.outcome == .lost && DealPath.isEmpty(ready["lost_reason"] ?? .text(""))
      let needsNext = target.isOpen && source == nil
      if !missing.isEmpty || needsReason || needsNext {
        throw EntryRefusal(
          planner: planner, deal: ready, pipeline: pipeline, target: target, request: request,
          command: command
        )
        .refusal(missing: missing, needsReason: needsReason, needsNext: needsNext)
      }
      return planner.settle(target, ready, pipeline, source, note: request.note)
    }
  }

  /// The requirements of a stage that a deal does not meet.
  func unmet(_ stage: Stage, _ deal: Record) throws(Diagnostic) -> [Requirement] {
    guard !stage.requirements.isEmpty else { return [] }
    let context = EvaluationContext(
      snapshot: snapshot, now: now, user: user.isEmpty ? nil : user, stages: pipelines.stages)
    let missing = stage.requirements.filter { !$0.condition.evaluate(deal, context) }
    if !missing.isEmpty { try demandLinks(of: deal) }
    return missing
  }

  /// Throws `invalid_data` where a record that the deal names cannot be read.
  private func demandLinks(of deal: Record) throws(Diagnostic) {
    guard !base.unreadable.isEmpty else { return }
    for field in deal.table.mentioning {
      guard case .reference(let kind) = field.type, let reference = deal[field]?.reference,
        record(reference) == nil, let file = base.unreadable.file(of: reference.id, kind: kind)
      else { continue }
      throw Dependencies.diagnostic(
        "deal \"\(deal.name)\": its \(field.title.lowercased()) cannot be read", file)
    }
  }

  /// Writes a transition that no rule refuses.
  private mutating func settle(
    _ target: Stage, _ deal: Record, _ pipeline: Pipeline, _ source: NextStepSource?, note: String?
  ) -> Transition {
    let from = deal.text("stage")
    set(deal, "pipeline", .text(pipeline.id))
    set(deal, "stage", .text(target.id))
    set(deal, "history", .list((deal["history"]?.list ?? []) + [historyEntry(at: now, stage: target.id)]))
    var closedTasks: [RecordID] = []
    var created: [Reference] = []
    var next: Reference?
    if target.isOpen {
      set(deal, "closed", nil)
      let former = nextStep(of: deal)
      (next, created) = begin(target, deal, source)
      if let former, former.id != next?.id {
        close(former, as: .done)
        closedTasks.append(former.id)
      }
      if isLost(from, in: pipeline) { set(deal, "lost_reason", nil) }
    } else {
      closedTasks = closeTasks(of: deal, outcome: target.outcome)
      set(deal, "next_step", nil)
      set(deal, "closed", .instant(now))
    }
    let way = [from, target.id].compactMap { $0 }.joined(separator: " → ")
    record(transition: note ?? way, of: record(deal.id) ?? deal)
    message = "deal: \(deal.name): \(way)"
    return Transition(
      deal: Reference(deal), from: from, to: target.id, nextStep: next, closed: closedTasks, created: created)
  }

  /// Gives a deal the next step and the tasks of the stage that it enters; a closed stage gives none. `created` are the
  /// tasks made, the next step first.
  mutating func begin(
    _ stage: Stage, _ deal: Record, _ source: NextStepSource?
  ) -> (next: Reference?, created: [Reference]) {
    guard stage.isOpen else { return (nil, []) }
    var created: [Reference] = []
    var next: Reference?
    switch source {
    case .given(let given): created.append(makeTask(given, for: deal))
    case .made(let template): created.append(makeTask(template, for: deal))
    case .kept(let task): next = Reference(task)
    case nil: break
    }
    next = next ?? created.first
    set(deal, "next_step", next.map { .reference($0) })
    for template in stage.onEnter.tasks { created.append(makeTask(template, for: deal)) }
    return (next, created)
  }

  private func isLost(_ stage: String?, in pipeline: Pipeline) -> Bool {
    pipeline.stage(stage)?.outcome == .lost
  }

  /// Closes every open task of a deal that ends: its next step is done when it is won, all others are cancelled.
  mutating func closeTasks(of deal: Record, outcome: Outcome?) -> [RecordID] {
    let step = nextStep(of: deal)?.id
    let tasks = openTasks(of: deal.id)
    for task in tasks { close(task, as: task.id == step && outcome == .won ? .done : .cancelled) }
    return tasks.map(\.id)
  }

  // MARK: Making tasks

  mutating func makeTask(_ next: NextStep, for deal: Record) -> Reference {
    makeTask(title: next.title, type: next.type, due: next.due, owner: next.owner, for: deal)
  }

  /// A task of the engine's own making: its due time falls inside working hours.
  mutating func makeTask(_ template: TaskTemplate, for deal: Record) -> Reference {
    let owner = template.owner.flatMap { isKnownOwner($0) ? $0 : nil } ?? deal.text("owner") ?? ownerByDefault
    let due = insideHours(after: template.within ?? TaskTemplate.usualDelay, of: owner)
    return makeTask(
      title: template.title.fill(from: record(deal.id) ?? deal, in: snapshot), type: template.type,
      due: .moment(due),
      owner: owner, for: deal)
  }

  private mutating func makeTask(
    title: String, type: String?, due: Deadline, owner: String?, for deal: Record
  ) -> Reference {
    var values: [String: Value] = [
      "title": .text(title), "status": .text(TaskStatus.open.rawValue),
      "due": .deadline(due, in: base.config.zone),
      "deal": .reference(Reference(deal)), "created": .instant(now),
    ]
    if let type { values["type"] = .text(type) }
    values.merge(links(of: deal, [.contact])) { first, _ in first }
    if let owner = owner ?? deal.text("owner") ?? ownerByDefault, isKnownOwner(owner) {
      values["owner"] = .text(owner)
    }
    return create(.task, values)
  }
}
