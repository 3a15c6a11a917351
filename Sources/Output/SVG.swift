import Text

/// Charts as pictures that need nothing else: no scripts, no styles, no fonts of their own.
package enum SVG {
  /// The `svg` element, for a page or a file; 640 pixels wide where nothing else says how wide it is.
  package static func render(_ chart: Chart) -> String {
    var drawing = Drawing(chart)
    switch chart.form {
    case .bars: drawing.drawBars(areStacked: false)
    case .stackedBars: drawing.drawBars(areStacked: true)
    case .line: drawing.drawLines()
    case .funnel: drawing.drawFunnel()
    }
    return drawing.text
  }
}

/// A picture as it is drawn, from the top down.
private struct Drawing {
  private static let width = 640.0
  private static let colors = ["#3a6ea5", "#d98032", "#5a9e6f", "#a05a9c", "#c9a227", "#8a94a0"]
  private static let ink = "#1c1f23"
  private static let quiet = "#5b6570"

  private let chart: Chart
  private let labels: [String]
  private var body = ""
  /// Where the next thing is drawn.
  private var y = 8.0

  init(_ chart: Chart) {
    self.chart = chart
    labels = chart.categories.map {
      DisplayWidth.truncate(TerminalEscaping.escape($0, keepingNewlines: false), to: 32)
    }
    if chart.series.count > 1 { drawLegend() }
  }

  var text: String {
    let categories = chart.categoryAxis.label
    let name = HTMLRenderer.escape(chart.valueAxis.label + (categories.isEmpty ? "" : " by " + categories))
    return """
      <svg class="chart" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 \(Drawing.number(y + 8))" role="img" \
      aria-label="\(name)" font-family="system-ui, sans-serif" font-size="13">
      <title>\(name)</title>
      \(body)</svg>

      """
  }

  // MARK: Forms

  /// A row a category, its bars beneath or behind one another, over the rules and the title of the axis of values.
  mutating func drawBars(areStacked: Bool) {
    let totals = chart.totals
    let greatest = areStacked ? totals.max() ?? 0 : self.greatest
    let ticks = self.ticks(to: greatest)
    let height = 10 + 17 * Double(areStacked ? 1 : max(chart.series.count, 1))
    let left = labelWidth
    let scale = (Drawing.width - left - 16 - Drawing.extent(Drawing.shown(greatest))) / (ticks.last ?? 1)
    let bottom = y + height * Double(labels.count)
    for tick in ticks {
      let x = left + tick * scale
      add("line", ["x1": x, "y1": y, "x2": x, "y2": bottom], "stroke=\"#dfe3e8\"")
      write(Drawing.shown(tick), x: x, y: bottom + 16, anchor: "middle", color: Drawing.quiet)
    }
    for (place, label) in labels.enumerated() {
      write(label, x: left - 10, y: y + height / 2 + 4, anchor: "end")
      var (x, top) = (left, y + 5)
      for (number, series) in chart.series.enumerated() {
        let value = chart.value(series, place)
        addBar(x: x, y: top, width: value * scale, number)
        if areStacked {
          x += value * scale
        } else {
          write(Drawing.shown(value), x: x + value * scale + 6, y: top + 12)
          top += 17
        }
      }
      if areStacked { write(Drawing.shown(totals[place]), x: x + 6, y: top + 12) }
      y += height
    }
    y += 22
    drawTitle(chart.valueAxis.label, x: left)
  }

  /// A slice a step, as wide as what reached it, beside the share that the step before passed on.
  mutating func drawFunnel() {
    let values = chart.totals
    let left = labelWidth
    let room = Drawing.width - left - 110
    let scale = room / max(values.max() ?? 0, .leastNormalMagnitude) / 2
    let middle = left + room / 2
    for (place, value) in values.enumerated() {
      let (half, next) = (value * scale, (place + 1 < values.count ? values[place + 1] : value) * scale)
      let corners = [
        (middle - half, y), (middle + half, y), (middle + next, y + 24), (middle - next, y + 24),
      ]
      add("polygon", [:], "points=\"\(Drawing.points(corners))\" fill=\"\(Drawing.color(0))\"")
      write(labels[place], x: left - 10, y: y + 16, anchor: "end")
      let before = place > 0 ? values[place - 1] : 0
      let share = before > 0 ? ", \(Drawing.shown((value / before * 1000).rounded() / 10)) %" : ""
      write(Drawing.shown(value) + share, x: left + room + 10, y: y + 16)
      y += 26
    }
  }

  mutating func drawLines() {
    let ticks = self.ticks(to: greatest)
    let left = 16 + (ticks.map { Drawing.extent(Drawing.shown($0)) }.max() ?? 0)
    let bottom = y + 238
    let scale = 220 / (ticks.last ?? 1)
    drawTitle(chart.valueAxis.label, x: left)
    for tick in ticks {
      let y = bottom - tick * scale
      add("line", ["x1": left, "y1": y, "x2": Drawing.width - 8, "y2": y], "stroke=\"#dfe3e8\"")
      write(Drawing.shown(tick), x: left - 6, y: y + 4, anchor: "end", color: Drawing.quiet)
    }
    let step = (Drawing.width - 24 - left) / Double(max(labels.count - 1, 1))
    for (number, series) in chart.series.enumerated() {
      let color = Drawing.color(number)
      let points = labels.indices.map { place in
        (left + 8 + Double(place) * step, bottom - chart.value(series, place) * scale)
      }
      add(
        "polyline", [:],
        "points=\"\(Drawing.points(points))\" fill=\"none\" stroke=\"\(color)\" stroke-width=\"2\"")
      for (x, y) in points { add("circle", ["cx": x, "cy": y, "r": 3], "fill=\"\(color)\"") }
    }
    // Labels that would run into each other are left out.
    let every = max(Int((((labels.map(Drawing.extent).max() ?? 0) + 12) / step).rounded(.up)), 1)
    for place in labels.indices where place % every == 0 {
      let anchor = place == 0 ? "start" : place == labels.count - 1 ? "end" : "middle"
      write(
        labels[place], x: left + (place == 0 ? 0 : 8 + Double(place) * step), y: bottom + 18, anchor: anchor)
    }
    y = bottom + 24
    drawTitle(chart.categoryAxis.label, x: left)
  }

  // MARK: Parts

  private mutating func drawTitle(_ title: String, x: Double) {
    guard !title.isEmpty else { return }
    write(title, x: x, y: y + 12, color: Drawing.quiet)
    y += 18
  }

  private mutating func drawLegend() {
    var x = 8.0
    for (number, series) in chart.series.enumerated() {
      let name = DisplayWidth.truncate(TerminalEscaping.escape(series.name, keepingNewlines: false), to: 32)
      let width = Drawing.extent(name) + 36
      if x + width > Drawing.width {
        x = 8
        y += 22
      }
      addBar(x: x, y: y, width: 16, number)
      write(name, x: x + 22, y: y + 12)
      x += width
    }
    y += 26
  }

  private mutating func addBar(x: Double, y: Double, width: Double, _ number: Int) {
    guard width > 0 else { return }
    // What is more than nothing is seen.
    add(
      "rect", ["x": x, "y": y, "width": max(width, 1), "height": 15], "fill=\"\(Drawing.color(number))\"")
  }

  private mutating func write(
    _ text: String, x: Double, y: Double, anchor: String = "start", color: String = Drawing.ink
  ) {
    add("text", ["x": x, "y": y], "text-anchor=\"\(anchor)\" fill=\"\(color)\"", text)
  }

  private mutating func add(
    _ name: String, _ places: KeyValuePairs<String, Double>, _ rest: String, _ content: String? = nil
  ) {
    body += "<" + name
    for (key, place) in places { body += " \(key)=\"\(Drawing.number(place))\"" }
    body += " " + rest + (content.map { ">" + HTMLRenderer.escape($0) + "</\(name)>\n" } ?? "/>\n")
  }

  // MARK: Numbers

  private var labelWidth: Double { (labels.map(Drawing.extent).max() ?? 0) + 18 }

  private var greatest: Double {
    chart.series.flatMap { series in labels.indices.map { chart.value(series, $0) } }.max() ?? 0
  }

  private static func color(_ number: Int) -> String { colors[number % colors.count] }

  /// About how wide a text is; only the reader's fonts know it exactly.
  private static func extent(_ text: String) -> Double { Double(DisplayWidth.width(text)) * 7.2 }

  private static func shown(_ value: Double) -> String { DecimalGrouping.grouped(Chart.text(value)) }

  private static func points(_ points: [(Double, Double)]) -> String {
    points.map { number($0.0) + "," + number($0.1) }.joined(separator: " ")
  }

  /// A coordinate with one decimal.
  private static func number(_ value: Double) -> String { Chart.text((value * 10).rounded() / 10) }

  /// From 0 in equal round steps, at most six, to the first that no value exceeds.
  private func ticks(to greatest: Double) -> [Double] {
    // Counts have no fractions.
    let isWhole = chart.series.allSatisfy { $0.values.allSatisfy { $0 == $0.rounded() } }
    var step = isWhole ? 1 : 0.01
    var turn = 0
    while step * 5 < greatest {
      step *= [2, 2.5, 2][turn % 3]
      turn += 1
    }
    return (0...max(Int((greatest / step).rounded(.up)), 1)).map { Double($0) * step }
  }
}
