package import Dates
import Facts
package import Records

/// The invariants where only some records are at hand: those that a change wrote, as they were and as they are, and
/// those that its judgement leans on.
///
/// What a record mentions in both versions is taken to be there, as long as the change did not write it: it was
/// there before or is no fault of the change.
package struct PartialCheck: Sendable {
  package private(set) var before: [RecordID: Record]
  package private(set) var after: [RecordID: Record]
  /// What could not be found; never looked for again.
  private var missing: Set<RecordID> = []
  /// Found, but not readable: there all the same.
  private var present: Set<RecordID> = []

  package init(before: [RecordID: Record], after: [RecordID: Record]) {
    (self.before, self.after) = (before, after)
  }

  /// Adds a record that the change did not write.
  package mutating func add(_ record: Record) {
    guard before[record.id] == nil, after[record.id] == nil else { return }
    before[record.id] = record
    after[record.id] = record
  }

  /// Says that this one was looked for and is not there.
  package mutating func addMissing(_ id: RecordID) { missing.insert(id) }

  /// Says that this one has a file that cannot be read.
  package mutating func addPresent(_ id: RecordID) { present.insert(id) }

  // MARK: What else is needed

  /// A record to be looked for.
  package struct Wanted: Sendable, Hashable {
    package let id: RecordID
    package let kind: Kind
  }

  /// The records that must be looked at beside those at hand, by identifier.
  package func wanted() -> [Wanted] {
    var found: Set<Wanted> = []
    func want(_ id: RecordID?, _ kind: Kind) {
      guard let id, after[id] == nil, before[id] == nil, !missing.contains(id), !present.contains(id),
        aliases[id] == nil
      else { return }
      found.insert(Wanted(id: id, kind: kind))
    }
    let aliases = self.aliases
    for (id, record) in after {
      let former = before[id]
      let known = Set(former?.mentions ?? [])
      for mention in record.mentions where !known.contains(mention) { want(mention.id, mention.kind) }
      for alias in record.texts("aliases") where former?.texts("aliases").contains(alias) != true {
        // Merged into this record, or still there by mistake.
        if let id = Reference.identifier(endingStem: alias), after[id] == nil, before[id] == nil,
          !missing.contains(id)
        {
          found.insert(Wanted(id: id, kind: record.kind))
        }
      }
      if record.kind == .deal, differ(former, record, ["stage", "pipeline", "next_step", "closed"]) {
        want(record.referenced("next_step"), .task)
        // Conditions of the stage may ask about them.
        want(record.referenced("contact"), .contact)
        want(record.referenced("company"), .company)
        // Whose step it is instead.
        if let owner = record.referenced("next_step").flatMap({ after[$0] })?.referenced("deal") {
          want(owner, .deal)
        }
      }
      if record.kind == .task, differ(former, record, ["status", "closed", "deal"]) {
        want(record.referenced("deal"), .deal)
        want(former?.referenced("deal"), .deal)
      }
    }
    for (id, former) in before where after[id] == nil && former.kind == .task {
      want(former.referenced("deal"), .deal)
    }
    return found.sorted { $0.id < $1.id }
  }

  private func differ(_ former: Record?, _ record: Record, _ keys: [String]) -> Bool {
    guard let former else { return true }
    return keys.contains { former[$0] != record[$0] }
  }

  /// The records that others were merged into, by the identifiers of those.
  private var aliases: [RecordID: RecordID] {
    var found: [RecordID: RecordID] = [:]
    for record in after.values {
      for alias in record.texts("aliases") {
        if let id = Reference.identifier(endingStem: alias) { found[id] = record.id }
      }
    }
    return found
  }

  /// The records that the change took away, and that are not merged into another: whoever mentions one breaks.
  package var gone: [RecordID] {
    let aliases = aliases
    return before.keys.filter { after[$0] == nil && aliases[$0] == nil }.sorted()
  }

  /// The kinds whose records can mention those that are gone.
  package func kindsMentioningGone(_ schema: Schema) -> Set<Kind> {
    let kinds = Set(gone.compactMap { before[$0]?.kind })
    return Set(
      Kind.allCases.filter { kind in
        schema[kind].mentioning.contains { !kinds.isDisjoint(with: $0.mentionedKinds) }
      })
  }

  /// The numbers that invoices had which are out, and do not have any more: whether another has one decides.
  package var lostNumbers: [String] {
    let lost = after.values.compactMap { invoice -> String? in
      guard invoice.kind == .invoice, let former = before[invoice.id], former.name != invoice.name else {
        return nil
      }
      return former.invoiceStatus == .draft ? nil : former.text("number")
    }
    return Set(lost).sorted()
  }

  /// The deals that the change closed: no open task may name them any more.
  package func closedDeals(_ pipelines: Pipelines, formerly: Pipelines) -> [RecordID] {
    after.values.filter { deal in
      guard deal.kind == .deal, let former = before[deal.id] else { return false }
      return !pipelines.stages.isOpen(deal) && formerly.stages.isOpen(former)
    }.map(\.id).sorted()
  }

  // MARK: Judging

  /// What the change breaks; what was broken before is not held against it. The snapshots give settings, the pipelines
  /// stages, before and after.
  package func findings(
    _ snapshots: (before: Snapshot, after: Snapshot), _ pipelines: (before: Pipelines, after: Pipelines),
    now: Instant
  ) -> [Finding] {
    var assumed = present
    for record in before.values { assumed.formUnion(record.mentionedIDs) }
    assumed.subtract(before.keys)
    assumed.subtract(after.keys)
    assumed.subtract(missing)
    let was = RecordRules(
      snapshot: snapshots.before.replacing(LoadedRecords(before.values.sorted { $0.id < $1.id })),
      pipelines: pipelines.before, now: now, assuming: assumed)
    let will = RecordRules(
      snapshot: snapshots.after.replacing(LoadedRecords(after.values.sorted { $0.id < $1.id })),
      pipelines: pipelines.after, now: now, assuming: assumed)
    var broken: [Finding] = []
    for id in after.keys.sorted() {
      guard let record = after[id] else { continue }
      let found = will.findings(of: record)
      guard !found.isEmpty else { continue }
      let known = Set((before[id].map { was.findings(of: $0) } ?? []).map(\.identity))
      broken += found.filter { !known.contains($0.identity) }
    }
    broken += Invariants.issuedInvoices(
      from: was.snapshot, to: will.snapshot, of: before.keys.filter { !present.contains($0) },
      pipelines: pipelines.after, now: now)
    return broken
  }
}

extension Record {
  /// Every record that a reference field names, with the kind that it must be of.
  fileprivate var mentions: [PartialCheck.Wanted] {
    var found: [PartialCheck.Wanted] = []
    func add(_ value: Value?, _ kind: Kind) {
      if let id = value?.reference?.id { found.append(PartialCheck.Wanted(id: id, kind: kind)) }
    }
    for field in table.mentioning {
      switch field.type {
      case .reference(let kind): add(self[field], kind)
      case .list(.reference(let kind)): for value in self[field]?.elements ?? [] { add(value, kind) }
      case .entries(let keys):
        for entry in self[field]?.list ?? [] {
          for key in keys { if let kind = key.type.referencedKind { add(entry[key.key], kind) } }
        }
      default: break
      }
    }
    return found
  }
}

extension Field {
  /// The kinds that its values can mention.
  fileprivate var mentionedKinds: Set<Kind> {
    switch type {
    case .entries(let keys): Set(keys.compactMap(\.type.referencedKind))
    default: Set([type.referencedKind].compactMap { $0 })
    }
  }
}
