package import Records

/// Which record somebody or something is.
package enum Match: Sendable, Hashable {
  case none
  /// One, and what both have in common.
  case record(RecordID, by: MatchKey)
  /// Several agree by this key, and nothing tells them apart.
  case ambiguous([RecordID], by: MatchKey)

  /// The one record; nil where there is none or several.
  package var record: RecordID? { if case .record(let id, _) = self { id } else { nil } }
}

/// Finds the record that a row, a lead or a mention is about: key by key, the strongest first.
package struct Matcher: Sendable {
  package let kind: Kind
  /// Every key that it looks by.
  package let allKeys: [MatchKey]
  private let keys: [MatchKey]
  private let lastResort: MatchKey?
  private let judge: SamenessJudge
  /// A weaker key may find the record that has all that a row says.
  private let seeksAll: Bool

  /// Looks by these keys; `region` is the country of phone numbers written without one.
  package init(_ kind: Kind, by keys: [MatchKey], region: String) {
    self.init(kind, keys, lastResort: nil, SamenessJudge(region: region, isSaid: false), seeksAll: false)
  }

  /// Looks by the keys that a person said, else by those by which rows of this kind are matched.
  package init(rowsOf kind: Kind, said: [MatchKey], region: String) {
    self.init(
      kind, said.isEmpty ? MatchKey.defaults(kind) : [.external] + said.filter { $0 != .external },
      lastResort: said.isEmpty ? MatchKey.lastResort(kind) : nil,
      SamenessJudge(region: region, isSaid: !said.isEmpty), seeksAll: true)
  }

  private init(
    _ kind: Kind, _ keys: [MatchKey], lastResort: MatchKey?, _ judge: SamenessJudge, seeksAll: Bool
  ) {
    self.kind = kind
    self.keys = keys
    self.lastResort = lastResort
    self.judge = judge
    self.seeksAll = seeksAll
    allKeys = keys + (lastResort.map { [$0] } ?? [])
  }

  /// A record that may be the one.
  package struct Candidate {
    let identity: Identity
    /// It has all that is said of the one looked for.
    let hasAll: Bool
    /// An earlier row of the file is about it.
    let isClaimed: Bool

    package init(_ identity: Identity, hasAll: Bool = false, isClaimed: Bool = false) {
      self.identity = identity
      self.hasAll = hasAll
      self.isClaimed = isClaimed
    }
  }

  /// The record that `subject` is; `records` gives those that agree with it by a key, `candidate` what is known of one.
  package func match(
    _ subject: Identity, records: (MatchKey) -> [RecordID], candidate: (RecordID) -> Candidate?
  ) -> Match {
    if !subject.external.isEmpty, let first = records(.external).first {
      return .record(first, by: .external)
    }
    var isStrong = !subject.external.isEmpty
    var strongest: (key: MatchKey, fitting: [Fitting])?
    func found(by key: MatchKey) -> Match? {
      let fitting = fitting(records(key), subject, key, candidate)
      // A record that has all that is said is the one: it may owe it to this very row, imported before.
      if let whole = fitting.first(where: \.hasAll) { return .record(whole.id, by: key) }
      if strongest == nil, !fitting.isEmpty { strongest = (key, fitting) }
      return nil
    }
    for key in keys where key != .external {
      if key.parts.count == 1, key.parts.first.flatMap(subject.value) != nil { isStrong = true }
      if let whole = found(by: key) { return whole }
      if !seeksAll, strongest != nil { break }
    }
    if strongest == nil, !isStrong, let lastResort, let whole = found(by: lastResort) { return whole }
    return strongest.map { Matcher.choose($0.fitting, named: subject.spelling, by: $0.key) } ?? .none
  }

  private struct Fitting {
    let id: RecordID
    let spelling: String?
    let company: RecordID?
    let hasAll: Bool
  }

  private func fitting(
    _ found: [RecordID], _ subject: Identity, _ key: MatchKey, _ candidate: (RecordID) -> Candidate?
  ) -> [Fitting] {
    var fitting: [Fitting] = []
    for id in found {
      guard let known = candidate(id) else { continue }
      let verdict = judge.verdict(subject, known.identity, by: key)
      // Colleagues behind one address: an earlier row had it under another name.
      if verdict == .different || (known.isClaimed && verdict != .alike) { continue }
      fitting.append(
        Fitting(
          id: id, spelling: known.identity.spelling, company: known.identity.company.id, hasAll: known.hasAll)
      )
    }
    if kind == .contact, key == .name, let company = subject.company.id, fitting.count > 1 {
      let colleagues = fitting.filter { $0.company == company }
      if !colleagues.isEmpty { return colleagues }
    }
    return fitting
  }

  /// Of several the one of the same name, else of a like one.
  private static func choose(_ found: [Fitting], named name: String?, by key: MatchKey) -> Match {
    var fitting = found
    if fitting.count > 1, let name {
      let same = fitting.filter { $0.spelling == name }
      let near = same.isEmpty ? fitting.filter { SamenessJudge.areAlike(name, $0.spelling) } : same
      if !near.isEmpty { fitting = near }
    }
    guard let first = fitting.first else { return .none }
    return fitting.count == 1 ? .record(first.id, by: key) : .ambiguous(fitting.map(\.id), by: key)
  }
}
