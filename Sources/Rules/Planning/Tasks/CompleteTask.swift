package import Dates
package import Diagnostics
import Facts
package import Records

extension ChangePlanner {
  /// Makes a task. On an open deal that has no next step, as a hand edit may leave it, it becomes that.
  ///
  /// Throws `already_closed` for an open task of a closed deal.
  @discardableResult
  package mutating func addTask(values: [String: Value]) throws(Diagnostic) -> Reference {
    var made = values.filter { !DealPath.isEmpty($0.value) }
    if made["created"] == nil { made["created"] = .instant(now) }
    let status = made["status"]?.text ?? TaskStatus.open.rawValue
    let isOpen = status == TaskStatus.open.rawValue
    made["status"] = .text(status)
    if isOpen {
      made["closed"] = nil
    } else if made["closed"] == nil {
      made["closed"] = .instant(now)
    }
    try checkNew(made, kind: .task, allowing: ["created", "status", "closed", "deal"])
    let deal = record(made["deal"]?.reference)
    if let deal {
      _ = try pipelines.pipeline(of: deal)
      if isClosed(deal), isOpen { throw taskOnClosed(deal) }
      made.merge(links(of: deal, [.contact])) { given, _ in given }
    }
    if made["owner"] == nil, let owner = deal?.text("owner") ?? ownerByDefault, isKnownOwner(owner) {
      made["owner"] = .text(owner)
    }
    try demandShown(made["wait"]?.date, due: made["due"], owner: made["owner"]?.text, of: nil)
    let finished = made
    return try together { planner throws(Diagnostic) in
      let task = planner.create(.task, finished)
      if let deal, isOpen, planner.nextStep(of: deal) == nil {
        planner.set(deal, "next_step", .reference(task))
      }
      planner.message = "task: \(finished["title"]?.text ?? ""): added"
      return task
    }
  }

  /// Refuses a task that would not be shown before the day on which it is due is over.
  func demandShown(_ wait: CivilDate?, due: Value?, owner: String?, of task: RecordID?) throws(Diagnostic) {
    let zone = base.config.zone(of: owner)
    let deadline = due?.date.map { Deadline.day($0) } ?? due?.instant.map { .moment($0) }
    guard let wait, let deadline, wait > deadline.date(in: zone) else { return }
    let day = deadline.date(in: zone)
    var hint: Hint = "a task waits at most until the day on which it is due"
    if let task {
      let line = CommandLine("tasks set", "\(task)").field("due", .known(deadline.description(in: zone)))
      hint = .command(line.field("wait", .known("\(day)")))
    }
    throw Diagnostic(
      .invalidValue,
      "it would wait until \(wait.weekday) \(wait), which is after it is due: \(day.weekday) \(day)",
      hints: [hint])
  }

  private func taskOnClosed(_ deal: Record) -> Diagnostic {
    let step = ProposedStep.forDeal(deal, in: snapshot, now: now)
    return Diagnostic(
      .alreadyClosed, "deal \"\(deal.name)\" is closed and takes no tasks",
      hints: [.command(CommandLine("deals reopen", "\(deal.id)").adding(step.options))])
  }

  /// The task, if it is open.
  private func demandOpen(_ id: RecordID) throws(Diagnostic) -> Record {
    let task = try demand(id, .task)
    guard task.isOpenTask else {
      throw Diagnostic(
        .alreadyClosed, "task \"\(task.name)\" is \(task.word("status") ?? "closed") already",
        hints: task.reference("deal").map {
          ["the deal's next step: \(CommandLine("deals show", "\($0.id)"))"]
        } ?? [])
    }
    return task
  }

  private func stepNeeded(_ task: Record, of deal: Record, command: CommandLine) -> Diagnostic {
    let step = ProposedStep.forDeal(deal, in: snapshot, now: now)
    return Diagnostic(
      .nextStepRequired,
      "\"\(task.name)\" is the next step of the open deal \"\(deal.name)\": say what follows it, or close the deal",
      hints: [
        .command(command.adding(step.options)), .command(CommandLine("deals win", "\(deal.id)")),
        .command(CommandLine("deals lose", "\(deal.id)").option("reason", .open)),
      ])
  }

  /// Closes a task as done, and makes the one that follows; a deal's next step is refused without that, unless it repeats.
  ///
  /// A next step that repeats is followed by its own repetition, which becomes one task more where another is given.
  /// What follows a deal's next step is its new next step; what follows any other task is another such task. With `stage`
  /// the task's deal moves there, in the same transition. Throws `already_closed` for a task that is,
  /// `next_step_required`, `usage` for a stage without a deal, and what moving a deal throws.
  @discardableResult
  package mutating func completeTask(
    _ id: RecordID, result: String? = nil, next: NextStep? = nil, stage: String? = nil, isForced: Bool = false
  ) throws(Diagnostic) -> Reference? {
    let task = try demandOpen(id)
    if let next { try check(next) }
    let led = dealLed(by: task)
    if let stage {
      let request = TransitionRequest(next: next, result: result, isForced: isForced)
      return try complete(task, of: led, moving: stage, request).nextStep
    }
    if let deal = led {
      _ = try pipelines.pipeline(of: deal)
      if next == nil, task.reference("deal")?.id != deal.id || repetition(of: task) == nil {
        let line = CommandLine("tasks done", "\(id)")
        throw stepNeeded(task, of: deal, command: result.map { line.option("result", .known($0)) } ?? line)
      }
    }
    return try together { planner throws(Diagnostic) in
      let repetition = planner.close(task, as: .done, result: result)
      planner.message = "task: \(task.name): done"
      guard let next else {
        if let led { planner.set(led, "next_step", repetition.map { .reference($0) }) }
        return led == nil ? nil : repetition
      }
      guard let deal = led else { return try planner.follow(next, after: task) }
      let made = planner.makeTask(next, for: deal)
      planner.set(deal, "next_step", .reference(made))
      planner.message = "deal: \(deal.name): \(task.name) done, next \(next.title)"
      return made
    }
  }

  private mutating func complete(
    _ task: Record, of led: Record?, moving stage: String, _ request: TransitionRequest
  ) throws(Diagnostic) -> Transition {
    guard let deal = led ?? record(task.reference("deal")), deal.kind == .deal else {
      throw Diagnostic(
        .usage, "task \"\(task.name)\" belongs to no deal that --stage could move",
        hints: [.command(CommandLine("tasks done", "\(task.id)"))])
    }
    let way = try way(of: deal, to: stage, isForced: request.isForced)
    let done = CommandLine("tasks done", "\(task.id)")
    let line = (request.result.map { done.option("result", .known($0)) } ?? done).option(
      "stage", .known(way.target.id))
    return try together { planner throws(Diagnostic) in
      let made = try planner.enter(way, request, by: .line(line), finishing: task)
      planner.message = "deal: \(deal.name): \(way.words), \(task.name) done"
      return made
    }
  }

  /// What follows a task that leads no deal: on its deal, or beside it.
  private mutating func follow(_ next: NextStep, after task: Record) throws(Diagnostic) -> Reference {
    if let deal = record(task.reference("deal")), deal.kind == .deal {
      _ = try pipelines.pipeline(of: deal)
      if isClosed(deal) { throw taskOnClosed(deal) }
      let made = makeTask(next, for: deal)
      if nextStep(of: deal) == nil { set(deal, "next_step", .reference(made)) }
      return made
    }
    var values = links(of: task, [.contact, .company, .lead])
    if next.owner == nil, let owner = task.text("owner"), isKnownOwner(owner) {
      values["owner"] = .text(owner)
    }
    return plainTask(next, values)
  }

  /// A task that belongs to no deal.
  mutating func plainTask(_ next: NextStep, _ links: [String: Value]) -> Reference {
    var values = links
    values["title"] = .text(next.title)
    values["status"] = .text(TaskStatus.open.rawValue)
    values["due"] = .deadline(next.due, in: base.config.zone)
    values["created"] = .instant(now)
    if let type = next.type { values["type"] = .text(type) }
    if let owner = next.owner ?? values["owner"]?.text ?? ownerByDefault { values["owner"] = .text(owner) }
    return create(.task, values)
  }

  /// Closes a task as cancelled. Throws `already_closed` for a task that is, `next_step_required` for a next step.
  package mutating func cancelTask(_ id: RecordID) throws(Diagnostic) {
    let task = try demandOpen(id)
    if let deal = dealLed(by: task) {
      throw stepNeeded(task, of: deal, command: CommandLine("tasks done", "\(id)"))
    }
    try together { planner throws(Diagnostic) in
      planner.close(task, as: .cancelled)
      planner.message = "task: \(task.name): cancelled"
    }
  }

  /// Gives an open task another due time; one that would wait until after it waits no longer. Throws `already_closed` for a
  /// task that is closed.
  package mutating func snooze(_ id: RecordID, due: Deadline) throws(Diagnostic) {
    let task = try demandOpen(id)
    if let deal = record(task.reference("deal")), deal.kind == .deal { _ = try pipelines.pipeline(of: deal) }
    let zone = base.config.zone
    let day = due.date(in: base.config.zone(of: TaskFacts(task).owner(in: snapshot)))
    try together { planner throws(Diagnostic) in
      planner.set(task, "due", .deadline(due, in: zone))
      planner.set(task, "repeat_day", nil)
      if let wait = task["wait"]?.date, wait > day { planner.set(task, "wait", nil) }
      planner.message = "task: \(task.name): due \(due.description(in: zone))"
    }
  }

  /// Makes this the deal's next step; the former one, if it has one, is done.
  mutating func follow(
    _ next: NextStep, on deal: Record
  ) throws(Diagnostic) -> (made: Reference, closed: Reference?) {
    _ = try pipelines.pipeline(of: deal)
    if isClosed(deal) { throw taskOnClosed(deal) }
    let former = nextStep(of: deal)
    let made = makeTask(next, for: deal)
    set(deal, "next_step", .reference(made))
    if let former { close(former, as: .done) }
    return (made, former.map { Reference($0) })
  }
}
