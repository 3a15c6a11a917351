import Diagnostics
import Facts
import Records

extension Report {
  static let averageCheck = Report(
    name: "average-check", title: "Average check",
    doc: """
      Mean and median amount of the deals won and closed in the period (all time by default), a row per currency. \
      Deals without an amount are left out.
      """,
    options: [.period, .pipeline, .by, .asOf, .currency],
    whenEmpty: "no deals were won",
    kinds: .business, columns: CurrencyLine.columns
  ) { input throws(Diagnostic) in
    var omissions = Omissions()
    let won = input.closedDeals([.won], &omissions)
    let amounts = input.amounts(closed: won, &omissions)
    let groups = try Groups(won, input: input, deal: { $0.deal }, month: input.closingDay)
    func lines(_ states: [DealFacts]) -> [CurrencyLine] {
      let entries = states.flatMap { amounts[$0.deal.id]?.entries ?? [] }
      return Dictionary(grouping: entries) { $0.currency }.sorted { $0.key < $1.key }.map {
        currency, entries in
        CurrencyLine(currency: currency, amounts: entries.map { $0.amount })
      }
    }
    return groups.rows(totals: input.by == nil ? [] : lines(won), notes: omissions.notes(), lines)
  }
}

/// The amounts of one currency.
private struct CurrencyLine {
  let currency: String
  let amounts: [Decimal]

  var decimals: Int { Currency.decimals(currency) ?? 2 }

  func money(_ amount: Decimal?) -> MoneySum? { amount.map { MoneySum($0, currency) } }

  static let columns: [ReportColumn<CurrencyLine>] = [
    .text("currency", "Currency") { $0.currency }
      .means("the code of the row's currency", from: "currency, else that of crm.yaml; that of --currency"),
    .count("deals", "Deals") { $0.amounts.count }
      .means("number of deals won", from: "deals won with an amount, by closed"),
    .money("mean", "Mean") { $0.money(Figures.mean($0.amounts, decimals: $0.decimals)) }
      .means("Σ amount ÷ deals", from: "the same deals' amount"),
    .money("median", "Median") { $0.money(Figures.median($0.amounts, decimals: $0.decimals)) }
      .means("the middle amount, or the mean of the two in the middle", from: "the same deals' amount"),
    .money("sum", "Sum") { $0.money($0.amounts.reduce(.zero, +)) }
      .means("Σ amount", from: "the same deals' amount"),
  ]
}
