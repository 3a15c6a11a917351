import Text

extension ChartText {
  /// Lines as points over the moments, beside the axis of values and above the names of the moments.
  var plot: [String] {
    let height = 9
    let scale = ChartScale(chart, most: 4)
    let ticks = scale.ticks.map(ChartScale.text)
    let axis = ticks.map { DisplayWidth.width($0) }.max() ?? 0
    let room = max(width - axis - 3, 4)
    let count = chart.categories.count
    let step = min(max(room / max(count, 1), 1), 8)
    func column(_ place: Int) -> Int {
      count * step <= room ? place * step : place * (room - 1) / max(count - 1, 1)
    }
    func row(_ number: Double) -> Int { Int(((1 - scale.place(number)) * Double(height - 1)).rounded()) }
    let cells = min(count * step, room)
    var grid = Array(repeating: Array(repeating: " ", count: cells), count: height)
    // Where points meet, the first series is seen.
    for (number, series) in chart.series.enumerated().reversed() {
      let mark = style.tinted(String(glyphs.marks[number % glyphs.marks.count]), tint(number))
      for place in 0..<count {
        guard let value = chart.value(series, place) else { continue }
        grid[row(value.number)][column(place)] = mark
      }
    }
    var labels = Array(repeating: "", count: height)
    for (tick, text) in zip(scale.ticks, ticks) { labels[row(tick)] = text }
    let body = zip(labels, grid).map { label, cells in
      let line = DisplayWidth.pad(label, to: axis, alignment: .right) + " " + glyphs.upright
      return line + cells.joined().withoutBlanksAtEnd
    }
    let indent = String(repeating: " ", count: axis + 2)
    return body + [(indent + moments(column: column, room: room)).withoutBlanksAtEnd] + lasts
  }

  private func tint(_ series: Int) -> Tint? { chart.series.count > 1 ? Ruler.tint(series, style) : nil }

  /// The names of the moments under their points; those that would run into each other are left out.
  private func moments(column: (Int) -> Int, room: Int) -> String {
    var line = ""
    for (place, category) in chart.categories.enumerated() {
      let name = cut(category, to: room)
      let missing = column(place) - DisplayWidth.width(line)
      guard missing >= (line.isEmpty ? 0 : 2), column(place) + DisplayWidth.width(name) <= room else {
        continue
      }
      line += String(repeating: " ", count: missing) + name
    }
    return line
  }

  /// The last value of each series, exactly.
  private var lasts: [String] {
    chart.series.enumerated().compactMap { number, series in
      guard
        let place = chart.categories.indices.last(where: { chart.value(series, $0) != nil }),
        let value = chart.value(series, place)
      else { return nil }
      let unit = chart.valueAxis.unit.map { " " + $0 } ?? ""
      let mark = String(glyphs.marks[number % glyphs.marks.count])
      return cut("\(mark) \(chart.categories[place]): \(value.shown)\(unit)", to: width)
    }
  }
}
