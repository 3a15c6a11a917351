import Dates
import Diagnostics
import Records

extension PlannedChange {
  mutating func log(_ entry: LogEntry, on id: RecordID, next: NextStep?) throws(Diagnostic) -> Logged {
    guard let target = record(id) else { throw Diagnostic(.notFound, "there is no record \(id)") }
    try check(entry)
    if let next { try check(next) }
    var links = try links(to: target)
    var made: Reference?
    let deal = try deal(concernedBy: target, isLed: next != nil)
    if let deal { links["deal"] = .reference(Reference(deal)) }
    if let next {
      if let deal {
        let step = try follow(next, on: deal)
        made = step.made
        if let closed = step.closed { links["task"] = .reference(closed) }
      } else {
        made = plainTask(next, links.filter { ["contact", "company", "lead"].contains($0.key) })
      }
    }
    if target.kind == .lead, (target.text("status") ?? "new") == "new" {
      set(target, "status", .text("working"))
    }
    let activity = create(.activity, values(of: entry, links: links))
    message = "activity: \(entry.type): \(target.name)"
    return Logged(activity: activity, next: made, deal: deal.map { Reference($0) })
  }

  private func check(_ entry: LogEntry) throws(Diagnostic) {
    guard let field = snapshot.schema[.activity]["type"], case .choice(let words) = field.type else { return }
    let types = words.filter { $0 != "stage" }
    guard !types.contains(entry.type) else { return }
    throw Diagnostic(
      .invalidValue, "\"\(entry.type)\" is not a type of activity that can be logged",
      hints: Nearest.hints(entry.type, among: types, listing: "types"))
  }

  private func values(of entry: LogEntry, links: [String: Value]) -> [String: Value] {
    var values = links
    values["type"] = .text(entry.type)
    values["at"] = .instant(snapshot.config.zone.localized(entry.at ?? now))
    values["created"] = .instant(now)
    if let text = entry.text, !DealPath.isEmpty(.text(text)) { values["text"] = .text(text) }
    if let duration = entry.duration { values["duration"] = .number(Decimal(duration)) }
    if let result = entry.result { values["result"] = .text(result) }
    if let direction = entry.direction { values["direction"] = .text(direction) }
    if let number = entry.number { values["number"] = .text(number) }
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
    case .activity, .product:
      throw Diagnostic(
        .usage, "nothing can be logged on a \(target.kind.rawValue)",
        hints: ["name a contact, company, lead, deal or task"])
    }
    var links = links(of: target, inherited)
    links[target.kind.rawValue] = .reference(Reference(target))
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
    case .lead, .activity, .product: return nil
    }
  }

  /// Throws `invalid_data` where the deal that a task may move on cannot be read.
  private func demandDeal(of task: Record) throws(Diagnostic) {
    guard !snapshot.unreadable.isEmpty else { return }
    let own = task.reference("deal").flatMap { reference in
      record(reference) == nil ? snapshot.unreadable.file(of: reference.id, kind: .deal) : nil
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
        + deals.prefix(10).map { "\($0.id)  \($0.name)  (\($0.text("stage") ?? ""))" })
  }
}
