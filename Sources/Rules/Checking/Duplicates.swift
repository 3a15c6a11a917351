package import Records
import Text

/// Finds records that are likely the same as one that is made or changed.
package struct Duplicates {
  package struct Likely {
    package let record: Record
    /// What both have: `the same email a@x.example`.
    package let reason: String
  }

  private let snapshot: Snapshot

  /// `snapshot` is the repository without the record.
  package init(_ snapshot: Snapshot) { self.snapshot = snapshot }

  /// The other contacts, companies or leads that have its email, phone, tax id, or its name in the same company, each
  /// once; of a record that was there only the fields that are `changing` count.
  package func found(for record: Record, changing keys: Set<String>? = nil) -> [Likely] {
    guard [.contact, .company, .lead].contains(record.kind) else { return [] }
    var found: [Likely] = []
    func take(_ candidates: [Record], _ reason: String, where isSame: (Record) -> Bool) {
      for other in candidates where other.id != record.id && other.kind == record.kind {
        guard !found.contains(where: { $0.record.id == other.id }), !isOver(other), isSame(other) else {
          continue
        }
        found.append(Likely(record: other, reason: reason))
      }
    }
    func looksAt(_ key: String) -> Bool { keys?.contains(key) ?? true }
    if looksAt("emails") {
      for email in record.texts("emails").map(EmailAddress.normalized) {
        take(records(record.kind, words: Folding.words(email)), "the same email \(email)") { other in
          other.texts("emails").contains { EmailAddress.normalized($0) == email }
        }
      }
    }
    if looksAt("phones") {
      for phone in record.texts("phones").compactMap(number) {
        take(records(record.kind, digits: PhoneNumber.digits(phone)), "the same phone \(phone)") { other in
          other.texts("phones").contains { number($0) == phone }
        }
      }
    }
    if looksAt("tax_id"), let tax = record.text("tax_id"), !tax.isEmpty {
      take(records(record.kind, words: Folding.words(tax)), "the same tax id \(tax)") { other in
        other.text("tax_id").map { Folding.fold($0) == Folding.fold(tax) } ?? false
      }
    }
    if looksAt("name"), record.kind != .lead {
      take(records(record.kind, words: nameWords(record)), reasonOfName(record)) { isNamesake(record, $0) }
    }
    return found
  }

  private func isOver(_ record: Record) -> Bool {
    record.kind == .lead && ["qualified", "rejected"].contains(record.text("status"))
  }

  private func nameWords(_ record: Record) -> [String] {
    let name = record.kind == .company ? CompanyName.foldedWithoutLegalForm(record.name) : record.name
    return Folding.words(name)
  }

  private func reasonOfName(_ record: Record) -> String {
    record.kind == .contact && record["company"] != nil
      ? "the same name in the same company" : "the same name"
  }

  /// Companies by their names without the legal form; people by like names in one company, or by equal ones.
  private func isNamesake(_ record: Record, _ other: Record) -> Bool {
    if record.kind == .company {
      return CompanyName.foldedWithoutLegalForm(record.name) == CompanyName.foldedWithoutLegalForm(other.name)
    }
    let company = snapshot.record(record.reference("company"))?.id
    guard company == snapshot.record(other.reference("company"))?.id else { return false }
    return company == nil
      ? Folding.words(record.name) == Folding.words(other.name) : NameLikeness.alike(record.name, other.name)
  }

  private func number(_ text: String) -> String? {
    PhoneNumber(text, defaultRegion: snapshot.config.country)?.e164
  }

  /// Records that may have words beginning with these; none where there are no words.
  private func records(_ kind: Kind, words: [String]) -> [Record] {
    guard !words.isEmpty else { return [] }
    guard let lookup = snapshot.source.lookup else { return snapshot.records(kind) }
    return lookup.records(wordPrefixes: words).compactMap { snapshot.record($0) }
  }

  private func records(_ kind: Kind, digits: String) -> [Record] {
    guard let lookup = snapshot.source.lookup, !digits.isEmpty else { return snapshot.records(kind) }
    return lookup.records(phoneDigits: digits).compactMap { snapshot.record($0) }
  }
}
