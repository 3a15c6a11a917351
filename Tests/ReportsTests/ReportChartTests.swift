import Output
import Records
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

  // MARK: Forms

  private struct Item {
    let name: String
    let grade: String?
    let revenue: MoneySum
    var cost: MoneySum?
    var cumulative: Decimal?
    var months: [Int] = []

    static let columns: [ReportColumn<Item>] =
      [
        .text("name", "Name") { $0.name }, .text("class", "Class", .grouping) { $0.grade },
        .money("revenue", "Revenue") { $0.revenue }, .money("cost", "Cost") { $0.cost },
        .percent("cumulative", "Cumulative %") { $0.cumulative },
        .count("size", "Clients") { $0.months.first },
      ]
      + (0..<3).map { place in
        .count("m\(place)", "m\(place)") { $0.months.indices.contains(place) ? $0.months[place] : nil }
      }
  }

  private static func charts(_ form: ReportChart, _ items: [Item]) -> [Chart] {
    ReportRows(items, notes: []).charts(
      form, Item.columns, keys: Set(Item.columns.map(\.field.key)), title: "Clients")
  }

  private static func money(_ text: String, _ currency: String = "EUR") -> MoneySum {
    MoneySum(Decimal(text) ?? .zero, currency)
  }

  @Test func sumsAreExactAndClassesCounted() throws {
    let items = [
      Item(name: "Acme", grade: "A", revenue: Self.money("0.10")),
      Item(name: "Weber", grade: nil, revenue: Self.money("0.20")),
      Item(name: "Nova", grade: "A", revenue: Self.money("0.20")),
    ]
    let sums = Self.charts(.bars(sumOf: "revenue", by: "class"), items)
    #expect(sums.count == 1 && sums[0].categories == ["A", "(none)"] && !sums[0].isOfRows)
    // 0.1 + 0.2 is no 0.3 in binary.
    #expect(sums[0].series[0].values.map { $0?.digits } == ["0.30", "0.20"])
    #expect(sums[0].title == "Revenue, EUR, by class")
    let counts = Self.charts(.rowCount("Number", by: "class"), items)
    #expect(counts.first?.series[0].values.map { $0?.digits } == ["2", "1"])
    #expect(counts.first?.title == "Number by class")
  }

  @Test func aParetoChartIsOfTheRowsOfItsCurrency() throws {
    let items = [
      Item(name: "Acme", grade: "A", revenue: Self.money("80"), cumulative: Decimal(80)),
      Item(name: "Weber", grade: "B", revenue: Self.money("20"), cumulative: Decimal(100)),
      Item(name: "Nova", grade: "A", revenue: Self.money("7", "USD"), cumulative: Decimal(100)),
    ]
    let charts = Self.charts(.pareto("revenue", cumulative: "cumulative", by: "name"), items)
    #expect(charts.map(\.categories) == [["Acme", "Weber"], ["Nova"]])
    #expect(charts.allSatisfy { $0.form == .pareto && $0.series.count == 2 && !$0.isOfRows })
    #expect(charts[0].series[1].values.map { $0?.digits } == ["80", "100"])
    #expect(Self.charts(.pareto("revenue", cumulative: "cumulative", by: "name"), [items[0]])[0].isOfRows)
  }

  @Test func whatNobodyKnowsIsNoSeries() {
    var items = [Item(name: "site", grade: nil, revenue: Self.money("80"))]
    let form = ReportChart.bars("revenue", "cost", by: "name")
    #expect(Self.charts(form, items)[0].series.map(\.name) == ["Revenue"])
    items[0].cost = Self.money("5")
    #expect(Self.charts(form, items)[0].series.map(\.name) == ["Revenue", "Cost"])
    #expect(Self.charts(form, items)[0].title == "Revenue and cost, EUR, by name")
    #expect(Self.charts(form, []).isEmpty)
  }

  @Test func aHeatMapShowsSharesOfTheFirst() throws {
    let items = [
      Item(name: "2026-09", grade: nil, revenue: MoneySum(), months: [8, 1, 0]),
      Item(name: "2026-10", grade: nil, revenue: MoneySum(), months: [3, 1]),
    ]
    let chart = try #require(Self.charts(.heatMap("m0", "m1", "m2", of: "size", by: "name"), items).first)
    #expect(
      chart.series.map { $0.values.map { $0?.digits } } == [
        ["100.0", "100.0"], ["12.5", "33.3"], ["0.0", nil],
      ])
    #expect(chart.title == "Clients, %, by name")
  }
}
