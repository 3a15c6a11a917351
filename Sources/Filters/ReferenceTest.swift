import Records
import Text

/// Tests a reference by REF or by words of the name that it leads to.
struct ReferenceTest: Sendable {
  /// The records that the text names by identifier.
  private let ids: Set<RecordID>
  private let words: Phrase?
  private let exactName: String?
  private let email: String?
  private let phone: PhoneTest?
  private let kinds: KindSet

  /// `kinds` are those that the references may lead to.
  init(_ text: String, kinds: [Kind], isExact: Bool, snapshot: Snapshot) {
    let lower = text.lowercased()
    self.kinds = KindSet(kinds)
    var ids: Set<RecordID> = []
    var isName = true
    if let id = Reference.identifier(endingStem: lower) {
      ids.insert(id)
      if let record = snapshot.record(id, expecting: self.kinds) {
        isName = false
        ids.insert(record.id)
        // Records that were merged into it are still mentioned by their own identifiers.
        ids.formUnion(record.texts("aliases").compactMap { Reference.identifier(endingStem: $0) })
      }
    } else if let record = ReferenceTest.record(prefix: lower, kinds: kinds, snapshot: snapshot) {
      ids.insert(record.id)
    }
    let phrase = Phrase(text)
    email = isName && text.contains("@") ? EmailAddress.normalized(text) : nil
    // Short runs of digits are more likely a part of a name.
    let isNumber = isName && PhoneNumber.digits(text).utf8.count >= 5
    phone = isNumber ? PhoneTest(word: text, region: snapshot.config.country) : nil
    words = isName && !isExact ? phrase : nil
    exactName = isName && isExact ? text : nil
    self.ids = ids
  }

  func holds(for reference: Reference, _ snapshot: Snapshot) -> Bool {
    if ids.contains(reference.id) { return true }
    guard words != nil || exactName != nil || email != nil || phone != nil else { return false }
    guard let record = snapshot.record(reference.id, expecting: kinds) else {
      // The stem still tells the name of a record that is gone.
      return words?.matchesInAnyOrder(String(reference.stem.dropLast(9))) ?? false
    }
    if let exactName, record.name == exactName { return true }
    if let words, ReferenceTest.hold(words, for: record) { return true }
    if let email, record.texts("emails").contains(where: { EmailAddress.normalized($0) == email }) {
      return true
    }
    if let phone, record.texts("phones").contains(where: phone.equals) { return true }
    return false
  }

  private static func hold(_ words: Phrase, for record: Record) -> Bool {
    if words.matchesInAnyOrder(record.name) { return true }
    guard record.kind == .lead else { return false }
    let parts = [record.name, record.text("name"), record.text("company_name")].compactMap { $0 }
    return words.matchesInAnyOrder(parts.joined(separator: " "))
  }

  /// The only record of these kinds whose identifier begins so, unless the text may as well be a name.
  private static func record(prefix: String, kinds: [Kind], snapshot: Snapshot) -> Record? {
    guard (3..<8).contains(prefix.utf8.count), prefix.utf8.allSatisfy(RecordID.isAllowed) else { return nil }
    let found = snapshot.source.identifiers(prefix: prefix, limit: 2, among: KindSet(kinds))
    guard found.count == 1, let record = snapshot.record(found[0], expecting: KindSet(kinds)),
      let phrase = Phrase(prefix)
    else { return nil }
    for kind in kinds where snapshot.records(kind).contains(where: { hold(phrase, for: $0) }) { return nil }
    return record
  }
}
