import Diagnostics
import Facts
import Records

extension Report {
  static let velocity = Report(
    name: "velocity", title: "Sales velocity",
    doc: """
      What the open deals are worth a day: open deals × mean amount of won deals × win rate ÷ mean days from made to won. \
      A row per pipeline and currency, all of it from the deals of that pipeline and currency: the open ones as of now, or \
      of the end of the day of --as-of, and those won and lost in the period (all time by default). What cannot be known, \
      as where nothing was won, is left empty.
      """,
    options: [.period, .pipeline, .by, .asOf, .currency],
    // Open deals have no month.
    groupings: Grouping.allCases.filter { $0 != .month },
    kinds: .business, columns: VelocityLine.columns
  ) { input throws(Diagnostic) in
    var omissions = Omissions()
    let states = input.states(&omissions)
    let open = states.filter(\.isOpen)
    let closed = input.closed(among: states, [.won, .lost], &omissions)
    var won: [RecordID: WonDeal] = [:]
    for state in closed where state.outcome == .won {
      won[state.deal.id] = WonDeal(state, input: input, &omissions)
    }
    let known = won
    let groups = try Groups(open + closed, input: input, deal: { $0.deal }, month: { _ in nil })
    return groups.rows(notes: omissions.notes()) { states in
      let parts = Dictionary(grouping: states) { state in
        VelocityKey(pipeline: state.pipeline, currency: input.currencyCode(of: state.deal))
      }
      return parts.sorted { $0.key < $1.key }.map { VelocityLine(key: $0.key, $0.value, won: known) }
    }
  }
}

extension ReportInput {
  /// The currency that a deal's amount is counted in, whether it has one or not.
  fileprivate func currencyCode(of deal: Record) -> String {
    currency ?? deal.text("currency") ?? snapshot.config.currency
  }
}

private struct VelocityKey: Hashable, Comparable {
  let pipeline: String
  let currency: String

  static func < (a: VelocityKey, b: VelocityKey) -> Bool {
    (a.pipeline, a.currency) < (b.pipeline, b.currency)
  }
}

/// What a won deal says of amounts and times.
private struct WonDeal {
  let amount: MoneySum?
  let seconds: Int?

  init(_ state: DealFacts, input: ReportInput, _ omissions: inout Omissions) {
    amount = input.money(of: state.deal, on: input.closingDay(state) ?? input.today, &omissions)
    seconds = state.cycleSeconds(&omissions)
  }
}

/// The deals of one pipeline and currency.
private struct VelocityLine {
  let key: VelocityKey
  let open: Int
  let won: Int
  let lost: Int
  /// Of the won deals that have one.
  let amounts: [Decimal]
  /// From made to won, of each won deal for which it is known.
  let seconds: [Int]

  init(key: VelocityKey, _ states: [DealFacts], won known: [RecordID: WonDeal]) {
    self.key = key
    open = states.count(where: \.isOpen)
    lost = states.count { $0.outcome == .lost }
    let won = states.filter { $0.outcome == .won }.compactMap { known[$0.deal.id] }
    self.won = won.count
    amounts = won.compactMap { $0.amount?[key.currency] }
    seconds = won.compactMap(\.seconds)
  }

  private var decimals: Int { Currency.decimals(key.currency) ?? 2 }

  private func money(_ amount: Decimal?) -> MoneySum? { amount.map { MoneySum($0, key.currency) } }

  var meanAmount: MoneySum? { money(Figures.mean(amounts, decimals: decimals)) }

  /// Of the exact parts, not of the rounded ones that stand beside it.
  var perDay: MoneySum? {
    let sums = [amounts.reduce(.zero, +), Figures.sum(seconds)]
    let counts = [open, won, won + lost, amounts.count, seconds.count].map { Decimal($0) }
    return money(
      Figures.quotient(
        [counts[0], sums[0], counts[1], counts[4], Decimal(86_400)], over: [counts[3], counts[2], sums[1]],
        decimals: decimals))
  }

  static let columns: [ReportColumn<VelocityLine>] = [
    .text("pipeline", "Pipeline") { $0.key.pipeline }
      .means("the id of the pipeline", from: "deals, by pipeline"),
    .text("currency", "Currency") { $0.key.currency }
      .means("the deals' currency, else that of crm.yaml", from: "deals, by currency"),
    .count("open", "Open") { $0.open }.means("number of deals", from: "open deals, by stage"),
    .count("won", "Won") { $0.won }
      .means("number of deals", from: "deals won and closed in the period, by closed"),
    .count("lost", "Lost") { $0.lost }
      .means("number of deals", from: "deals lost and closed in the period, by closed"),
    .money("mean_amount", "Mean amount") { $0.meanAmount }
      .means("Σ amount ÷ deals that have one", from: "deals won and closed in the period, by amount"),
    .percent("win_rate", "Win rate %") { Figures.percent($0.won, of: $0.won + $0.lost) }
      .means("won ÷ (won + lost) × 100", from: "deals closed in the period, by closed"),
    .days("cycle_days", "Cycle, days") { Figures.meanDays(seconds: $0.seconds) }
      .means("Σ (closed − created) ÷ deals", from: "deals won and closed in the period, by closed"),
    .money("velocity", "Velocity a day") { $0.perDay }
      .means("open × mean amount × won ÷ (won + lost) ÷ cycle days", from: "the exact parts, rounded once"),
  ]
}
