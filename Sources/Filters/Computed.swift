package import Dates
package import Records

/// Numbers that no file holds; filters, reports and tables all take them from here.
package enum Computed: String, Sendable, Hashable, CaseIterable {
  /// Whole days since the record was made.
  case age
  /// Whole days since the last activity on the record or its deals, else since it was made.
  case idle
  /// A deal's amount times its probability.
  case weighted

  /// The numbers that records of a kind have.
  package static func known(for kind: Kind) -> [Computed] { kind == .deal ? allCases : [.age, .idle] }

  package func value(of record: Record, in context: EvaluationContext) -> Decimal? {
    switch self {
    case .age: Computed.ageDays(of: record, now: context.now).map { Decimal($0) }
    case .idle:
      Computed.idleDays(of: record, snapshot: context.snapshot, now: context.now).map { Decimal($0) }
    case .weighted: Computed.weighted(record, stages: context.stages)
    }
  }

  // MARK: - Days

  /// Whole periods of 24 hours from one moment to another, 0 when the first lies ahead.
  package static func days(from start: Instant, to end: Instant) -> Int {
    max(0, end.seconds(since: start)) / 86_400
  }

  package static func ageDays(of record: Record, now: Instant) -> Int? {
    record["created"]?.instant.map { days(from: $0, to: now) }
  }

  package static func idleDays(of record: Record, snapshot: Snapshot, now: Instant) -> Int? {
    (lastActivity(of: record, snapshot: snapshot, until: now) ?? record["created"]?.instant).map {
      days(from: $0, to: now)
    }
  }

  /// When something last happened with the record or its deals up to a moment: an activity, or a task that was done.
  package static func lastActivity(of record: Record, snapshot: Snapshot, until moment: Instant) -> Instant? {
    if record.kind == .activity { return record["at"]?.instant }
    var latest = ActivityFacts.moment(of: record)
    func take(_ records: [Record]) {
      for record in records {
        guard let at = ActivityFacts.moment(of: record), at <= moment, latest.map({ at > $0 }) ?? true else {
          continue
        }
        latest = at
      }
    }
    let mentions = referrers(of: record, snapshot: snapshot)
    take(mentions)
    for deal in deals(of: record, referrers: mentions, snapshot: snapshot) {
      take(referrers(of: deal, snapshot: snapshot))
    }
    return latest
  }

  /// The deals that mention the record (as contact, company, participant or item), or that it belongs to.
  package static func deals(of record: Record, snapshot: Snapshot) -> [Record] {
    deals(of: record, referrers: referrers(of: record, snapshot: snapshot), snapshot: snapshot)
  }

  private static func deals(of record: Record, referrers: [Record], snapshot: Snapshot) -> [Record] {
    if record.kind == .deal { return [] }
    var found = referrers.filter { $0.kind == .deal }
    if let own = snapshot.record(record.reference("deal")), !found.contains(where: { $0.id == own.id }) {
      found.append(own)
    }
    return found
  }

  /// The records that mention this one, also by the identifier of a record that was merged into it.
  static func referrers(of record: Record, snapshot: Snapshot) -> [Record] {
    var found = snapshot.referrers(of: record.id)
    for alias in record.texts("aliases") {
      guard let id = Reference.identifier(endingStem: alias), id != record.id else { continue }
      for referrer in snapshot.referrers(of: id) where !found.contains(where: { $0.id == referrer.id }) {
        found.append(referrer)
      }
    }
    return found
  }

  // MARK: - Deals

  /// The chance of a deal in percent, from 0 to 100: its outcome's, else its own, else its stage's.
  package static func probability(of deal: Record, in stage: StageFacts?) -> Decimal? {
    switch stage?.outcome {
    case .won: return Decimal(100)
    case .lost, .archived: return .zero
    case nil:
      let chance = deal["probability"]?.number ?? stage?.probability.map { Decimal($0) }
      return chance.map { min(max($0, .zero), Decimal(100)) }
    }
  }

  /// An amount times a chance in percent.
  package static func weighted(_ amount: Decimal, by probability: Decimal) -> Decimal {
    amount * probability * Decimal(coefficient: 1, scale: 2)
  }

  /// Amount × probability ÷ 100, at the precision of its currency or of the amount; nil where either is unknown.
  package static func weighted(_ deal: Record, stages: StageIndex) -> Decimal? {
    guard deal.kind == .deal, let amount = deal["amount"]?.number,
      let probability = probability(of: deal, in: stages.facts(of: deal))
    else { return nil }
    let decimals = deal.text("currency").flatMap(Currency.decimals) ?? 2
    return weighted(amount, by: probability).rounded(to: max(decimals, amount.trimmed.scale))
  }

  /// Seconds since the deal's last activity or change of stage; nil where neither those nor its creation are known.
  package static func idleSeconds(
    _ deal: Record, history: DealHistory, lastActivity: Instant?, at moment: Instant
  ) -> Int? {
    let moved = history.entries.last { $0.at <= moment }?.at ?? deal["created"]?.instant
    return [lastActivity, moved].compactMap { $0 }.max().map { max(moment.seconds(since: $0), 0) }
  }

  /// True for an open deal without an activity or a change of stage for longer than its stage's `rots_after`.
  package static func isRotting(_ deal: Record, snapshot: Snapshot, stages: StageIndex, now: Instant) -> Bool
  {
    guard let facts = stages.facts(of: deal), facts.outcome == nil, let limit = facts.rotsAfter else {
      return false
    }
    let last = lastActivity(of: deal, snapshot: snapshot, until: now)
    let idle = idleSeconds(deal, history: DealHistory(deal), lastActivity: last, at: now)
    return idle.map { $0 > limit } ?? false
  }

  /// True for an open deal that has been in its stage for longer than the stage's `within`.
  package static func isLate(_ deal: Record, stages: StageIndex, now: Instant) -> Bool {
    guard let facts = stages.facts(of: deal), facts.outcome == nil, let limit = facts.within,
      let entered = DealHistory(deal).entries.last?.at
    else { return false }
    return now.seconds(since: entered) > limit
  }

  // MARK: - Words with a default

  /// The value that a missing field stands for, as the field tables describe it.
  package static func implied(_ key: String, of kind: Kind) -> Value? {
    switch (kind, key) {
    case (.task, "status"): .text("open")
    case (.lead, "status"): .text("new")
    case (.product, "active"): .boolean(true)
    default: nil
    }
  }
}
