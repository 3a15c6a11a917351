import Output
import Testing

@testable import Reports

@Suite struct ReportChartTests {
  @Test func chartsDrawARowACategory() throws {
    let input = try FunnelTests.november().input()
    for report in Reports.all {
      let result = try report.run(input)
      #expect(report.hasChart || result.charts.isEmpty, "\(report.name)")
      for chart in result.charts where chart.isOfRows {
        #expect(chart.categories.count == result.rows.count, "\(report.name)")
      }
      #expect(try report.answer(input).result(isDrawn: false).charts.isEmpty, "\(report.name)")
    }
    let funnel = try #require(try Reports.report(named: "funnel").run(input).charts.first)
    #expect(
      funnel.form == .funnel && funnel.categories.count == 5
        && funnel.series.map(\.name) == ["Reached", "Step"])
    #expect(funnel.categories.first == "First contact")
    let split = try #require(
      try Reports.report(named: "funnel").run(try FunnelTests.november().input(by: "owner")).charts.first)
    #expect(split.form == .bars && split.categories.first == "anna, First contact")
    #expect(split.series.map(\.name) == ["Reached"] && split.title == "Reached by owner, stage")
  }

  /// A column that is drawn, or names what is drawn, is one of the report's, and all that is drawn has one unit.
  @Test func chartsNameColumns() {
    for report in Reports.all {
      for chart in report.charts {
        let drawn = chart.series.compactMap { key in report.fields.first { $0.key == key } }
        #expect(drawn.count == chart.series.count && !chart.labels.isEmpty, "\(report.name)")
        #expect(
          chart.labels.allSatisfy { key in report.fields.contains { $0.key == key } }, "\(report.name)")
        let measured = chart.form == .pareto || chart.form == .funnel ? Array(drawn.prefix(1)) : drawn
        #expect(Set(measured.map(\.unit)).count == (chart.counted == nil ? 1 : 0), "\(report.name)")
      }
    }
  }

  @Test func moneyMakesAChartACurrencyAndKeepsItsDigits() throws {
    let charts = try Reports.report(named: "pipeline").run(try FunnelTests.november().input()).charts
    #expect(charts.map(\.valueAxis.unit) == [nil, "EUR", "RUB", "USD"])
    let rubles = try #require(charts.first { $0.valueAxis.unit == "RUB" })
    #expect(rubles.title == "Sum and weighted, RUB, by stage")
    #expect(rubles.series.map(\.name) == ["Sum", "Weighted"])
    #expect(rubles.series[0].values.contains { $0?.digits == "55000.50" })
  }
}
