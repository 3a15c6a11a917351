import Dates
import Diagnostics
import Facts
import Imports
import Records
import Rules
import Text

/// A message from outside on its way into records.
struct LeadReading {
  private(set) var request: InboxRequest
  private let raw: InboxMessage
  private let workspace: Workspace
  /// The fields that whoever handed it over gives.
  private let given: [String: Value]
  /// Fields that need a parser: an amount, fields of the repository's own.
  private var parsed: [String: Value] = [:]

  /// Throws what wrong assignments throw. What the message says wrongly is kept as text.
  init(_ raw: InboxMessage, _ assignments: [String], in workspace: Workspace) throws(Diagnostic) {
    self.raw = raw
    self.workspace = workspace
    let snapshot = workspace.snapshot
    given = try Assignments(assignments, kind: .lead, workspace: workspace).initialValues()
    request = InboxRequest(raw, region: snapshot.config.country, fields: snapshot.schema[.lead].fields)
    takeAmount()
    for (field, text) in request.custom {
      if let values = read(["\(field.key)=\(text)"]) {
        parsed.merge(values) { first, _ in first }
      } else {
        request.note("\(field.key) cannot be read and is kept as text")
        request.keep(field.key, text)
      }
    }
  }

  private mutating func takeAmount() {
    guard let amount = request.amount else { return }
    let currency = amount.currency.map { ["currency=\(OutsideCleaning.line($0).text)"] } ?? []
    if let values = read(["amount=\(amount.text)"] + currency), values["amount"]?.number?.isNegative == false
    {
      parsed.merge(values) { first, _ in first }
      return
    }
    request.note("the amount cannot be read and is kept as text")
    request.keep("amount", amount.text)
    if let currency = amount.currency { request.keep("currency", currency) }
  }

  private func read(_ words: [String]) -> [String: Value]? {
    do throws(Diagnostic) {
      return try Assignments(words, kind: .lead, workspace: workspace).initialValues()
    } catch {
      return nil
    }
  }

  /// Writes it to where it belongs.
  mutating func write(to place: MessagePlace, _ planner: inout ChangePlanner) throws(Diagnostic)
    -> LeadReceipt
  {
    var receipt = LeadReceipt(form: raw.form, isRecognised: raw.isRecognised, reason: place.reason)
    switch place.decision {
    case .present(let record):
      receipt.result = .unchanged
      receipt.record = record.kind == .activity ? subject(of: record)?.id ?? record.id : record.id
      receipt.activity = record.kind == .activity ? record.id : nil
    case .known(let target):
      let reception = try planner.receive(joined, with: target.id)
      receipt.result = .joined
      receipt.record = target.id
      receipt.activity = reception.activity.id
      receipt.task = reception.task?.id
      let unused = given.keys.sorted()
      if !unused.isEmpty {
        request.note("not written, because no lead was made: \(unused.joined(separator: ", "))")
      }
    case .new(let contact):
      receipt.record = try planner.receiveLead(leadValues, from: contact).id
      receipt.contact = contact
    }
    receipt.remarks =
      (raw.otherNames.isEmpty ? [] : [raw.otherNames.joined(separator: ", ")]) + request.remarks
      + place.remarks
    return receipt
  }

  private func subject(of activity: Record) -> Record? {
    ["deal", "lead", "contact"].lazy.compactMap { workspace.snapshot.record(activity.reference($0)) }.first
  }

  // MARK: Values

  private var leadValues: [String: Value] {
    var values = parsed
    values["title"] = .text(request.subject ?? title)
    values["name"] = request.name.map { .text($0) }
    values["company_name"] = request.company.map { .text($0) }
    if !request.emails.isEmpty { values["emails"] = .list(request.emails.map { .text($0) }) }
    if !request.phones.isEmpty { values["phones"] = .list(request.phones.map { .text($0) }) }
    values["source"] = request.source.map { .text($0) }
    values["campaign"] = request.campaign.map { .text($0) }
    values["message"] = request.message.map { .text($0) }
    if !request.extra.isEmpty { values["extra"] = .map(request.extra) }
    var outside = Set(values.keys)
    if request.subject == nil, request.name == nil { outside.remove("title") }
    if values["amount"] != nil, values["currency"] == nil {
      values["currency"] = .text(workspace.snapshot.config.currency)
    }
    values.merge(given) { _, given in given }
    outside.subtract(given.keys)
    values["origin"] = origin(fields: workspace.snapshot.schema[.lead].order.filter(outside.contains))
    return values
  }

  /// What the lead is called where nobody said what it is about.
  private var title: String {
    let who = request.name ?? request.emails.first ?? request.phones.first ?? ""
    return OutsideCleaning.line(raw.form == .mail ? "Mail from \(who)" : "Request from \(who)").text
  }

  private var joined: ReceivedMessage {
    var values: [String: Value] = [:]
    let parts = [request.subject, request.message].compactMap { $0 }
    if !parts.isEmpty { values["message"] = .text(parts.joined(separator: "\n\n")) }
    var kept = request.extra
    for (key, text) in [("name", request.name), ("company", request.company)] {
      if let text, !kept.contains(where: { $0.key == key }) { kept.append(MapEntry(key, .text(text))) }
    }
    for (key, texts) in [("emails", request.emails), ("phones", request.phones)] where !texts.isEmpty {
      kept.append(MapEntry(key, .text(texts.joined(separator: ", "))))
    }
    values["extra"] = .map(kept)
    values["origin"] = origin(fields: ["message", "extra"].filter { values[$0] != nil })
    return ReceivedMessage(type: raw.form == .mail ? "email" : "message", at: sentAt, values: values)
  }

  private func origin(fields: [String]) -> Value {
    let way: OutsideText.Way =
      switch raw.form {
      case .json: .json
      case .form: .form
      case .mail: .mail
      }
    return Origin(
      by: way, from: request.emails.first ?? request.phones.first,
      at: workspace.zone.localized(workspace.now), id: request.id, fields: fields
    ).value
  }

  /// When the mail says that it was written, where that can be believed; else now.
  private var sentAt: Instant {
    guard let sent = request.sentAt else { return workspace.now }
    let age = workspace.now.seconds(since: sent)
    return (0...30 * 86_400).contains(age) ? sent : workspace.now
  }
}
