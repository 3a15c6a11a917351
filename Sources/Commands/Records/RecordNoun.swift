import ArgumentParser
import Diagnostics
import Records

/// A noun of the command line; the verbs that mean the same for every kind are generic over it.
protocol RecordNoun {
  static var kind: Kind { get }
  /// The columns of a table when `--fields` does not say.
  static var columns: [String] { get }
}

enum ContactNoun: RecordNoun {
  static let kind = Kind.contact
  static let columns = ["id", "name", "company", "position", "emails", "phones", "tags"]
}

enum CompanyNoun: RecordNoun {
  static let kind = Kind.company
  static let columns = ["id", "name", "city", "emails", "phones", "owner", "tags"]
}

enum LeadNoun: RecordNoun {
  static let kind = Kind.lead
  static let columns = [
    "id", "title", "name", "company_name", "phones", "amount", "status", "source", "owner", "created",
  ]
}

enum DealNoun: RecordNoun {
  static let kind = Kind.deal
  static let columns = [
    "id", "title", "stage", "amount", "contact", "company", "owner", "next_step.title", "next_step.due",
  ]
}

enum TaskNoun: RecordNoun {
  static let kind = Kind.task
  static let columns = ["id", "due", "title", "type", "status", "deal", "contact", "owner"]
}

enum ActivityNoun: RecordNoun {
  static let kind = Kind.activity
  static let columns = ["id", "at", "type", "text", "contact", "deal", "owner"]
}

enum ProductNoun: RecordNoun {
  static let kind = Kind.product
  static let columns = ["id", "name", "sku", "category", "price", "active"]
}

extension Kind {
  /// The kind that a person named; throws with the words that would do, `others` among them.
  static func named(_ word: String, others: [String] = []) throws(Diagnostic) -> Kind {
    if let kind = Kind(word: word) { return kind }
    throw Diagnostic(
      .invalidValue, "there is no kind \"\(word)\"",
      hints: ["it is one of " + (Kind.allCases.map(\.rawValue) + others).joined(separator: ", ")])
  }

  /// `1 deal`, `3 deals`.
  func counted(_ count: Int) -> String { "\(count) \(count == 1 ? rawValue : plural)" }

  /// The columns that a narrow terminal goes without, the first to go first.
  var spareColumns: [String] {
    switch self {
    case .contact: ["tags", "position", "company", "phones"]
    case .company: ["tags", "owner", "city", "phones"]
    case .lead: ["created", "source", "owner", "company_name", "status", "amount"]
    case .deal: ["owner", "company", "next_step.title", "contact", "stage"]
    case .task: ["type", "contact", "owner", "status"]
    case .activity: ["owner", "contact"]
    case .product: ["category"]
    }
  }

  /// The columns of a table when `--fields` does not say.
  var defaultColumns: [String] {
    switch self {
    case .contact: ContactNoun.columns
    case .company: CompanyNoun.columns
    case .lead: LeadNoun.columns
    case .deal: DealNoun.columns
    case .task: TaskNoun.columns
    case .activity: ActivityNoun.columns
    case .product: ProductNoun.columns
    }
  }
}
