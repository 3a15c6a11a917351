package import Dates
package import Diagnostics
import Records

/// The reports that one page shows of a business, and the figures that are read first.
package enum Dashboard {
  package static let name = "dashboard"
  package static let title = "Dashboard"
  package static let doc = """
    One page: what is open and what it is worth, what was won this month and in the same days of the last one, the win \
    rate, what needs attention, and then the reports pipeline, forecast, funnel, won-lost, lost-reasons, activity, \
    sources, kpi, abc, rotting, overdue and no-next-step. Without a period the reports of closed deals and of work \
    look at this month and the two before it. Of lists that are long it shows the first rows and the command for all.
    """
  package static let options: [ReportOption] = [.period, .pipeline, .currency]

  /// A report that the page shows.
  struct Section: Sendable {
    let report: String
    /// Whether it looks at the days of the page; otherwise at what is, or at its own days.
    var followsPeriod = false
    /// Whether it is said that it has no rows, which is news; others that have none are left out and named at the end.
    var isWorkList = false
    /// So many rows are shown.
    var rows = 12
  }

  static let sections = [
    Section(report: "pipeline", rows: 24), Section(report: "forecast", rows: 18),
    Section(report: "funnel", followsPeriod: true, rows: 24),
    Section(report: "won-lost", followsPeriod: true),
    Section(report: "lost-reasons", followsPeriod: true), Section(report: "activity", followsPeriod: true),
    Section(report: "sources", followsPeriod: true), Section(report: "kpi"),
    Section(report: "abc", followsPeriod: true), Section(report: "overdue", isWorkList: true),
    Section(report: "rotting", isWorkList: true), Section(report: "no-next-step", isWorkList: true),
  ]

  /// The reports of the page, in order.
  package static var reports: [Report] {
    sections.compactMap { section in Reports.all.first { $0.name == section.report } }
  }

  /// The days of a page that is given none: this month and the two before it.
  package static func period(before today: CivilDate) -> CivilInterval {
    CivilInterval(from: today.startOfMonth.adding(months: -2), through: today.endOfMonth)
  }

  /// Counts everything from one reading of the deals and of what happened. `input` has the days, a pipeline and a
  /// currency, or none; throws `invalid_value` for a pipeline that is not there.
  package static func make(_ given: ReportInput) throws(Diagnostic) -> DashboardResult {
    var base = given
    let days = given.period ?? period(before: given.today)
    base.period = nil
    base.readDeals()
    var parts: [DashboardResult.Part] = []
    for section in sections {
      guard let report = Reports.all.first(where: { $0.name == section.report }) else { continue }
      var input = base
      if section.followsPeriod, report.options.contains(.period) { input.period = days }
      var remarks: [String] = []
      if base.pipeline != nil, !report.options.contains(.pipeline) {
        input.pipeline = nil
        remarks.append("of all pipelines, because this report does not tell them apart")
      }
      if base.currency != nil, !report.options.contains(.currency) { input.currency = nil }
      parts.append(
        DashboardResult.Part(
          section: section, input: input, answer: try report.answer(input), remarks: remarks))
    }
    return DashboardResult(
      input: base, period: days, figures: try DashboardFigure.all(parts, base, days), parts: parts)
  }
}
