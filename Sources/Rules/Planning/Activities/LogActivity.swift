import Dates
package import Diagnostics
import Facts
package import Records

extension ChangePlanner {
  /// Records what happened with a contact, company, lead, deal or task, and with `next` what follows.
  ///
  /// On a deal what follows is its next step and the former one is done. What is logged on a contact or company with
  /// one open deal belongs to that deal; with several, `next` is `ambiguous`, with none it is a plain task. A new lead is
  /// being worked on from then on. With `stage` the deal moves there, in the same transition. Throws `usage` for a record
  /// that nothing is logged on, and for a stage without a deal, `already_closed` for a next step of a closed deal, and
  /// what moving a deal throws.
  @discardableResult
  package mutating func log(
    _ entry: LogEntry, on id: RecordID, next: NextStep? = nil, stage: String? = nil, isForced: Bool = false
  ) throws(Diagnostic) -> Logged {
    guard let target = record(id) else { throw Diagnostic(.notFound, "there is no record \(id)") }
    try check(entry)
    if let next { try check(next) }
    let known = try links(to: target)
    let deal = try deal(concernedBy: target, isLed: next != nil || stage != nil)
    let way = try stage.map { name throws(Diagnostic) in try wayOn(deal, beside: target, to: name, isForced) }
    return try together { planner throws(Diagnostic) in
      var links = known
      var made: Reference?
      if let deal { links["deal"] = .reference(Reference(deal)) }
      if let way {
        let line = CommandLine("log \(entry.type)", "\(target.id)", entry.text.map { .known($0) } ?? .open)
          .option("stage", .known(way.target.id))
        let moved = try planner.enter(way, TransitionRequest(next: next), by: .line(line))
        made = moved.nextStep
        let done = moved.closed.compactMap { planner.record($0) }.first { $0.taskStatus == .done }
        if let done { links["task"] = .reference(Reference(done)) }
      } else if let next {
        if let deal {
          let step = try planner.follow(next, on: deal)
          made = step.made
          if let closed = step.closed { links["task"] = .reference(closed) }
        } else {
          made = planner.plainTask(next, links.filter { ["contact", "company", "lead"].contains($0.key) })
        }
      }
      if target.leadStatus == .new {
        planner.set(target, "status", .text(LeadStatus.working.rawValue))
      }
      let values = planner.values(of: entry, links: links)
      let floor = deal.flatMap { planner.latestPress(on: $0, at: values["at"]?.instant) }
      let activity = planner.create(.activity, values, after: floor)
      planner.message =
        way.map { "deal: \($0.deal.name): \($0.words), \(entry.type)" }
        ?? "activity: \(entry.type): \(target.name)"
      return Logged(activity: activity, next: made, deal: deal.map { Reference($0) })
    }
  }

  /// The way of the deal that something is logged on to another stage.
  private func wayOn(
    _ deal: Record?, beside target: Record, to stage: String, _ isForced: Bool
  ) throws(Diagnostic) -> StageChange {
    guard let deal else {
      throw Diagnostic(
        .usage, "\(target.kind.rawValue) \"\(target.name)\" has no open deal that --stage could move")
    }
    return try way(of: deal, to: stage, isForced: isForced)
  }

  private func check(_ entry: LogEntry) throws(Diagnostic) {
    guard let field = base.schema[.activity]["type"], case .choice(let words) = field.type else { return }
    let types = words.filter { $0 != "stage" }
    guard !types.contains(entry.type) else { return }
    throw Diagnostic(
      .invalidValue, "\"\(entry.type)\" is not a type of activity that can be logged",
      hints: .unknown(entry.type, among: types, listing: "types: "))
  }

  func values(of entry: LogEntry, links: [String: Value]) -> [String: Value] {
    var values = links
    values["type"] = .text(entry.type)
    values["at"] = .instant(base.config.zone.localized(entry.at ?? now))
    values["created"] = .instant(now)
    if let text = entry.text, !DealPath.isEmpty(.text(text)) { values["text"] = .text(text) }
    if let duration = entry.duration { values["duration"] = .number(Decimal(duration)) }
    if let result = entry.result { values["result"] = .text(result) }
    if let direction = entry.direction { values["direction"] = .text(direction) }
    if let number = entry.number { values["number"] = .text(number) }
    if let score = entry.score { values["nps"] = .number(Decimal(score)) }
    if let document = entry.document { values["document"] = .text(document) }
    if let template = entry.template { values["template"] = .text(template) }
    if let action = entry.action { values["action"] = .text(action) }
    if let reason = entry.reason { values["reason"] = .text(reason) }
    if let owner = ownerByDefault { values["owner"] = .text(owner) }
    return values
  }

  /// What an activity on this record refers to.
  private func links(to target: Record) throws(Diagnostic) -> [String: Value] {
    let inherited: [Kind]
    switch target.kind {
    case .contact, .company, .lead: inherited = []
    case .deal: inherited = [.contact, .company]
    case .task: inherited = [.contact, .company, .deal, .lead]
    case .invoice: inherited = [.contact, .company, .deal]
    case .activity, .product:
      throw Diagnostic(
        .usage, "nothing can be logged on a \(target.kind.rawValue)",
        hints: ["name a contact, company, lead, deal, task or invoice"])
    }
    var links = links(of: target, inherited)
    if target.kind != .invoice { links[target.kind.rawValue] = .reference(Reference(target)) }
    return links
  }

  /// The deal that something logged on this record belongs to; nil for none.
  ///
  /// Where it is also `isLed` to a new next step, several open deals are ambiguous.
  private func deal(concernedBy target: Record, isLed: Bool) throws(Diagnostic) -> Record? {
    switch target.kind {
    case .deal: return target
    case .contact, .company: return try onlyOpenDeal(of: target, isLed: isLed)
    case .task:
      try demandDeal(of: target)
      if let deal = dealLed(by: target) { return deal }
      if let deal = record(target.reference("deal")), deal.kind == .deal { return deal }
      if isLed, let contact = record(target.reference("contact")) {
        return try onlyOpenDeal(of: contact, isLed: true)
      }
      return nil
    case .invoice: return record(target.reference("deal"))
    case .lead, .activity, .product: return nil
    }
  }

  /// Throws `invalid_data` where the deal that a task may move on cannot be read.
  private func demandDeal(of task: Record) throws(Diagnostic) {
    guard !base.unreadable.isEmpty else { return }
    let own = task.reference("deal").flatMap { reference in
      record(reference) == nil ? base.unreadable.file(of: reference.id, kind: .deal) : nil
    }
    guard let file = own ?? snapshot.unreadable(mentioning: task.id, among: [.deal]) else { return }
    throw Dependencies.diagnostic("task \"\(task.name)\": its deal cannot be read", file)
  }

  private func onlyOpenDeal(of record: Record, isLed: Bool) throws(Diagnostic) -> Record? {
    if let file = snapshot.unreadable(mentioning: record.id, among: [.deal]) {
      throw Dependencies.diagnostic(
        "\(record.kind.rawValue) \"\(record.name)\": its deal cannot be read", file)
    }
    let mentioned = referrers(of: record.id).filter { $0.kind == .deal && !isClosed($0) }
    let own = mentioned.filter { self.record($0.reference(record.kind.rawValue))?.id == record.id }
    let deals = own.isEmpty ? mentioned : own
    guard deals.count > 1 else { return deals.first }
    guard isLed else { return nil }
    throw Diagnostic(
      .ambiguous, "\"\(record.name)\" has \(deals.count) open deals: --next is for one of them",
      hints: ["log it on the deal itself"]
        + deals.prefix(10).map { "\($0.id)  \($0.name)  (\($0.text("stage") ?? ""))" },
      detail: .candidates(deals.prefix(10).map { $0.candidate($0.text("stage")) }))
  }
}
