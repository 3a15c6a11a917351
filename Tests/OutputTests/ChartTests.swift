import Testing

@testable import Output

struct ChartTests {
  static func chart(_ form: Chart.Form, _ values: [Double] = [12, 6, 3]) -> Chart {
    Chart(
      form: form, categories: ["First contact", "Meeting <1>", "Won & paid"],
      categoryAxis: Chart.Axis("Stage"), valueAxis: Chart.Axis("Amount", unit: "EUR"),
      series: [Chart.Series("Open", values)])
  }

  @Test func valuesKeepTheirDigits() {
    #expect(Chart.Value("1250000.50")?.shown == "1 250 000.50")
    #expect(Chart.Value("0.1234567890123456789")?.digits == "0.1234567890123456789")
    for text in ["", "nan", "inf", "-inf", "x", "1e40"] { #expect(Chart.Value(text) == nil, "\(text)") }
    #expect(Chart.Value(Double.nan) == nil && Chart.Value(Double.infinity) == nil)
    for (number, digits) in [
      (0.0, "0"), (-0.004, "0"), (1.5, "1.5"), (-1.05, "-1.05"), (12.345, "12.35"),
      (1e20, "100000000000000000000"),
      (-0.5, "-0.5"), (99.999, "100"),
    ] { #expect(Chart.Value(number)?.digits == digits, "\(number)") }
  }

  @Test func titlesSayWhatIsDrawn() {
    var chart = Self.chart(.bars)
    #expect(chart.title == "Amount, EUR, by stage")
    chart.valueAxis = Chart.Axis("Deals")
    #expect(chart.title == "Deals by stage")
    chart.categoryAxis = Chart.Axis("")
    #expect(chart.title == "Deals")
  }

  @Test func aChartOfNothingIsEmpty() {
    #expect(Self.chart(.bars, [0, 0]).isEmpty && Self.chart(.bars, []).isEmpty)
    #expect(Self.chart(.bars, [.nan]).isEmpty)
    #expect(!Self.chart(.bars, [0, -1]).isEmpty)
    // A line that stays at 0 is a line.
    #expect(!Self.chart(.line, [0]).isEmpty && Self.chart(.line, []).isEmpty)
  }

  @Test func whatIsLeftOutIsCounted() {
    let chart = Self.chart(.bars).limited(to: 2)
    #expect(chart.categories.count == 2 && chart.series[0].values.count == 2 && chart.more == "and 1 more")
    #expect(Self.chart(.bars).limited(to: 3) == Self.chart(.bars) && Self.chart(.bars).more == nil)
  }

  @Test func scalesAreRoundAndHoldAllValues() {
    for (low, high, isWhole, ticks) in [
      (0.0, 12.0, true, [0.0, 5, 10, 15]), (0, 1, true, [0, 1]), (-3, 7, true, [-4, -2, 0, 2, 4, 6, 8]),
      (0, 0.9, false, [0, 0.2, 0.4, 0.6, 0.8, 1]), (0, 0, true, [0, 1]),
      (0, 1_000_000, true, [0, 200_000, 400_000, 600_000, 800_000, 1_000_000]),
    ] {
      let scale = ChartScale(from: low, to: high, isWhole: isWhole)
      #expect(scale.ticks.count == ticks.count, "\(low) \(high): \(scale.ticks)")
      #expect(zip(scale.ticks, ticks).allSatisfy { abs($0 - $1) < 1e-9 }, "\(low) \(high): \(scale.ticks)")
      #expect(scale.low <= low && scale.high >= high)
    }
    #expect(ChartScale(from: -3, to: 7, isWhole: true).place(-4) == 0)
    #expect(ChartScale(from: -1e36, to: 1e36, isWhole: true).ticks.count < 9)
  }

  @Test func chartsOfBlocks() {
    #expect(
      TableRenderer.render(Blocks.table(Self.chart(.bars))) == """
        Stage          Open
        First contact    12  ██████████
        Meeting <1>       6  █████
        Won & paid        3  ██▌

        """)
    #expect(
      TableRenderer.render(Blocks.table(Self.chart(.line))) == """
        Amount, EUR
        Open         █▅▃

        """)
  }

  @Test func aTableShowsItsChart() {
    var table = Table(
      title: "Deals", columns: [Column("stage", "Stage"), Column("deals", "Deals", kind: .number)],
      rows: [[.text("First contact"), .integer(12)], [.text("Meeting"), .integer(6)], [.text("Won")]],
      totals: [[.text("total"), .integer(18)]])
    table.charts = [Self.chart(.bars, [12, 6, 0])]
    #expect(
      Renderer.render(table, as: .table) == """
        Deals
        Stage          Deals
        First contact     12  ██████████
        Meeting            6  █████
        Won
        ─────────────  ─────  ──────────
        total             18

        """)
    #expect(Renderer.render(table, as: .md).contains("| Meeting | 6 | █████ |\n"))
    let page = Renderer.render(table, as: .html)
    #expect(page.contains("<svg class=\"chart\"") && !page.contains("█"))
    #expect(Renderer.render(table, as: .csv).split(separator: "\n").first == "stage,deals")
  }
}
