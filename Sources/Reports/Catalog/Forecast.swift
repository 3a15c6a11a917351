import Dates
import Diagnostics
import Filters
import Records

extension Report {
  static let forecast = Report(
    name: "forecast", title: "Forecast",
    doc: """
      Open deals by the month of their expected close: commit (the amounts of deals with a probability of 80 % and \
      more), weighted (amount × probability) and best case (all amounts). Close dates that have passed stand apart, \
      so do deals without one; what was won in the three months before, and in each month since, stands beside it.
      """,
    options: [.period, .pipeline, .by, .currency],
    whenEmpty: "no deals are open"
  ) { input throws(Diagnostic) in
    var omissions = Omissions()
    let states = input.states(&omissions)
    var lines: [ForecastLine] = []
    for state in states {
      if state.isOpen {
        let close = state.deal["expected_close"]?.date
        if let period = input.period, !(close.map(period.contains) ?? false) {
          omissions.add(
            close == nil
              ? "left out: no expected close date" : "left out: expected to close outside the period")
          continue
        }
        let amount = input.money(of: state.deal, on: input.today, &omissions) ?? MoneySum()
        if state.probability == nil { omissions.add("left out of commit and weighted: no probability") }
        lines.append(ForecastLine(state, close: close, amount: amount, today: input.today))
      } else if state.facts?.outcome == .won, let closed = input.closingDay(state) {
        guard closed >= input.today.startOfMonth.adding(months: -3), input.period?.contains(closed) ?? true
        else {
          continue
        }
        let amount = input.money(of: state.deal, on: closed, &omissions) ?? MoneySum()
        lines.append(ForecastLine(won: state, closed: closed, amount: amount))
      }
    }
    let groups = try Groups(lines, input: input, deal: { $0.state.deal }, month: { $0.day })
    var rows: [[ReportValue]] = []
    for part in groups.parts {
      let byMonth = Dictionary(grouping: part.elements, by: \.month)
      for (month, lines) in byMonth.sorted(by: { $0.key < $1.key }) {
        rows.append(part.prefix + [.text(month.label)] + ForecastLine.values(lines))
      }
    }
    return ReportResult(
      ("forecast", "Forecast"), input,
      columns: groups.columns + [
        ReportColumn("month", "Month", .text), ReportColumn("deals", "Open deals", .count),
        ReportColumn("commit", "Commit", .money), ReportColumn("weighted", "Weighted", .money),
        ReportColumn("best", "Best case", .money), ReportColumn("won", "Won", .money),
      ],
      rows: rows, totals: [groups.blank + [.missing] + ForecastLine.values(lines)],
      notes: omissions.notes() + groups.notes)
  }
}

/// One deal's part in the forecast.
private struct ForecastLine {
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

  let state: DealState
  let month: Month
  let day: CivilDate?
  var isOpen: Bool
  var commit = MoneySum()
  var weighted = MoneySum()
  var best = MoneySum()
  var won = MoneySum()

  init(_ state: DealState, close: CivilDate?, amount: MoneySum, today: CivilDate) {
    self.state = state
    day = close
    month = close.map { $0 < today ? .overdue : .month(String($0.description.prefix(7))) } ?? .undated
    isOpen = true
    best = amount
    if let probability = state.probability {
      if probability >= Decimal(80) { commit = amount }
      weighted = amount.mapped { Computed.weighted($0, by: probability) }
    }
  }

  init(won state: DealState, closed: CivilDate, amount: MoneySum) {
    self.state = state
    day = closed
    month = .month(String(closed.description.prefix(7)))
    isOpen = false
    won = amount
  }

  static func values(_ lines: [ForecastLine]) -> [ReportValue] {
    func sum(_ part: KeyPath<ForecastLine, MoneySum>) -> MoneySum {
      lines.reduce(into: MoneySum()) { $0 += $1[keyPath: part] }
    }
    return [
      .count(lines.count(where: \.isOpen)), .money(sum(\.commit)),
      .money(sum(\.weighted).rounded), .money(sum(\.best)), .money(sum(\.won)),
    ]
  }
}
