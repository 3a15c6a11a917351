import Dates
import Diagnostics
import Records

extension PlannedChange {
  mutating func addTask(_ values: [String: Value]) throws(Diagnostic) -> Reference {
    var made = values.filter { !DealPath.isEmpty($0.value) }
    if made["created"] == nil { made["created"] = .instant(now) }
    let status = made["status"]?.text ?? "open"
    made["status"] = .text(status)
    if status == "open" {
      made["closed"] = nil
    } else if made["closed"] == nil {
      made["closed"] = .instant(now)
    }
    try checkNew(made, kind: .task, allowing: ["created", "status", "closed", "deal"])
    let deal = record(made["deal"]?.reference)
    if let deal {
      _ = try pipelines.pipeline(of: deal)
      if isClosed(deal), status == "open" { throw taskOnClosed(deal) }
      made.merge(links(of: deal, [.contact])) { given, _ in given }
    }
    if made["owner"] == nil, let owner = deal?.text("owner") ?? ownerByDefault, isKnownOwner(owner) {
      made["owner"] = .text(owner)
    }
    let task = create(.task, made)
    if let deal, status == "open", nextStep(of: deal) == nil { set(deal, "next_step", .reference(task)) }
    message = "task: \(made["title"]?.text ?? ""): added"
    return task
  }

  private func taskOnClosed(_ deal: Record) -> Diagnostic {
    let step = ProposedStep.forDeal(deal, in: preview, now: now)
    return Diagnostic(
      .alreadyClosed, "deal \"\(deal.name)\" is closed and takes no tasks",
      hints: ["crm deals reopen \(deal.id) \(step.options)"])
  }

  /// The task, if it is open.
  private func demandOpen(_ id: RecordID) throws(Diagnostic) -> Record {
    let task = try demand(id, .task)
    guard task.isOpenTask else {
      throw Diagnostic(
        .alreadyClosed, "task \"\(task.name)\" is \(task.text("status") ?? "closed") already",
        hints: task.reference("deal").map { ["the deal's next step: crm deals show \($0.id)"] } ?? [])
    }
    return task
  }

  private func stepNeeded(_ task: Record, of deal: Record, command: String) -> Diagnostic {
    let step = ProposedStep.forDeal(deal, in: preview, now: now)
    return Diagnostic(
      .nextStepRequired,
      "\"\(task.name)\" is the next step of the open deal \"\(deal.name)\": say what follows it, or close the deal",
      hints: [
        "\(command) \(step.options)", "crm deals win \(deal.id)", "crm deals lose \(deal.id) --reason …",
      ])
  }

  mutating func completeTask(
    _ id: RecordID, result: String?, next: NextStep?
  ) throws(Diagnostic) -> Reference? {
    let task = try demandOpen(id)
    if let next { try check(next) }
    message = "task: \(task.name): done"
    if let deal = dealLed(by: task) {
      _ = try pipelines.pipeline(of: deal)
      guard let next else {
        let options = result.map { " --result " + ReferenceResolver.quoted($0) } ?? ""
        throw stepNeeded(task, of: deal, command: "crm tasks done \(id)\(options)")
      }
      close(task, as: "done", result: result)
      let made = makeTask(next, for: deal)
      set(deal, "next_step", .reference(made))
      message = "deal: \(deal.name): \(task.name) done, next \(next.title)"
      return made
    }
    close(task, as: "done", result: result)
    guard let next else { return nil }
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
    values["status"] = .text("open")
    values["due"] = .deadline(next.due, in: snapshot.config.zone)
    values["created"] = .instant(now)
    if let type = next.type { values["type"] = .text(type) }
    if let owner = next.owner ?? values["owner"]?.text ?? ownerByDefault { values["owner"] = .text(owner) }
    return create(.task, values)
  }

  mutating func cancelTask(_ id: RecordID) throws(Diagnostic) {
    let task = try demandOpen(id)
    if let deal = dealLed(by: task) { throw stepNeeded(task, of: deal, command: "crm tasks done \(id)") }
    close(task, as: "cancelled")
    message = "task: \(task.name): cancelled"
  }

  mutating func snooze(_ id: RecordID, due: Deadline) throws(Diagnostic) {
    let task = try demandOpen(id)
    if let deal = record(task.reference("deal")), deal.kind == .deal { _ = try pipelines.pipeline(of: deal) }
    set(task, "due", .deadline(due, in: snapshot.config.zone))
    message = "task: \(task.name): due \(due.description(in: snapshot.config.zone))"
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
    if let former { close(former, as: "done") }
    return (made, former.map { Reference($0) })
  }
}
