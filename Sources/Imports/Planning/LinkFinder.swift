import Diagnostics
import Matching
import Records

/// Finds the records that rows mention: a contact's company, a deal's contact.
struct LinkFinder {
  private let snapshot: Snapshot
  private let source: String
  /// By the order of the kinds.
  private let matchers: [Matcher]

  init(_ snapshot: Snapshot, source: String) {
    self.snapshot = snapshot
    self.source = source
    matchers = Kind.allCases.map { Matcher($0, by: LinkFinder.keys($0), region: snapshot.config.country) }
  }

  /// What records of a kind are found by when a row mentions them.
  static func keys(_ kind: Kind) -> [MatchKey] {
    switch kind {
    case .contact: [.external, .email, .phone, .name]
    case .company: [.external, .taxID, .name, .domain]
    case .lead, .deal, .task: [.external, MatchKey("title")]
    case .product: [.external, MatchKey("sku"), .name]
    case .invoice: [.external, MatchKey("number")]
    case .activity: [.external]
    }
  }

  /// The record mentioned, or those that it may be.
  ///
  /// `company` is that of the row: it distinguishes namesakes. `target` also knows the records that this import makes.
  func find(
    _ kind: Kind, _ link: LinkedValues, index: MatchIndex, company: EmployerMention,
    target: (RecordID) -> LinkTarget?
  ) -> Match {
    let name = link.values[kind.nameKey]?.text
    if let id = link.id {
      if let found = own(RecordID(id), kind) { return .record(found, by: .external) }
      let known = index.records(kind, .external, MatchKey.externalText(source: source, id: id))
      if let first = known.first { return .record(first, by: .external) }
    }
    if let found = own(name.flatMap { Reference.identifier(endingStem: $0) }, kind) {
      return .record(found, by: .external)
    }
    // A record of ours that was found to be another one keeps the identifier that it came with.
    if let id = name.flatMap({ Reference.identifier(endingStem: $0) }),
      let first = index.records(kind, .external, MatchKey.externalText(source: source, id: id.description))
        .first
    {
      return .record(first, by: .external)
    }
    let subject = Identity(
      kind, name: name, isMadeUp: link.isNameDerived, external: link.id.map { [$0] } ?? [], company: company
    ) { link.values[$0] }
    return matchers[kind.order].match(subject) { key in
      key == .external ? [] : index.records(kind, key, of: subject.value)
    } candidate: { id in
      target(id).map { Matcher.Candidate($0.identity(source: source)) }
    }
  }

  /// What is said of a mention that may be any of several.
  func refusal(
    _ kind: Kind, _ link: LinkedValues, _ ids: [RecordID], target: (RecordID) -> LinkTarget?
  ) -> Diagnostic {
    let refs = ids.prefix(5).compactMap { target($0)?.ref }
    let name = link.values[kind.nameKey]?.text ?? link.id ?? ""
    return Diagnostic(
      .ambiguous,
      "\(kind.rawValue) \"\(name)\" may be any of \(ids.count): \(refs.joined(separator: ", "))")
  }

  /// The record whose own identifier is given.
  private func own(_ id: RecordID?, _ kind: Kind) -> RecordID? {
    guard let id, let found = snapshot.record(id), found.kind == kind else { return nil }
    return found.id
  }
}

/// What is known of a record that may be linked to.
struct LinkTarget {
  let kind: Kind
  let name: String
  let ref: String
  let value: (String) -> Value?

  func identity(source: String) -> Identity {
    Identity(
      kind, name: name, isMadeUp: kind == .contact && Identity.isMadeUp(name, value),
      external: value("external")?[source]?.identifiers ?? [],
      company: EmployerMention(value("company")?.reference?.id), value: value)
  }
}
