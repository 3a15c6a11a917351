import Diagnostics
import Filters
import Records

extension Report {
  static let averageCheck = Report(
    name: "average-check", title: "Average won deal",
    doc: """
      Mean and median amount of the deals won and closed in the period (all time by default), a row per currency. \
      Deals without an amount are left out.
      """,
    options: [.period, .pipeline, .by, .currency],
    whenEmpty: "no deals were won"
  ) { input throws(Diagnostic) in
    var omissions = Omissions()
    let won = input.closedDeals([.won], &omissions)
    var amounts: [RecordID: MoneySum] = [:]
    for state in won {
      amounts[state.deal.id] = input.money(
        of: state.deal, on: input.closingDay(state) ?? input.today, &omissions)
    }
    let groups = try Groups(won, input: input, deal: { $0.deal }, month: input.closingDay)
    func rows(_ states: [DealState], prefix: [ReportValue]) -> [[ReportValue]] {
      var byCurrency: [String: [Decimal]] = [:]
      for state in states {
        for (currency, amount) in amounts[state.deal.id]?.entries ?? [] {
          byCurrency[currency, default: []].append(amount)
        }
      }
      return byCurrency.sorted { $0.key < $1.key }.map { currency, values in
        let decimals = Currency.decimals(currency) ?? 2
        let parts = [
          Figures.mean(values, decimals: decimals), Figures.median(values, decimals: decimals),
          values.reduce(.zero, +),
        ]
        return prefix + [.text(currency), .count(values.count)]
          + parts.map { $0.map { .money(MoneySum($0, currency)) } ?? .missing }
      }
    }
    return ReportResult(
      ("average-check", "Average check"), input,
      columns: groups.columns + [
        ReportColumn("currency", "Currency", .text), ReportColumn("deals", "Deals", .count),
        ReportColumn("mean", "Mean", .money), ReportColumn("median", "Median", .money),
        ReportColumn("sum", "Sum", .money),
      ],
      rows: groups.parts.flatMap { rows($0.elements, prefix: $0.prefix) },
      totals: input.by == nil ? [] : rows(won, prefix: groups.blank), notes: omissions.notes() + groups.notes)
  }
}
