import Dates
package import Diagnostics
import Text

/// Finds the one record that a REF on the command line names.
package struct ReferenceResolver: Sendable {
  /// Which records are meant where the text names open ones and others.
  package enum Preference: Sendable { case open, closed }

  private let snapshot: Snapshot
  private let finder: (any ReferenceFinder)?

  package init(snapshot: Snapshot, finder: (any ReferenceFinder)? = nil) {
    self.snapshot = snapshot
    self.finder = finder
  }

  /// By id, unique id prefix of 3 or more, stem, path, the number of an invoice, email, phone in any format, words of the
  /// record's name, words of a record that it belongs to, then by search.
  ///
  /// Among several matches what is open comes first, then a record's own name, then deals, contacts, companies, leads;
  /// of those that are left one must have the text as its whole name. Throws `not_found`, or `ambiguous` with the
  /// candidates.
  package func resolve(
    _ text: String, kinds: [Kind], preferring preference: Preference = .open
  ) throws(Diagnostic) -> Record {
    let noun = kinds.count == 1 ? kinds[0].rawValue : "record"
    guard !text.allSatisfy(\.isWhitespace) else {
      throw Diagnostic(
        .usage, "the name of a \(noun) is empty", hints: ["name it by id, email, phone or words"])
    }
    let identified = identified(text, kinds: kinds)
    if !identified.isEmpty { return try choice(identified, text, kinds) }
    let called = called(text, kinds: kinds)
    let numbered = numbered(text, called)
    if !numbered.isEmpty { return try choice(numbered, text, kinds) }
    let passes = passes(kinds, preference)
    for isWanted in passes {
      for found in [
        { called.filter(isWanted) }, { finder?.related(text, kinds: kinds, where: isWanted) ?? [] },
        { finder?.similar(text, kinds: kinds, byTypos: false, where: isWanted) ?? [] },
      ] {
        let records = found()
        if !records.isEmpty { return try choice(records, text, kinds) }
      }
    }
    var misspelled: [Record] = []
    for isWanted in passes where misspelled.isEmpty {
      misspelled = finder?.similar(text, kinds: kinds, byTypos: true, where: isWanted) ?? []
    }
    if finder?.takesTypos == true, !misspelled.isEmpty { return try choice(misspelled, text, kinds) }
    throw notFound(text, kinds, misspelled)
  }

  /// Which records are looked for first, and which after them.
  private func passes(_ kinds: [Kind], _ preference: Preference) -> [(Record) -> Bool] {
    guard let finder, kinds.contains(where: { $0 == .deal || $0 == .lead || $0 == .task }) else {
      return [{ _ in true }]
    }
    let isClosedFirst = preference == .closed
    // What was noted about a closed deal comes after the deal itself.
    guard kinds.contains(.activity) else {
      return [{ finder.isOver($0) == isClosedFirst }, { finder.isOver($0) != isClosedFirst }]
    }
    return [
      { $0.kind != .activity && finder.isOver($0) == isClosedFirst },
      { $0.kind != .activity && finder.isOver($0) != isClosedFirst }, { $0.kind == .activity },
    ]
  }

  private func notFound(_ text: String, _ kinds: [Kind], _ misspelled: [Record]) -> Diagnostic {
    let noun = kinds.count == 1 ? kinds[0].rawValue : "record"
    var hints = misspelled.prefix(3).map { Hint("did you mean \($0.kind.rawValue) \($0.id) \"\($0.name)\"?") }
    var nearest = Array(misspelled.prefix(3))
    if hints.isEmpty {
      if let other = candidates(text, kinds: Kind.allCases).first {
        nearest = [other]
        hints.append(
          "\"\(other.name)\" is \(other.kind.article): \(CommandLine("\(other.kind.plural) show", "\(other.id)"))"
        )
      } else {
        hints.append("look everywhere: \(CommandLine("search", .known(text)))")
      }
    }
    return Diagnostic(
      .notFound, "no \(noun) matches \"\(text)\"", hints: hints,
      detail: nearest.isEmpty ? nil : .nearest(nearest.map { $0.candidate() }))
  }

  /// The one of several records that is meant.
  private func choice(_ found: [Record], _ text: String, _ kinds: [Kind]) throws(Diagnostic) -> Record {
    let first = found.map(\.kind.precedence).min()
    let left = whole(found.filter { $0.kind.precedence == first }, text)
    if let only = left.first, left.count == 1 { return only }
    let shown = left.prefix(10).map { record -> Hint in
      "\(record.id)  \(kinds.count == 1 ? "" : record.kind.rawValue + " ")\(record.name)\(distinction(record).map { "  (\($0))" } ?? "")"
    }
    let more: [Hint] = left.count > 10 ? ["… and \(left.count - 10) more"] : []
    let noun = left.first?.kind.plural ?? "records"
    throw Diagnostic(
      .ambiguous, "\"\(text)\" matches \(left.count) \(noun)", hints: shown + more,
      detail: .candidates(left.prefix(10).map { $0.candidate(distinction($0)) }))
  }

  /// Those whose whole name the text is, where there are any.
  private func whole(_ records: [Record], _ text: String) -> [Record] {
    guard records.count > 1 else { return records }
    let words = Folding.words(text)
    let exact = records.filter { isWhole(words, $0) }
    return exact.isEmpty ? records : exact
  }

  /// The invoices among these whose number the text is, or the end of it from the count on: tasks and deals that were named
  /// after an invoice have its number among their words.
  private func numbered(_ text: String, _ called: [Record]) -> [Record] {
    guard called.count > 1, called.contains(where: { $0.kind == .invoice }) else { return [] }
    let words = Folding.words(text)
    // Of a record that has the text as its whole name it is the name.
    guard !called.contains(where: { $0.kind != .invoice && isWhole(words, $0) }) else { return [] }
    let invoices = called.filter { $0.kind == .invoice }
    let whole = invoices.filter { isWhole(words, $0) }
    if !whole.isEmpty { return whole }
    guard words.count == 1, let count = words.first, count.hasPrefix("0"), count.utf8.allSatisfy(isDigit)
    else { return [] }
    let counted = invoices.filter { Folding.words($0.name).last == count }
    return counted.count == 1 ? counted : []
  }

  private func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  /// Every record that the text names, by the strongest way of naming that finds any.
  package func candidates(_ text: String, kinds: [Kind]) -> [Record] {
    let identified = identified(text, kinds: kinds)
    return identified.isEmpty ? whole(called(text, kinds: kinds), text) : identified
  }

  /// By id, stem, path or the beginning of an id.
  private func identified(_ text: String, kinds: [Kind]) -> [Record] {
    let isWanted: (Record) -> Bool = { kinds.contains($0.kind) }
    let lower = text.lowercased()
    if let id = Reference.identifier(endingStem: lower) {
      if let record = snapshot.record(id, expecting: KindSet(kinds)), isWanted(record) { return [record] }
    }
    if let record = record(path: text), isWanted(record) { return [record] }
    guard lower.utf8.count >= 3, lower.utf8.count < 8, lower.utf8.allSatisfy(RecordID.isAllowed) else {
      return []
    }
    let found = snapshot.source.identifiers(prefix: lower, limit: 50, among: KindSet(kinds))
      .compactMap { snapshot.record($0, expecting: KindSet(kinds)) }
    guard !found.isEmpty else { return [] }
    // A short word may be both an id's beginning and a name: the name wins where it matches whole words.
    let words = Folding.words(lower)
    return named(words, kinds: kinds).contains { isWhole(words, $0) } ? [] : found
  }

  /// By email, phone, or words each of which begins some word of the name.
  private func called(_ text: String, kinds: [Kind]) -> [Record] {
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
    return named(Folding.words(text), kinds: kinds)
  }

  private func record(path: String) -> Record? {
    guard Path.ends(path, in: ".yaml") || Path.ends(path, in: ".yml") else { return nil }
    if let id = Reference.identifier(endingStem: Path.stem(of: path)) { return snapshot.record(id) }
    return all(Kind.allCases).first { $0.path == path }
  }

  private func all(_ kinds: [Kind]) -> [Record] { kinds.flatMap { snapshot.records($0) } }

  /// All records that have words beginning with these in their names or addresses, and others where that is less work.
  private func candidates(_ kinds: [Kind], words: [String]) -> [Record] {
    guard !words.isEmpty, let lookup = snapshot.source.lookup(for: KindSet(kinds)) else { return all(kinds) }
    return records(lookup.records(wordPrefixes: words), kinds: kinds)
  }

  /// The same for a run of digits in phone numbers.
  private func candidates(_ kinds: [Kind], digits: String) -> [Record] {
    guard !digits.isEmpty, let lookup = snapshot.source.lookup(for: KindSet(kinds)) else { return all(kinds) }
    return records(lookup.records(phoneDigits: digits), kinds: kinds)
  }

  /// In the order in which `all` has them.
  private func records(_ ids: [RecordID], kinds: [Kind]) -> [Record] {
    let found = ids.compactMap { snapshot.record($0, expecting: KindSet(kinds)) }
    return kinds.flatMap { kind in found.filter { $0.kind == kind } }
  }

  private func named(_ words: [String], kinds: [Kind]) -> [Record] {
    guard !words.isEmpty else { return [] }
    return candidates(kinds, words: words).filter { record in
      let name = Folding.words(ReferenceResolver.namingText(of: record))
      return words.allSatisfy { word in name.contains { $0.hasPrefix(word) } }
    }
  }

  private func isWhole(_ words: [String], _ record: Record) -> Bool {
    Folding.words(record.name) == words || Folding.words(ReferenceResolver.namingText(of: record)) == words
  }

  private static func namingText(of record: Record) -> String {
    switch record.kind {
    case .activity: record.text("text") ?? ""
    case .lead:
      [record.name, record.text("name"), record.text("company_name")].compactMap { $0 }.joined(separator: " ")
    default: record.name
    }
  }

  /// What tells a record from others of its name.
  private func distinction(_ record: Record) -> String? {
    let parts: [String?] =
      switch record.kind {
      case .lead: [record.word("status"), record.text("name"), record.text("company_name")]
      case .contact, .company:
        [
          snapshot.record(record, "company")?.name, record.texts("emails").first,
          record.texts("phones").first, record.text("city"),
        ]
      case .deal: [record.text("stage"), snapshot.record(record, "contact")?.name]
      case .task:
        [
          record.word("status"),
          record.due.map { "due " + $0.description(in: snapshot.config.zone) },
          snapshot.record(record, "deal")?.name,
        ]
      case .activity: [moment(record, "at")]
      case .product: [record.text("sku")]
      case .invoice:
        [
          record.word("status"), snapshot.record(record, "company")?.name,
          snapshot.record(record, "contact")?.name,
        ]
      }
    let known = parts.compactMap { $0 }.prefix(3)
    return known.isEmpty ? nil : known.joined(separator: ", ")
  }

  private func moment(_ record: Record, _ key: String) -> String? {
    record[key]?.instant.map { snapshot.config.zone.describe($0) }
  }
}

extension Record {
  /// As an error names it.
  package func candidate(_ about: String? = nil) -> DiagnosticDetail.Candidate {
    DiagnosticDetail.Candidate(id: id.description, kind: kind.rawValue, name: name, about: about)
  }
}
