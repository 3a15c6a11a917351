import Dates
import Diagnostics
import Records

extension Draft {
  mutating func log(_ entry: LogEntry, on id: RecordID, next: NextStep?) throws(Diagnostic) -> Logged {
    guard let target = record(id) else { throw Diagnostic(.notFound, "there is no record \(id)") }
    try check(entry)
    if let next { try check(next) }
    var links = try links(to: target)
    var made: Reference?
    var led: Record?
    if let next {
      led = try dealToLead(from: target)
      if let deal = led {
        links["deal"] = .reference(Reference(deal))
        made = try follow(next, on: deal)
      } else {
        made = plainTask(next, links.filter { ["contact", "company", "lead"].contains($0.key) })
      }
    }
    let activity = create(.activity, values(of: entry, links: links))
    message = "activity: \(entry.type): \(target.name)"
    return Logged(activity: activity, next: made, deal: led.map { Reference($0) })
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
    var links: [String: Value] = [:]
    let inherited: [String]
    switch target.kind {
    case .contact, .company, .lead: inherited = []
    case .deal: inherited = ["contact", "company"]
    case .task: inherited = ["contact", "company", "deal", "lead"]
    case .activity, .product:
      throw Diagnostic(
        .usage, "nothing can be logged on a \(target.kind.rawValue)",
        hints: ["name a contact, company, lead, deal or task"])
    }
    links[target.kind.rawValue] = .reference(Reference(target))
    for key in inherited {
      if let reference = target.reference(key), record(reference) != nil {
        links[key] = .reference(reference)
      }
    }
    return links
  }

  /// The deal whose next step a `--next` on this record sets; nil for none.
  private func dealToLead(from target: Record) throws(Diagnostic) -> Record? {
    switch target.kind {
    case .deal: return target
    case .contact: return try onlyOpenDeal(of: target, key: "contact")
    case .company: return try onlyOpenDeal(of: target, key: "company")
    case .task:
      if let deal = dealLed(by: target) { return deal }
      if let deal = record(target.reference("deal")), deal.kind == .deal { return deal }
      if let contact = record(target.reference("contact")) {
        return try onlyOpenDeal(of: contact, key: "contact")
      }
      return nil
    case .lead, .activity, .product: return nil
    }
  }

  private func onlyOpenDeal(of record: Record, key: String) throws(Diagnostic) -> Record? {
    let mentioned = referrers(of: record.id).filter { $0.kind == .deal && !isClosed($0) }
    let own = mentioned.filter { self.record($0.reference(key))?.id == record.id }
    let deals = own.isEmpty ? mentioned : own
    guard deals.count > 1 else { return deals.first }
    throw Diagnostic(
      .ambiguous, "\"\(record.name)\" has \(deals.count) open deals: --next is for one of them",
      hints: ["log it on the deal itself"]
        + deals.prefix(10).map { "\($0.id)  \($0.name)  (\($0.text("stage") ?? ""))" })
  }
}
