import Matching
import Records
import Text

/// Fills what a row leaves out and its other cells say, and finds what it lacks.
struct RowCompletion: Sendable {
  let kind: Kind

  func complete(_ row: inout DecodedRow) {
    let given = row.values[kind.nameKey] != nil
    let hasParts = kind == .contact && (row.values["first_name"] != nil || row.values["last_name"] != nil)
    defer { if !given, !hasParts, row.values[kind.nameKey] != nil { row.derived.insert(kind.nameKey) } }
    switch kind {
    case .contact:
      if row.values["name"] == nil {
        row.values["name"] = RowCompletion.personName(row.values).map { .text($0) }
      }
      if row.values["name"] == nil { row.problems.append("the row has no name, no email and no phone") }
    case .company:
      if row.values["name"] == nil {
        row.values["name"] = row.values["legal_name"] ?? RowCompletion.host(row.values)
      }
      if row.values["name"] == nil { row.problems.append("the row has no company name") }
    case .lead:
      if row.values["title"] == nil {
        row.values["title"] =
          row.values["name"] ?? row.values["company_name"]
          ?? RowCompletion.personName(row.values).map { .text($0) }
      }
      if row.values["title"] == nil {
        row.problems.append("the row has no title, no name, no email and no phone")
      }
    case .deal:
      if row.values["title"] == nil {
        row.values["title"] = row.links["company"]?.values["name"] ?? row.links["contact"]?.values["name"]
      }
      if row.values["title"] == nil { row.problems.append("the row has no title") }
    case .task:
      if row.values["title"] == nil { row.problems.append("the row has no title") }
      if row.values["due"] == nil { row.problems.append("the row has no due date") }
    case .activity:
      if row.values["type"] == nil { row.values["type"] = .text("note") }
      if row.values["at"] == nil { row.problems.append("the row has no date") }
    case .product:
      if row.values["name"] == nil { row.values["name"] = row.values["sku"] }
      if row.values["name"] == nil { row.problems.append("the row has no name") }
    }
    for key in Array(row.links.keys) {
      RowCompletion.completeLink(&row.links[key, default: LinkedValues()], key: key)
    }
    row.links = row.links.filter { !$0.value.isEmpty }
  }

  private static func completeLink(_ link: inout LinkedValues, key: String) {
    // A column "Contact" often holds the address that tells people apart better than their names do.
    if key == "contact", let text = link.values["name"]?.text, link.values["emails"] == nil,
      EmailAddress.isPlausible(text)
    {
      link.values["emails"] = .list([.text(EmailAddress.normalized(text))])
      link.values["name"] = nil
    }
    guard key == "contact" || key == "company", link.values["name"] == nil else { return }
    link.isNameDerived = link.values["first_name"] == nil && link.values["last_name"] == nil
    link.values["name"] = (key == "contact" ? personName(link.values).map { .text($0) } : host(link.values))
  }

  /// The parts of a name joined; else the local part of an email, else a phone.
  static func personName(_ values: [String: Value]) -> String? {
    let parts = ["first_name", "middle_name", "last_name"].compactMap { values[$0]?.text }
    if !parts.isEmpty { return parts.joined(separator: " ") }
    if let email = values["emails"]?.elements.first?.text, let local = email.split(separator: "@").first {
      return String(local)
    }
    return values["phones"]?.elements.first?.text
  }

  private static func host(_ values: [String: Value]) -> Value? {
    let link = values["links"]?.elements.first?.text.flatMap { WebHost.host(of: $0) }
    let email = values["emails"]?.elements.first?.text.flatMap { WebHost.host(ofEmail: $0) }
    return (link ?? email).map { .text($0) }
  }
}
