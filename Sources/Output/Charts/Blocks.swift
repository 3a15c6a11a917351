import Text

/// Bars made of characters, for terminals and wherever there is only text.
package enum Blocks {
  /// Each category's bar, of `width` cells in all; what is below 0 is to the left of a line.
  static func bars(_ chart: Chart, width: Int = 10, _ glyphs: ChartGlyphs = .blocks) -> [String] {
    let numbers = chart.totals.map { $0?.number ?? 0 }
    let ruler = Ruler(low: numbers.min() ?? 0, high: numbers.max() ?? 0, width: width)
    return numbers.map { ruler.bar([($0, 0)], glyphs, .plain) }
  }

  /// A chart as a table where it is not drawn: a row a category with its values and bar, of a line a row a series.
  static func table(_ chart: Chart) -> Table {
    if chart.form == .line {
      return Table(
        columns: [Column("series", chart.valueAxis.label), Column("line", "", kind: .chart)],
        rows: chart.series.map { series in
          [
            .text(series.name),
            .text(sparkline(chart.categories.indices.map { chart.value(series, $0)?.number ?? .nan })),
          ]
        })
    }
    var table = Table(
      columns: [Column("category", chart.categoryAxis.label)]
        + chart.series.map { Column($0.name, $0.name, kind: .number) },
      rows: chart.categories.enumerated().map { place, category in
        [.text(category)]
          + chart.series.map { series in
            chart.value(series, place).map { .money(amount: $0.digits, currency: nil) } ?? .empty
          }
      })
    table.charts = [chart]
    return table
  }

  /// A bar of `fraction` (0 … 1, clamped) of `width` cells, exact to an eighth of a cell; without blanks behind it.
  package static func bar(_ fraction: Double, width: Int) -> String {
    bar(fraction, width: width, .blocks, series: 0)
  }

  /// The same in the characters of a series; only the first is exact to parts of a cell.
  static func bar(_ fraction: Double, width: Int, _ glyphs: ChartGlyphs, series: Int) -> String {
    guard fraction.isFinite, fraction > 0, width > 0 else { return "" }
    let cells = min(fraction, 1) * Double(width)
    let fill = glyphs.fill(series)
    guard series == 0, !glyphs.eighths.isEmpty else {
      // What is more than nothing is seen.
      return String(repeating: fill, count: max(Int(cells.rounded()), 1))
    }
    let eighths = Int((cells * 8).rounded())
    var bar = String(repeating: fill, count: eighths / 8)
    if eighths % 8 > 0 { bar += glyphs.eighths[eighths % 8 - 1] }
    return bar.isEmpty ? glyphs.eighths[0] : bar
  }

  /// One block a value, its height from 0 to the greatest value; a value that is no number is a blank.
  package static func sparkline(_ values: [Double]) -> String {
    var line = ""
    let blocks = ChartGlyphs.blocks.heights
    let greatest = values.filter(\.isFinite).max() ?? 0
    for value in values {
      let share = greatest > 0 ? max(value, 0) / greatest : 0
      line += value.isFinite ? blocks[Int((share * Double(blocks.count - 1)).rounded())] : " "
    }
    return line
  }
}

/// Cells in which bars begin at one line: what is above 0 to the right of it, what is below to the left.
struct Ruler {
  /// The cells for what is below 0, and for what is above.
  let below: Int
  let above: Int
  private let low: Double
  private let high: Double

  /// `width` cells in all, from the least number to the greatest; where any is below 0, one cell is the line.
  init(low: Double, high: Double, width: Int) {
    self.low = min(low, 0)
    self.high = max(high, 0)
    guard low < 0 else {
      (below, above) = (0, width)
      return
    }
    let room = max(width - 1, 2)
    let share = self.high > 0 ? -low / (self.high - low) : 1
    let left = min(max(Int((Double(room) * share).rounded()), 1), self.high > 0 ? room - 1 : room)
    (below, above) = (left, room - left)
  }

  /// The segments one behind the other, each a number and the series it is of; without blanks at the end.
  func bar(_ segments: [(number: Double, series: Int)], _ glyphs: ChartGlyphs, _ style: Style) -> String {
    let right = drawn(segments.filter { $0.number > 0 }, most: high, cells: above, glyphs, style)
    guard below > 0 else { return right.text }
    let left = drawn(segments.filter { $0.number < 0 }.reversed(), most: -low, cells: below, glyphs, style)
    return String(repeating: " ", count: below - left.cells) + left.text + glyphs.upright + right.text
  }

  private func drawn(
    _ segments: [(number: Double, series: Int)], most: Double, cells: Int, _ glyphs: ChartGlyphs,
    _ style: Style
  ) -> (text: String, cells: Int) {
    guard most > 0, !segments.isEmpty else { return ("", 0) }
    if segments.count == 1, let one = segments.first {
      // To the left of the line a part of a cell would be on the wrong side of it.
      let exact = one.number > 0 ? glyphs : glyphs.whole
      let bar = Blocks.bar(abs(one.number) / most, width: cells, exact, series: one.series)
      return (style.tinted(bar, Ruler.tint(one.series, style)), DisplayWidth.width(bar))
    }
    let counts = Ruler.cells(segments.map { abs($0.number) / most * Double(cells) }, room: cells)
    let text = zip(segments, counts).map { segment, count in
      style.tinted(
        String(repeating: glyphs.fill(segment.series), count: count), Ruler.tint(segment.series, style))
    }
    return (text.joined(), counts.reduce(0, +))
  }

  /// Whole cells for lengths one behind the other: each has at least one, the whole is as long as all together, and ends
  /// are off by less than a cell where there is room for that.
  private static func cells(_ lengths: [Double], room: Int) -> [Int] {
    var counts = lengths.map { max(Int($0.rounded()), 1) }
    let whole = min(max(Int(lengths.reduce(0, +).rounded()), counts.count), room)
    while counts.reduce(0, +) != whole {
      let isLong = counts.reduce(0, +) > whole
      let candidates = counts.indices.filter { !isLong || counts[$0] > 1 }
      guard
        let place = candidates.max(by: { a, b in
          let (x, y) = (Double(counts[a]) - lengths[a], Double(counts[b]) - lengths[b])
          return isLong ? x < y : x > y
        })
      else { break }
      counts[place] += isLong ? -1 : 1
    }
    // More series than cells: what comes last is not seen.
    while counts.reduce(0, +) > room { counts.removeLast() }
    return counts
  }

  static func tint(_ series: Int, _ style: Style) -> Tint? {
    guard style.color else { return nil }
    let tints: [Tint?] = [.cyan, .yellow, .green, .red, nil, .bold, .dim, nil]
    return tints[series % tints.count]
  }
}

extension ChartGlyphs {
  /// The same with full cells only.
  var whole: ChartGlyphs {
    ChartGlyphs(
      fills: fills, eighths: [], shades: shades, marks: marks, heights: heights, rule: rule,
      upright: upright, cut: cut)
  }
}
