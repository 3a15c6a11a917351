import Dates
import Diagnostics
import Facts
import Filters
import Records

/// A deal on its way into a stage, where nothing of the pipeline forbids the way.
struct StageChange {
  let deal: Record
  let pipeline: Pipeline
  let target: Stage

  /// `first-contact → proposal`
  var words: String { [deal.text("stage"), target.id].compactMap { $0 }.joined(separator: " → ") }
}

extension ChangePlanner {
  // MARK: Entering

  /// How a deal comes to have a next step in its new stage.
  enum NextStepSource {
    case given(NextStep)
    case kept(Record)
    /// By a rule, due when somebody says so, else when the rule says.
    case made(TaskTemplate, due: Deadline?)
  }

  /// The next step that a stage is entered with; nil when there is none, and for a closed stage.
  func nextStepSource(
    in stage: Stage, deal: Record, _ request: TransitionRequest, pressing press: Press? = nil
  ) -> NextStepSource? {
    guard stage.isOpen else { return nil }
    if let next = request.next { return .given(next) }
    if request.keepNext { return nextStep(of: deal).map { .kept($0) } }
    return (press?.action.next ?? stage.onEnter.next).map { .made($0, due: request.due) }
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

  /// One transition: fields, requirements, tasks, history and activity together. `task` is done by it, whatever becomes
  /// of the deal.
  mutating func enter(
    _ way: StageChange, _ request: TransitionRequest, by command: EntryRefusal.Command,
    pressing press: Press? = nil, finishing task: Record? = nil
  ) throws(Diagnostic) -> Transition {
    let (target, deal, pipeline) = (way.target, way.deal, way.pipeline)
    try check(request, entering: target)
    var sets = request.sets
    sets["pipeline"] = nil
    let fields = sets
    return try together { planner throws(Diagnostic) in
      try planner.apply(fields, to: deal, pipeline: pipeline)
      let ready = planner.record(deal.id) ?? deal
      let source = planner.nextStepSource(in: target, deal: ready, request, pressing: press)
      let missing = try planner.unmet(target, ready)
      let approval = planner.approvalDemand(target, ready)
      if case .made = source { try planner.demandLinks(of: ready) }
      let asked = press?.unanswered(by: request, on: ready) ?? []
      let needsReason = target.outcome == .lost && DealPath.isEmpty(ready["lost_reason"] ?? .text(""))
      let needsNext = target.isOpen && source == nil
      if !missing.isEmpty || needsReason || needsNext || !asked.isEmpty || approval != nil {
        throw EntryRefusal(
          planner: planner, deal: ready, pipeline: pipeline, target: target, request: request,
          command: command
        )
        .refusal(
          missing: missing, needsReason: needsReason, needsNext: needsNext, asked: asked, approval: approval)
      }
      var closed: [RecordID] = []
      if let task {
        planner.close(
          task, as: .done, result: request.result ?? press?.action.log?.result, repeats: target.isOpen)
        closed.append(task.id)
      }
      return planner.settle(
        StageChange(deal: ready, pipeline: pipeline, target: target), source, request, press, closed: closed)
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
    _ way: StageChange, _ source: NextStepSource?, _ request: TransitionRequest, _ press: Press?,
    closed: [RecordID]
  ) -> Transition {
    let (target, deal) = (way.target, way.deal)
    let from = deal.text("stage")
    let former = nextStep(of: deal)
    set(deal, "pipeline", .text(way.pipeline.id))
    set(deal, "stage", .text(target.id))
    set(deal, "history", .list((deal["history"]?.list ?? []) + [historyEntry(at: now, stage: target.id)]))
    var closedTasks = closed
    var created: [Reference] = []
    var next: Reference?
    if target.isOpen {
      set(deal, "closed", nil)
      (next, created) = begin(target, deal, source)
      if let former, former.id != next?.id {
        close(former, as: .done, result: request.result)
        closedTasks.append(former.id)
      }
      if isLost(from, in: way.pipeline) { set(deal, "lost_reason", nil) }
    } else {
      closedTasks += closeTasks(of: deal, outcome: target.outcome)
      set(deal, "next_step", nil)
      set(deal, "closed", .instant(now))
    }
    // The note of an action that logs something stands there.
    let note = press?.action.log == nil ? request.note : nil
    record(transition: note ?? way.words, of: record(deal.id) ?? deal, by: press)
    message = "deal: \(deal.name): \(way.words)"
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
    case .made(let template, let due): created.append(makeTask(template, due: due, for: deal))
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
  mutating func makeTask(_ template: TaskTemplate, due given: Deadline? = nil, for deal: Record) -> Reference
  {
    let owner = template.owner.flatMap { isKnownOwner($0) ? $0 : nil } ?? deal.text("owner") ?? ownerByDefault
    let due = insideHours(after: template.within ?? TaskTemplate.usualDelay, of: owner)
    return makeTask(
      title: template.title.fill(from: record(deal.id) ?? deal, in: snapshot), type: template.type,
      due: given ?? .moment(due), owner: owner, for: deal)
  }

  mutating func makeTask(
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
