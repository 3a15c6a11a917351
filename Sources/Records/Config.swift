package import Dates
package import Text

/// A user whom `owners` of `crm.yaml` declares.
package struct Owner: Sendable {
  package let id: String
  package let name: String?
  package let email: String?
  package let manager: String?
  package let hours: WorkingHours
  /// The tag of the language that they are written to in; nil where it is the repository's.
  package let language: String?
  /// The role that limits what the owner may write; nil where nothing does.
  package let role: String?

  package init(
    id: String, name: String?, email: String?, manager: String?, hours: WorkingHours, language: String? = nil,
    role: String? = nil
  ) {
    self.language = language
    self.role = role
    self.id = id
    self.name = name
    self.email = email
    self.manager = manager
    self.hours = hours
  }
}

/// The settings of a repository, as `crm.yaml` gives them or their defaults.
package struct Config: Sendable {
  package var timezone: String
  package var zone: Zone
  /// ISO 3166 code of the region whose phones are written without a country code.
  package var country: String
  package var currency: String
  package var language: String
  package var hours: WorkingHours
  /// Empty means that any name is accepted.
  package var owners: [Owner]
  /// Empty where everybody may do everything.
  package var roles: [Role] = []
  package var customFields: [CustomField]
  /// True unless `git: {commit: off}`.
  package var commitsToGit: Bool
  /// True where prices contain their tax, unless a record says otherwise.
  package var includesTax = false
  /// How invoices are numbered.
  package var invoiceNumbers = NumberPattern.invoice
  /// Days from the day on an invoice to that on which it is due.
  package var invoiceDays = 14
  /// Who digests come from by mail; nil where nothing is said.
  package var digestSender: Mailbox?
  /// What documents say of the firm that sells, by the names of `seller`, in the order of the file.
  package var seller: [(key: String, text: String)] = []
  /// Where readers of letters say that they want no more, by mail, on the web or both; empty where nothing is said.
  package var unsubscriptions: [Unsubscription] = []

  package init(
    timezone: String = "UTC", zone: Zone = .utc, country: String = "US", currency: String = "EUR",
    language: String = "en", hours: WorkingHours? = nil, owners: [Owner] = [],
    customFields: [CustomField] = [],
    commitsToGit: Bool = true
  ) {
    self.timezone = timezone
    self.zone = zone
    self.country = country
    self.currency = currency
    self.language = language
    self.hours = hours ?? WorkingHours(zone: zone)
    self.owners = owners
    self.customFields = customFields
    self.commitsToGit = commitsToGit
  }

  /// Without fields of its own a repository has the tables that are made once.
  package var schema: Schema { customFields.isEmpty ? .plain : Schema(customFields: customFields) }

  /// The id of the owner whom a name, an email or an id means; the name itself where no owner is declared so.
  package func ownerID(_ name: String) -> String {
    if owner(name) != nil { return name }
    let lower = name.lowercased()
    return owners.first { $0.name?.lowercased() == lower || $0.email?.lowercased() == lower }?.id ?? name
  }

  package func owner(_ id: String) -> Owner? { owners.first { $0.id == id } }

  package func role(_ id: String) -> Role? { roles.first { $0.id == id } }

  /// The clocks that a user's days and times are read on: the user's own where `hours` name a zone, else the repository's.
  package func zone(of user: String?) -> Zone {
    guard let own = user.flatMap(owner)?.hours.zone, own != hours.zone else { return zone }
    return own
  }

  /// The tag of the language that a user is written to in.
  package func language(of user: String?) -> String { user.flatMap(owner)?.language ?? language }

  /// The working hours of a user, the repository's where the user has none.
  package func hours(of user: String?) -> WorkingHours { user.flatMap { owner($0)?.hours } ?? hours }
}
