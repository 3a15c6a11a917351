import SeededRandomness
import Testing
import Text

@testable import Output

struct ChartTextTests {
  private static func text(_ chart: Chart, _ width: Int = 40, ascii: Bool = false) -> String {
    ChartText.render(chart, width: width, Rendering(width: width, isASCII: ascii))
  }

  private static func several(_ form: Chart.Form) -> Chart {
    var chart = ChartTests.chart(form)
    chart.series.append(Chart.Series("Won", [6, 0, 1]))
    return chart
  }

  @Test func stackedBarsHaveALegendAndTheirSum() {
    #expect(
      Self.text(Self.several(.stackedBars)) == """
        Amount, EUR, by stage
        █ Open  ▒ Won
        First contact  18  ██████████████▒▒▒▒▒▒▒
        Meeting <1>     6  ███████
        Won & paid      4  ████▒

        """)
    #expect(
      Self.text(Self.several(.stackedBars), ascii: true) == """
        Amount, EUR, by stage
        # Open  = Won
        First contact  18  ##############=======
        Meeting <1>     6  #######
        Won & paid      4  ####=

        """)
  }

  @Test func barsOfSeveralSeriesAreBeneathOneAnother() {
    var chart = Self.several(.bars)
    chart.series[1].values[1] = nil
    #expect(
      Self.text(chart, ascii: true) == """
        Amount, EUR, by stage
        # Open  = Won
        First contact  12  #####################
                        6  ===========
        Meeting <1>     6  ###########
        Won & paid      3  #####
                        1  ==

        """)
  }

  @Test func whatIsBelowZeroIsToTheLeft() {
    #expect(
      Self.text(ChartTests.chart(.bars, [10, -5, 0]), 38) == """
        Amount, EUR, by stage
        First contact  10        │████████████
        Meeting <1>    -5  ██████│
        Won & paid      0        │

        """)
    #expect(
      Blocks.bars(ChartTests.chart(.bars, [-4, -2, 0]), width: 5) == ["████│", "  ██│", "    │"])
  }

  @Test func heatMapsShowShadesOrDigits() {
    var chart = Self.several(.heatMap)
    chart.valueAxis = Chart.Axis("Clients", unit: "%")
    chart.series[1].values[2] = nil
    #expect(
      Self.text(chart) == """
        Clients, %, by stage
                       Open Won
        First contact  ████ ▒▒▒▒
        Meeting <1>    ▒▒▒▒ ····
        Won & paid     ░░░░
        · 0  ░ to 3  ▒ to 6  ▓ to 9  █ to 12 %

        """)
    #expect(
      Self.text(chart, ascii: true) == """
        Clients, %, by stage
                       Open Won
        First contact  9999 5555
        Meeting <1>    5555 0000
        Won & paid     3333
        0 is 0, 9 is up to 12 %

        """)
  }

  @Test func linesHaveAxesAndTheirLastValues() {
    #expect(
      Self.text(Self.several(.line), 60, ascii: true) == """
        Amount, EUR, by stage
        o Open  x Won
        15 |
           |
           |o
        10 |
           |
         5 |x       o
           |                o
           |                x
         0 |        x
            First contact   Won & paid
        o Won & paid: 3 EUR
        x Won & paid: 1 EUR

        """)
  }

  @Test func longLabelsAreCutLast() {
    var chart = ChartTests.chart(.bars, [1_250_000, 7, 0])
    chart.categories[0] = "A company with a very long name indeed"
    #expect(
      Self.text(chart) == """
        Amount, EUR, by stage
        A company with a v…  1 250 000  ████████
        Meeting <1>                  7  ▏
        Won & paid                   0

        """)
    #expect(Self.text(chart, ascii: true).contains("A company with a v~  1 250 000  ########"))
  }

  @Test func onATerminalFiguresAreUnderTheTable() {
    var table = Table(
      title: "Activity", columns: [Column("stage", "Stage")],
      rows: [[.text("First contact")], [.text("Meeting")], [.text("Won")]])
    table.charts = [Self.several(.stackedBars)]
    #expect(TableRenderer.render(table) == "Activity\nStage\nFirst contact\nMeeting\nWon\n")
    #expect(TableRenderer.render(table, Rendering(width: 40)).contains("█ Open  ▒ Won\n"))
    #expect(!MarkdownRenderer.render(Document(table)).contains("█"))
    // What is beside the rows is not drawn twice.
    table.charts = [ChartTests.chart(.bars)]
    let text = TableRenderer.render(table, Rendering(width: 40, isASCII: true))
    #expect(text.contains("First contact  #########################\n") && !text.contains("by stage"))
  }

  /// Whatever the numbers, names and widths: no line is too wide, every number is there whole, and ASCII is ASCII.
  @Test func chartsFitTheirTerminal() {
    let seed = UInt64.random(in: 0..<1 << 32)
    var random = SeededRandom(seed: seed)
    for round in 0..<150 {
      let form = Chart.Form.allCases[round % Chart.Form.allCases.count]
      let chart = Self.random(form, &random)
      let width = Int.random(in: 40...200, using: &random)
      let place: Comment = "seed \(seed), round \(round), \(form), \(width)"
      for ascii in [true, false] {
        let text = Self.text(chart, width, ascii: ascii)
        for line in text.split(separator: "\n") {
          #expect(DisplayWidth.width(String(line)) <= width, "\(place): \(line)")
          #expect(line.last != " ", place)
        }
        if ascii { #expect(text.utf8.allSatisfy { $0 < 0x80 }, place) }
        guard form == .bars || form == .stackedBars else { continue }
        let shown =
          form == .bars
          ? chart.series.flatMap { $0.values.compactMap { $0 } } : chart.totals.compactMap { $0 }
        #expect(shown.allSatisfy { text.contains($0.shown) }, place)
      }
    }
  }

  private static func random(_ form: Chart.Form, _ random: inout SeededRandom) -> Chart {
    let count = Int.random(in: 0...60, using: &random)
    let size = [1, 100, 1_000_000, 1e12][Int.random(in: 0..<4, using: &random)]
    let low = Bool.random(using: &random) ? -size : 0
    func values() -> [Double] {
      (0..<count).map { _ in
        Int.random(in: 0..<9, using: &random) == 0 ? .nan : Double.random(in: low...size, using: &random)
      }
    }
    let isShared = form == .funnel || form == .pareto
    return Chart(
      form: form,
      categories: (0..<count).map { "\u{1B}[31m category \($0)" + String(repeating: "x", count: $0) },
      categoryAxis: Chart.Axis("Stage"), valueAxis: Chart.Axis("Value"),
      series: (0..<Int.random(in: 0...(isShared ? 2 : 12), using: &random)).map { number in
        // The second series of these is a share in percent.
        Chart.Series(
          "Series \(number)", isShared && number == 1 ? values().map { abs($0) / size * 100 } : values())
      })
  }
}
