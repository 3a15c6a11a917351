package import Diagnostics
package import Records

extension Kind {
  /// The kind that a person named; throws with the words that would do.
  package static func named(_ word: String) throws(Diagnostic) -> Kind {
    if let kind = Kind(word: word) { return kind }
    throw Diagnostic(
      .invalidValue, "there is no kind \"\(word)\"",
      hints: ["it is one of \(Kind.allCases.map(\.rawValue))"])
  }

  /// `1 deal`, `3 deals`.
  package func counted(_ count: Int) -> String { "\(count) \(count == 1 ? rawValue : plural)" }

  /// `2 deals, 1 task`, in the order of the kinds; empty for no records.
  package static func counted(_ records: [Record]) -> String {
    Kind.allCases.compactMap { kind in
      let count = records.count { $0.kind == kind }
      return count == 0 ? nil : kind.counted(count)
    }.joined(separator: ", ")
  }

  /// The columns that a narrow terminal goes without, the first to go first.
  package var spareColumns: [String] {
    switch self {
    case .contact: ["tags", "position", "company", "phones"]
    case .company: ["tags", "owner", "city", "phones"]
    case .lead: ["created", "source", "owner", "company_name", "status", "amount"]
    case .deal: ["owner", "company", "next_step.title", "contact", "stage"]
    case .task: ["type", "contact", "owner", "status"]
    case .activity: ["owner", "contact"]
    case .product: ["category"]
    case .invoice: ["owner", "deal", "issued", "contact", "amount", "company"]
    }
  }

  /// The columns of a table when `--fields` does not say.
  package var defaultColumns: [String] {
    switch self {
    case .contact:
      ["id", "name", "company", "position", "emails", "phones", "tags"]
    case .company:
      ["id", "name", "city", "emails", "phones", "owner", "tags"]
    case .lead:
      [
        "id", "title", "name", "company_name", "phones", "amount", "status", "source", "owner", "created",
      ]
    case .deal:
      [
        "id", "title", "stage", "amount", "contact", "company", "owner", "next_step.title", "next_step.due",
      ]
    case .task:
      ["id", "due", "title", "type", "status", "deal", "contact", "owner"]
    case .activity:
      ["id", "at", "type", "text", "contact", "deal", "owner"]
    case .product:
      ["id", "name", "sku", "category", "price", "active"]
    case .invoice:
      [
        "id", "number", "status", "amount", "open_amount", "issued", "due", "company", "contact", "deal",
        "owner",
      ]
    }
  }
}
