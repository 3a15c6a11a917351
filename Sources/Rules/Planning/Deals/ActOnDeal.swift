import Dates
package import Diagnostics
import Facts
package import Records

/// What pressing an action did.
package struct Pressed: Sendable {
  package let action: ActionDefinition
  package let reason: String?
  /// Which press of this action since the last answer it was, counted from 1.
  package let count: Int
  /// From and to the same stage where the deal stays in it.
  package let transition: Transition
}

extension ChangePlanner {
  /// What a press leads to.
  private enum Course {
    case enter(Stage)
    case retry(Delay)
    /// The deal stays, and its next step too unless another is given.
    case stay
  }

  /// Presses an action of the deal's pipeline: records what it logs, and enters its stage, makes the next attempt of its
  /// ladder, or takes the way after the last one, all in one transition.
  ///
  /// The attempts are counted over all consecutive presses of the action on this deal, whatever their reasons; the client's
  /// answer begins them anew. Throws `invalid_value` for an action or reason that is not there, `already_closed` for a closed
  /// deal, `requirement_unmet` for what the action asks for, and what moving a deal throws.
  @discardableResult
  package mutating func act(
    _ id: RecordID, action word: String, reason why: String? = nil,
    _ request: TransitionRequest = TransitionRequest()
  ) throws(Diagnostic) -> Pressed {
    let deal = try demand(id, .deal)
    let pipeline = try pipelines.pipeline(of: deal)
    let action = try pipeline.action(named: word)
    if let present = stage(of: deal), !present.isOpen { throw closed(deal, in: present) }
    let count = consecutivePresses(of: action.id, on: deal) + 1
    var request = request
    let reason = try reason(why, of: action, in: pipeline, &request, deal)
    let press = Press(action: action, reason: reason)
    let course = course(of: press, count, deal, pipeline)
    let finished = request
    return try together { planner throws(Diagnostic) in
      let transition: Transition
      switch course {
      case .enter(let target):
        transition = try planner.enter(target, deal, pipeline, finished, press)
      case .retry(let delay):
        transition = try planner.stay(deal, pipeline, finished, press, retryingAfter: delay)
      case .stay:
        transition = try planner.stay(deal, pipeline, finished, press, retryingAfter: nil)
      }
      planner.message = "deal: \(deal.name): \(action.name)" + (reason.map { " (\($0))" } ?? "")
      if let from = transition.from, from != transition.to {
        planner.message += ", \(from) → \(transition.to)"
      }
      return Pressed(action: action, reason: reason, count: count, transition: transition)
    }
  }

  /// The action's reason; one that it does not list says why the deal is lost, where the action loses it.
  private func reason(
    _ why: String?, of action: ActionDefinition, in pipeline: Pipeline, _ request: inout TransitionRequest,
    _ deal: Record
  ) throws(Diagnostic) -> String? {
    let isLosing = action.targets.contains { pipeline.stage($0)?.outcome == .lost }
    guard let why else { return nil }
    if isLosing, action.reasons.isEmpty, !action.needsReason {
      if request.sets["lost_reason"] == nil { request.sets["lost_reason"] = .some(.text(why)) }
      return nil
    }
    let reason = try action.reason(named: why)
    if isLosing, request.sets["lost_reason"] == nil, deal["lost_reason"] == nil,
      let known = try? pipeline.lostReason(reason), action.stage != nil
    {
      request.sets["lost_reason"] = .some(.text(known))
    }
    return reason
  }

  private func course(of press: Press, _ count: Int, _ deal: Record, _ pipeline: Pipeline) -> Course {
    if let target = pipeline.stage(press.action.stage) { return .enter(target) }
    let ladder = press.action.ladder(reason: press.reason)
    guard let last = ladder.last else { return .stay }
    if count <= ladder.count { return .retry(ladder[count - 1]) }
    guard let end = pipeline.stage(press.action.then) else { return .retry(last) }
    // Where the ladder ended before, it goes on as slowly as it went last.
    return end.id == deal.text("stage") ? .retry(last) : .enter(end)
  }

  // MARK: Counting

  /// The presses of an action on a deal since the client last answered.
  func consecutivePresses(of action: String, on deal: Record) -> Int {
    var happened: [(at: Instant, activity: Record)] = []
    for activity in activities(on: deal) {
      guard let at = activity["at"]?.instant else { continue }
      if activity.text("action") == action || ActivityFacts.isAnswer(activity) {
        happened.append((at, activity))
      }
    }
    happened.sort { ($0.at, $0.activity.id) > ($1.at, $1.activity.id) }
    let presses = happened.prefix { $0.activity.text("action") == action }
    return presses.count
  }

  private func activities(on deal: Record) -> [Record] {
    referrers(of: deal.id).filter {
      $0.kind == .activity && record($0.reference("deal"))?.id == deal.id
    }
  }

  /// The press on a deal with the highest identifier at a moment: what is logged at that moment comes after it.
  func latestPress(on deal: Record, at moment: Instant?) -> RecordID? {
    moment == now ? latest(on: deal) { $0["action"] != nil } : nil
  }

  /// The activity of this moment on a deal with the highest identifier, of those that pass.
  private func latest(on deal: Record, where isWanted: (Record) -> Bool) -> RecordID? {
    activities(on: deal).filter { $0["at"]?.instant == now && isWanted($0) }.map(\.id).max()
  }

  // MARK: Writing

  private mutating func enter(
    _ target: Stage, _ deal: Record, _ pipeline: Pipeline, _ request: TransitionRequest, _ press: Press
  ) throws(Diagnostic) -> Transition {
    if target.id == deal.text("stage") {
      throw Diagnostic(.transitionNotAllowed, "deal \"\(deal.name)\" is in stage \"\(target.id)\" already")
    }
    if let present = stage(of: deal) {
      try checkLeave(deal, present, to: target, in: pipeline, isForced: request.isForced, byAction: true)
    }
    try demandStep(request, press, isMade: target.isOpen && (press.action.next ?? target.onEnter.next) != nil)
    // What was logged was the step, so it is done however the deal ends.
    let isKept = press.action.log == nil || request.keepNext && target.isOpen
    let step = isKept ? nil : nextStep(of: deal)
    let made = try enter(
      StageChange(deal: deal, pipeline: pipeline, target: target), request, by: .press(press),
      pressing: press, finishing: step)
    record(press, request, on: deal, closing: step)
    return made
  }

  /// A due time alone is for a step that a rule makes.
  private func demandStep(_ request: TransitionRequest, _ press: Press, isMade: Bool) throws(Diagnostic) {
    guard request.due != nil, request.next == nil, !isMade else { return }
    throw Diagnostic(
      .usage, "action \"\(press.action.id)\" makes no next step here, so --due needs --next",
      hints: ["such as --next 'Call Anna'"])
  }

  /// A press that leaves the deal in its stage.
  private mutating func stay(
    _ deal: Record, _ pipeline: Pipeline, _ request: TransitionRequest, _ press: Press,
    retryingAfter delay: Delay?
  ) throws(Diagnostic) -> Transition {
    guard let present = stage(of: deal) else {
      throw Diagnostic(
        .transitionNotAllowed,
        "stage \"\(deal.text("stage") ?? "")\" of deal \"\(deal.name)\" is not in pipeline \"\(pipeline.id)\"",
        hints: [.command(CommandLine("deals move", "\(deal.id)", .open))])
    }
    try check(request, entering: present)
    try demandStep(request, press, isMade: delay != nil || press.action.next != nil)
    var sets = request.sets
    sets["pipeline"] = nil
    try apply(sets, to: deal, pipeline: pipeline)
    let ready = record(deal.id) ?? deal
    let asked = press.unanswered(by: request, on: ready)
    let former = nextStep(of: ready)
    let source = nextStepSource(staying: ready, request, press, delay, former)
    if !asked.isEmpty || source == nil && former == nil {
      throw EntryRefusal(
        planner: self, deal: ready, pipeline: pipeline, target: present, request: request,
        command: .press(press)
      ).refusal(missing: [], needsReason: false, needsNext: source == nil && former == nil, asked: asked)
    }
    var closed: [RecordID] = []
    var made: Reference?
    if let source {
      made = makeStep(source, for: ready)
      set(ready, "next_step", made.map { .reference($0) })
      if let former {
        close(former, as: .done, result: request.result ?? press.action.log?.result)
        closed.append(former.id)
      }
    }
    record(press, request, on: ready, closing: closed.isEmpty ? nil : former)
    return Transition(
      deal: Reference(deal), from: present.id, to: present.id, nextStep: made ?? former.map { Reference($0) },
      closed: closed, created: made.map { [$0] } ?? [])
  }

  /// A step that a press gives a deal which stays.
  private enum StayingStep {
    case given(NextStep)
    case made(TaskTemplate, due: Deadline?)
    case again(title: String, owner: String?, due: Deadline)
  }

  private func nextStepSource(
    staying deal: Record, _ request: TransitionRequest, _ press: Press, _ delay: Delay?, _ former: Record?
  ) -> StayingStep? {
    if let next = request.next { return .given(next) }
    if request.keepNext { return nil }
    if let delay {
      let owner = former?.text("owner") ?? deal.text("owner") ?? ownerByDefault
      let title = former?.name ?? ProposedStep.forDeal(deal, in: snapshot, now: now).title
      let due = request.due ?? .moment(insideHours(after: delay, of: owner))
      return .again(title: title, owner: owner, due: due)
    }
    return press.action.next.map { .made($0, due: request.due) }
  }

  private mutating func makeStep(_ step: StayingStep, for deal: Record) -> Reference {
    switch step {
    case .given(let next): makeTask(next, for: deal)
    case .made(let template, let due): makeTask(template, due: due, for: deal)
    case .again(let title, let owner, let due):
      makeTask(title: title, type: TaskType.call.rawValue, due: due, owner: owner, for: deal)
    }
  }

  /// The activity of a press; a change of stage of an action that logs nothing is recorded by the transition alone.
  private mutating func record(
    _ press: Press, _ request: TransitionRequest, on deal: Record, closing step: Record?
  ) {
    let action = press.action
    if action.log == nil, action.stage != nil { return }
    var entry = LogEntry(
      type: action.log?.type ?? LoggedActivity.note.rawValue,
      text: request.note ?? action.name + (press.reason.map { " (\($0))" } ?? ""),
      result: action.log?.result ?? request.result)
    entry.action = action.id
    entry.reason = press.reason
    var links = links(of: deal, [.contact, .company])
    links["deal"] = .reference(Reference(deal))
    if let step { links["task"] = .reference(Reference(step)) }
    _ = create(
      .activity, values(of: entry, links: links), after: latest(on: deal, where: ActivityFacts.isAnswer))
  }
}
