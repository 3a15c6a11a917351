import Records

/// A noun of the command line; the verbs that mean the same for every kind are generic over it.
protocol RecordNoun {
  static var kind: Kind { get }
}

/// The verbs of every kind that `PlainRoute` knows.
enum RecordVerb {
  static let list = "list"
  static let show = "show"
  static let set = "set"
}

enum ContactNoun: RecordNoun { static let kind = Kind.contact }
enum CompanyNoun: RecordNoun { static let kind = Kind.company }
enum LeadNoun: RecordNoun { static let kind = Kind.lead }
enum DealNoun: RecordNoun { static let kind = Kind.deal }
enum TaskNoun: RecordNoun { static let kind = Kind.task }
enum ActivityNoun: RecordNoun { static let kind = Kind.activity }
enum ProductNoun: RecordNoun { static let kind = Kind.product }
enum InvoiceNoun: RecordNoun { static let kind = Kind.invoice }

extension RecordNoun {
  /// A record as the examples name one.
  static var exampleReference: String {
    switch kind {
    case .contact: "anna"
    case .company: "acme"
    case .lead: "'needs a website'"
    case .deal: "website"
    case .task: "'call anna'"
    case .activity: "k7f3q2mz"
    case .product: "'landing page'"
    case .invoice: "INV-2026-0001"
    }
  }
}
