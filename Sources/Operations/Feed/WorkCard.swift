import Dates
package import Diagnostics
import Facts
package import Output
import Records
import Rules
import Text

extension WorkItem {
  /// What the worker has to know: what is to be done, since when, for whom, where the deal is, what was said last.
  package var card: Card {
    var card = Card(title: subject.name, subtitle: due, fields: fields)
    if let script {
      card.sections.append(Card.Section("Script", [script]))
    }
    let lately = timeline
    if !lately.isEmpty { card.sections.append(Card.Section("Lately", lately)) }
    return card
  }

  /// Whether it is too late already.
  package var isLate: Bool {
    switch reason {
    case .sla?, .overdue?: true
    case .due?, .upcoming?, .lead?, nil:
      task.map { TaskFacts($0).isOverdue(now: workspace.now, in: workspace.snapshot) } ?? false
    }
  }

  /// When it is or was due, and that the deal's stage has lasted too long.
  private var due: String {
    let (now, zone) = (workspace.now, workspace.zone)
    guard let task, let due = task.due else {
      guard let lead, let created = lead.created else { return "" }
      return "came " + RelativeTime.describe(created, now: now, zone: zone)
    }
    let text = (isLate ? "overdue · " : "due ") + RelativeTime.describe(due, now: now, zone: zone)
    return reason == .sla ? text + " · too long in its stage" : text
  }

  private var fields: [Card.Field] {
    var fields: [Card.Field] = []
    func add(_ label: String, _ value: String?, _ tint: Tint? = nil) {
      if let value, !value.isEmpty { fields.append(Card.Field(label, value, tint: tint)) }
    }
    if let deal, task != nil { add("Deal", deal.name) }
    add("Stage", stageLine)
    if let lead { for field in lead.ownWords { add(field.label, field.value) } }
    add("Client", clientLine)
    add("Local time", workspace.clock(of: subject), .cyan)
    for (label, key) in [("Phone", "phones"), ("Email", "emails")] {
      let values = (client ?? lead)?.texts(key) ?? []
      let shown = key == "phones" ? values.map(PhoneNumber.readable) : values
      add(label, shown.joined(separator: ", "))
    }
    add("Type", task?.text("type"))
    for (channel, who) in workspace.snapshot.refusals(about: subject) {
      add("Said no", "to \(channel.deed)" + (who.id == client?.id ? "" : ", by \(who.name)"), .red)
    }
    add("Owner", task?.text("owner") ?? deal?.text("owner"))
    add("Message", lead.flatMap(WorkItem.messageLine))
    add("Notes", (task?.text("notes") ?? deal?.text("notes") ?? lead?.text("notes")).map(WorkItem.firstLines))
    return fields
  }

  private var stageLine: String? {
    guard let deal else { return nil }
    let name = stage?.name ?? deal.text("stage") ?? ""
    let amount = deal["amount"]?.number.map { Currency.text($0, deal.text("currency")) }
    return [name, amount].compactMap { $0 }.joined(separator: "  ·  ")
  }

  private var clientLine: String? {
    guard let client else { return nil }
    let company = client.kind == .contact ? workspace.snapshot.record(client.reference("company")) : nil
    return [client.name, client.text("position"), company?.name].compactMap { $0 }.joined(separator: ", ")
  }

  /// That somebody outside wrote, and how to read it: a card that comes unasked does not quote it.
  private static func messageLine(of lead: Record) -> String? {
    OutsideText.of(lead).first { $0.field == OutsideText.messageKey }.map { message in
      "text from outside, \(message.text.count) characters: "
        + "\(CommandLine("\(lead.kind.plural) show", "\(lead.id)"))"
    }
  }

  /// Notes may be long, and a screen is not.
  private static func firstLines(_ text: String) -> String {
    let lines = text.split(whereSeparator: \.isNewline)
    return lines.prefix(3).joined(separator: "\n") + (lines.count > 3 ? " …" : "")
  }

  private var timeline: [String] {
    Timeline(deal ?? lead ?? client ?? subject, workspace: workspace).lines(3)
  }
}

extension Record {
  /// What a lead says of itself.
  fileprivate var ownWords: [(label: String, value: String?)] {
    [
      ("Name", text("name")), ("Company", text("company_name")), ("Source", text("source")),
      ("Status", word("status")),
    ]
  }
}
