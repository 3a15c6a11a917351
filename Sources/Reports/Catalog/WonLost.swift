import Diagnostics
import Filters
import Records

extension Report {
  static let wonLost = Report(
    name: "won-lost", title: "Won and lost",
    doc: """
      Deals won and lost, closed in the period (all time by default), their amounts, and the win rate: \
      won ÷ (won + lost). Archived deals are no part of it.
      """,
    options: [.period, .pipeline, .by, .currency],
    whenEmpty: "no deals were closed"
  ) { input throws(Diagnostic) in
    var omissions = Omissions()
    let closed = input.closedDeals([.won, .lost, .archived], &omissions)
    let decided = closed.filter { $0.facts?.outcome != .archived }
    omissions.add("left out: archived", count: closed.count - decided.count)
    var amounts: [RecordID: MoneySum] = [:]
    for state in decided {
      amounts[state.deal.id] = input.money(
        of: state.deal, on: input.closingDay(state) ?? input.today, &omissions)
    }
    func values(_ states: [DealState]) -> [ReportValue] {
      var sums: [Outcome: MoneySum] = [.won: MoneySum(), .lost: MoneySum()]
      for state in states {
        if let outcome = state.facts?.outcome, let one = amounts[state.deal.id] {
          sums[outcome, default: MoneySum()] += one
        }
      }
      let won = states.count { $0.facts?.outcome == .won }
      return [
        .count(won), .count(states.count - won), ReportValue(Figures.percent(won, of: states.count)),
        .money(sums[.won] ?? MoneySum()), .money(sums[.lost] ?? MoneySum()),
      ]
    }
    let groups = try Groups(decided, input: input, deal: { $0.deal }, month: input.closingDay)
    let pipelines = input.pipeline.map { [$0] } ?? input.knownPipelines
    var rows: [[ReportValue]] = []
    for part in groups.parts {
      for pipeline in pipelines {
        let states = part.elements.filter { $0.pipeline == pipeline }
        if states.isEmpty, input.by != nil { continue }
        rows.append(part.prefix + [.text(pipeline)] + values(states))
      }
    }
    return ReportResult(
      ("won-lost", "Won and lost"), input,
      columns: groups.columns + [
        ReportColumn("pipeline", "Pipeline", .text), ReportColumn("won", "Won", .count),
        ReportColumn("lost", "Lost", .count), ReportColumn("win_rate", "Win rate %", .percent),
        ReportColumn("won_amount", "Won amount", .money), ReportColumn("lost_amount", "Lost amount", .money),
      ],
      rows: rows, totals: [groups.blank + [.missing] + values(decided)],
      notes: omissions.notes() + groups.notes)
  }
}
