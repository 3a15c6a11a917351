import Dates
import Diagnostics
import Facts
import Filters
import Output
import Records
import Rules
import Text

/// The card of `show`: the fields, what hangs on the record, and what happened lately.
struct RecordCard {
  let record: Record
  let workspace: Workspace
  /// Whether phones are written in groups, for eyes rather than for programs.
  var groupsPhones = false

  private var snapshot: Snapshot { workspace.snapshot }

  func render(style: Style) -> String {
    var card = Card(
      title: "\(record.kind.rawValue) \(record.id)  \(record.name)", fields: fields, sections: [])
    func section(_ heading: String, _ lines: [String]) {
      if !lines.isEmpty { card.sections.append(Card.Section(heading, lines)) }
    }
    for (heading, lines) in RecordCard.sections(of: OutsideText.of(record)) { section(heading, lines) }
    if record["items"] != nil { section("Items", ItemSheet(record, in: workspace).lines) }
    section("Payments", payments)
    if record.kind == .deal {
      section("Next step", nextStep)
      section("Actions", actions)
    }
    section("Invoices", invoices)
    section("Open deals", openDeals)
    section("Open tasks", openTasks)
    if record.kind == .company { section("Contacts", people) }
    if record.kind == .deal {
      section("Approvals", approvals)
      section("History", history)
    }
    section("Timeline", timeline)
    section("Mentioned by", others)
    return card.rendered(style: style)
  }

  /// What somebody outside wrote, each line behind a `>`: `Message (text from outside, by mail from ann@example.com)`.
  private static func sections(of texts: [OutsideText]) -> [(heading: String, lines: [String])] {
    guard let first = texts.first else { return [] }
    let origin =
      " (text from outside, by \(first.by.rawValue)" + (first.from.map { " from \($0)" } ?? "") + ")"
    let message = texts.filter { $0.field == OutsideText.messageKey }.flatMap { lines(of: $0.text) }
    let others = texts.filter { $0.field != OutsideText.messageKey }.flatMap { text in
      lines(of: "\(text.field.dropFirst("extra.".count)): \(text.text)")
    }
    return [("Message" + origin, message), ("Further fields" + origin, others)]
  }

  private static func lines(of text: String) -> [String] {
    text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map { "> " + $0 }
  }

  private var fields: [Card.Field] {
    var fields: [Card.Field] = []
    let origin = Origin(of: record)
    var hidden = OutsideText.hidden(in: record)
    if origin != nil { hidden.insert("origin") }
    for field in record.table.fields
    where !["id", "history", "next_step", "items", "approvals", "payments"].contains(field.key) {
      guard !hidden.contains(field.key), field.key != record.kind.nameKey || record.kind == .activity,
        let value = record[field]
      else {
        continue
      }
      if field.key == "currency", record["amount"] != nil || record["price"] != nil { continue }
      fields.append(Card.Field(field.title, text(value, field)))
    }
    if record.kind == .invoice { fields += invoiceFields }
    if let origin { fields.append(Card.Field("From outside", words(of: origin))) }
    for (channel, who) in snapshot.refusals(about: record) where who.id != record.id {
      fields.append(Card.Field("Do not contact", "\(channel.rawValue), by \(who.name) (\(who.id))"))
    }
    if let clock = clientClock { fields.append(Card.Field("Local time", clock)) }
    for entry in record.undeclared {
      fields.append(Card.Field(entry.key, RecordReader.untyped(entry.value).plainText))
    }
    fields.append(Card.Field("File", record.path))
    return fields
  }

  /// `by mail from ann@example.com, Sun 2026-11-29 10:00: title, name, emails, message`.
  private func words(of origin: Origin) -> String {
    "by \(origin.by.rawValue)" + (origin.from.map { " from \($0)" } ?? "")
      + (origin.at.map { ", " + workspace.zone.describe($0) } ?? "") + ": "
      + origin.fields.joined(separator: ", ")
  }

  private func text(_ value: Value, _ field: Field) -> String {
    switch value {
    case .number(let number):
      if case .money = field.type {
        return Currency.text(number, record.text("currency"))
      }
      if case .span = field.type { return Span.format(seconds: number.integer ?? 0) }
      return field.key == "probability" || field.type == .percent ? "\(number) %" : number.description
    case .date(let day) where field.key == "due":
      let relative = RelativeTime.describe(day, today: workspace.zone.date(workspace.now))
      return "\(day.weekday) \(day)" + (relative == day.description ? "" : " (\(relative))")
    case .instant(let instant):
      let absolute = workspace.zone.describe(instant)
      return field.key == "due"
        ? absolute + " (" + RelativeTime.describe(instant, now: workspace.now, zone: workspace.zone) + ")"
        : absolute
    case .reference(let reference): return name(reference)
    case .list(let values): return values.map { text($0, field) }.joined(separator: ", ")
    case .map(let entries):
      return entries.map { entry in
        "\(entry.key) " + (entry.value.reference.map(name) ?? entry.value.plainText)
      }.joined(separator: ", ")
    case .text where field.key == "stage" && record.kind == .deal: return stage
    case .boolean(let flag): return flag ? "yes" : "no"
    default:
      let isPhone = groupsPhones && field.type.element.isPhone
      return isPhone ? PhoneNumber.readable(value.plainText) : value.plainText
    }
  }

  private func name(_ reference: Reference) -> String {
    guard let target = snapshot.record(reference) else {
      let isThere = snapshot.unreadable.files.contains { $0.id == reference.id }
      return "\(reference.stem) (\(isThere ? "cannot be read" : "missing"))"
    }
    return "\(target.name) (\(target.id))"
  }

  private var stage: String {
    let id = record.text("stage") ?? ""
    guard let facts = workspace.pipelines.stages.facts(of: record) else {
      return id + " (not in the pipeline)"
    }
    let chance = facts.probability.map { " \($0) %" } ?? ""
    return (facts.name == id ? id : "\(facts.name) (\(id))") + (facts.outcome == nil ? chance : "")
  }

  private var clientClock: String? {
    record.kind.hasClient && record.taskStatus ?? .open == .open ? workspace.clock(of: record) : nil
  }

  private var nextStep: [String] {
    let stem = record.reference("next_step")?.stem ?? ""
    switch snapshot.nextStepState(of: record) {
    case .sound(let task):
      let done = CommandLine("tasks done", "\(task.id)").option("next", .quotedBlank).option(
        "due", .quotedBlank)
      return [line(task), "done: \(done)"]
    case .none:
      return workspace.pipelines.stages.isOpen(record)
        ? ["none; \(CommandLine("check")) says how to mend it"] : []
    case .missing: return ["\(stem) (missing)"]
    case .unreadable: return ["\(stem) (cannot be read)"]
    case .otherKind, .closed, .foreign:
      return ["none of its own; \(CommandLine("check")) says how to mend it"]
    }
  }

  /// The actions on offer, a line each: the key, the name, what to type.
  private var actions: [String] {
    let offers = workspace.offers(on: record)
    let width = offers.map { DisplayWidth.width($0.action.name) }.max() ?? 0
    return offers.map { action, command in
      "\(action.key ?? " ")  \(DisplayWidth.pad(action.name, to: width))  \(command)"
    }
  }

  private func line(_ task: Record) -> String {
    let due =
      task.due.map { RelativeTime.describe($0, now: workspace.now, zone: workspace.zone) } ?? ""
    let isWaiting = TaskFacts(task).isWaiting(now: workspace.now, in: workspace.snapshot)
    let wait = isWaiting ? task["wait"]?.date.map { "  waits until \($0.weekday) \($0)" } ?? "" : ""
    return "\(task.id)  \(due)  \(task.name)" + (task.text("owner").map { "  @" + $0 } ?? "") + wait
  }

  private var referrers: [Record] { snapshot.mentions(of: record) }

  private var openDeals: [String] {
    guard record.kind == .contact || record.kind == .company else { return [] }
    return referrers.filter { $0.kind == .deal && workspace.pipelines.stages.isOpen($0) }.map { deal in
      let amount =
        deal["amount"]?.number.map {
          "  \(Currency.display($0, deal.text("currency")).grouped) \(deal.text("currency") ?? "")"
        } ?? ""
      return "\(deal.id)  \(deal.text("stage") ?? "")  \(deal.name)" + amount
    }
  }

  private var openTasks: [String] {
    let next = record.reference("next_step")?.id
    return referrers.filter { $0.isOpenTask && $0.id != next }
      .sorted { (due($0), $0.id) < (due($1), $1.id) }.map(line)
  }

  private func due(_ task: Record) -> Int64 { task.due?.last(in: workspace.zone).seconds ?? 0 }

  private var people: [String] {
    referrers.filter { $0.kind == .contact }.map {
      "\($0.id)  \($0.name)" + ($0.text("position").map { ", " + $0 } ?? "")
    }
  }

  private var history: [String] {
    (record["history"]?.list ?? []).suffix(10).map { entry in
      let at = entry["at"]?.instant.map(workspace.zone.describe) ?? ""
      return "\(at)  \(entry["stage"]?.text ?? "")" + (entry["by"]?.text.map { "  " + $0 } ?? "")
    }
  }

  private var approvals: [String] {
    let valid = Set(record.validApprovals)
    return record.approvals.map { approval in
      let at = approval.at.map(workspace.zone.describe) ?? ""
      return "\(at)  \(approval.stage)" + (approval.by.map { "  \($0)" } ?? "")
        + (approval.note.map { ": \($0)" } ?? "")
        + (valid.contains(approval) ? "" : "  (void: the deal has changed since)")
    }
  }

  private var timeline: [String] { Timeline(record, workspace: workspace).lines(10) }

  private var others: [String] {
    let shown: Set<Kind> = [.activity, .task]
    return referrers.filter { other in
      if shown.contains(other.kind) { return false }
      if other.kind == .invoice, record.kind != .task { return false }
      // A deal names its next step, and the step names the deal.
      if record.kind == .task, other.id == record.reference("deal")?.id { return false }
      if other.kind == .deal, record.kind == .contact || record.kind == .company {
        return !workspace.pipelines.stages.isOpen(other)
      }
      return !(record.kind == .company && other.kind == .contact)
    }.prefix(20).map { "\($0.kind.rawValue) \($0.id)  \($0.name)" }
  }
}
