import Dates
import Diagnostics
import Facts
import Records

extension Report {
  static let rotting = Report(
    name: "rotting", title: "Rotting deals",
    doc: """
      Open deals without an activity or a change of stage for longer than their stage's rots_after, the furthest over \
      it first.
      """,
    options: [.pipeline, .asOf, .currency],
    whenEmpty: "no deal is idle for too long",
    columns: RottingLine.columns
  ) { input throws(Diagnostic) in
    var omissions = Omissions()
    let log = input.activityLog
    var found: [RottingDeal] = []
    for state in input.states(&omissions) {
      guard let idleness = state.idleness(lastActivity: log.lastActivity(of: state.deal.id)) else { continue }
      guard let idle = idleness.seconds else {
        omissions.add("left out: no history, no activity and no creation date")
        continue
      }
      if idleness.isRotting { found.append(RottingDeal(state: state, idle: idle, limit: idleness.limit)) }
    }
    found.sort { ($1.idle - $1.limit, $0.state.deal.id) < ($0.idle - $0.limit, $1.state.deal.id) }
    let rows = found.map { deal in
      RottingLine(
        deal: deal, amount: input.money(of: deal.state.deal, on: input.today, &omissions) ?? MoneySum())
    }
    let total = RottingLine(deal: nil, amount: MoneySum(rows.map(\.amount)))
    return ReportRows(rows, totals: rows.isEmpty ? [] : [total], notes: omissions.notes())
  }
}

private struct RottingDeal {
  let state: DealFacts
  /// Seconds since something last happened.
  let idle: Int
  /// Seconds after which a deal rots in its stage.
  let limit: Int
}

private struct RottingLine {
  /// Nil in the total.
  let deal: RottingDeal?
  let amount: MoneySum

  static let columns: [ReportColumn<RottingLine>] =
    ReportColumn.deal(\.deal?.state) + [
      .days("idle_days", "Idle, days") { row in row.deal.map { Decimal($0.idle / 86_400) } }
        .means(
          "whole days since the last activity, task done or change of stage",
          from: "activities' at, tasks' closed, history, else created"),
      .days("limit_days", "Limit, days") { row in row.deal.map { Figures.days(seconds: $0.limit) } }
        .means("the idle time that the stage allows", from: "the stage's rots_after"),
      .money("amount", "Amount") { $0.amount }.means("the deal's amount", from: "amount, currency"),
    ]
}
