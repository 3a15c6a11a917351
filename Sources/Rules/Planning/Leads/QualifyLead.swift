import Dates
package import Diagnostics
import Facts
import Matching
package import Records
import Text

extension ChangePlanner {
  private func demandOpenLead(_ id: RecordID) throws(Diagnostic) -> Record {
    let lead = try demand(id, .lead)
    guard let status = lead.leadStatus, !status.isDecided else {
      let deal = record(lead.reference("deal"))
      throw Diagnostic(
        .alreadyClosed, "lead \"\(lead.name)\" is \(lead.word("status") ?? "closed") already",
        hints: deal.map { ["its deal: \(CommandLine("deals show", "\($0.id)"))"] } ?? [])
    }
    return lead
  }

  /// Throws `already_closed` for a lead that is decided, `requirement_unmet` without a reason.
  package mutating func rejectLead(_ id: RecordID, reason: String?) throws(Diagnostic) {
    let lead = try demandOpenLead(id)
    guard let reason, !DealPath.isEmpty(.text(reason)) else {
      throw Diagnostic(
        .requirementUnmet, "a rejected lead needs a reason",
        hints: [.command(CommandLine("leads reject", "\(id)").option("reason", .open))])
    }
    try together { planner throws(Diagnostic) in
      planner.set(lead, "status", .text(LeadStatus.rejected.rawValue))
      planner.set(lead, "reject_reason", .text(reason))
      planner.closeTasks(ofLead: lead, as: .cancelled)
      planner.message = "lead: \(lead.name): rejected"
    }
  }

  private mutating func closeTasks(ofLead lead: Record, as status: TaskStatus) {
    for task in referrers(of: lead.id) where task.isOpenTask {
      guard record(task.reference("lead"))?.id == lead.id, dealLed(by: task) == nil else { continue }
      close(task, as: status)
    }
  }

  /// Turns a lead into a contact, a company, a deal and its next step; a contact known by email or phone and a company
  /// known by name are taken instead of made. `values` are further fields of the deal.
  ///
  /// Throws `already_closed` for a lead that is decided, and what making the deal throws.
  @discardableResult
  package mutating func qualifyLead(
    _ id: RecordID, next: NextStep?, values: [String: Value] = [:], pipeline: String? = nil,
    stage: String? = nil
  ) throws(Diagnostic) -> Qualified {
    let lead = try demandOpenLead(id)
    if let next { try check(next) }
    let known = try matchingContact(lead)
    return try together { planner throws(Diagnostic) in
      let company = try planner.qualifiedCompany(lead, contact: known)
      let contact = try planner.qualifiedContact(lead, known: known, company: company?.reference)
      let line = ChangePlanner.qualifyLine(id, values, pipeline: pipeline, stage: stage)
      let made = try planner.addDeal(
        values: planner.dealValues(from: lead, contact, company?.reference, values), pipeline: pipeline,
        stage: stage, next: next, line: line)

      planner.set(lead, "status", .text(LeadStatus.qualified.rawValue))
      planner.set(lead, "contact", contact.map { .reference($0) })
      planner.set(lead, "company", company.map { .reference($0.reference) })
      planner.set(lead, "deal", .reference(made.deal))
      planner.closeTasks(ofLead: lead, as: .done)
      planner.message = "lead: \(lead.name): qualified"
      return Qualified(
        contact: contact, company: company?.reference, deal: made, knewContact: known != nil,
        knewCompany: company?.isKnown ?? false)
    }
  }

  /// `crm leads qualify` with what was given to it, without a next step.
  private static func qualifyLine(
    _ id: RecordID, _ values: [String: Value], pipeline: String?, stage: String?
  ) -> CommandLine {
    var line = CommandLine("leads qualify", "\(id)")
    if let pipeline { line = line.option("pipeline", .known(pipeline)) }
    if let stage { line = line.option("stage", .known(stage)) }
    for key in values.keys.sorted() { line = line.field(key, .known(values[key]?.plainText ?? "")) }
    return line
  }

  // MARK: Contact

  /// The contact that the lead is linked to, else the one that it comes from.
  ///
  /// Throws `ambiguous` where it may be any of several, `invalid_data` where a contact cannot be read.
  private func matchingContact(_ lead: Record) throws(Diagnostic) -> Record? {
    if let linked = record(lead.reference("contact")), linked.kind == .contact { return linked }
    guard lead["emails"] != nil || lead["phones"] != nil else { return nil }
    try snapshot.demandReadable(.contact, "lead \"\(lead.name)\": a contact who may be the same person")
    return try only(RecordMatches(snapshot).contact(of: lead), of: lead, saying: "name")
  }

  /// The record of a match; of several the lead has to say more.
  private func only(_ match: Match, of lead: Record, saying key: String) throws(Diagnostic) -> Record? {
    switch match {
    case .none: return nil
    case .record(let id, _): return record(id)
    case .ambiguous(let ids, _):
      let found = ids.compactMap { record($0) }
      throw Diagnostic(
        .ambiguous,
        "lead \"\(lead.name)\" may be from any of \(found.count) \(found.first?.kind.plural ?? "records"): "
          + found.prefix(5).map(\.ref).joined(separator: ", "),
        hints: [
          "give it the name of one of them: \(CommandLine("leads set", "\(lead.id)").field(key, .open))"
        ], detail: .candidates(found.prefix(10).map { $0.candidate() }))
    }
  }

  private func number(_ text: String) -> String? {
    PhoneNumber(text, defaultRegion: base.config.country)?.e164
  }

  /// The known contact with what the lead adds to it, or a new one; nil for a lead that knows a company and no person.
  private mutating func qualifiedContact(
    _ lead: Record, known: Record?, company: Reference?
  ) throws(Diagnostic) -> Reference? {
    if let known {
      let emails = Set(known.texts("emails").map(EmailAddress.normalized))
      let phones = Set(known.texts("phones").compactMap(number))
      let newEmails = lead.texts("emails").filter { !emails.contains(EmailAddress.normalized($0)) }
      let newPhones = lead.texts("phones").filter { text in number(text).map { !phones.contains($0) } ?? false
      }
      append(newEmails, to: "emails", of: known)
      append(newPhones, to: "phones", of: known)
      if let refused = lead["do_not_contact"]?.elements {
        let present = known["do_not_contact"]?.elements ?? []
        append(refused.filter { !present.contains($0) }.compactMap(\.text), to: "do_not_contact", of: known)
      }
      if let company, known["company"] == nil { set(known, "company", .reference(company)) }
      return Reference(known)
    }
    let reach = lead.texts("emails") + lead.texts("phones")
    guard let name = lead.text("name") ?? reach.first ?? (company == nil ? lead.text("title") : nil) else {
      return nil
    }
    var values: [String: Value] = ["name": .text(name), "created": .instant(now)]
    for key in ["emails", "phones", "source", "owner", "tags", "do_not_contact"] {
      if let value = lead[key] { values[key] = value }
    }
    if let company { values["company"] = .reference(company) }
    return create(.contact, values)
  }

  private mutating func append(_ texts: [String], to key: String, of record: Record) {
    guard !texts.isEmpty else { return }
    set(record, key, .list((record[key]?.elements ?? []) + texts.map { .text($0) }))
  }

  // MARK: Company

  /// The company of the lead's company name, known or new; without a name the company of the known contact.
  private mutating func qualifiedCompany(
    _ lead: Record, contact: Record?
  ) throws(Diagnostic) -> (reference: Reference, isKnown: Bool)? {
    if let linked = record(lead.reference("company")), linked.kind == .company {
      return (Reference(linked), true)
    }
    guard let name = lead.text("company_name"), !DealPath.isEmpty(.text(name)) else {
      return record(contact?.reference("company")).map { (Reference($0), true) }
    }
    try snapshot.demandReadable(.company, "lead \"\(lead.name)\": a company that may be the same one")
    let known = try only(RecordMatches(snapshot).company(named: name), of: lead, saying: "company_name")
    if let known { return (Reference(known), true) }
    var values: [String: Value] = ["name": .text(name), "created": .instant(now)]
    for key in ["source", "owner"] { if let value = lead[key] { values[key] = value } }
    return (create(.company, values), false)
  }

  // MARK: Deal

  /// What a deal takes over from its lead: every field that both kinds have, custom ones too, but what a rule guards.
  ///
  /// What is `given` goes first.
  private func dealValues(
    from lead: Record, _ contact: Reference?, _ company: Reference?, _ given: [String: Value]
  ) -> [String: Value] {
    let kept: Set<String> = ["id", "created", "contact", "company", "external", "aliases", "extra"]
    var values: [String: Value] = [:]
    for field in base.schema[.deal].fields where !kept.contains(field.key) {
      guard case .anyone = field.writer, let same = lead.table[field.key], same.type == field.type else {
        continue
      }
      if let value = lead[same] { values[field.key] = value }
    }
    if let owner = values["owner"]?.text, !isKnownOwner(owner) { values["owner"] = nil }
    values.merge(given) { _, given in given }
    if let contact, values["contact"] == nil { values["contact"] = .reference(contact) }
    if let company, values["company"] == nil { values["company"] = .reference(company) }
    return values
  }
}
