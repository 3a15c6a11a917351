import Dates
import Facts
import Records

extension ReportInput {
  /// The selected deals as they stood at the report's moment; those made later are left out and counted.
  func states(_ omissions: inout Omissions) -> [DealFacts] {
    if let known, filter == nil, pipeline == known.pipeline {
      omissions += known.omissions
      return known.states
    }
    let deals = deals
    var result: [DealFacts] = []
    result.reserveCapacity(deals.count)
    for deal in deals {
      let history = DealHistory(deal)
      if !isPast {
        result.append(DealFacts(deal, stages: stages, at: moment, history: history))
      } else if let then = DealFacts(
        deal, stages: stages, asOf: moment, history: history.until(moment))
      {
        result.append(then)
      } else {
        omissions.add(
          history.start.map { $0 > moment } ?? false
            ? "left out: made after that day"
            : history.start == nil
              ? "left out: no history and no creation date"
              : "left out: closed after that day, and no history")
      }
    }
    return result
  }

  /// When each deal was last active, until the report's moment.
  var activityLog: ActivityLog { known?.log ?? ActivityLog(snapshot, until: moment, dealsOnly: true) }

  /// Reads the deals and what happened once, for several reports of one moment.
  mutating func readDeals() {
    known = nil
    var omissions = Omissions()
    let states = states(&omissions)
    known = KnownDeals(
      pipeline: pipeline, pipelines: knownPipelines, states: states, omissions: omissions,
      log: ActivityLog(snapshot, until: moment, dealsOnly: true))
  }

  /// The deals with one of these outcomes that closed in the period, with the moment of closing where known.
  func closedDeals(_ outcomes: Set<Outcome>, _ omissions: inout Omissions) -> [DealFacts] {
    closed(among: states(&omissions), outcomes, &omissions)
  }

  /// The same of deals that are at hand.
  func closed(
    among states: [DealFacts], _ outcomes: Set<Outcome>, _ omissions: inout Omissions
  ) -> [DealFacts] {
    states.filter { state in
      guard let outcome = state.outcome, outcomes.contains(outcome) else { return false }
      if let closed = state.closed { return isInPeriod(closed) }
      if period != nil { omissions.add("left out: closed, but nobody knows when") }
      return period == nil
    }
  }

  /// The month for `--by month` of a closed deal.
  func closingDay(_ state: DealFacts) -> CivilDate? { state.closed.map { zone.date($0) } }

  /// The amounts of closed deals, by the rates of the days on which they closed.
  func amounts(closed states: [DealFacts], _ omissions: inout Omissions) -> [RecordID: MoneySum] {
    var amounts: [RecordID: MoneySum] = [:]
    for state in states {
      amounts[state.deal.id] = money(of: state.deal, on: closingDay(state) ?? today, &omissions)
    }
    return amounts
  }

  /// A deal's amount in its currency, or in that of `--currency` by the rate of `day`; what has none, or no rate,
  /// is counted in `omissions` and is nil.
  func money(of deal: Record, on day: CivilDate, _ omissions: inout Omissions) -> MoneySum? {
    guard let amount = deal["amount"]?.number else {
      omissions.add("without an amount")
      return nil
    }
    let own = deal.text("currency")
    let from = own ?? snapshot.config.currency
    if own == nil { omissions.add("without a currency counted in \(from)") }
    guard let target = currency else { return MoneySum(amount, from) }
    if let converted = rates.convert(amount, from: from, to: target, on: day) {
      return MoneySum(converted, target)
    }
    omissions.add("left out of the amounts: no rate from \(from) to \(target)")
    return nil
  }
}

/// The deals of one pipeline, or of all, at one moment.
struct KnownDeals: Sendable {
  let pipeline: String?
  let pipelines: [String]
  let states: [DealFacts]
  let omissions: Omissions
  let log: ActivityLog
}

extension ReportColumn {
  /// The columns that begin a list of deals.
  static func deal(_ state: @escaping @Sendable (Row) -> DealFacts?) -> [ReportColumn] {
    [
      .text("ref", "Ref") { state($0)?.deal.ref }.means("the short name to type", from: "id"),
      .text("title", "Deal") { state($0)?.deal.name }.means("the deal's title", from: "title"),
      .pipeline { state($0)?.pipeline },
      .text("stage", "Stage") { row in state(row).map { $0.facts?.name ?? $0.stage } }
        .means(
          "the name of the deal's stage at the report's moment", from: "history, else stage; pipelines/"),
      .text("owner", "Owner") { state($0)?.deal.text("owner") }.means("whose deal it is", from: "owner"),
    ]
  }
}
