/// The forms with two axes, and the legend.
extension SVGCanvas {
  /// A line a series over the moments; a value that is missing is a gap.
  mutating func drawLines(_ chart: Chart) {
    drawLegend(chart)
    let scale = ChartScale(chart)
    let left = 16 + (scale.ticks.map { TextExtent.width(ChartScale.text($0), size: 11) }.max() ?? 0)
    let (top, height) = (y + 8, 200.0)
    for tick in scale.ticks {
      let y = top + (1 - scale.place(tick)) * height
      rule((left, y), (SVG.width - 8, y))
      write(ChartScale.text(tick), x: left - 6, y: y + 4, anchor: .end, isQuiet: true, size: 11)
    }
    let count = chart.categories.count
    let step = (SVG.width - 40 - left) / Double(max(count - 1, 1))
    func x(_ place: Int) -> Double { left + 16 + Double(place) * step }
    for (number, series) in chart.series.enumerated() {
      var run: [(Double, Double)] = []
      for place in 0..<count {
        guard let value = chart.value(series, place) else {
          line(run, series: number)
          run = []
          continue
        }
        run.append((x(place), top + (1 - scale.place(value.number)) * height))
        mark(run[run.count - 1].0, run[run.count - 1].1, series: number)
      }
      line(run, series: number)
    }
    y = top + height
    writeMoments(chart, x: x, step: step)
  }

  /// The names of the moments; those that would run into each other are left out.
  private mutating func writeMoments(_ chart: Chart, x: (Int) -> Double, step: Double) {
    let widths = chart.categories.map { min(TextExtent.width($0), 160) }
    let every = max(Int((((widths.max() ?? 0) + 12) / max(step, 0.1)).rounded(.up)), 1)
    for place in chart.categories.indices where place % every == 0 {
      let half = widths[place] / 2
      write(
        chart.categories[place], x: min(max(x(place), half + 4), SVG.width - half - 4), y: y + 18,
        anchor: .middle, room: 161)
    }
    y += 28
  }

  /// Cells whose numbers can be read, the darker the greater.
  mutating func drawHeatMap(_ chart: Chart) {
    let labelRoom = min(chart.categories.map { TextExtent.width($0) }.max() ?? 0, 200)
    let left = 8 + labelRoom + 10
    let width = (SVG.width - 8 - left) / Double(max(chart.series.count, 1))
    let all = chart.series.flatMap { series in chart.categories.indices.map { chart.value(series, $0) } }
    let most = all.compactMap { $0?.number }.max() ?? 0
    let texts = all.compactMap { $0?.shown } + chart.series.map(\.name)
    let widest = texts.map { TextExtent.width($0, size: 11) }.max() ?? 0
    // Numbers that would not be legible are left to the table.
    let size = min(11 * (width - 3) / max(widest, 1), 11)
    for (column, series) in chart.series.enumerated() {
      let x = left + (Double(column) + 0.5) * width
      if size >= 7 {
        write(series.name, x: x, y: y + 12, anchor: .middle, isQuiet: true, size: size)
      } else if column % 6 == 0 {
        write(series.name, x: x, y: y + 12, anchor: .middle, isQuiet: true, size: 9)
      }
    }
    y += 18
    for (place, category) in chart.categories.enumerated() {
      write(category, x: 8 + labelRoom, y: y + 14, anchor: .end, room: labelRoom + 1)
      for (column, series) in chart.series.enumerated() {
        guard let value = chart.value(series, place) else { continue }
        let x = left + Double(column) * width
        let shade = chart.shade(value, of: ChartPalette.light.heat.count, most: most)
        fill(x: x, y: y, width: max(width - 1, 1), height: 19, shade: shade)
        if size >= 7 { write(value.shown, x: x + width / 2, y: y + 13.5, shade: shade, size: size) }
      }
      y += 20
    }
    y += 6
    writeShades(chart, left: left, most: most)
  }

  /// What the shades mean.
  private mutating func writeShades(_ chart: Chart, left: Double, most: Double) {
    let unit = chart.valueAxis.unit.map { " " + $0 } ?? ""
    write("0", x: left, y: y + 12, isQuiet: true, size: 11)
    for shade in ChartPalette.light.heat.indices {
      fill(x: left + 14 + Double(shade) * 22, y: y + 2, width: 21, height: 12, shade: shade)
    }
    let end = left + 14 + Double(ChartPalette.light.heat.count) * 22 + 6
    let text = ChartScale.text(most) + unit + (chart.more.map { "; " + $0 } ?? "")
    write(text, x: end, y: y + 12, isQuiet: true, size: 11)
    y += 20
  }

  /// Which colour is which series, where there are several.
  mutating func drawLegend(_ chart: Chart) {
    guard chart.series.count > 1 else { return }
    var x = 8.0
    for (number, series) in chart.series.enumerated() {
      let width = min(TextExtent.width(series.name), 200) + 36
      if x > 8, x + width > SVG.width {
        x = 8
        y += 20
      }
      if chart.form == .line || chart.form == .pareto && number == 1 {
        line([(x, y + 8), (x + 16, y + 8)], series: number)
        mark(x + 8, y + 8, series: number)
      } else {
        fill(x: x, y: y + 1, width: 16, height: 13, series: number)
      }
      write(series.name, x: x + 21, y: y + 12, room: 201)
      x += width
    }
    y += 24
  }
}

extension Chart {
  /// How dark a value is, of so many shades: the first is that of nothing, the last that of the greatest.
  func shade(_ value: Value, of count: Int, most: Double) -> Int {
    guard value.number > 0, most > 0 else { return 0 }
    return min(max(Int((value.number / most * Double(count - 1)).rounded(.up)), 1), count - 1)
  }
}
