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
    _ kind: Kind, _ link: LinkedValues, index: MatchIndex, company: RecordID?,
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
      if kind == .contact, key == .name {
        found = found.filter { isSamePerson(link, record($0), company: company) }
        if let company, found.count > 1 {
          let colleagues = found.filter { record($0)?.company == company }
          if !colleagues.isEmpty { found = colleagues }
        }
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

  /// A namesake with another email is somebody else, unless both work for one company.
  private func isSamePerson(_ link: LinkedValues, _ target: LinkTarget?, company: RecordID?) -> Bool {
    guard let target else { return false }
    guard link.values["emails"] != nil, target.hasEmail else { return true }
    return company != nil && target.company == company
  }
}

/// What is known of a record that may be linked to.
struct LinkTarget {
  let name: String
  let ref: String
  let company: RecordID?
  let hasEmail: Bool
}
