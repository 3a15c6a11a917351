import Dates
import Diagnostics
import Filters
import Records
import Rules
import Text

/// Plans one row after another; each sees what those before it did.
struct RowPlanner {
  /// What rows of this file said of a record so far.
  struct Claim {
    let line: Int
    let ref: String
    let isCreated: Bool
    /// What this import gave the record.
    var values: [String: Value]
    /// What rows spoke of, whether or not it changed anything.
    private var said: [Statement]

    private struct Statement {
      let values: [String: Value]
      let derived: Set<String>
    }

    init(line: Int, ref: String, isCreated: Bool, values: [String: Value] = [:], row: DecodedRow) {
      self.line = line
      self.ref = ref
      self.isCreated = isCreated
      self.values = values
      said = [Statement(values: row.values, derived: row.derived)]
    }

    mutating func add(_ row: DecodedRow) {
      said.append(Statement(values: row.values, derived: row.derived))
    }

    /// Whether a row spoke of a key, or of an entry of its map.
    func speaks(of key: String, _ entry: String?) -> Bool {
      said.contains { row in
        guard let value = row.values[key], !row.derived.contains(key) else { return false }
        return entry.map { value[$0] != nil } ?? true
      }
    }
  }

  private struct Seen {
    let line: Int
    let ref: String?
  }

  let request: ImportRequest
  let snapshot: Snapshot
  let analysis: SourceAnalysis
  let mode: ImportMode
  let matcher: Matcher
  let finder: LinkFinder
  /// Does what needs no other row.
  let preparer: RowPreparer
  var desk: DealDesk
  var index: MatchIndex
  var stages: DealStages
  var claims: [RecordID: Claim] = [:]
  /// Values that the desk guards because live records get them by commands; what was so before the import is history.
  var history: [RecordID: [String: Value]] = [:]
  /// Records made because rows mention them.
  var companions: [RecordID: LinkTarget] = [:]
  /// Companies by the way that rows mention them.
  var knownCompanies: [LinkedValues: Reference] = [:]
  private var seen: [RowDigest: Seen] = [:]
  private(set) var outcomes: [RowOutcome] = []
  private(set) var rejects: [(row: Row, error: String)] = []
  private(set) var warnings: [String] = []
  private var unsureCount = 0
  private static let warningLimit = 20

  var kind: Kind { analysis.kind }
  var table: FieldTable { snapshot.schema[kind] }

  init(
    request: ImportRequest, snapshot: Snapshot, pipelines: Pipelines, analysis: SourceAnalysis
  ) throws(Diagnostic) {
    self.request = request
    self.snapshot = snapshot
    self.analysis = analysis
    mode = request.mode ?? analysis.preset.mode ?? .upsert
    let kind = analysis.kind
    let words = request.updateBy.isEmpty ? analysis.preset.matching : request.updateBy
    let keys = try words.map { word throws(Diagnostic) in
      try MatchKey.parse(word, kind: kind, schema: snapshot.schema)
    }
    matcher = Matcher(kind: kind, source: analysis.preset.source, updateBy: keys)
    finder = LinkFinder(snapshot: snapshot, source: analysis.preset.source)
    desk = DealDesk(
      snapshot: snapshot, pipelines: pipelines, now: request.now, user: request.user, mint: request.mint)
    stages = DealStages(pipelines)
    var indexed: [Kind: [MatchKey]] = [kind: matcher.allKeys + (kind == .contact ? [.name] : [])]
    for field in snapshot.schema[kind].fields {
      guard let linked = field.type.referencedKind, analysis.links(to: field.key) else { continue }
      let own = indexed[linked] ?? []
      indexed[linked] = own + LinkFinder.keys(linked).filter { !own.contains($0) }
    }
    index = MatchIndex(snapshot: snapshot, keys: indexed, expected: analysis.rows)
    outcomes.reserveCapacity(analysis.rows)
    seen.reserveCapacity(analysis.rows)
    preparer = RowPreparer(
      snapshot: snapshot, decoder: analysis.decoder, completion: RowCompletion(kind: kind),
      source: analysis.preset.source, keys: index.keys(kind))
  }

  // MARK: Rows

  mutating func plan(_ prepared: PreparedRow) {
    let row = prepared.row
    let outcome: RowOutcome
    if let earlier = seen[prepared.digest] {
      outcome = RowOutcome(
        line: row.line, result: .duplicate, ref: earlier.ref, error: "the same as line \(earlier.line)")
    } else {
      do throws(Diagnostic) {
        outcome = try process(prepared)
        seen[prepared.digest] = Seen(line: row.line, ref: outcome.ref)
      } catch {
        outcome = RowOutcome(line: row.line, result: .rejected, error: Refusal.text(error))
        rejects.append((row, outcome.error ?? ""))
      }
    }
    outcomes.append(outcome)
  }

  /// Counts a line that is no row of the table.
  mutating func pass(_ row: Row, because reason: String) {
    outcomes.append(RowOutcome(line: row.line, result: .skipped, error: reason))
  }

  private mutating func process(_ row: PreparedRow) throws(Diagnostic) -> RowOutcome {
    var decoded = row.decoded
    guard decoded.problems.isEmpty else {
      throw Diagnostic(.invalidData, decoded.problems.joined(separator: "; "))
    }
    let links = try resolve(decoded)
    for (key, link) in links { decoded.values[key] = link.matchValue }
    let match = row.own.map { Match.record($0) } ?? self.match(decoded, known: row.texts)
    switch match {
    case .ambiguous(let ids):
      let refs = ids.prefix(5).compactMap { target($0)?.ref }
      throw Diagnostic(
        .ambiguous, "the row matches \(ids.count) \(kind.plural): \(refs.joined(separator: ", "))",
        hints: ["merge them, or name other keys with --update-by"])
    case .record(let id): return try planExisting(id, decoded, links)
    case .none:
      guard mode.creates else {
        return RowOutcome(line: decoded.line, result: .skipped, error: "no \(kind.rawValue) matches")
      }
      return try planNew(decoded, links, known: row.texts)
    }
  }

  private func match(_ row: DecodedRow, known: MatchTexts) -> Match {
    // A lead's title says what is asked for; who asks is another field.
    let nameKey = kind == .lead ? "name" : kind.nameKey
    return matcher.match(
      id: row.id, name: row.derived.contains(nameKey) ? nil : row.values[nameKey]?.text,
      index: index, known: known,
      value: { row.values[$0] },
      candidate: { id in
        guard let target = target(id) else { return nil }
        let external = current(id, "external")?[analysis.preset.source]?.plainText
        let name = kind == .lead ? current(id, nameKey)?.text ?? "" : target.name
        return Matcher.Candidate(
          name: isMadeUp(name, of: id) ? "" : name,
          hasOtherEmails: hasOtherEmails(row, than: id), external: external,
          isClaimed: claims[id] != nil, news: news(row, for: id))
      })
  }

  // MARK: Reading

  /// True for a name that was taken from an email or a phone: it is like any name.
  private func isMadeUp(_ name: String, of id: RecordID) -> Bool {
    guard kind == .contact else { return false }
    return RowPlanner.isMadeUp(name) { current(id, $0) }
  }

  static func isMadeUp(_ name: String, _ value: (String) -> Value?) -> Bool {
    (value("emails")?.elements ?? []).contains {
      $0.text?.split(separator: "@").first.map { String($0) } == name
    } || (value("phones")?.elements ?? []).contains { $0.text == name }
  }

  private func hasOtherEmails(_ row: DecodedRow, than id: RecordID) -> Bool {
    guard let own = row.values["emails"]?.list, let present = current(id, "emails")?.list else {
      return false
    }
    return !own.contains { present.contains($0) }
  }

  /// How many of a row's values a record does not have.
  private func news(_ row: DecodedRow, for id: RecordID) -> Int {
    var count = 0
    for (key, value) in row.values where key != "created" && !row.derived.contains(key) {
      guard let present = current(id, key) else {
        count += 1
        continue
      }
      switch (present, value) {
      case (.list(let old), .list(let new)): if !new.allSatisfy({ old.contains($0) }) { count += 1 }
      case (.map(let old), .map(let new)): if !new.allSatisfy({ old.contains($0) }) { count += 1 }
      case (.text(let old), .text(let new)) where key == "notes": if !old.contains(new) { count += 1 }
      default: if present != value { count += 1 }
      }
    }
    return count
  }

  /// The value that a record has now, what this import does to it included.
  func current(_ id: RecordID, _ key: String) -> Value? {
    claims[id]?.values[key] ?? snapshot.record(id)?[key]
  }

  func target(_ id: RecordID) -> LinkTarget? {
    if let made = companions[id] { return made }
    if let claim = claims[id], claim.isCreated {
      return LinkTarget(
        kind: kind, name: claim.values[kind.nameKey]?.text ?? "", ref: claim.ref,
        company: claim.values["company"]?.reference?.id, hasEmail: claim.values["emails"] != nil,
        value: { claim.values[$0] })
    }
    guard let record = snapshot.record(id) else { return nil }
    return LinkTarget(
      kind: record.kind, name: record.name, ref: record.ref, company: record.reference("company")?.id,
      hasEmail: record["emails"] != nil, value: { record[$0] })
  }

  // MARK: Making

  private mutating func planNew(
    _ row: DecodedRow, _ links: [String: Link], known: MatchTexts
  ) throws(Diagnostic) -> RowOutcome {
    let namesakes =
      kind == .contact ? index.records(.contact, .name, known: known, of: { row.values[$0] }) : []
    var values = row.values
    for key in links.keys { values[key] = nil }
    var past: [String: Value] = [:]
    let place = kind == .deal ? try place(of: row) : nil
    if let place { prepareDeal(&values, row, place) }
    if kind == .lead {
      for key in ["status", "reject_reason"] { past[key] = values.removeValue(forKey: key) }
    }
    let finished = values
    let next = request.next
    let kind = kind
    let made = try desk.together { wishes throws(Diagnostic) in
      var values = finished
      let companions = try RowPlanner.make(links, with: &wishes, into: &values)
      let reference: Reference
      switch kind {
      case .deal:
        guard let place else { throw Diagnostic(.internal, "a deal without a stage") }
        reference = try wishes.addDeal(
          values: values, pipeline: place.pipeline.id, stage: place.stage.id,
          next: place.stage.isOpen ? next : nil
        ).deal
      case .task: reference = try wishes.addTask(values: values)
      case .contact, .company, .lead, .activity, .product:
        reference = try wishes.addRecord(kind, values: values)
      }
      return (reference: reference, values: values, companions: companions)
    }
    take(made.companions)
    if !past.isEmpty { history[made.reference.id] = past }
    let reference = made.reference
    var stored = made.values
    stored.merge(past) { _, new in new }
    if let place { stored["stage"] = .text(place.stage.id) }
    claims[reference.id] = Claim(
      line: row.line, ref: reference.stem, isCreated: true, values: stored, row: row)
    index.add(reference.id, kind: kind, known: known) { stored[$0] }
    if let namesake = namesakes.compactMap({ target($0) }).first {
      warn("line \(row.line): made \(reference.stem) beside \(namesake.ref), which has the same name")
    }
    return RowOutcome(line: row.line, result: .created, ref: reference.stem)
  }

  private mutating func warn(_ text: String) {
    unsureCount += 1
    if unsureCount <= RowPlanner.warningLimit { warnings.append(text) }
  }

  /// The warnings, those beyond the limit as a number.
  var allWarnings: [String] {
    guard unsureCount > RowPlanner.warningLimit else { return warnings }
    return warnings + [
      "\(unsureCount - RowPlanner.warningLimit) more rows have namesakes"
    ]
  }

  mutating func take(_ made: [Companion]) {
    for companion in made {
      let values = companion.values
      companions[companion.reference.id] = LinkTarget(
        kind: companion.kind, name: values[companion.kind.nameKey]?.text ?? "", ref: companion.reference.stem,
        company: values["company"]?.reference?.id, hasEmail: values["emails"] != nil,
        value: { values[$0] })
      index.add(companion.reference.id, kind: companion.kind) { values[$0] }
    }
  }

  // MARK: Changing

  private mutating func planExisting(
    _ id: RecordID, _ row: DecodedRow, _ links: [String: Link]
  ) throws(Diagnostic) -> RowOutcome {
    let ref = target(id)?.ref
    let claim = claims[id]
    guard mode.changes else {
      if let claim {
        return RowOutcome(
          line: row.line, result: .duplicate, ref: ref,
          error: "the same \(kind.rawValue) as line \(claim.line)")
      }
      return RowOutcome(
        line: row.line, result: .skipped, ref: ref, error: "exists already: \(ref ?? id.description)")
    }
    let base = snapshot.record(id)
    var merge = FieldMerge(
      mode: mode, current: { claim?.values[$0] ?? base?[$0] }, claimed: { claim?.speaks(of: $0, $1) ?? false }
    )
    var wanted: [String: Link] = [:]
    for (key, link) in links {
      switch link {
      case .existing(let reference): if let field = table[key] { merge.add(.reference(reference), field) }
      case .missing: if merge.accepts(key) { wanted[key] = link }
      }
    }
    for field in table.fields where links[field.key] == nil {
      guard let value = row.values[field.key], isChangeable(field, row) else { continue }
      merge.add(value, field)
    }
    let turn = try turn(of: id, row, claim)
    let changes = merge.changes
    let past = pastChanges(id, row, claim)
    var outcome = RowOutcome(line: row.line, result: .updated, ref: ref)
    if changes.isEmpty, wanted.isEmpty, turn == nil, past.isEmpty {
      outcome.result = claim == nil ? .unchanged : .duplicate
      outcome.error = claim.map { RowPlanner.duplicateNote($0, merge.conflicts, kind: kind) }
    } else {
      let made = try desk.together { wishes throws(Diagnostic) in
        var values: [String: Value] = [:]
        let companions = try RowPlanner.make(wanted, with: &wishes, into: &values)
        var all = changes
        for (key, value) in values { all[key] = value }
        if !all.isEmpty { try wishes.setFields(id, all) }
        if let turn { try turn.perform(on: id, with: &wishes) }
        return (values: values, companions: companions)
      }
      take(made.companions)
      if !past.isEmpty { history[id, default: [:]].merge(past) { _, new in new } }
      remember(id, row, ref: ref, changes: changes, links: made.values)
      return outcome
    }
    remember(id, row, ref: ref, changes: [:], links: [:])
    return outcome
  }

  private static func duplicateNote(_ claim: Claim, _ conflicts: [String], kind: Kind) -> String {
    let note = "the same \(kind.rawValue) as line \(claim.line)"
    return conflicts.isEmpty
      ? note : note + ", which differs in \(conflicts.joined(separator: ", ")) and was kept"
  }

  /// From now on this file has spoken of the record.
  private mutating func remember(
    _ id: RecordID, _ row: DecodedRow, ref: String?, changes: [String: Value?], links: [String: Value]
  ) {
    var claim = claims[id] ?? Claim(line: row.line, ref: ref ?? id.description, isCreated: false, row: row)
    claim.add(row)
    for (key, value) in changes { if let value { claim.values[key] = value } }
    for (key, value) in links { claim.values[key] = value }
    claims[id] = claim
    if !changes.isEmpty || !links.isEmpty {
      let base = snapshot.record(id)
      index.add(id, kind: kind) { key in claim.values[key] ?? base?[key] }
    }
  }

  /// Identity, history and what was only made up for a new record stay as they are.
  private func isChangeable(_ field: Field, _ row: DecodedRow) -> Bool {
    if row.derived.contains(field.key) { return false }
    if row.constants.contains("lost_reason"), field.key == "lost_reason" { return false }
    switch field.writer {
    case .anyone: return true
    case .creation, .command: return false
    }
  }
}
