import Dates
import Diagnostics
import Output
import Records

/// A number that is read at a glance.
struct DashboardFigure: Sendable {
  let key: String
  let title: String
  let unit: ReportUnit
  let value: ReportValue
  /// The same in the days that it is compared to; nil where it is compared to none.
  var before: ReportValue?

  /// The figures of a page, from the reports that it shows.
  static func all(
    _ parts: [DashboardResult.Part], _ input: ReportInput, _ days: CivilInterval
  ) throws(Diagnostic) -> [DashboardFigure] {
    func total(_ report: String, _ key: String) -> ReportValue {
      parts.first { $0.section.report == report }?.total(key) ?? .missing
    }
    func rows(_ report: String) -> ReportValue {
      parts.first { $0.section.report == report }.map { .count($0.answer.rowCount) } ?? .missing
    }
    let (month, before) = monthToDate(input.today)
    let (won, wonBefore) = (try won(in: month, input), try won(in: before, input))
    return [
      DashboardFigure(
        key: "open_deals", title: "Open deals", unit: .count, value: total("pipeline", "deals")),
      DashboardFigure(key: "open_sum", title: "Sum", unit: .money, value: total("pipeline", "sum")),
      DashboardFigure(key: "weighted", title: "Weighted", unit: .money, value: total("pipeline", "weighted")),
      DashboardFigure(
        key: "won", title: "Won this month", unit: .count, value: won.count, before: wonBefore.count),
      DashboardFigure(
        key: "won_amount", title: "Won amount", unit: .money, value: won.amount, before: wonBefore.amount),
      DashboardFigure(
        key: "win_rate", title: "Win rate", unit: .percent, value: total("won-lost", "win_rate")),
      DashboardFigure(key: "overdue", title: "Overdue tasks", unit: .count, value: rows("overdue")),
      DashboardFigure(
        key: "no_next_step", title: "Without a next step", unit: .count, value: rows("no-next-step")),
      DashboardFigure(key: "rotting", title: "Rotting deals", unit: .count, value: rows("rotting")),
    ]
  }

  /// From the first of a month to its `today`, and the same days of the month before, as many of them as it has.
  static func monthToDate(_ today: CivilDate) -> (this: CivilInterval, before: CivilInterval) {
    let start = today.startOfMonth
    let before = start.adding(months: -1)
    let last = min(before.adding(days: today.days(since: start)), before.endOfMonth)
    return (CivilInterval(from: start, through: today), CivilInterval(from: before, through: last))
  }

  private static func won(
    in days: CivilInterval, _ input: ReportInput
  ) throws(Diagnostic) -> (count: ReportValue, amount: ReportValue) {
    var input = input
    input.period = days
    let answer = try Report.wonLost.answer(input)
    return (answer.total("won"), answer.total("won_amount"))
  }

  // MARK: Words

  /// The figures as they are read, those that belong together in one.
  static func shown(
    _ figures: [DashboardFigure], currency: String, period: CivilInterval
  ) -> [Document.Figure] {
    func values(_ keys: String...) -> [String] {
      keys.flatMap { key in figures.first { $0.key == key }.map { $0.words($0.value, currency) } ?? [] }
    }
    return [
      Document.Figure("Open deals", values("open_deals", "open_sum")),
      Document.Figure("Weighted by chance", values("weighted")),
      Document.Figure("Won this month", values("won", "won_amount"), remark: comparison(figures, currency)),
      Document.Figure("Win rate", values("win_rate"), remark: ReportInput.words(period)),
      Document.Figure("Overdue tasks", values("overdue")),
      Document.Figure("Rotting deals", values("rotting")),
      Document.Figure("Deals without a next step", values("no_next_step")),
    ]
  }

  /// What was won, beside the same days of the month before.
  private static func comparison(_ figures: [DashboardFigure], _ currency: String) -> String {
    func figure(_ key: String) -> DashboardFigure? { figures.first { $0.key == key } }
    guard let won = figure("won"), let now = won.value.count, let before = won.before?.count else {
      return ""
    }
    let days = "in the same days of last month"
    guard before > 0 else { return now == 0 ? "none \(days) either" : "none \(days)" }
    let amounts = figure("won_amount").map { $0.words($0.before ?? .missing, currency) } ?? []
    let then = ([String(before)] + amounts).joined(separator: ", ")
    if now == before { return "as many as \(days): \(then)" }
    return "\(abs(now - before)) \(now > before ? "more" : "fewer") than \(days): \(then)"
  }

  private func words(_ value: ReportValue, _ currency: String) -> [String] {
    switch value {
    case .count(let count): return [String(count)]
    case .number(let number): return [number.description + (unit == .percent ? " %" : "")]
    case .money(let sum):
      let entries =
        sum.isEmpty ? [(currency, Currency.padded(.zero, currency))] : sum.entries.map { ($0, $1) }
      return entries.map { DecimalGrouping.grouped($0.1.description) + " " + $0.0 }
    case .text(let text): return [text]
    case .missing, .time, .day: return ["–"]
    }
  }
}
