import Foundation
import SeededRandomness
import Testing

@testable import Output

#if canImport(FoundationXML)
  import FoundationXML
#endif

struct ChartTests {
  static let forms: [Chart.Form] = [.bars, .stackedBars, .line, .funnel]

  static func chart(_ form: Chart.Form, _ values: [Double] = [12, 6, 3]) -> Chart {
    Chart(
      form: form, categories: ["First contact", "Meeting <1>", "Won & paid"],
      categoryAxis: Chart.Axis("Stage"), valueAxis: Chart.Axis("Amount", unit: "EUR"),
      series: [Chart.Series("Open", values)])
  }

  /// The elements of a picture, each with its attributes.
  private final class Elements: NSObject, XMLParserDelegate {
    var found: [(name: String, attributes: [String: String])] = []
    var text = ""

    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
      attributes: [String: String] = [:]
    ) { found.append((name, attributes)) }

    func parser(_ parser: XMLParser, foundCharacters string: String) { text += string }

    func numbers(_ attribute: String, of name: String) -> [Double] {
      found.filter { $0.name == name }.compactMap { $0.attributes[attribute].flatMap(Double.init) }
    }
  }

  private static func parsed(_ svg: String) throws -> Elements {
    let elements = Elements()
    let parser = XMLParser(data: Data(svg.utf8))
    parser.delegate = elements
    try #require(parser.parse(), "\(svg)")
    return elements
  }

  @Test(arguments: forms) func everyFormIsAPictureThatNeedsNothing(form: Chart.Form) throws {
    let svg = SVG.render(Self.chart(form))
    let picture = try Self.parsed(svg)
    #expect(picture.found.first?.name == "svg")
    for label in ["First contact", "Meeting <1>", "Won & paid", form == .line ? "15" : "12"] {
      #expect(picture.text.contains(label), "\(form): \(label)")
    }
    let known: Set = ["svg", "title", "text", "rect", "line", "polygon", "polyline", "circle"]
    #expect(picture.found.allSatisfy { known.contains($0.name) })
    #expect(!svg.contains("href") && !svg.contains("style"))
  }

  @Test func barsAreAsLongAsTheirValues() throws {
    let widths = try Self.parsed(SVG.render(Self.chart(.bars))).numbers("width", of: "rect")
    #expect(widths.count == 3)
    #expect(abs(widths[0] / widths[1] - 2) < 0.01 && abs(widths[1] / widths[2] - 2) < 0.01)
  }

  @Test func stackedSeriesBeginWhereTheOnesBeforeEnd() throws {
    var chart = Self.chart(.stackedBars)
    chart.series.append(Chart.Series("Won", [6, 0, 1]))
    let picture = try Self.parsed(SVG.render(chart))
    // The first two squares are those of the legend.
    let (starts, widths) = (picture.numbers("x", of: "rect"), picture.numbers("width", of: "rect"))
    #expect(widths.count == 2 + 5)
    #expect(abs(starts[2] + widths[2] - starts[3]) < 0.2)
    #expect(abs(widths[2] / widths[3] - 2) < 0.01)
    #expect(picture.text.contains("18") && picture.text.contains("Won"))
  }

  @Test func aFunnelSaysWhatEachStepKeeps() throws {
    let picture = try Self.parsed(SVG.render(Self.chart(.funnel)))
    #expect(picture.found.count { $0.name == "polygon" } == 3)
    #expect(picture.text.contains("6, 50 %") && picture.text.contains("3, 50 %"))
  }

  /// Whatever the numbers and names, nothing lies outside of the picture and no number is broken.
  @Test func everythingIsInsideThePicture() throws {
    let seed: UInt64 = 77
    var random = SeededRandom(seed: seed)
    for round in 0..<200 {
      let count = Int.random(in: 0...40, using: &random)
      let size = Double([1, 100, 1_000_000][Int.random(in: 0..<3, using: &random)])
      func values() -> [Double] {
        (0..<count).map { _ in
          Int.random(in: 0..<9, using: &random) == 0 ? .nan : Double.random(in: -1...size, using: &random)
        }
      }
      let chart = Chart(
        form: Self.forms[round % Self.forms.count],
        categories: (0..<count).map { "\u{1B}[31m категория \($0)" + String(repeating: "x", count: $0) },
        categoryAxis: Chart.Axis(""), valueAxis: Chart.Axis("Value"),
        series: (0..<Int.random(in: 0...8, using: &random)).map { Chart.Series("Series \($0)", values()) })
      let svg = SVG.render(chart)
      let picture = try Self.parsed(svg)
      let size2 = (picture.found.first?.attributes["viewBox"] ?? "").split(separator: " ").compactMap {
        Double($0)
      }
      try #require(size2.count == 4, "seed \(seed), round \(round)")
      for name in ["rect", "text", "circle"] {
        for x in picture.numbers(name == "circle" ? "cx" : "x", of: name) {
          #expect((0...size2[2]).contains(x), "seed \(seed), round \(round), \(name)")
        }
        for y in picture.numbers(name == "circle" ? "cy" : "y", of: name) {
          #expect((0...size2[3]).contains(y), "seed \(seed), round \(round), \(name)")
        }
      }
      for (x, width) in zip(picture.numbers("x", of: "rect"), picture.numbers("width", of: "rect")) {
        #expect(x + width <= size2[2], "seed \(seed), round \(round)")
      }
      #expect(!svg.contains("nan") && !svg.contains("inf") && !svg.contains("\u{1B}"))
    }
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
    table.chart = Self.chart(.bars, [12, 6, 0])
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
