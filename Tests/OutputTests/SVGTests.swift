import Foundation
import SeededRandomness
import Testing

@testable import Output

#if canImport(FoundationXML)
  import FoundationXML
#endif

struct SVGTests {
  /// The elements of a picture, each with its attributes.
  private final class Elements: NSObject, XMLParserDelegate {
    var found: [(name: String, attributes: [String: String], text: String)] = []
    var text = ""
    private var open: [Int] = []

    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
      attributes: [String: String] = [:]
    ) {
      open.append(found.count)
      found.append((name, attributes, ""))
    }

    func parser(
      _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
    ) { open.removeLast() }

    func parser(_ parser: XMLParser, foundCharacters string: String) {
      text += string
      if let last = open.last { found[last].text += string }
    }

    func all(_ name: String, _ isWanted: (String) -> Bool = { _ in true }) -> [[String: String]] {
      found.filter { $0.name == name && isWanted($0.attributes["class"] ?? "") }.map(\.attributes)
    }

    func numbers(_ attribute: String, of name: String, _ isWanted: (String) -> Bool = { _ in true })
      -> [Double]
    {
      all(name, isWanted).compactMap { $0[attribute].flatMap(Double.init) }
    }
  }

  private static func parsed(_ svg: String) throws -> Elements {
    let elements = Elements()
    let parser = XMLParser(data: Data(svg.utf8))
    parser.delegate = elements
    try #require(parser.parse(), "\(svg)")
    return elements
  }

  static func several(_ form: Chart.Form) -> Chart {
    var chart = ChartTests.chart(form)
    chart.series.append(Chart.Series("Won", [6, 0, 1]))
    return chart
  }

  private static func isBar(_ name: String) -> Bool { name.first == "c" }

  /// What at least one of the programs that draw SVG does not draw, or draws otherwise.
  @Test(arguments: Chart.Form.allCases) func picturesNeedNothingThatNotAllDraw(form: Chart.Form) throws {
    for svg in [
      SVG.render(several(form)), SVG.render(ChartTests.chart(form)),
      SVG.render([several(form), ChartTests.chart(.bars)], title: "Two"),
    ] {
      let picture = try Self.parsed(svg)
      let known: Set = [
        "svg", "title", "desc", "text", "rect", "line", "polygon", "polyline", "circle",
      ]
      #expect(picture.found.allSatisfy { known.contains($0.name) })
      for word in [
        "var(", "hsl", "rgb", "style", "href", "<use", "url(", "currentColor", "pattern", "Gradient", "calc(",
        "&nbsp;",
        "nan", "inf",
      ] { #expect(!svg.contains(word), "\(form): \(word)") }
      for element in picture.found {
        for name in ["fill", "stroke"] {
          guard let color = element.attributes[name], color != "none" else { continue }
          #expect(color.count == 7 && color.first == "#" && color.dropFirst().allSatisfy(\.isHexDigit))
        }
      }
      #expect(picture.all("rect", { $0 == "ground" }).first?["fill"] == "#ffffff")
      #expect(picture.found[1].name == "title" && picture.found[2].name == "desc")
    }
  }

  private func several(_ form: Chart.Form) -> Chart { Self.several(form) }

  @Test(arguments: Chart.Form.allCases) func everyFormShowsItsNumbers(form: Chart.Form) throws {
    let picture = try Self.parsed(SVG.render(several(form)))
    #expect(picture.found.first?.name == "svg")
    for label in ["First contact", "Meeting <1>", "Won & paid", form == .line ? "15" : "12", "6"] {
      #expect(picture.text.contains(label), "\(form): \(label)")
    }
    #expect(picture.text.contains("Won 6 EUR") || form == .pareto || form == .funnel)
  }

  @Test func barsAreAsLongAsTheirValues() throws {
    let widths = try Self.parsed(SVG.render(ChartTests.chart(.bars))).numbers("width", of: "rect", Self.isBar)
    #expect(widths.count == 3)
    #expect(abs(widths[0] / widths[1] - 2) < 0.01 && abs(widths[1] / widths[2] - 2) < 0.01)
  }

  @Test func whatIsBelowZeroGoesTheOtherWay() throws {
    let picture = try Self.parsed(SVG.render(ChartTests.chart(.bars, [10, -10, 0])))
    let (starts, widths) = (
      picture.numbers("x", of: "rect", Self.isBar), picture.numbers("width", of: "rect", Self.isBar)
    )
    #expect(widths.count == 2 && abs(widths[0] - widths[1]) < 0.2)
    #expect(abs(starts[1] + widths[1] - starts[0]) < 0.2)
    #expect(picture.text.contains("-10"))
  }

  @Test func stackedSeriesBeginWhereTheOnesBeforeEnd() throws {
    let picture = try Self.parsed(SVG.render(several(.stackedBars)))
    // The first two squares are those of the legend; a gap of a point parts one series from the next.
    let (starts, widths) = (
      picture.numbers("x", of: "rect", Self.isBar), picture.numbers("width", of: "rect", Self.isBar)
    )
    #expect(widths.count == 2 + 5)
    #expect(abs(starts[2] + widths[2] + 1 - starts[3]) < 0.2)
    #expect(abs((widths[2] + 1) / (widths[3] + 1) - 2) < 0.01)
    #expect(picture.text.contains("18") && picture.text.contains("Won"))
  }

  @Test func aFunnelSaysWhatEachStepKeeps() throws {
    var chart = ChartTests.chart(.funnel)
    chart.series.append(Chart.Series("Step", [nil, Chart.Value("50.0"), Chart.Value("50.0")]))
    let picture = try Self.parsed(SVG.render(chart))
    #expect(picture.found.count { $0.name == "polygon" } == 3)
    #expect(picture.text.contains("6, 50.0 %") && picture.text.contains("3, 50.0 %"))
  }

  @Test func aHeatMapIsDarkerWhereThereIsMore() throws {
    var chart = several(.heatMap)
    chart.series[1].values[1] = nil
    let picture = try Self.parsed(SVG.render(chart))
    let shades = picture.all("rect", { $0.first == "h" }).compactMap { $0["class"] }
    // Five cells, since one is missing, and the shades of the legend.
    #expect(shades.count == 5 + 7)
    #expect(Array(shades.prefix(5)) == ["h6", "h3", "h3", "h2", "h1"])
  }

  @Test func severalChartsAreBeneathOneAnother() throws {
    let one = try Self.parsed(SVG.render(ChartTests.chart(.bars)))
    let two = try Self.parsed(SVG.render([several(.stackedBars), several(.line)], title: "Both & more"))
    let (small, large) = (one.numbers("height", of: "svg"), two.numbers("height", of: "svg"))
    #expect(large[0] > small[0])
    #expect(two.text.contains("Both & more"))
    let none = try Self.parsed(SVG.render([], title: "Lost reasons", remark: "no deals were lost"))
    #expect(none.text.contains("no deals were lost"))
  }

  @Test func hostileNamesAreText() throws {
    var chart = ChartTests.chart(.bars)
    chart.categories[0] = "</svg><script>x</script>\u{1B}[31m\r\n\u{202E}]]>\u{FFFE}\u{FFFF}\0"
    let svg = SVG.render(chart)
    let picture = try Self.parsed(svg)
    #expect(!svg.contains("<script") && !svg.contains("\u{1B}") && !svg.contains("\u{202E}"))
    #expect(picture.text.contains("<script>x</script>"))
  }

  /// Whatever the numbers and names, nothing is outside of the picture and no number is broken.
  @Test func everythingIsInsideThePicture() throws {
    let seed = UInt64.random(in: 0..<1 << 32)
    var random = SeededRandom(seed: seed)
    for round in 0..<90 {
      let chart = Self.random(Chart.Form.allCases[round % Chart.Form.allCases.count], &random)
      let svg = SVG.render(chart)
      let picture = try Self.parsed(svg)
      let box = (picture.found.first?.attributes["viewBox"] ?? "").split(separator: " ").compactMap {
        Double($0)
      }
      try #require(box.count == 4, "seed \(seed), round \(round)")
      let place: Comment = "seed \(seed), round \(round), \(chart.form)"
      for element in picture.found {
        func number(_ name: String) -> Double { element.attributes[name].flatMap(Double.init) ?? 0 }
        switch element.name {
        case "rect":
          #expect(number("x") >= 0 && number("x") + number("width") <= box[2] + 0.1, place)
          #expect(number("y") >= 0 && number("y") + number("height") <= box[3] + 0.1, place)
        case "circle":
          #expect((0...box[2]).contains(number("cx")) && (0...box[3]).contains(number("cy")), place)
        case "line": #expect(number("x2") <= box[2] && number("y2") <= box[3], place)
        case "text":
          let size = element.attributes["font-size"].flatMap(Double.init) ?? 12
          let width = TextExtent.width(element.text, size: size)
          let shares: [String: Double] = ["start": 0, "middle": 0.5, "end": 1]
          let share = shares[element.attributes["text-anchor"] ?? ""] ?? 0
          let left = number("x") - share * width
          #expect(left >= -1 && left + width <= box[2] + 1, "\(place): \(element.text)")
          #expect(number("y") <= box[3], place)
        default: break
        }
      }
      #expect(!svg.contains("nan") && !svg.contains("\u{1B}"), place)
    }
  }

  private static func random(_ form: Chart.Form, _ random: inout SeededRandom) -> Chart {
    let count = Int.random(in: 0...45, using: &random)
    let size = [1, 100, 1_000_000, 1e12][Int.random(in: 0..<4, using: &random)]
    let low = Bool.random(using: &random) ? -size : 0
    func values() -> [Double] {
      (0..<count).map { _ in
        Int.random(in: 0..<9, using: &random) == 0 ? .nan : Double.random(in: low...size, using: &random)
      }
    }
    return Chart(
      form: form,
      categories: (0..<count).map { "\u{1B}[31m категория 顧客 \($0)" + String(repeating: "x", count: $0) },
      categoryAxis: Chart.Axis(""), valueAxis: Chart.Axis("Value"),
      series: (0..<Int.random(in: 0...10, using: &random)).map { Chart.Series("Series \($0)", values()) })
  }
}
