package import Records

/// What tells a contact, a company or any other record from others of its kind; also of a row, a lead or a mention that
/// is no record yet.
package struct Identity {
  package let kind: Kind
  /// The name as it is written; nil where there is none.
  package let spelling: String?
  /// The same, but nil for a name that was made of an email address or a phone number: it may be anybody's.
  package let name: String?
  /// Its identifiers in the source at hand: several for a record that was made of two.
  package let external: [String]
  package let company: EmployerMention
  /// The values of its fields.
  package let value: (String) -> Value?

  package init(
    _ kind: Kind, name: String?, isMadeUp: Bool = false, external: [String] = [],
    company: EmployerMention = EmployerMention(), value: @escaping (String) -> Value?
  ) {
    self.kind = kind
    spelling = name
    self.name = isMadeUp || name?.isEmpty == true ? nil : name
    self.external = external
    self.company = company
    self.value = value
  }

  /// Whether two identities have identifiers of one source, and none in common.
  func isOtherInSource(than other: Identity) -> Bool {
    !external.isEmpty && !other.external.isEmpty && !external.contains { other.external.contains($0) }
  }

  /// True for a name that is the local part of one of the email addresses, or one of the phone numbers.
  package static func isMadeUp(_ name: String, _ value: (String) -> Value?) -> Bool {
    (value("emails")?.elements ?? []).contains {
      $0.text?.split(separator: "@").first.map { String($0) } == name
    } || (value("phones")?.elements ?? []).contains { $0.text == name }
  }
}

/// The company that somebody is said to work for.
package struct EmployerMention {
  /// Nil where none is named, and where the one that is named does not exist yet.
  package var id: RecordID?
  package var isNew: Bool

  package init(_ id: RecordID? = nil, isNew: Bool = false) {
    self.id = id
    self.isNew = isNew
  }

  /// True when both are companies, and not the same.
  func isOther(than other: EmployerMention) -> Bool {
    guard let company = other.id else { return false }
    return isNew || (id != nil && id != company)
  }
}
