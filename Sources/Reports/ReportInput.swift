package import Dates
import Diagnostics
package import Facts
package import Records

/// All that a report is made from.
package struct ReportInput: Sendable {
  package let snapshot: Snapshot
  package let stages: StageIndex
  package let now: Instant
  /// Nil means all time.
  package internal(set) var period: CivilInterval?
  /// Nil means every pipeline.
  package var pipeline: String?
  /// `owner`, `source`, `tag`, `month`, `company` or `product`.
  package internal(set) var by: String?
  /// `--where`: which records of the report's subject take part.
  package let filter: (@Sendable (Record) -> Bool)?
  /// The same as a person wrote it.
  package var filterText: String?
  /// Looks at the repository as it stood when this day ended.
  package let asOf: CivilDate?
  package let mode: String?
  /// Convert every amount into this currency.
  package var currency: String?
  /// Percentages that separate classes, as many as the report has.
  package let limits: [Decimal]?
  /// A number of days that the report goes by.
  package let days: Int?
  package let rates: CurrencyRates
  package let costs: CampaignCosts
  package let plans: Plans
  /// What several reports of one run have read once.
  var known: KnownDeals?

  package init(
    snapshot: Snapshot, stages: StageIndex, now: Instant, period: CivilInterval? = nil,
    pipeline: String? = nil,
    by: String? = nil, filter: (@Sendable (Record) -> Bool)? = nil, asOf: CivilDate? = nil,
    mode: String? = nil,
    currency: String? = nil, limits: [Decimal]? = nil, days: Int? = nil,
    rates: CurrencyRates = CurrencyRates(),
    costs: CampaignCosts = CampaignCosts(), plans: Plans = Plans()
  ) {
    self.snapshot = snapshot
    self.stages = stages
    self.now = now
    self.period = period
    self.pipeline = pipeline
    self.by = by
    self.filter = filter
    self.asOf = asOf
    self.mode = mode
    self.currency = currency
    self.limits = limits
    self.days = days
    self.rates = rates
    self.costs = costs
    self.plans = plans
  }

  var zone: Zone { snapshot.config.zone }

  /// Whether the report speaks of a day that is over.
  var isPast: Bool { asOf.map { $0 < zone.date(now) } ?? false }

  /// The moment that the report speaks of: now, or the end of the day of `--as-of`.
  var moment: Instant {
    guard let asOf, isPast else { return now }
    return zone.instant(asOf.adding(days: 1)).adding(seconds: -1)
  }

  var today: CivilDate { zone.date(moment) }

  /// The pipelines that files declare or deals mention, in order.
  var knownPipelines: [String] {
    if let known { return known.pipelines }
    var names = Set(stages.pipelines.filter { !stages.stages(of: $0).isEmpty })
    for deal in snapshot.records(.deal) { if let name = deal.text("pipeline") { names.insert(name) } }
    return names.sorted()
  }

  /// The deals that `--pipeline` and `--where` leave, ordered by identifier.
  var deals: [Record] {
    snapshot.records(.deal).filter { deal in
      (pipeline == nil || deal.text("pipeline") == pipeline) && (filter?(deal) ?? true)
    }
  }

  func isInPeriod(_ instant: Instant) -> Bool { period?.contains(zone.date(instant)) ?? true }

  func uses(_ option: ReportOption) -> Bool {
    switch option {
    case .period: period != nil
    case .pipeline: pipeline != nil
    case .by: by != nil
    case .asOf: asOf != nil
    case .mode: mode != nil
    case .currency: currency != nil
    case .limits: limits != nil
    case .days: days != nil
    }
  }
}
