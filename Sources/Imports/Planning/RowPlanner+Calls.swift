import Diagnostics
import Facts
import Matching
import Records

/// Open deals by who buys.
struct DealsOfClients {
  private var deals: [RecordID: [Record]] = [:]

  init(_ snapshot: Snapshot) {
    for deal in snapshot.records(.deal) {
      for key in ["contact", "company"] {
        if let client = deal.reference(key) { deals[client.id, default: []].append(deal) }
      }
    }
  }

  /// The one deal with a client that was open at a moment; nil for none and for several.
  func only(of client: RecordID, at moment: Value?) -> Record? {
    guard let moment = moment?.instant else { return nil }
    let open = (deals[client] ?? []).filter { deal in
      if let created = deal["created"]?.instant, created > moment { return false }
      return deal["closed"]?.instant.map { $0 >= moment } ?? true
    }
    return open.count == 1 ? open[0] : nil
  }
}

/// Whom the calls of an exchange are with: it knows numbers alone.
extension RowPlanner {
  /// The activity that an earlier import made of the same call. Who was called stays as it was decided then.
  func callOnRecord(_ row: DecodedRow) -> RecordID? {
    guard row.isCall, let id = row.id else { return nil }
    return index.records(.activity, .external, MatchKey.externalText(source: analysis.preset.source, id: id))
      .first
  }

  /// The person, else the company or the lead with the number; a number of nobody makes a contact.
  mutating func resolveCall(_ row: DecodedRow) throws(Diagnostic) -> [String: Link] {
    guard let mention = row.links["contact"] else { return [:] }
    let people = index.records(.contact, .phone) { mention.values[$0] }
    let companies = index.records(.company, .phone) { mention.values[$0] }
    if people.count == 1 { return callLinks(contact: people[0], row) }
    if people.count > 1 {
      // A switchboard: whoever it was, the call was with the company.
      let employers = Set(people.map { target($0)?.value("company")?.reference?.id })
      if employers.count == 1, let company = employers.first ?? nil {
        return callLinks(company: company, row)
      }
    }
    if companies.count == 1 { return callLinks(company: companies[0], row) }
    let candidates = people + companies
    guard candidates.isEmpty else {
      let refs = candidates.prefix(5).compactMap { target($0)?.ref }
      throw Diagnostic(
        .ambiguous,
        "the number \(number(row)) is that of \(candidates.count): \(refs.joined(separator: ", "))")
    }
    let leads = index.records(.lead, .phone) { mention.values[$0] }
      .filter { snapshot.record($0)?.leadStatus?.isDecided == false }
    if leads.count == 1 { return ["lead": .existing(reference(leads[0]))] }
    guard request.createsLinks else {
      throw Diagnostic(
        .notFound, "nobody has the number \(number(row))",
        hints: ["leave out --no-create-links to make a contact of it"])
    }
    return ["contact": .missing(.contact, mention.values)]
  }

  private func number(_ row: DecodedRow) -> String { row.values["number"]?.text ?? "" }

  private mutating func callLinks(contact: RecordID, _ row: DecodedRow) -> [String: Link] {
    var links: [String: Link] = ["contact": .existing(reference(contact))]
    if let company = target(contact)?.value("company")?.reference {
      links["company"] = .existing(reference(company.id))
    }
    if let deal = dealsOfClients.only(of: contact, at: row.values["at"]) {
      links["deal"] = .existing(Reference(deal))
    }
    return links
  }

  private mutating func callLinks(company: RecordID, _ row: DecodedRow) -> [String: Link] {
    var links: [String: Link] = ["company": .existing(reference(company))]
    if let deal = dealsOfClients.only(of: company, at: row.values["at"]) {
      links["deal"] = .existing(Reference(deal))
    }
    return links
  }
}
