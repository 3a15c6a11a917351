import Dates
import Diagnostics
import JSON
import Output
import Records
import Testing

@testable import Reports

struct DashboardTests {
  private static func board(_ fixture: Fixture, _ input: ReportInput? = nil) throws -> DashboardResult {
    try Dashboard.make(try input ?? fixture.input())
  }

  private static func november() throws -> Fixture {
    var fixture = try FunnelTests.november()
    try fixture.deal(
      "e1aaaaaa", [("first-contact", "10-01"), ("won", "10-24")], "amount: 700\ncurrency: EUR\nowner: anna\n")
    try fixture.deal(
      "e2aaaaaa", [("first-contact", "10-01"), ("won", "10-25")], "amount: 900\ncurrency: EUR\nowner: anna\n")
    for number in 0..<20 {
      try fixture.add(
        .task,
        "id: t\(number + 10)aaaaa\ntitle: Call \(number)\nowner: gleb\ndue: 2026-11-2\(number % 4)T09:00:00+03:00\n"
      )
    }
    return fixture
  }

  /// Whatever was read once for all of them, each report is what it is by itself.
  @Test(arguments: [nil, "sales"], [nil, "EUR"])
  func everyReportIsTheSameByItself(pipeline: String?, currency: String?) throws {
    let fixture = try Self.november()
    let rates = CurrencyRates([
      .init(date: Fixture.day("2026-01-01"), from: "EUR", to: "RUB", rate: Decimal(90))
    ])
    let board = try Self.board(
      fixture, try fixture.input(period: "2026-11", pipeline: pipeline, currency: currency, rates: rates))
    for part in board.parts {
      let report = part.answer.report
      let alone = try fixture.input(
        period: part.section.followsPeriod && report.options.contains(.period) ? "2026-11" : nil,
        pipeline: report.options.contains(.pipeline) ? pipeline : nil,
        currency: report.options.contains(.currency) ? currency : nil, rates: rates)
      #expect(part.answer.result().json == (try report.run(alone)).json, "\(report.name)")
      #expect(
        part.remarks.isEmpty == (pipeline == nil || report.options.contains(.pipeline)), "\(report.name)")
    }
  }

  @Test func theFiguresAreThoseOfTheReports() throws {
    let fixture = try Self.november()
    let board = try Self.board(fixture)
    func value(_ key: String) -> DashboardFigure? { board.figures.first { $0.key == key } }
    let pipeline = try Reports.report(named: "pipeline").run(try fixture.input())
    let total = try #require(pipeline.totals.first)
    for (key, column) in [("open_deals", "deals"), ("open_sum", "sum"), ("weighted", "weighted")] {
      let place = try #require(pipeline.columns.firstIndex { $0.key == column })
      #expect(value(key)?.value == total[place])
    }
    #expect(value("overdue")?.value == .count(20))
    #expect(
      value("no_next_step")?.value
        == .count(try Reports.report(named: "no-next-step").run(try fixture.input()).rows.count))
    // One was won in November. Of the two of October only one was won by the 24th.
    #expect(value("won")?.value == .count(1) && value("won")?.before == .count(1))
    #expect(value("won_amount")?.before?.money?.entries.map(\.amount.description) == ["700.00"])
    // Three won, one lost since September.
    #expect(value("win_rate")?.value.number == Decimal(75))
    #expect(
      board.period == CivilInterval(from: Fixture.day("2026-09-01"), through: Fixture.day("2026-11-30")))
  }

  @Test(arguments: [
    ("2026-11-24", "2026-10-01..2026-10-24"), ("2026-03-31", "2026-02-01..2026-02-28"),
    ("2028-03-30", "2028-02-01..2028-02-29"), ("2026-01-01", "2025-12-01..2025-12-01"),
    ("2026-10-31", "2026-09-01..2026-09-30"),
  ])
  func theSameDaysOfLastMonth(today: String, before: String) {
    let days = DashboardFigure.monthToDate(Fixture.day(today))
    #expect(days.before == CivilInterval(before))
    #expect(days.this.start == Fixture.day(today).startOfMonth && days.this.lastDay == Fixture.day(today))
  }

  @Test func longListsSayWhereTheRestIs() throws {
    let board = try Self.board(try Self.november())
    let page = Renderer.render(board, as: .html)
    #expect(page.contains("<p class=\"note\">and 8 more: crm reports overdue</p>"))
    #expect(page.contains(">Call 6<") && !page.contains(">Call 7<"))
    let reports = try #require(board.json["reports"]?.array)
    let overdue = try #require(reports.first { $0["report"]?.string == "overdue" })
    #expect(overdue["rows"]?.array?.count == 20)
    #expect(board.json.members?.map(\.key) == ["title", "period", "as_of", "pipeline", "figures", "reports"])
    // No list is silent: it has rows, says that it has none, or is named at the end.
    for part in board.parts {
      let report = part.answer.report
      let isThere = page.contains("<h2>\(report.title)")
      #expect(isThere == (part.answer.rowCount > 0 || part.section.isWorkList), "\(report.name)")
      if part.answer.rowCount == 0 { #expect(page.contains(report.whenEmpty), "\(report.name)") }
    }
  }

  @Test func anEmptyRepositoryHasADashboard() throws {
    let board = try Self.board(Fixture())
    for format in OutputFormat.ofDocuments {
      #expect(Renderer.render(board, as: format).contains("Dashboard"))
    }
    #expect(Renderer.render(board, as: .table).contains("none in the same days of last month either"))
  }

  @Test func whatCannotBeIsRefused() throws {
    let input = try Fixture().input(pipeline: "nowhere")
    #expect(failure { _ = try Dashboard.make(input) }?.code == .invalidValue)
  }
}
