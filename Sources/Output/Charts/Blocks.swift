/// Charts made of block characters, for terminals and wherever there is only text.
package enum Blocks {
  /// Each category's bar, of `width` cells for the greatest; what is below 0 has none.
  static func bars(_ chart: Chart, width: Int = 10) -> [String] {
    let numbers = chart.totals.map { $0?.number ?? 0 }
    let greatest = numbers.max() ?? 0
    return numbers.map { bar($0 / greatest, width: width) }
  }

  /// A chart that stands by itself: a row a category with its values and bar, of a line a row a series.
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
        [.text(category)] + chart.series.map { .number(chart.value($0, place)?.digits ?? "") }
      })
    table.charts = [chart]
    return table
  }

  /// A bar of `fraction` (0 … 1, clamped) of `width` cells, exact to an eighth of a cell; without blanks behind it.
  package static func bar(_ fraction: Double, width: Int) -> String {
    guard fraction.isFinite, fraction > 0, width > 0 else { return "" }
    let eighths = Int((min(fraction, 1) * Double(width) * 8).rounded())
    var bar = String(repeating: "█", count: eighths / 8)
    if eighths % 8 > 0 { bar += parts[eighths % 8 - 1] }
    // What is more than nothing is seen.
    return bar.isEmpty ? "▏" : bar
  }

  /// One block a value, its height from 0 to the greatest value; a value that is no number is a blank.
  package static func sparkline(_ values: [Double]) -> String {
    var line = ""
    let greatest = values.filter(\.isFinite).max() ?? 0
    for value in values {
      let share = greatest > 0 ? max(value, 0) / greatest : 0
      line += value.isFinite ? blocks[Int((share * Double(blocks.count - 1)).rounded())] : " "
    }
    return line
  }

  private static let parts = ["▏", "▎", "▍", "▌", "▋", "▊", "▉"]
  private static let blocks = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
}
