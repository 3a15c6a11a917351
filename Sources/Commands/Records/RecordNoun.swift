import Records

/// A noun of the command line; the verbs that mean the same for every kind are generic over it.
protocol RecordNoun {
  static var kind: Kind { get }
}

enum ContactNoun: RecordNoun { static let kind = Kind.contact }
enum CompanyNoun: RecordNoun { static let kind = Kind.company }
enum LeadNoun: RecordNoun { static let kind = Kind.lead }
enum DealNoun: RecordNoun { static let kind = Kind.deal }
enum TaskNoun: RecordNoun { static let kind = Kind.task }
enum ActivityNoun: RecordNoun { static let kind = Kind.activity }
enum ProductNoun: RecordNoun { static let kind = Kind.product }
