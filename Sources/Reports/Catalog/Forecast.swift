import Dates
import Diagnostics
import Facts
import Records

extension Report {
  static let forecast = Report(
    name: "forecast", title: "Forecast",
    doc: """
      Open deals by the month of their expected close: commit (the amounts of deals with a probability of 80 % and \
      more), weighted (amount × probability) and best case (all amounts). Close dates that have passed stand apart, \
      so do deals without one; what was won in the three months before the period (before this month where none is \
      given), and in each month since, stands beside it.
      """,
    options: [.period, .pipeline, .by, .asOf, .currency],
    whenEmpty: "no deals are open",
    kinds: .business, columns: ForecastLine.columns,
    charts: [.bars("commit", "weighted", "best", "won", by: "month")]
  ) { input throws(Diagnostic) in
    var omissions = Omissions()
    let states = input.states(&omissions)
    var deals: [ForecastDeal] = []
    let start = input.period.map { min($0.start, input.today) } ?? input.today
    let wonDays = CivilInterval(
      start: start.startOfMonth.adding(months: -3), end: input.period?.end ?? .last)
    for state in states {
      if state.isOpen {
        let close = state.expectedClose
        if let period = input.period, !(close.map(period.contains) ?? false) {
          omissions.add(
            close == nil
              ? "left out: no expected close date" : "left out: expected to close outside the period")
          continue
        }
        let amount = input.money(of: state.deal, on: input.today, &omissions) ?? MoneySum()
        if state.probability == nil { omissions.add("left out of commit and weighted: no probability") }
        deals.append(ForecastDeal(state, close: close, amount: amount, today: input.today))
      } else if state.outcome == .won, let closed = input.closingDay(state) {
        guard wonDays.contains(closed) else { continue }
        let amount = input.money(of: state.deal, on: closed, &omissions) ?? MoneySum()
        deals.append(ForecastDeal(won: state, closed: closed, amount: amount))
      }
    }
    let groups = try Groups(deals, input: input, deal: { $0.state.deal }, month: { $0.day })
    return groups.rows(totals: [ForecastLine(month: nil, deals: deals)], notes: omissions.notes()) { deals in
      Dictionary(grouping: deals, by: \.month).sorted { $0.key < $1.key }.map {
        ForecastLine(month: $0.key, deals: $0.value)
      }
    }
  }
}

/// The deals of one month.
private struct ForecastLine {
  /// Nil in the total.
  let month: ForecastDeal.Month?
  let deals: [ForecastDeal]

  func sum(_ part: (ForecastDeal) -> MoneySum) -> MoneySum { MoneySum(deals.map(part)) }

  static let columns: [ReportColumn<ForecastLine>] = [
    .text("month", "Month") { $0.month?.label }
      .means(
        "the month; overdue where the close date has passed, undated without one",
        from: "expected_close of open deals, closed of won ones"),
    .count("deals", "Open deals") { $0.deals.count(where: \.isOpen) }
      .means("number of open deals", from: "deals in a stage without an outcome"),
    .money("commit", "Commit") { $0.sum(\.commit) }
      .means(
        "Σ amount of deals with a probability of 80 % and more", from: "open deals' amount, probability"),
    .money("weighted", "Weighted") { $0.sum(\.weighted).rounded }
      .means("Σ amount × probability ÷ 100", from: "the deal's probability (0 … 100), else its stage's"),
    .money("best", "Best case") { $0.sum(\.best) }.means("Σ amount", from: "open deals' amount"),
    .money("won", "Won") { $0.sum(\.won) }
      .means("Σ amount", from: "deals won in the month, from three months before on, by closed"),
  ]
}

/// One deal's part in the forecast.
private struct ForecastDeal {
  enum Month: Hashable, Comparable {
    case overdue
    case month(String)
    case undated

    var label: String {
      switch self {
      case .overdue: "overdue"
      case .month(let month): month
      case .undated: "undated"
      }
    }
  }

  let state: DealFacts
  let month: Month
  let day: CivilDate?
  var isOpen: Bool
  var commit = MoneySum()
  var weighted = MoneySum()
  var best = MoneySum()
  var won = MoneySum()

  init(_ state: DealFacts, close: CivilDate?, amount: MoneySum, today: CivilDate) {
    self.state = state
    day = close
    month =
      state.isSlipped(on: today)
      ? .overdue : close.map { .month(String($0.description.prefix(7))) } ?? .undated
    isOpen = true
    best = amount
    if let probability = state.probability {
      if probability >= Decimal(80) { commit = amount }
      weighted = amount.mapped { DealFacts.weighted($0, by: probability) }
    }
  }

  init(won state: DealFacts, closed: CivilDate, amount: MoneySum) {
    self.state = state
    day = closed
    month = .month(String(closed.description.prefix(7)))
    isOpen = false
    won = amount
  }
}
