import Diagnostics
import Records
import Text

/// Finds the records that rows mention: a contact's company, a deal's contact.
struct LinkFinder {
  let snapshot: Snapshot
  let source: String

  /// What records of a kind are found by when a row mentions them.
  static func keys(_ kind: Kind) -> [MatchKey] {
    switch kind {
    case .contact: [.external, .email, .phone, .name]
    case .company: [.external, MatchKey(parts: ["tax_id"]), .name, MatchKey(parts: ["domain"])]
    case .lead, .deal, .task: [.external, MatchKey(parts: ["title"])]
    case .product: [.external, MatchKey(parts: ["sku"]), .name]
    case .activity: [.external]
    }
  }

  /// The record mentioned, nil when there is none; ambiguous mentions are refused.
  ///
  /// `company` is that of the row: it tells namesakes apart. `record` also knows those that this import makes.
  func find(
    _ kind: Kind, _ link: LinkedValues, index: MatchIndex, company: CompanyOfRow,
    record: (RecordID) -> LinkTarget?
  ) throws(Diagnostic) -> RecordID? {
    if let id = link.id {
      if let own = RecordID(id), let found = snapshot.record(own), found.kind == kind { return found.id }
      let found = index.records(kind, .external, MatchKey.externalText(source: source, id: id))
      if let first = found.first { return first }
    }
    let name = link.values[kind.nameKey]?.text
    if let own = name.flatMap({ Reference.identifier(endingStem: $0) }), let found = snapshot.record(own),
      found.kind == kind
    {
      return found.id
    }
    for key in LinkFinder.keys(kind) where key != .external {
      var found = index.records(kind, key, of: { link.values[$0] })
      guard !found.isEmpty else { continue }
      if link.id != nil || kind == .contact || key == LinkFinder.domain {
        found = found.filter { id in record(id).map { fits($0, link, by: key, company: company) } ?? false }
      }
      if kind == .contact, key == .name, let company = company.id, found.count > 1 {
        let colleagues = found.filter { record($0)?.company == company }
        if !colleagues.isEmpty { found = colleagues }
      }
      if found.count > 1, let name {
        let same = found.filter { record($0)?.name == name }
        let alike =
          same.isEmpty ? found.filter { record($0).map { NameLikeness.alike(name, $0.name) } ?? false } : same
        if !alike.isEmpty { found = alike }
      }
      guard let first = found.first else { continue }
      guard found.count == 1 else {
        let refs = found.prefix(5).compactMap { record($0)?.ref }
        throw Diagnostic(
          .ambiguous,
          "\(kind.rawValue) \"\(name ?? link.id ?? "")\" may be any of \(found.count): \(refs.joined(separator: ", "))"
        )
      }
      return first
    }
    return nil
  }

  private static let domain = MatchKey(parts: ["domain"])

  /// Whether the record found by a key is the one that the row means; one key alone proves little.
  private func fits(_ target: LinkTarget, _ link: LinkedValues, by key: MatchKey, company: CompanyOfRow)
    -> Bool
  {
    // Two identifiers of one source are two records there, whatever else they share.
    if let id = link.id, let other = target.value("external")?[source]?.plainText, other != id {
      return false
    }
    let name = link.isNameDerived ? nil : link.values[target.kind.nameKey]?.text
    switch target.kind {
    case .contact: return isSamePerson(link, named: name, target, by: key, company: company)
    case .company where key == LinkFinder.domain:
      // Firms of one owner have mail at one domain; a website is one firm's.
      guard let name, link.values["links"] == nil else { return true }
      return NameLikeness.alike(name, target.name)
    default: return true
    }
  }

  private func isSamePerson(
    _ link: LinkedValues, named name: String?, _ target: LinkTarget, by key: MatchKey, company: CompanyOfRow
  ) -> Bool {
    let hasOtherEmails = link.values["emails"] != nil && target.hasEmail
    if key == .name {
      if company.isOther(than: target.company), !shares("phones", link, target) { return false }
      // A namesake with another email is somebody else, unless both work for one company.
      return !hasOtherEmails || (company.id != nil && target.company == company.id)
    }
    let hasOwnName = !RowPlanner.isMadeUp(target.name, target.value)
    guard let name, hasOwnName else { return key == .email || !hasOtherEmails }
    if key == .email {
      return (link.values["emails"]?.elements ?? []).compactMap(\.text).contains {
        NameLikeness.alike(name, target.name, sharing: $0)
      }
    }
    return NameLikeness.alike(name, target.name)
  }

  private func shares(_ key: String, _ link: LinkedValues, _ target: LinkTarget) -> Bool {
    guard let own = link.values[key]?.elements, let present = target.value(key)?.elements else {
      return false
    }
    return own.contains { present.contains($0) }
  }
}

/// The company that a row names.
struct CompanyOfRow {
  /// Nil where the row names none, and where the one that it names does not exist yet.
  var id: RecordID?
  var isNew = false

  /// True when both name a company, and not the same.
  func isOther(than company: RecordID?) -> Bool {
    guard let company else { return false }
    return isNew || (id != nil && id != company)
  }
}

/// What is known of a record that may be linked to.
struct LinkTarget {
  let kind: Kind
  let name: String
  let ref: String
  let company: RecordID?
  let hasEmail: Bool
  let value: (String) -> Value?
}
