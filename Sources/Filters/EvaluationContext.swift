package import Dates
package import Facts
package import Records

/// All that a filter needs beside the record: the repository, the moment, the user and the stages.
package struct EvaluationContext: Sendable {
  package let snapshot: Snapshot
  package let now: Instant
  /// Who asks; only asked for where a filter says `me`.
  package let user: @Sendable () -> String?
  package let stages: StageIndex
  /// Other words for a folded word, as `synonyms.yaml` has them.
  package let synonyms: @Sendable (String) -> [String]
  /// The first moment of today in the repository's zone, and the first one after it.
  let today: Range<Instant>
  /// True where some owner lives by other clocks than the repository's.
  private let hasOwnClocks: Bool

  package init(
    snapshot: Snapshot, now: Instant, user: @autoclosure @escaping @Sendable () -> String?,
    stages: StageIndex, synonyms: @escaping @Sendable (String) -> [String] = { _ in [] }
  ) {
    self.snapshot = snapshot
    self.now = now
    self.user = user
    self.stages = stages
    self.synonyms = synonyms
    let config = snapshot.config
    today = EvaluationContext.today(at: now, in: config.zone)
    hasOwnClocks = config.owners.contains { config.zone(of: $0.id) != config.zone }
  }

  private static func today(at now: Instant, in zone: Zone) -> Range<Instant> {
    let bounds = CivilInterval(day: zone.date(now)).instants(in: zone)
    return bounds.start..<max(bounds.start, bounds.end)
  }

  /// The clocks of the one who is to do a task, and the first moment of today on them with the first one after it.
  func today(for task: Record) -> (zone: Zone, today: Range<Instant>) {
    guard hasOwnClocks else { return (snapshot.config.zone, today) }
    let zone = TaskFacts(task).zone(in: snapshot)
    return (zone, EvaluationContext.today(at: now, in: zone))
  }

  /// The deal as it is now.
  func facts(of deal: Record) -> DealFacts { DealFacts(deal, stages: stages, at: now) }

  /// The names under which `me` stands in `owner` fields.
  var me: Set<String> {
    guard let user = user() else { return [] }
    let owners = snapshot.config.owners.filter { $0.id == user || $0.name == user || $0.email == user }
    return Set(owners.map(\.id) + [user])
  }
}

/// What `Filter.parse` needs: the evaluation's context and the saved views.
package struct FilterContext: Sendable {
  package let evaluation: EvaluationContext
  /// Only asked for where a filter names a view that there is not.
  package let viewNames: @Sendable () -> [String]
  /// The filter text of a saved view; nil for an unknown name.
  package let view: @Sendable (String) -> String?

  package init(
    snapshot: Snapshot, now: Instant, user: @autoclosure @escaping @Sendable () -> String?,
    stages: StageIndex, viewNames: @autoclosure @escaping @Sendable () -> [String] = [],
    view: @escaping @Sendable (String) -> String? = { _ in nil },
    synonyms: @escaping @Sendable (String) -> [String] = { _ in [] }
  ) {
    evaluation = EvaluationContext(
      snapshot: snapshot, now: now, user: user(), stages: stages, synonyms: synonyms)
    self.viewNames = viewNames
    self.view = view
  }

  package var snapshot: Snapshot { evaluation.snapshot }
  package var now: Instant { evaluation.now }
  package var stages: StageIndex { evaluation.stages }
}
