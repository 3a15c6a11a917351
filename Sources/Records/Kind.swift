package import Diagnostics

/// The eight kinds of record. The raw value is the word used in JSON, in `crm.yaml` and in messages.
package enum Kind: String, Sendable, CaseIterable, Comparable {
  case contact, company, lead, deal, task, activity, product, invoice

  /// The noun on the command line and the folder in the repository.
  package var plural: String {
    switch self {
    case .contact: "contacts"
    case .company: "companies"
    case .lead: "leads"
    case .deal: "deals"
    case .task: "tasks"
    case .activity: "activities"
    case .product: "products"
    case .invoice: "invoices"
    }
  }

  /// The folder, relative to the repository's root, that holds the records of this kind at any depth.
  package var folder: String { plural }

  /// True for the kinds whose files are laid in a folder per month of creation.
  package var isFiledByMonth: Bool { self == .task || self == .activity || self == .invoice }

  /// `a deal`, `an activity`.
  package var article: String { (self == .activity || self == .invoice ? "an " : "a ") + rawValue }

  /// Where a person finds the names of its fields.
  package var fieldsHint: Hint {
    "the fields: \(CommandLine("schema", .known(rawValue)).option("format", "table"))"
  }

  /// The key that names a record to a person.
  package var nameKey: String {
    switch self {
    case .contact, .company, .product: "name"
    case .lead, .deal, .task: "title"
    case .activity: "text"
    case .invoice: "number"
    }
  }

  /// Accepts the singular and the plural, in any case.
  package init?(word: String) {
    let word = word.lowercased()
    guard let kind = Kind.allCases.first(where: { $0.rawValue == word || $0.plural == word }) else {
      return nil
    }
    self = kind
  }

  /// The kind whose folder a path, relative to the repository's root, lies in.
  package init?(ofPath path: String) {
    var path = path
    let kind = path.withUTF8 { bytes in
      bytes.firstIndex(of: 0x2f).flatMap { slash in
        Kind.allCases.first {
          $0.folder.utf8.count == slash && $0.folder.utf8.elementsEqual(bytes[..<slash])
        }
      }
    }
    guard let kind else { return nil }
    self = kind
  }

  package static func < (a: Kind, b: Kind) -> Bool { a.order < b.order }

  /// The position among records of several kinds that one REF names: the lowest is meant.
  package var precedence: Int {
    switch self {
    case .deal: 0
    case .contact: 1
    case .company: 2
    case .lead: 3
    case .task: 4
    case .product: 5
    case .invoice: 6
    case .activity: 7
    }
  }

  /// The position in the order that cross-kind listings use.
  package var order: Int {
    switch self {
    case .contact: 0
    case .company: 1
    case .lead: 2
    case .deal: 3
    case .task: 4
    case .activity: 5
    case .product: 6
    case .invoice: 7
    }
  }
}
