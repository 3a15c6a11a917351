import Text

/// A chart that a terminal shows by itself: under its title, in lines that are never wider than the terminal.
///
/// Series differ by what they are filled with, so that they are told apart without colour; numbers are written beside the
/// bars and never cut. Where there is little room the bars shrink first and the labels last.
struct ChartText {
  let chart: Chart
  let width: Int
  let glyphs: ChartGlyphs
  let style: Style

  static func render(_ chart: Chart, width: Int, _ rendering: Rendering) -> String {
    let text = ChartText(
      chart: chart, width: max(width, 16), glyphs: .of(rendering), style: rendering.style)
    return text.lines.map { $0 + "\n" }.joined()
  }

  var lines: [String] {
    let body =
      switch chart.form {
      case .bars, .stackedBars, .funnel, .pareto: bars
      case .line: plot
      case .heatMap: heatMap
      }
    return wrapped(chart.title.split(separator: " ").map { (String($0), nil) }, gap: 1).map(style.bold)
      + legend + body
  }

  // MARK: Texts

  func escaped(_ text: String) -> String { TerminalEscaping.escape(text, keepingNewlines: false) }

  /// A text in at most so many cells.
  func cut(_ text: String, to room: Int) -> String {
    let shown = DisplayWidth.truncate(escaped(text), to: room)
    return shown.hasSuffix("…") && !escaped(text).hasSuffix("…") ? shown.dropLast() + glyphs.cut : shown
  }

  /// Words in as many lines as they need.
  private func wrapped(_ words: [(text: String, tint: Tint?)], gap: Int) -> [String] {
    var lines: [String] = []
    var room = 0
    for (text, tint) in words {
      let word = cut(text, to: width)
      let cells = DisplayWidth.width(word)
      if room >= cells + gap, !lines.isEmpty {
        lines[lines.count - 1] += String(repeating: " ", count: gap) + style.tinted(word, tint)
        room -= cells + gap
      } else {
        lines.append(style.tinted(word, tint))
        room = width - cells
      }
    }
    return lines
  }

  /// Which characters are which series, where there are several.
  private var legend: [String] {
    let series = chart.measured
    guard series.count > 1, chart.form != .heatMap else { return [] }
    let words = series.enumerated().map { number, series -> (String, Tint?) in
      let mark = chart.form == .line ? glyphs.marks[number % glyphs.marks.count] : glyphs.fill(number)
      return ("\(mark) \(escaped(series.name))", Ruler.tint(number, style))
    }
    return wrapped(words, gap: 2)
  }

  // MARK: Bars

  /// One line of bars: what it is about, its number, and what is drawn.
  fileprivate struct Line {
    var label = ""
    var number = ""
    var segments: [(number: Double, series: Int)] = []
  }

  fileprivate var barLines: [Line] {
    let totals = chart.totals
    return chart.categories.enumerated().flatMap { place, category -> [Line] in
      switch chart.form {
      case .bars:
        let lines = chart.series.enumerated().compactMap { number, series in
          chart.value(series, place).map { Line(number: $0.shown, segments: [($0.number, number)]) }
        }
        return [Line(label: category)].merged(with: lines)
      case .funnel, .pareto:
        let share = chart.series.count > 1 ? chart.value(chart.series[1], place) : nil
        let number = (totals[place]?.shown ?? "") + (share.map { ", \($0.shown) %" } ?? "")
        return [Line(label: category, number: number, segments: [(totals[place]?.number ?? 0, 0)])]
      case .stackedBars, .line, .heatMap:
        let segments = chart.series.enumerated().map { (chart.number($1, place), $0) }
        return [Line(label: category, number: totals[place]?.shown ?? "", segments: segments)]
      }
    }
  }

  private var bars: [String] {
    let lines = barLines
    let numbers = lines.map { DisplayWidth.width($0.number) }.max() ?? 0
    let natural = lines.map { DisplayWidth.width(escaped($0.label)) }.max() ?? 0
    if numbers + 2 + 4 > width {
      return lines.flatMap { [cut($0.label, to: width), $0.number] }.filter { !$0.isEmpty } + more
    }
    // Bars shrink to a few cells before labels do, and are not drawn where even labels of a few cells leave no room.
    var labels = min(natural, max(width - numbers - 4 - 8, 6))
    var room = min(width - labels - numbers - 4, 60)
    if room < 2 {
      room = 0
      labels = min(natural, max(width - numbers - 2, 1))
    }
    let ruler = Ruler(
      low: lines.map { $0.segments.reduce(0) { $0 + min($1.number, 0) } }.min() ?? 0,
      high: lines.map { $0.segments.reduce(0) { $0 + max($1.number, 0) } }.max() ?? 0, width: room)
    return lines.map { line in
      let label = DisplayWidth.pad(cut(line.label, to: labels), to: labels)
      var text = label + "  " + DisplayWidth.pad(line.number, to: numbers, alignment: .right)
      if room > 0 { text += "  " + ruler.bar(line.segments, glyphs, tints) }
      return text.withoutBlanksAtEnd
    } + more
  }

  /// Bars of one series need no colour.
  private var tints: Style { chart.measured.count > 1 ? style : .plain }

  private var more: [String] { chart.more.map { [style.dim($0)] } ?? [] }

  // MARK: Heat maps

  private var heatMap: [String] {
    let natural = chart.categories.map { DisplayWidth.width(escaped($0)) }.max() ?? 0
    let labels = min(natural, max(width - 2 - 2 * chart.series.count, 8))
    let room = max(width - labels - 2, 1)
    let widest = chart.series.map { DisplayWidth.width(escaped($0.name)) }.max() ?? 0
    let cell = min(max(room / max(chart.series.count, 1), 1), min(max(widest + 1, 4), 8))
    let shown = min(room / cell, chart.series.count)
    let most = chart.series.flatMap { $0.values.compactMap { $0?.number } }.max() ?? 0
    var lines = [String(repeating: " ", count: labels + 2) + heads(cell: cell, count: shown)]
    for (place, category) in chart.categories.enumerated() {
      var line = DisplayWidth.pad(cut(category, to: labels), to: labels) + "  "
      for series in chart.series.prefix(shown) {
        let shade = chart.value(series, place).map { glyphs.shade($0.number, most: most) } ?? " "
        // With room for it, a gap parts the columns.
        line += String(repeating: shade, count: max(cell - 1, 1)) + (cell > 1 ? " " : "")
      }
      lines.append(line.withoutBlanksAtEnd)
    }
    lines += shades(most: most)
    if shown < chart.series.count {
      lines.append(style.dim("and \(chart.series.count - shown) columns more"))
    }
    return lines.map(\.withoutBlanksAtEnd) + more
  }

  /// The names of the columns, of which those that would run into each other are left out.
  private func heads(cell: Int, count: Int) -> String {
    var line = ""
    for (place, series) in chart.series.prefix(count).enumerated() {
      let name = escaped(series.name)
      let missing = place * cell - DisplayWidth.width(line)
      guard missing >= (line.isEmpty ? 0 : 1), place * cell + DisplayWidth.width(name) <= count * cell
      else { continue }
      line += String(repeating: " ", count: missing) + name
    }
    return line
  }

  /// What the shades mean.
  private func shades(most: Double) -> [String] {
    let unit = chart.valueAxis.unit.map { " " + $0 } ?? ""
    let steps = glyphs.shades.count - 1
    let greatest = ChartScale.text(most) + unit
    if steps > 6 {
      return wrapped(
        [("\(glyphs.shades[0]) is 0,", nil), ("\(glyphs.shades[steps]) is up to \(greatest)", nil)], gap: 1)
    }
    let words = (0...steps).map { step -> (String, Tint?) in
      let limit = ChartScale.text(most * Double(step) / Double(steps))
      return ("\(glyphs.shades[step]) \(step == 0 ? "0" : "to " + limit)", nil)
    }
    return wrapped(words.dropLast() + [("\(glyphs.shades[steps]) to \(greatest)", nil)], gap: 2)
  }
}

extension [ChartText.Line] {
  /// The lines under the first one's label, which has a line of its own where there are none.
  fileprivate func merged(with lines: [ChartText.Line]) -> [ChartText.Line] {
    guard let label = first?.label, var head = lines.first else { return self }
    head.label = label
    return [head] + lines.dropFirst()
  }
}

extension String {
  var withoutBlanksAtEnd: String {
    var text = self[...]
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
