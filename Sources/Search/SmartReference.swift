package import Facts
package import Records

/// Finds the records that a REF means by the records that they belong to and by smart search.
package struct SmartReference: ReferenceFinder {
  /// What the record is wanted for.
  package enum Use: Sendable {
    case reading
    /// A typing error may not lead a change to another record than the one that was meant.
    case writing
  }

  private let snapshot: Snapshot
  private let stages: StageIndex
  private let use: Use
  private let search: @Sendable () -> RecordSearch

  /// How much better the best match must be than the next one.
  private static let margin = 0.075
  /// How many matches are looked at.
  private static let limit = 50

  /// `search` is asked for where no name explains the text.
  package init(
    _ snapshot: Snapshot, stages: StageIndex, for use: Use,
    search: @autoclosure @escaping @Sendable () -> RecordSearch
  ) {
    self.snapshot = snapshot
    self.stages = stages
    self.use = use
    self.search = search
  }

  package var takesTypos: Bool { use == .reading }

  package func isOver(_ record: Record) -> Bool { stages.isOver(record) }

  package func similar(
    _ text: String, kinds: [Kind], byTypos: Bool, where isWanted: (Record) -> Bool
  ) -> [Record] {
    for scope in [FieldWeights.Scope.naming, use == .reading ? .everything : .fields] {
      let found = similar(text, kinds: kinds, byTypos: byTypos, scope: scope, where: isWanted)
      if !found.isEmpty { return found }
    }
    return []
  }

  private func similar(
    _ text: String, kinds: [Kind], byTypos: Bool, scope: FieldWeights.Scope, where isWanted: (Record) -> Bool
  ) -> [Record] {
    let hits = search().hits(
      text, kinds: kinds, limit: SmartReference.limit, scope: scope, where: isWanted
    ).filter { ($0.reason == .typo) == byTypos }
    guard let best = hits.first else { return [] }
    return hits.prefix { $0.score > best.score - SmartReference.margin }.map(\.record)
  }

  // MARK: Relations

  package func related(_ text: String, kinds: [Kind], where isWanted: (Record) -> Bool) -> [Record] {
    guard let kind = kinds.first, kinds.count == 1, kind == .task || kind == .deal else { return [] }
    let sources: [Kind] = kind == .task ? [.deal, .contact, .company, .lead] : [.contact, .company, .lead]
    var named = ReferenceResolver(snapshot: snapshot).candidates(text, kinds: sources)
    if named.isEmpty {
      named = similar(text, kinds: sources, byTypos: false, scope: .naming, where: { _ in true })
    }
    for source in sources {
      var found: [Record] = []
      for record in named where record.kind == source {
        let owned = kind == .task ? tasks(of: record) : deals(of: record)
        for record in owned where isWanted(record) && !found.contains(where: { $0.id == record.id }) {
          found.append(record)
        }
      }
      if !found.isEmpty { return found }
    }
    return []
  }

  /// The next steps of a record's open deals, else the open tasks that name it.
  private func tasks(of record: Record) -> [Record] {
    let deals = record.kind == .deal ? [record] : deals(of: record).filter(stages.isOpen)
    let steps = deals.compactMap { snapshot.nextStep(of: $0) }
    guard steps.isEmpty else { return steps }
    return snapshot.openTasks(of: record)
  }

  /// The deals that a person or company buys, and that a lead became.
  private func deals(of record: Record) -> [Record] {
    if record.kind == .lead { return snapshot.record(record.reference("deal")).map { [$0] } ?? [] }
    return snapshot.referrers(of: record.id).filter { deal in
      deal.kind == .deal && snapshot.record(deal.reference(record.kind.rawValue))?.id == record.id
    }
  }
}
