import Dates
import Diagnostics
import Facts
import Matching
import Records
import Rules
import Text

/// Plans one row after another; each sees what those before it did.
struct RowPlanner {
  let request: ImportRequest
  let snapshot: Snapshot
  let analysis: SourceAnalysis
  let mode: ImportMode
  let matcher: Matcher
  let finder: LinkFinder
  /// Does what needs no other row.
  let preparer: RowPreparer
  var planner: ChangePlanner
  var index: MatchIndex
  var stages: DealStages
  /// Deals by their person or company, for calls; and products by their names, for what deals sell.
  lazy var dealsOfClients = DealsOfClients(snapshot)
  lazy var products = ProductNames(snapshot)
  var claims: [RecordID: Claim] = [:]
  /// Values that the planner guards because live records get them by commands; what was so before the import is history.
  var history: [RecordID: [String: Value?]] = [:]
  /// Records made because rows mention them.
  var companions: [RecordID: LinkTarget] = [:]
  /// Companies by the way that rows mention them.
  var knownCompanies: [LinkedValues: Reference] = [:]
  /// Rows by what they say, each with the place of its outcome.
  private var seen: [RunDigest: Int32] = [:]
  private(set) var outcomes: [RowOutcome] = []
  private(set) var rejects: [(row: Row, error: String)] = []
  private(set) var warnings: [String] = []
  private(set) var kept: [KeptCell] = []
  /// Closed deals that came without a date of closing, by what was taken for it.
  var undated: [ClosingDate: Int] = [:]
  /// Lost deals that came without a reason, by what was taken for it.
  var assumedReasons: [String: Int] = [:]
  private var unsureCount = 0
  private static let warningLimit = 20
  /// Of so many, all that is known may take its memory.
  private static let fewRows = 1000

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
    matcher = Matcher(rowsOf: kind, said: keys, region: snapshot.config.country)
    finder = LinkFinder(snapshot, source: analysis.preset.source)
    planner = ChangePlanner(
      snapshot: snapshot, pipelines: pipelines, now: request.now, user: request.user, mint: request.mint)
    stages = DealStages(pipelines)
    var indexed: [Kind: [MatchKey]] = [kind: matcher.allKeys + (kind == .contact ? [.name] : [])]
    for field in snapshot.schema[kind].fields {
      guard let linked = field.type.referencedKind, analysis.links(to: field.key), field.key != "next_step"
      else { continue }
      let own = indexed[linked] ?? []
      indexed[linked] = own + LinkFinder.keys(linked).filter { !own.contains($0) }
    }
    if analysis.decoder.isOfCalls {
      indexed[.company] = [.phone]
      indexed[.lead] = [.phone]
    }
    index = MatchIndex(snapshot: snapshot, keys: indexed, expected: analysis.rows)
    outcomes.reserveCapacity(analysis.rows)
    seen.reserveCapacity(analysis.rows)
    preparer = RowPreparer(
      snapshot: snapshot, decoder: analysis.decoder, completion: RowCompletion(kind: kind),
      source: analysis.preset.source, keys: index.keys(kind), isOwn: analysis.own != nil)
  }

  // MARK: Rows

  mutating func plan(_ prepared: PreparedRow) {
    let row = prepared.row
    let outcome: RowOutcome
    if let earlier = seen[prepared.digest].map({ outcomes[Int($0)] }) {
      outcome = RowOutcome(
        row.place, .duplicate, ref: earlier.ref, error: "the same as \(earlier.place.text)")
    } else {
      do throws(Diagnostic) {
        outcome = try process(prepared)
        seen[prepared.digest] = Int32(truncatingIfNeeded: outcomes.count)
      } catch {
        outcome = RowOutcome(row.place, .rejected, error: Refusal.text(error))
        rejects.append((row.members.first ?? row, outcome.error ?? ""))
      }
    }
    outcomes.append(outcome)
    for member in row.members.dropFirst() { follow(outcome, member) }
  }

  /// A further row of a group ends as the first did: what that made, it makes no second time.
  private mutating func follow(_ first: RowOutcome, _ row: Row) {
    switch first.result {
    case .created, .updated, .unchanged, .duplicate:
      outcomes.append(
        RowOutcome(
          row.place, .duplicate, ref: first.ref, error: "the same \(kind.rawValue) as \(first.place.text)"))
    case .skipped: outcomes.append(RowOutcome(row.place, .skipped, ref: first.ref, error: first.error))
    case .rejected:
      outcomes.append(RowOutcome(row.place, .rejected, error: first.error))
      rejects.append((row, first.error ?? ""))
    }
  }

  /// Counts a line that is no row of the table.
  mutating func pass(_ row: Row, because reason: String) {
    outcomes.append(RowOutcome(row.place, .skipped, error: reason))
  }

  private mutating func process(_ row: PreparedRow) throws(Diagnostic) -> RowOutcome {
    var decoded = row.decoded
    guard decoded.problems.isEmpty else {
      let notes = decoded.notes.map { "\($0.column): \($0.reason)" }
      throw Diagnostic(.invalidData, (decoded.problems + notes).joined(separator: "; "))
    }
    if let reason = decoded.passed { return RowOutcome(decoded.place, .skipped, error: reason) }
    if let known = callOnRecord(decoded) {
      decoded.links = [:]
      return try planExisting(known, decoded, [:], source: row.row)
    }
    takeItems(&decoded)
    var links =
      decoded.isCall ? try resolveCall(decoded) : try resolve(decoded, row.row, known: row.texts)
    let unknown = links.filter { if case .unknown = $0.value { true } else { false } }.keys.sorted()
    if !unknown.isEmpty {
      for key in unknown { links[key] = nil }
      keepUnnamed(unknown, of: &decoded, row.row)
    }
    for (key, link) in links { decoded.values[key] = link.matchValue }
    if analysis.own != nil { try demandOwnReferences(decoded) }
    let known = row.own ?? row.kept.flatMap { claims[$0] == nil ? nil : $0 }
    let match = known.map { Match.record($0, by: .external) } ?? self.match(decoded, known: row.texts)
    switch match {
    case .ambiguous(let ids, _):
      let refs = ids.prefix(5).compactMap { target($0)?.ref }
      throw Diagnostic(
        .ambiguous, "the row matches \(ids.count) \(kind.plural): \(refs.joined(separator: ", "))",
        hints: ["merge them, or name other keys with --update-by"])
    case .record(let id, _):
      if row.kept != nil, row.kept != id, let own = decoded.id {
        decoded.addIdentifier(own, of: analysis.preset.source)
      }
      return try planExisting(id, decoded, links, source: row.row)
    case .none:
      guard mode.creates else {
        return RowOutcome(decoded.place, .skipped, error: "no \(kind.rawValue) matches")
      }
      return try planNew(decoded, links, source: row.row, known: row.texts, kept: row.kept)
    }
  }

  /// Tells of the cells of a row that went to no field.
  private mutating func tell(_ row: DecodedRow) {
    for note in row.notes {
      kept.append(KeptCell(place: row.place, column: note.column, value: note.value, reason: note.reason))
    }
  }

  // MARK: Making

  private mutating func planNew(
    _ source: DecodedRow, _ links: [String: Link], source cells: Row, known: MatchTexts, kept: RecordID?
  ) throws(Diagnostic) -> RowOutcome {
    var row = source
    let fills = links.isEmpty ? [] : linkedNews(&row, links, cells)
    let namesakes =
      kind == .contact ? index.records(.contact, .name, known: known, of: { row.values[$0] }) : []
    let similar = similar(to: row, known: known)
    let place = kind == .deal ? try place(of: row, cells) : nil
    try checkCurrency(row)
    if let place { keepStage(&row, place, cells) }
    var values = row.values
    for key in links.keys { values[key] = nil }
    var past: [String: Value?] = [:]
    var closing: ClosingDate?
    if let place { closing = prepareDeal(&values, &row, place, cells) }
    let given = analysis.own == nil ? nil : givenKeys
    if given == nil, kind == .lead {
      for key in ["status", "reject_reason"] {
        if let value = values.removeValue(forKey: key) { past.updateValue(value, forKey: key) }
      }
    }
    // Here in place of later: so the record and what is known of it share their memory.
    if kind != .deal, kind != .task, values["created"] == nil { values["created"] = .instant(planner.now) }
    let finished = values
    let step = analysis.own == nil ? nil : ownStep(row)
    let next = step?.step ?? request.next
    let kind = kind
    let made = try planner.together { planner throws(Diagnostic) in
      var values = finished
      for fill in fills { try planner.setFields(fill.id, fill.values.mapValues { .some($0) }) }
      let companions = try RowPlanner.make(links, with: &planner, into: &values)
      let all = values
      if let given { values = values.filter { given.contains($0.key) } }
      if let kept { planner.reserve(kept, for: kind) }
      let (reference, task) = try RowPlanner.create(kind, values, at: place, next, step?.id, with: &planner)
      return (reference: reference, values: all, companions: companions, task: task)
    }
    take(made.companions)
    take(fills)
    if analysis.own != nil, let record = planner.record(made.reference.id) {
      past = ownPast(row, links: made.values.filter { links[$0.key] != nil }, made: record)
      if step != nil, let task = made.task { history[task.id] = ownStepPast(row) }
    }
    if !past.isEmpty { history[made.reference.id] = past }
    if let closing { undated[closing, default: 0] += 1 }
    let reference = made.reference
    var stored = made.values
    for (key, value) in past { stored[key] = value }
    if let place { stored["stage"] = .text(place.stage.id) }
    claims[reference.id] = Claim(
      row.place, ref: reference.stem, created: held(stored, of: reference.id), derived: row.derived)
    index.add(reference.id, kind: kind, known: known) { stored[$0] }
    if !namesakes.isEmpty || !similar.isEmpty, let made = planner.record(reference.id) {
      tellUnsure(of: made, at: row.place, namesakes: namesakes, similar: similar)
    }
    if !row.notes.isEmpty { tell(row) }
    return RowOutcome(row.place, .created, ref: reference.stem)
  }

  /// What this import knows of a record that it made; of many rows it is packed, and the record with it.
  private mutating func held(_ stored: [String: Value], of id: RecordID) -> HeldValues {
    guard analysis.rows > RowPlanner.fewRows else { return .open(stored) }
    guard let (packed, values) = planner.pack(id), values == stored else {
      return .packed(PackedValues(stored))
    }
    return packed
  }

  /// Makes a record, and with a deal its next step; `step` is the identifier that this one had.
  private static func create(
    _ kind: Kind, _ values: [String: Value], at place: DealStages.Place?, _ next: NextStep?,
    _ step: RecordID?,
    with planner: inout ChangePlanner
  ) throws(Diagnostic) -> (record: Reference, task: Reference?) {
    switch kind {
    case .deal:
      guard let place else { throw Diagnostic(.internal, "a deal without a stage") }
      if let step, place.stage.isOpen { planner.reserve(step, for: .task) }
      let added = try planner.addDeal(
        values: values, pipeline: place.pipeline.id, stage: place.stage.id, from: place.from?.id,
        next: place.stage.isOpen ? next : nil)
      return (added.deal, added.nextStep)
    case .task: return (try planner.addTask(values: values), nil)
    case .contact, .company, .lead, .activity, .product, .invoice:
      return (try planner.addRecord(kind, values: values), nil)
    }
  }

  mutating func warn(_ text: String) {
    unsureCount += 1
    if unsureCount <= RowPlanner.warningLimit { warnings.append(text) }
  }

  /// The warnings, those beyond the limit as a number.
  var allWarnings: [String] {
    var all = warnings
    if unsureCount > RowPlanner.warningLimit {
      all.append("\(unsureCount - RowPlanner.warningLimit) more rows may be records that are there already")
    }
    if unsureCount > 0 {
      all.append("to look at those that may be one: \(CommandLine("\(kind.plural) dupes"))")
    }
    return all + [ClosingDate.warning(undated), LostReason.warning(assumedReasons)].compactMap { $0 }
  }

  mutating func take(_ made: [LinkedCreation]) {
    for companion in made {
      let values = companion.values
      companions[companion.reference.id] = LinkTarget(
        kind: companion.kind, name: values[companion.kind.nameKey]?.text ?? "", ref: companion.reference.stem,
        value: { values[$0] })
      index.add(companion.reference.id, kind: companion.kind) { values[$0] }
    }
  }

  // MARK: Changing

  private mutating func planExisting(
    _ id: RecordID, _ source: DecodedRow, _ links: [String: Link], source cells: Row
  ) throws(Diagnostic) -> RowOutcome {
    let ref = target(id)?.ref
    let claim = claims[id]
    guard mode.changes else { return leftAlone(source, id: id, ref: ref, claim) }
    var row = source
    let fills = links.isEmpty ? [] : linkedNews(&row, accepted(links, of: id, claim), cells)
    if kind == .deal { try keepStage(&row, of: id, cells) }
    let past = pastChanges(id, row, claim)
    let turn = try turn(of: id, row, claim)
    keepGuarded(&row, of: id, past, hasTurn: turn != nil, cells)
    let (merge, wanted) = merge(row, links, into: id, claim)
    var changes = merge.changes
    let isNews = !changes.isEmpty || !wanted.isEmpty || turn != nil || !past.isEmpty || !fills.isEmpty
    var conflicts = merge.conflicts
    if kind == .deal, try contradictsStage(row, of: id, claim) { conflicts.append("stage") }
    let besides = keepConflicts(conflicts, of: id, &changes, cells)
    var outcome = RowOutcome(row.place, .updated, ref: ref)
    if !isNews {
      outcome.result = claim == nil ? .unchanged : .duplicate
      outcome.error = claim.map { RowPlanner.duplicateNote($0, conflicts, kind: kind) }
    }
    guard isNews || !changes.isEmpty else {
      remember(id, row, besides, ref: ref, changes: [:], links: [:])
      return outcome
    }
    let made = try change(id, changes, wanted, fills, turn)
    if !past.isEmpty { history[id, default: [:]].merge(past) { _, new in new } }
    remember(id, row, besides, ref: ref, changes: changes, links: made)
    if !row.notes.isEmpty { tell(row) }
    return outcome
  }

  /// Plans all that a row does to its record, and to those that it mentions, as one operation; returns the links that the
  /// record gets.
  private mutating func change(
    _ id: RecordID, _ changes: [String: Value?], _ links: [String: Link], _ fills: [LinkedFill],
    _ turn: PendingTransition?
  ) throws(Diagnostic) -> [String: Value] {
    let made = try planner.together { planner throws(Diagnostic) in
      var values: [String: Value] = [:]
      for fill in fills { try planner.setFields(fill.id, fill.values.mapValues { .some($0) }) }
      let companions = try RowPlanner.make(links, with: &planner, into: &values)
      let all = changes.merging(values.mapValues { .some($0) }) { _, link in link }
      if !all.isEmpty { try planner.setFields(id, all) }
      if let turn { try turn.perform(on: id, with: &planner) }
      return (values: values, companions: companions)
    }
    take(made.companions)
    take(fills)
    return made.values
  }

  /// From now on this file has spoken of the record; `besides` is what a conflict put under `extra`.
  private mutating func remember(
    _ id: RecordID, _ row: DecodedRow, _ besides: [MapEntry], ref: String?, changes: [String: Value?],
    links: [String: Value]
  ) {
    var claim = claims[id] ?? Claim(row.place, ref: ref ?? id.description)
    claim.add(row, besides)
    claim.set(changes.compactMapValues { $0 }.merging(links) { _, link in link })
    claims[id] = claim
    if !changes.isEmpty || !links.isEmpty {
      let base = snapshot.record(id)
      index.add(id, kind: kind) { key in claim[key] ?? base?[key] }
    }
  }
}
