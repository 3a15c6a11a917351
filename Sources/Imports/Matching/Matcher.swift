import Diagnostics
import Records
import Text

/// What a row turns out to be.
enum Match {
  case none
  case record(RecordID)
  /// Several records agree with the row, and nothing tells them apart.
  case ambiguous([RecordID])
}

/// Finds the record that a row is about, among those of the repository and those that earlier rows made.
struct Matcher {
  let kind: Kind
  let source: String
  /// The strongest first.
  let keys: [MatchKey]
  let lastResort: MatchKey?
  /// A person said by which keys rows are matched.
  private let isSaid: Bool

  init(kind: Kind, source: String, updateBy: [MatchKey]) {
    self.kind = kind
    self.source = source
    keys = updateBy.isEmpty ? MatchKey.defaults(kind) : [.external] + updateBy.filter { $0 != .external }
    isSaid = !updateBy.isEmpty
    lastResort = updateBy.isEmpty ? MatchKey.lastResort(kind) : nil
  }

  var allKeys: [MatchKey] { keys + (lastResort.map { [$0] } ?? []) }

  /// What the matcher must know of a record.
  struct Candidate {
    /// Empty where it was made up of other fields.
    let name: String
    /// Both have email addresses, and none in common.
    let hasOtherEmails: Bool
    /// Its identifier in this source.
    let external: String?
    /// An earlier row of the file is about it.
    let isClaimed: Bool
    /// How many of the row's values it does not have.
    let news: Int
  }

  /// `value` gives the row's values, links included; `known` are texts of it that are known already.
  func match(
    id: String?, name: String?, index: MatchIndex, known: MatchTexts, value: (String) -> Value?,
    candidate: (RecordID) -> Candidate?
  ) -> Match {
    if let id {
      let found = index.records(kind, .external, MatchKey.externalText(source: source, id: id))
      if let first = found.first { return .record(first) }
    }
    var isStrong = id != nil
    var strongest: [Fitting] = []
    for key in keys where key != .external {
      if key.parts.count == 1, key.parts.first.flatMap(value) != nil { isStrong = true }
      let found = index.records(kind, key, known: known, of: value)
      guard !found.isEmpty else { continue }
      let fitting = fitting(found, key: key, id: id, name: name, value, candidate)
      // A record that has all that the row says is the one: it may owe it to this very row, imported before.
      if let whole = fitting.first(where: { $0.candidate.news == 0 }) { return .record(whole.id) }
      if strongest.isEmpty { strongest = fitting }
    }
    if strongest.isEmpty, !isStrong, let lastResort {
      let found = index.records(kind, lastResort, known: known, of: value)
      strongest = fitting(found, key: lastResort, id: id, name: name, value, candidate)
      if let whole = strongest.first(where: { $0.candidate.news == 0 }) { return .record(whole.id) }
    }
    return choose(strongest, name: name)
  }

  private struct Fitting {
    let id: RecordID
    let candidate: Candidate
    let isAlike: Bool
  }

  private func fitting(
    _ found: [RecordID], key: MatchKey, id: String?, name: String?, _ value: (String) -> Value?,
    _ candidate: (RecordID) -> Candidate?
  ) -> [Fitting] {
    var fitting: [Fitting] = []
    for record in found {
      guard let known = candidate(record) else { continue }
      // Two identifiers of one source are two records there, whatever else they share.
      if let id, let other = known.external, other != id { continue }
      let isAlike = name.map { NameLikeness.alike($0, known.name) } ?? true
      if !isAlike, let name, !provesSameness(key, name, known.name, value) { continue }
      // Without a name on both sides a shared number proves nothing against different addresses.
      if key.needsLikeName(kind), known.hasOtherEmails, name == nil || known.name.isEmpty { continue }
      // Colleagues behind one address: an earlier row had it under another name.
      if known.isClaimed, !isAlike { continue }
      fitting.append(Fitting(id: record, candidate: known, isAlike: isAlike))
    }
    return fitting
  }

  /// Whether a key tells by itself that two records of unlike names are one.
  ///
  /// An office has one number and one address for all who work there, and firms of one owner have mail at one domain.
  private func provesSameness(
    _ key: MatchKey, _ name: String, _ other: String, _ value: (String) -> Value?
  ) -> Bool {
    if key.needsLikeName(kind) { return false }
    switch kind {
    case .contact, .lead:
      return isSaid || !key.parts.contains("emails")
        || (value("emails")?.elements ?? []).compactMap(\.text).contains {
          NameLikeness.alike(name, other, sharing: $0)
        }
    case .company where key.parts == ["domain"]: return value("links") != nil
    default: return true
    }
  }

  private func choose(_ found: [Fitting], name: String?) -> Match {
    var fitting = found
    if fitting.count > 1 {
      let alike = fitting.filter(\.isAlike)
      if !alike.isEmpty { fitting = alike }
    }
    if fitting.count > 1 {
      let same = fitting.filter { $0.candidate.name == name }
      if !same.isEmpty { fitting = same }
    }
    guard let first = fitting.first else { return .none }
    return fitting.count == 1 ? .record(first.id) : .ambiguous(fitting.map(\.id))
  }
}
