import Dates
import Diagnostics
import Filters
import Records

extension Report {
  static let rotting = Report(
    name: "rotting", title: "Rotting deals",
    doc: """
      Open deals without an activity or a change of stage for longer than their stage's rots_after, the furthest over \
      it first.
      """,
    options: [.pipeline, .asOf, .currency],
    whenEmpty: "no deal is idle for too long"
  ) { input throws(Diagnostic) in
    var omissions = Omissions()
    let log = ActivityLog(input.snapshot, until: input.moment)
    var found: [(state: DealState, idle: Int, limit: Int)] = []
    for state in input.states(&omissions) where state.isOpen {
      guard let limit = state.facts?.rotsAfter else { continue }
      guard let idle = log.idle(state.deal, history: state.history, at: input.moment) else {
        omissions.add("left out: no history, no activity and no creation date")
        continue
      }
      if idle > limit { found.append((state, idle, limit)) }
    }
    found.sort { ($1.idle - $1.limit, $0.state.deal.id) < ($0.idle - $0.limit, $1.state.deal.id) }
    var total = MoneySum()
    var rows: [[ReportValue]] = []
    for (state, idle, limit) in found {
      let amount = input.money(of: state.deal, on: input.today, &omissions) ?? MoneySum()
      total += amount
      rows.append([
        .text(state.deal.ref), .text(state.deal.name), .text(state.pipeline),
        .text(state.facts?.name ?? state.stage),
        ReportValue(state.deal.text("owner")), .number(Decimal(idle / 86_400)),
        .number(Figures.days(seconds: limit)), .money(amount),
      ])
    }
    return ReportResult(
      ("rotting", "Rotting deals"), input,
      columns: [
        ReportColumn("ref", "Ref", .text), ReportColumn("title", "Deal", .text), .pipeline,
        ReportColumn("stage", "Stage", .text), ReportColumn("owner", "Owner", .text),
        ReportColumn("idle_days", "Idle, days", .days), ReportColumn("limit_days", "Limit, days", .days),
        ReportColumn("amount", "Amount", .money),
      ],
      rows: rows,
      totals: rows.isEmpty ? [] : [Array(repeating: .missing, count: 7) + [.money(total)]],
      notes: omissions.notes())
  }
}
