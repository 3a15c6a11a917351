import Text

/// Charts as pictures that need nothing else: no scripts, no styles, no fonts of their own.
package enum SVG {
  /// The `svg` element, for a page or a file.
  package static func render(_ chart: Chart) -> String {
    var drawing = SVGDrawing(chart)
    switch chart.form {
    case .bars: drawing.drawBars()
    case .stackedBars: drawing.drawStackedBars()
    case .line: drawing.drawLines()
    case .funnel: drawing.drawFunnel()
    }
    return drawing.text
  }
}

/// A picture as it is drawn, from the top down, in pixels of a width of 640.
private struct SVGDrawing {
  private static let width = 640.0
  private static let colors = ["#3a6ea5", "#d98032", "#5a9e6f", "#a05a9c", "#c9a227", "#8a94a0"]
  private static let rowHeight = 26.0
  private static let plotHeight = 220.0
  private static let margin = 8.0

  let chart: Chart
  private var body = ""
  /// Where the next thing is drawn.
  private var y = SVGDrawing.margin
  private let labels: [String]

  init(_ chart: Chart) {
    self.chart = chart
    labels = chart.categories.map {
      DisplayWidth.truncate(TerminalEscaping.escape($0, keepingNewlines: false), to: 32)
    }
    if chart.series.count > 1 { drawLegend() }
  }

  var text: String {
    let name = HTMLRenderer.escape(
      chart.valueAxis.label + (chart.categoryAxis.title.isEmpty ? "" : " by " + chart.categoryAxis.label))
    let height = SVGDrawing.number(y + SVGDrawing.margin)
    return """
      <svg class="chart" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 \(height)" role="img" \
      aria-label="\(name)" font-family="system-ui, sans-serif" font-size="13">
      <title>\(name)</title>
      \(body)</svg>

      """
  }

  // MARK: Forms

  mutating func drawBars() {
    let count = Double(max(chart.series.count, 1))
    drawRows(height: 8 + 18 * count, greatest: greatest) { drawing, place, top, left, scale in
      for (number, series) in drawing.chart.series.enumerated() {
        let value = drawing.chart.value(series, place)
        let bar = top + 4 + 18 * Double(number)
        drawing.rect(x: left, y: bar, width: value * scale, height: 16, SVGDrawing.color(number))
        drawing.write(SVGDrawing.shown(value), x: left + value * scale + 6, y: bar + 12)
      }
    }
  }

  mutating func drawStackedBars() {
    let totals = chart.totals
    drawRows(height: SVGDrawing.rowHeight, greatest: totals.max() ?? 0) { drawing, place, top, left, scale in
      var x = left
      for (number, series) in drawing.chart.series.enumerated() {
        let width = drawing.chart.value(series, place) * scale
        drawing.rect(x: x, y: top + 5, width: width, height: 16, SVGDrawing.color(number))
        x += width
      }
      drawing.write(SVGDrawing.shown(totals[place]), x: x + 6, y: top + 17)
    }
  }

  mutating func drawFunnel() {
    let values = chart.totals
    let left = labelWidth
    let room = SVGDrawing.width - left - 110
    let scale = room / max(values.max() ?? 0, .leastNonzeroMagnitude)
    let middle = left + room / 2
    for (place, value) in values.enumerated() {
      let next = place + 1 < values.count ? values[place + 1] : value
      let (half, nextHalf, bottom) = (value * scale / 2, next * scale / 2, y + SVGDrawing.rowHeight - 2)
      let corners = [
        (middle - half, y), (middle + half, y), (middle + nextHalf, bottom), (middle - nextHalf, bottom),
      ]
      body += "<polygon points=\"\(SVGDrawing.points(corners))\" fill=\"\(SVGDrawing.color(0))\"/>\n"
      write(labels[place], x: left - 10, y: y + 16, anchor: "end")
      let before = place > 0 ? values[place - 1] : 0
      let share = before > 0 ? ", \(SVGDrawing.shown((value / before * 1000).rounded() / 10)) %" : ""
      write(SVGDrawing.shown(value) + share, x: left + room + 10, y: y + 16)
      y += SVGDrawing.rowHeight
    }
  }

  mutating func drawLines() {
    let ticks = SVGDrawing.ticks(to: greatest, areWhole: isWhole)
    let left = 16 + (ticks.map { SVGDrawing.extent(SVGDrawing.shown($0)) }.max() ?? 0)
    let (top, bottom) = (y + 18, y + 18 + SVGDrawing.plotHeight)
    let scale = SVGDrawing.plotHeight / (ticks.last ?? 1)
    write(chart.valueAxis.label, x: left, y: y + 8, color: "#5b6570")
    for tick in ticks {
      rule(from: (left, bottom - tick * scale), to: (SVGDrawing.width - 8, bottom - tick * scale))
      write(
        SVGDrawing.shown(tick), x: left - 6, y: bottom - tick * scale + 4, anchor: "end", color: "#5b6570")
    }
    let step = (SVGDrawing.width - 24 - left) / Double(max(labels.count - 1, 1))
    for (number, series) in chart.series.enumerated() {
      let points = labels.indices.map {
        (left + 8 + Double($0) * step, bottom - chart.value(series, $0) * scale)
      }
      body +=
        "<polyline points=\"\(SVGDrawing.points(points))\" fill=\"none\" stroke=\"\(SVGDrawing.color(number))\" "
      body += "stroke-width=\"2\"/>\n"
      for (x, y) in points {
        body += "<circle cx=\"\(SVGDrawing.number(x))\" cy=\"\(SVGDrawing.number(y))\" r=\"3\" "
        body += "fill=\"\(SVGDrawing.color(number))\"/>\n"
      }
    }
    // Labels that would run into each other are left out.
    let widest = (labels.map(SVGDrawing.extent).max() ?? 0) + 12
    let every = max(Int((widest / step).rounded(.up)), 1)
    for place in labels.indices where place % every == 0 {
      let anchor = place == 0 ? "start" : place == labels.count - 1 ? "end" : "middle"
      let x = place == 0 ? left : left + 8 + Double(place) * step
      write(labels[place], x: x, y: bottom + 18, anchor: anchor)
    }
    y = max(bottom, top) + 24
    drawTitle(chart.categoryAxis.label, x: left)
  }

  // MARK: Parts

  /// Rows of bars with their labels, over the rules and the title of an axis of values.
  private mutating func drawRows(
    height: Double, greatest: Double,
    _ draw: (inout SVGDrawing, _ place: Int, _ top: Double, _ left: Double, _ scale: Double) -> Void
  ) {
    let ticks = SVGDrawing.ticks(to: greatest, areWhole: isWhole)
    let left = labelWidth
    let scale =
      (SVGDrawing.width - left - 16 - SVGDrawing.extent(SVGDrawing.shown(greatest))) / (ticks.last ?? 1)
    let bottom = y + height * Double(labels.count)
    for tick in ticks {
      rule(from: (left + tick * scale, y), to: (left + tick * scale, bottom))
      write(
        SVGDrawing.shown(tick), x: left + tick * scale, y: bottom + 16, anchor: "middle", color: "#5b6570")
    }
    for place in labels.indices {
      write(labels[place], x: left - 10, y: y + height / 2 + 4, anchor: "end")
      draw(&self, place, y, left, scale)
      y += height
    }
    y = bottom + 22
    drawTitle(chart.valueAxis.label, x: left)
  }

  private mutating func drawTitle(_ title: String, x: Double) {
    guard !title.isEmpty else { return }
    write(title, x: x, y: y + 12, color: "#5b6570")
    y += 18
  }

  private mutating func drawLegend() {
    var x = SVGDrawing.margin
    for (number, series) in chart.series.enumerated() {
      let name = TerminalEscaping.escape(series.name, keepingNewlines: false)
      let width = SVGDrawing.extent(name) + 36
      if x > SVGDrawing.margin, x + width > SVGDrawing.width {
        x = SVGDrawing.margin
        y += 20
      }
      rect(x: x, y: y, width: 12, height: 12, SVGDrawing.color(number))
      write(name, x: x + 18, y: y + 11)
      x += width
    }
    y += 24
  }

  private mutating func rect(x: Double, y: Double, width: Double, height: Double, _ color: String) {
    guard width > 0 else { return }
    body += "<rect x=\"\(SVGDrawing.number(x))\" y=\"\(SVGDrawing.number(y))\" "
    body +=
      "width=\"\(SVGDrawing.number(max(width, 1)))\" height=\"\(SVGDrawing.number(height))\" fill=\"\(color)\"/>\n"
  }

  private mutating func rule(from start: (x: Double, y: Double), to end: (x: Double, y: Double)) {
    body += "<path d=\"M\(SVGDrawing.number(start.x)) \(SVGDrawing.number(start.y))"
    body += "L\(SVGDrawing.number(end.x)) \(SVGDrawing.number(end.y))\" stroke=\"#dfe3e8\"/>\n"
  }

  private mutating func write(
    _ text: String, x: Double, y: Double, anchor: String = "start", color: String = "#1c1f23"
  ) {
    body += "<text x=\"\(SVGDrawing.number(x))\" y=\"\(SVGDrawing.number(y))\" text-anchor=\"\(anchor)\" "
    body += "fill=\"\(color)\">\(HTMLRenderer.escape(text))</text>\n"
  }

  // MARK: Numbers

  private var labelWidth: Double { (labels.map(SVGDrawing.extent).max() ?? 0) + 18 }

  private var greatest: Double {
    chart.series.flatMap { series in labels.indices.map { chart.value(series, $0) } }.max() ?? 0
  }

  private var isWhole: Bool { chart.series.allSatisfy { $0.values.allSatisfy { $0 == $0.rounded() } } }

  private static func color(_ number: Int) -> String { colors[number % colors.count] }

  /// About how wide a text is; only the reader's fonts know it exactly.
  private static func extent(_ text: String) -> Double { Double(DisplayWidth.width(text)) * 7.2 }

  private static func shown(_ value: Double) -> String { DecimalGrouping.grouped(Chart.text(value)) }

  private static func points(_ points: [(Double, Double)]) -> String {
    points.map { number($0.0) + "," + number($0.1) }.joined(separator: " ")
  }

  /// A coordinate with one decimal.
  private static func number(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    return tenths % 10 == 0 ? String(tenths / 10) : String(Double(tenths) / 10)
  }

  /// From 0 in equal round steps, at most six, to the first that no value exceeds.
  private static func ticks(to greatest: Double, areWhole: Bool) -> [Double] {
    var step = areWhole ? 1 : 0.01
    var turn = 0
    while step * 5 < greatest {
      step *= [2, 2.5, 2][turn % 3]
      turn += 1
    }
    let count = max(Int((greatest / step).rounded(.up)), 1)
    return (0...count).map { Double($0) * step }
  }
}
