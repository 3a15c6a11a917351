import Dates
package import Diagnostics
import Text

/// Finds the one record that a REF on the command line names.
package struct ReferenceResolver: Sendable {
  /// Looks where no exact way of naming finds anything: nil when it finds nothing either.
  package typealias LastResort = @Sendable (_ text: String, _ kinds: [Kind]) throws(Diagnostic) -> Record?

  private let snapshot: Snapshot
  private let lastResort: LastResort?

  package init(snapshot: Snapshot, lastResort: LastResort? = nil) {
    self.snapshot = snapshot
    self.lastResort = lastResort
  }

  /// By id, unique id prefix of 3 or more, stem, path, email, phone in any format, words that match just one record,
  /// then by the last resort.
  ///
  /// Where several match, those come first that `isPreferred`: one such record is meant, several are the candidates.
  /// Throws `not_found`, or `ambiguous` with the candidates.
  package func resolve(
    _ text: String, kinds: [Kind], preferring isPreferred: (Record) -> Bool = { _ in false }
  ) throws(Diagnostic) -> Record {
    let noun = kinds.count == 1 ? kinds[0].rawValue : "record"
    guard !text.allSatisfy(\.isWhitespace) else {
      throw Diagnostic(
        .usage, "the name of a \(noun) is empty", hints: ["name it by id, email, phone or words"])
    }
    var found = candidates(text, kinds: kinds)
    if found.count > 1 {
      let preferred = found.filter(isPreferred)
      if !preferred.isEmpty { found = preferred }
    }
    if found.count == 1 { return found[0] }
    guard !found.isEmpty else {
      if let record = try lastResort?(text, kinds) { return record }
      var hints: [String] = []
      if let other = candidates(text, kinds: Kind.allCases).first {
        hints.append(
          "\"\(other.name)\" is \(other.kind.article): crm \(other.kind.plural) show \(other.id)")
      } else {
        hints.append("look everywhere: crm search \(ReferenceResolver.quoted(text))")
      }
      throw Diagnostic(.notFound, "no \(noun) matches \"\(text)\"", hints: hints)
    }
    let shown = found.prefix(10).map { record in
      "\(record.id)  \(kinds.count == 1 ? "" : record.kind.rawValue + " ")\(record.name)\(distinction(record))"
    }
    let more = found.count > 10 ? ["… and \(found.count - 10) more"] : []
    throw Diagnostic(
      .ambiguous, "\"\(text)\" matches \(found.count) \(kinds.count == 1 ? kinds[0].plural : "records")",
      hints: shown + more)
  }

  /// Every record that the text may mean, by the strongest way of naming that finds any.
  package func candidates(_ text: String, kinds: [Kind]) -> [Record] {
    let isWanted: (Record) -> Bool = { kinds.contains($0.kind) }
    let lower = text.lowercased()
    if let id = Reference.identifier(endingStem: lower) {
      if let record = snapshot.record(id), isWanted(record) { return [record] }
    }
    if let record = record(path: text), isWanted(record) { return [record] }
    if lower.utf8.count >= 3, lower.utf8.count < 8, lower.utf8.allSatisfy(RecordID.isAllowed) {
      let found = snapshot.source.identifiers(prefix: lower, limit: 50).compactMap { snapshot.record($0) }
        .filter(isWanted)
      // A short word may be both an id's beginning and a name: the name wins where it matches whole words.
      if !found.isEmpty, named(lower, kinds: kinds, isExact: true).isEmpty { return found }
    }
    if text.contains("@") {
      let email = EmailAddress.normalized(text)
      let found = candidates(kinds, words: Folding.words(email)).filter {
        $0.texts("emails").contains { EmailAddress.normalized($0) == email }
      }
      if !found.isEmpty { return found }
    }
    if let phone = PhoneNumber(text, defaultRegion: snapshot.config.country) {
      let found = candidates(kinds, digits: PhoneNumber.digits(phone.e164)).filter { record in
        record.texts("phones").contains {
          PhoneNumber($0, defaultRegion: snapshot.config.country)?.e164 == phone.e164
        }
      }
      if !found.isEmpty { return found }
    }
    let exact = named(text, kinds: kinds, isExact: true)
    return exact.isEmpty ? named(text, kinds: kinds, isExact: false) : exact
  }

  private func record(path: String) -> Record? {
    guard Path.ends(path, in: ".yaml") || Path.ends(path, in: ".yml") else { return nil }
    if let id = Reference.identifier(endingStem: Path.stem(of: path)) { return snapshot.record(id) }
    return all(Kind.allCases).first { $0.path == path }
  }

  private func all(_ kinds: [Kind]) -> [Record] { kinds.flatMap { snapshot.records($0) } }

  /// All records that have words beginning with these in their names or addresses, and others where that is less work.
  private func candidates(_ kinds: [Kind], words: [String]) -> [Record] {
    guard let lookup = snapshot.source.lookup, !words.isEmpty else { return all(kinds) }
    return records(lookup.records(wordPrefixes: words), kinds: kinds)
  }

  /// The same for a run of digits in phone numbers.
  private func candidates(_ kinds: [Kind], digits: String) -> [Record] {
    guard let lookup = snapshot.source.lookup, !digits.isEmpty else { return all(kinds) }
    return records(lookup.records(phoneDigits: digits), kinds: kinds)
  }

  /// In the order in which `all` has them.
  private func records(_ ids: [RecordID], kinds: [Kind]) -> [Record] {
    let found = ids.compactMap { snapshot.record($0) }
    return kinds.flatMap { kind in found.filter { $0.kind == kind } }
  }

  /// Exact: the folded names are equal. Else: every word begins some word of the record's name.
  private func named(_ text: String, kinds: [Kind], isExact: Bool) -> [Record] {
    let words = Folding.words(text)
    guard !words.isEmpty else { return [] }
    return candidates(kinds, words: words).filter { record in
      let name = Folding.words(ReferenceResolver.namingText(of: record))
      if isExact { return name == words || Folding.words(record.name) == words }
      return words.allSatisfy { word in name.contains { $0.hasPrefix(word) } }
    }
  }

  private static func namingText(of record: Record) -> String {
    switch record.kind {
    case .activity: record.text("text") ?? ""
    case .lead:
      [record.name, record.text("name"), record.text("company_name")].compactMap { $0 }.joined(separator: " ")
    default: record.name
    }
  }

  private func distinction(_ record: Record) -> String {
    let parts: [String?] =
      switch record.kind {
      case .contact, .company, .lead:
        [
          snapshot.record(record.reference("company"))?.name, record.texts("emails").first,
          record.texts("phones").first, record.text("city"),
        ]
      case .deal: [record.text("stage"), snapshot.record(record.reference("contact"))?.name]
      case .task:
        [
          record.text("status") == "open" ? nil : record.text("status"), moment(record, "due"),
          snapshot.record(record.reference("deal"))?.name,
        ]
      case .activity: [moment(record, "at")]
      case .product: [record.text("sku")]
      }
    let known = parts.compactMap { $0 }.prefix(3)
    return known.isEmpty ? "" : "  (" + known.joined(separator: ", ") + ")"
  }

  private func moment(_ record: Record, _ key: String) -> String? {
    record[key]?.instant.map { snapshot.config.zone.describe($0) }
  }

  /// The text as one shell word.
  package static func quoted(_ text: String) -> String {
    let isPlain =
      !text.isEmpty
      && text.unicodeScalars.allSatisfy {
        $0.properties.isAlphabetic || $0.properties.numericType != nil
          || "-_./:@+=,".unicodeScalars.contains($0)
      }
    return isPlain
      ? text
      : "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
  }
}
