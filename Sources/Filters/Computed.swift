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
    (lastActivity(of: record, snapshot: snapshot) ?? record["created"]?.instant).map {
      days(from: $0, to: now)
    }
  }

  /// When something last happened with the record or its deals; an activity's own moment.
  package static func lastActivity(of record: Record, snapshot: Snapshot) -> Instant? {
    if record.kind == .activity { return record["at"]?.instant }
    var latest: Instant?
    func take(_ activities: [Record]) {
      for activity in activities where activity.kind == .activity {
        guard let at = activity["at"]?.instant, at > latest ?? at.adding(seconds: -1) else { continue }
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
  private static func referrers(of record: Record, snapshot: Snapshot) -> [Record] {
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

  /// The chance of a deal in percent: its outcome's, else its own, else its stage's.
  package static func probability(of deal: Record, stages: StageIndex) -> Decimal? {
    let facts = stages.facts(of: deal)
    switch facts?.outcome {
    case .won: return Decimal(100)
    case .lost, .archived: return .zero
    case nil: return deal["probability"]?.number ?? facts?.probability.map { Decimal($0) }
    }
  }

  /// Amount × probability ÷ 100, with at least the decimals of the amount and two; nil where either is unknown.
  package static func weighted(_ deal: Record, stages: StageIndex) -> Decimal? {
    guard deal.kind == .deal, let amount = deal["amount"]?.number,
      let probability = probability(of: deal, stages: stages)
    else { return nil }
    return (amount * probability * Decimal(coefficient: 1, scale: 2)).rounded(to: max(2, amount.scale))
  }

  /// When the deal entered the stage it is in: its last line of history, else when it was made.
  package static func stageEntered(_ deal: Record) -> Instant? {
    let moments = deal["history"]?.elements.compactMap { $0["at"]?.instant } ?? []
    return moments.max() ?? deal["created"]?.instant
  }

  /// True for an open deal without an activity or a change of stage for longer than its stage's `rots_after`.
  package static func isRotting(_ deal: Record, snapshot: Snapshot, stages: StageIndex, now: Instant) -> Bool
  {
    guard let facts = stages.facts(of: deal), facts.outcome == nil, let limit = facts.rotsAfter else {
      return false
    }
    let moments = [stageEntered(deal), lastActivity(of: deal, snapshot: snapshot)].compactMap { $0 }
    guard let last = moments.max() else { return false }
    return now.seconds(since: last) > limit
  }

  /// True for an open deal that has been in its stage for longer than the stage's `within`.
  package static func isLate(_ deal: Record, stages: StageIndex, now: Instant) -> Bool {
    guard let facts = stages.facts(of: deal), facts.outcome == nil, let limit = facts.within,
      let entered = stageEntered(deal)
    else { return false }
    return now.seconds(since: entered) > limit
  }

  /// The task that moves the deal on; nil where it names none, or one that is missing or closed.
  package static func nextStep(of deal: Record, snapshot: Snapshot) -> Record? {
    guard let task = snapshot.record(deal.reference("next_step")), task.kind == .task, isOpen(task: task)
    else {
      return nil
    }
    return task
  }

  // MARK: - Words with a default

  /// True unless the task is done or cancelled; a task without a status is open.
  package static func isOpen(task: Record) -> Bool { (task.text("status") ?? "open") == "open" }

  /// The value that a missing field stands for, as the field tables describe it.
  package static func implied(_ key: String, of kind: Kind) -> Value? {
    switch (kind, key) {
    case (.task, "status"): .text("open")
    case (.lead, "status"): .text("new")
    case (.product, "active"): .boolean(true)
    default: nil
    }
  }

  private static let unanswered: Set<String> = [
    "no-answer", "no answer", "no-pickup", "busy", "unavailable", "missed", "rejected", "voicemail",
    "unanswered",
  ]

  /// False for a call whose result says that nobody spoke, or that took no time; nil for anything but a call.
  package static func isAnswered(_ activity: Record) -> Bool? {
    guard activity.kind == .activity, activity.text("type") == "call" else { return nil }
    if let result = activity.text("result"), unanswered.contains(result.lowercased()) { return false }
    return activity["duration"]?.number != .zero
  }
}
