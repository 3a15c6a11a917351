package import Dates
package import Records

/// What a deal is at a moment: now, or as its history says it was.
package struct DealFacts: Sendable {
  package let deal: Record
  /// The pipeline's id; empty where the file names none.
  package let pipeline: String
  /// The id of the stage that the deal is in at the moment.
  package let stage: String
  /// What the pipeline says of that stage; nil for a stage that nobody declares.
  package let facts: StageFacts?
  package let moment: Instant
  /// Kept where many questions are asked of each deal, as reports do.
  private let known: DealHistory?

  /// The deal in the stage that its file names.
  package init(_ deal: Record, stages: StageIndex, at moment: Instant, history: DealHistory? = nil) {
    self.init(deal, stage: deal.text("stage"), stages, moment, history)
  }

  /// The deal as it stood at an earlier moment; nil where its history begins later or has no times, or where it has none
  /// and was closed later.
  package init?(_ deal: Record, stages: StageIndex, asOf moment: Instant, history: DealHistory) {
    guard let stage = history.stage(at: moment) else { return nil }
    // Closed later, and without a history: where it was that day nobody knows.
    let isClosed = stages.facts(pipeline: deal.text("pipeline") ?? "", stage: stage)?.outcome != nil
    if isClosed, (deal["history"]?.list ?? []).isEmpty, let closed = deal["closed"]?.instant, closed > moment
    {
      return nil
    }
    self.init(deal, stage: stage, stages, moment, history)
  }

  private init(
    _ deal: Record, stage: String?, _ stages: StageIndex, _ moment: Instant, _ history: DealHistory?
  ) {
    self.deal = deal
    pipeline = deal.text("pipeline") ?? ""
    self.stage = stage ?? ""
    facts = stages.facts(pipeline: pipeline, stage: self.stage)
    self.moment = moment
    known = history
  }

  package var history: DealHistory { known ?? DealHistory(deal) }

  /// Nil for an open deal; one in a stage that nobody declares counts as open.
  package var outcome: Outcome? { facts?.outcome }
  package var isOpen: Bool { outcome == nil }

  /// When the deal was made, else when it entered its pipeline.
  package var created: Instant? { deal.created ?? history.start }

  /// When the deal was won, lost or archived; nil where it is open or nobody knows.
  package var closed: Instant? {
    guard !isOpen else { return nil }
    // A deal that has left the stage since says only in its history when it was there.
    let left = history.last(until: moment)
    guard deal.text("stage") == stage else { return left?.at }
    // One that was closed, reopened and closed again later has the later time in its file.
    if let closed = deal["closed"]?.instant, closed <= moment || left?.stage != stage { return closed }
    return left?.stage == stage ? left?.at : nil
  }

  // MARK: - Money

  /// The chance of a deal in percent, from 0 to 100: its outcome's, else its own, else its stage's.
  package var probability: Decimal? {
    switch outcome {
    case .won: return Decimal(100)
    case .lost, .archived: return .zero
    case nil:
      let chance = deal["probability"]?.number ?? facts?.probability.map { Decimal($0) }
      return chance.map { min(max($0, .zero), Decimal(100)) }
    }
  }

  /// An amount times a chance in percent, not rounded.
  package static func weighted(_ amount: Decimal, by chance: Decimal) -> Decimal {
    amount * chance * Decimal(coefficient: 1, scale: 2)
  }

  /// The deal's own amount × probability ÷ 100, at the precision of its currency or of the amount; nil where either is
  /// unknown.
  package var weighted: Decimal? {
    guard let amount = deal["amount"]?.number, let chance = probability else { return nil }
    let decimals = deal.text("currency").flatMap(Currency.decimals) ?? 2
    return DealFacts.weighted(amount, by: chance).rounded(to: max(decimals, amount.trimmed.scale))
  }

  // MARK: - Time

  /// How long a deal has been without an activity or a change of stage, beside its stage's `rots_after`.
  package struct Idleness: Sendable {
    /// In seconds; nil where neither an activity, nor the history, nor the creation has a time.
    package let seconds: Int?
    /// The stage's `rots_after`, in seconds.
    package let limit: Int

    package var isRotting: Bool { seconds.map { $0 > limit } ?? false }
  }

  /// The deal's idleness; nil for a closed deal, and in a stage without `rots_after`.
  package func idleness(lastActivity: @autoclosure () -> Instant?) -> Idleness? {
    guard isOpen, let limit = facts?.rotsAfter else { return nil }
    return Idleness(seconds: idleSeconds(lastActivity: lastActivity()), limit: limit)
  }

  /// Seconds since the last activity or change of stage, else since the deal was made; nil where none has a time.
  package func idleSeconds(lastActivity: Instant?) -> Int? {
    let moved = history.last(until: moment)?.at ?? deal.created
    return [lastActivity, moved].compactMap { $0 }.max().map { max(moment.seconds(since: $0), 0) }
  }

  /// When an open deal should have left its stage, by the stage's `within`; nil where nothing says so.
  package var leaveBy: Instant? {
    guard isOpen, let within = facts?.within, let entered = history.entries.last?.at else { return nil }
    return entered.adding(seconds: within)
  }

  /// True for an open deal that has been in its stage for longer than the stage's `within`.
  package var isLate: Bool { leaveBy.map { moment.seconds(since: $0) > 0 } ?? false }

  package var expectedClose: CivilDate? { deal["expected_close"]?.date }

  /// True for an open deal whose expected close lies before a day.
  package func isSlipped(on day: CivilDate) -> Bool { isOpen && expectedClose.map { $0 < day } ?? false }
}
