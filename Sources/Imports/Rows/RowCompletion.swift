import Matching
import Records
import Text

/// Fills what a row leaves out and its other cells say, and finds what it lacks.
struct RowCompletion: Sendable {
  private let kind: Kind
  /// What a record cannot be made without, and what to say where a row has it not.
  private let required: [(key: String, problem: String)]

  init(kind: Kind) {
    self.kind = kind
    required =
      switch kind {
      case .contact: [("name", "the row has no name, no email and no phone")]
      case .company: [("name", "the row has no company name")]
      case .lead: [("title", "the row has no title, no name, no email and no phone")]
      case .deal: [("title", "the row has no title")]
      case .task: [("title", "the row has no title"), ("due", "the row has no due date")]
      case .activity: [("at", "the row has no date")]
      case .product: [("name", "the row has no name")]
      case .invoice: [("number", "the row has no invoice number")]
      }
  }

  func complete(_ row: inout DecodedRow) {
    if row.isUnreadable { return }
    if kind == .activity, row.values["type"] == nil { row.values["type"] = .text("note") }
    let parts = ["first_name", "middle_name", "last_name"].compactMap { row.nameParts[$0] }
    if !parts.isEmpty, row.values["name"] == nil {
      row.values["name"] = .text(FieldCells.singleLine(parts.joined(separator: " ")))
    }
    if row.values[kind.nameKey] == nil, let name = name(of: row) {
      row.values[kind.nameKey] = name
      // Parts of a name are given all the same.
      let hasParts = kind == .contact && (row.values["first_name"] != nil || row.values["last_name"] != nil)
      if !hasParts { row.derived.insert(kind.nameKey) }
    }
    if row.passed != nil { return }
    for (key, problem) in required where row.values[key] == nil { row.problems.append(problem) }
    for key in Array(row.links.keys) {
      RowCompletion.completeLink(&row.links[key, default: LinkedValues()], key: key)
    }
    row.links = row.links.filter { !$0.value.isEmpty }
  }

  /// The name of a record whose row gives it none.
  private func name(of row: DecodedRow) -> Value? {
    switch kind {
    case .contact: RowCompletion.personName(row.values)
    case .company: row.values["legal_name"] ?? RowCompletion.host(row.values)
    case .lead: row.values["name"] ?? row.values["company_name"] ?? RowCompletion.personName(row.values)
    case .deal: row.links["company"]?.values["name"] ?? row.links["contact"]?.values["name"]
    case .product: row.values["sku"]
    case .task, .activity, .invoice: nil
    }
  }

  private static func completeLink(_ link: inout LinkedValues, key: String) {
    if link.mentioned > 1, let text = link.values["name"]?.text {
      let names = CellText.parts(text, splittingCommas: false)
      if names.count == link.mentioned { link.values["name"] = .text(names[0]) }
    }
    if key == "contact", link.values["emails"] == nil, let text = link.values["name"]?.text,
      let (name, email) = RowCompletion.nameAndEmail(text)
    {
      link.values["name"] = .text(name)
      link.values["emails"] = .list([.text(email)])
    }
    // A column "Contact" often holds the address that tells people apart better than their names do.
    if key == "contact", let text = link.values["name"]?.text, link.values["emails"] == nil,
      EmailAddress.isPlausible(text)
    {
      link.values["emails"] = .list([.text(EmailAddress.normalized(text))])
      link.values["name"] = nil
    }
    guard key == "contact" || key == "company", link.values["name"] == nil else { return }
    link.isNameDerived = link.values["first_name"] == nil && link.values["last_name"] == nil
    link.values["name"] = key == "contact" ? personName(link.values) : host(link.values)
  }

  /// `Anna Kim (anna@x.example)`, as HubSpot names people.
  private static func nameAndEmail(_ text: String) -> (name: String, email: String)? {
    guard text.utf8.last == 0x29, let open = text.lastIndex(of: "(") else { return nil }
    let email = text[open...].dropFirst().dropLast()
    let name = CellText.trimmed(String(text[..<open]))
    guard !name.isEmpty, EmailAddress.isPlausible(String(email)) else { return nil }
    return (name, EmailAddress.normalized(String(email)))
  }

  /// The parts of a name joined; else the local part of an email, else a phone.
  private static func personName(_ values: [String: Value]) -> Value? {
    let parts = ["first_name", "middle_name", "last_name"].compactMap { values[$0]?.text }
    if !parts.isEmpty { return .text(parts.joined(separator: " ")) }
    if let email = values["emails"]?.elements.first?.text, let local = email.split(separator: "@").first {
      return .text(String(local))
    }
    return values["phones"]?.elements.first
  }

  private static func host(_ values: [String: Value]) -> Value? {
    let link = values["links"]?.elements.first?.text.flatMap { WebHost.host(of: $0) }
    let email = values["emails"]?.elements.first?.text.flatMap { WebHost.host(ofEmail: $0) }
    return (link ?? email).map { .text($0) }
  }
}
