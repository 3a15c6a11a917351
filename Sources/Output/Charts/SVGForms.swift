/// How each form of chart is drawn.
extension SVGCanvas {
  /// A chart under its title.
  mutating func draw(_ chart: Chart) {
    writeHeading(chart.title)
    guard !chart.isEmpty, !chart.categories.isEmpty else {
      return writeHeading("nothing to show", size: 12, isQuiet: true)
    }
    switch chart.form {
    case .bars: drawBars(chart.limited(to: 40))
    case .stackedBars: drawStacks(chart.limited(to: 40))
    case .line: drawLines(chart)
    case .funnel: drawFunnel(chart.limited(to: 40))
    case .pareto: drawPareto(chart.limited(to: 25))
    case .heatMap: drawHeatMap(chart.limited(to: 48))
    }
  }

  // MARK: Bars

  /// Where bars are drawn: beside the labels, with room for the numbers behind their ends.
  private struct Frame {
    let left: Double
    let width: Double
    let labelRoom: Double
    let scale: ChartScale
    var zero: Double { x(0) }

    func x(_ number: Double) -> Double { left + scale.place(number) * width }

    init(_ chart: Chart, numbers: [Chart.Value?], isStacked: Bool) {
      labelRoom = min(chart.categories.map { TextExtent.width($0) }.max() ?? 0, 230)
      func room(_ values: [Chart.Value?]) -> Double {
        (values.compactMap { $0 }.map { TextExtent.width($0.shown) }.max() ?? 0) + 8
      }
      // Sums stand behind what is above 0, other numbers at the ends of their bars.
      let before = isStacked ? [] : numbers.filter { ($0?.number ?? 0) < 0 }
      let behind = isStacked ? numbers : numbers.filter { ($0?.number ?? 0) >= 0 }
      let left = 8 + labelRoom + 10 + (before.isEmpty ? 0 : room(before))
      self.left = left
      width = max(SVG.width - left - 8 - room(behind), 60)
      // Numbers under the ticks must not run into each other.
      let whole = ChartScale(chart, isStacked: isStacked)
      let widest = whole.ticks.map { TextExtent.width(ChartScale.text($0), size: 11) }.max() ?? 0
      scale = ChartScale(chart, isStacked: isStacked, most: min(max(Int(width / (widest + 14)), 2), 6))
    }
  }

  private mutating func drawAxis(_ frame: Frame, _ chart: Chart, top: Double, bottom: Double) {
    for tick in frame.scale.ticks {
      let x = frame.x(tick)
      rule((x, top), (x, bottom))
      let half = TextExtent.width(ChartScale.text(tick), size: 11) / 2
      write(
        ChartScale.text(tick), x: min(max(x, half + 2), SVG.width - half - 2), y: bottom + 14,
        anchor: .middle, isQuiet: true, size: 11)
    }
  }

  private mutating func writeFoot(_ chart: Chart) {
    guard let more = chart.more else { return }
    write(more, x: 8, y: y + 12, isQuiet: true)
    y += 20
  }

  /// A row a category, its bars beneath one another, over the rules of the axis.
  private mutating func drawBars(_ chart: Chart) {
    drawLegend(chart)
    let all = chart.series.flatMap { series in chart.categories.indices.map { chart.value(series, $0) } }
    let frame = Frame(chart, numbers: all, isStacked: false)
    // What a category lacks takes no room.
    let rows = chart.categories.indices.map { place in
      chart.series.indices.filter { chart.value(chart.series[$0], place) != nil }
    }
    let heights = rows.map { 8 + 17 * Double(max($0.count, 1)) }
    drawAxis(frame, chart, top: y, bottom: y + heights.reduce(0, +))
    for (place, category) in chart.categories.enumerated() {
      write(
        category, x: 8 + frame.labelRoom, y: y + heights[place] / 2 + 4, anchor: .end,
        room: frame.labelRoom + 1)
      for (row, number) in rows[place].enumerated() {
        guard let value = chart.value(chart.series[number], place) else { continue }
        let (line, end) = (y + 4 + 17 * Double(row), frame.x(value.number))
        fill(x: min(frame.zero, end), y: line, width: abs(end - frame.zero), height: 15, series: number)
        let isBelow = value.number < 0
        write(value.shown, x: end + (isBelow ? -5 : 5), y: line + 12, anchor: isBelow ? .end : .start)
      }
      y += heights[place]
    }
    y += 20
    writeFoot(chart)
  }

  /// A row a category, its bars one behind the other: what is above 0 to the right, what is below to the left.
  private mutating func drawStacks(_ chart: Chart) {
    drawLegend(chart)
    let totals = chart.totals
    let frame = Frame(chart, numbers: totals, isStacked: true)
    let top = y
    drawAxis(frame, chart, top: top, bottom: top + 27 * Double(chart.categories.count))
    for (place, category) in chart.categories.enumerated() {
      write(category, x: 8 + frame.labelRoom, y: y + 18, anchor: .end, room: frame.labelRoom + 1)
      var (above, below) = (0.0, 0.0)
      for (number, series) in chart.series.enumerated() {
        guard let value = chart.value(series, place), value.number != 0 else { continue }
        let start = value.number > 0 ? above : below
        if value.number > 0 { above += value.number } else { below += value.number }
        let (a, b) = (frame.x(start), frame.x(start + value.number))
        let width = abs(b - a)
        // A gap parts it from the next, whatever their colours.
        fill(
          x: min(a, b), y: y + 4, width: width > 3 ? width - 1 : width, height: 19, series: number)
        if TextExtent.width(value.shown, size: 11) + 4 <= width {
          write(value.shown, x: (a + b) / 2, y: y + 18, on: number)
        }
      }
      if let total = totals[place], chart.series.count > 1 {
        write(total.shown, x: frame.x(above) + 5, y: y + 18)
      }
      y += 27
    }
    y += 20
    writeFoot(chart)
  }

  /// A slice a step, as wide as what reached it, beside the share that the step before passed on.
  private mutating func drawFunnel(_ chart: Chart) {
    let values = chart.totals
    let labelRoom = min(chart.categories.map { TextExtent.width($0) }.max() ?? 0, 230)
    let texts = values.indices.map { place -> String in
      let share = chart.series.count > 1 ? chart.value(chart.series[1], place) : nil
      return (values[place]?.shown ?? "0") + (share.map { ", \($0.shown) %" } ?? "")
    }
    let textRoom = texts.map { TextExtent.width($0) }.max() ?? 0
    let left = 8 + labelRoom + 10
    let room = max(SVG.width - left - 18 - textRoom, 60)
    let numbers = values.map { max($0?.number ?? 0, 0) }
    let most = numbers.max() ?? 0
    let scale = most > 0 ? room / most / 2 : 0
    let middle = left + room / 2
    for (place, number) in numbers.enumerated() {
      let (half, next) = (number * scale, (place + 1 < numbers.count ? numbers[place + 1] : number) * scale)
      fill(
        [(middle - half, y), (middle + half, y), (middle + next, y + 24), (middle - next, y + 24)], series: 0)
      write(chart.categories[place], x: 8 + labelRoom, y: y + 16, anchor: .end, room: labelRoom + 1)
      write(texts[place], x: left + room + 10, y: y + 16)
      y += 26
    }
    y += 4
    writeFoot(chart)
  }

  /// Bars from the greatest down, and a line that says how much of the whole they are together.
  private mutating func drawPareto(_ chart: Chart) {
    guard let first = chart.series.first, chart.series.count > 1 else { return drawBars(chart) }
    drawLegend(chart)
    let shares = chart.series[1]
    let labelRoom = min(chart.categories.map { TextExtent.width($0) }.max() ?? 0, 230)
    let texts = chart.categories.indices.map { place -> (String, String) in
      (chart.value(first, place)?.shown ?? "", chart.value(shares, place).map { $0.shown + " %" } ?? "")
    }
    let shareRoom = texts.map { TextExtent.width($0.1) }.max() ?? 0
    let left = 8 + labelRoom + 10
    let right = SVG.width - 8 - shareRoom - 12 - (texts.map { TextExtent.width($0.0) }.max() ?? 0) - 8
    let width = max(right - left, 60)
    let most = chart.categories.indices.map { chart.number(first, $0) }.max() ?? 0
    let bottom = y + 14 + 22 * Double(chart.categories.count)
    for tick in [0.0, 25, 50, 75, 100] {
      let x = left + tick / 100 * width
      rule((x, y + 14), (x, bottom))
      write(SVGCanvas.number(tick) + " %", x: x, y: y + 8, anchor: .middle, isQuiet: true, size: 10)
    }
    y += 14
    var points: [(Double, Double)] = []
    for (place, category) in chart.categories.enumerated() {
      write(category, x: 8 + labelRoom, y: y + 15, anchor: .end, room: labelRoom + 1)
      let share = most > 0 ? max(chart.number(first, place), 0) / most : 0
      fill(x: left, y: y + 3, width: share * width, height: 16, series: 0)
      write(texts[place].0, x: SVG.width - 8 - shareRoom - 12, y: y + 15, anchor: .end)
      write(texts[place].1, x: SVG.width - 8, y: y + 15, anchor: .end, isQuiet: true)
      if let share = chart.value(shares, place) {
        points.append((left + min(max(share.number, 0), 100) / 100 * width, y + 11))
      }
      y += 22
    }
    line(points, series: 1)
    for (x, y) in points { mark(x, y, series: 1) }
    y += 6
    writeFoot(chart)
  }
}
