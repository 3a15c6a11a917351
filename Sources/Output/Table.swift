import JSON
import Text

/// Rows of typed cells, ready for any format.
package struct Table: Sendable, Hashable {
  package var title: String?
  package var columns: [Column]
  package var rows: [[Cell]]
  /// Sums and the like; they stand apart so that no program adds them to the rows.
  package var totals: [[Cell]]
  /// Sentences for people, such as what was left out and why.
  package var notes: [String]
  /// What it means that there is no row, for pages.
  package var whenEmpty: String?
  /// Rows that stand out on a terminal, by index.
  package var tints: [Int: Tint]
  /// Cells that stand out on a terminal, by row and column.
  package var cellTints: [Int: [Int: Tint]] = [:]
  /// Pictures of the rows, for pages. Where there is only text, the first becomes bars beside the rows if it can.
  package var charts: [Chart] = []

  package init(
    title: String? = nil, columns: [Column], rows: [[Cell]] = [], totals: [[Cell]] = [], notes: [String] = [],
    tints: [Int: Tint] = [:]
  ) {
    self.title = title
    self.columns = columns
    self.rows = rows
    self.totals = totals
    self.notes = notes
    self.tints = tints
  }
}

extension [Cell] {
  /// The cell in a column; a short row ends in empty cells.
  func cell(at index: Int) -> Cell { index < count ? self[index] : .empty }
}

extension Table {
  /// The cells of a terminal line that this table needs to show every title, number, date and id whole, and of text
  /// at least each column's `minimum`.
  package var legibleWidth: Int { TableLayout(barred(.blocks, width: nil), stacked: true).narrowest }

  /// The picture that can be bars beside the rows.
  var chartOfRows: Chart? {
    guard let chart = charts.first, chart.isOfRows, chart.categories.count == rows.count, !chart.isEmpty
    else {
      return nil
    }
    return switch chart.form {
    case .bars: chart.series.count == 1 ? chart : nil
    case .funnel, .pareto: chart
    case .stackedBars, .line, .heatMap: nil
    }
  }

  /// The table with a picture of its rows as a last column of bars, which takes what a terminal of this width leaves.
  func barred(_ glyphs: ChartGlyphs, width: Int?) -> Table {
    guard let chart = chartOfRows else { return self }
    var table = self
    table.charts = []
    let spare = width.map { $0 - TableLayout(table).natural - TableLayout.gap } ?? 0
    table.columns.append(Column("bar", "", kind: .chart))
    table.rows = zip(rows, Blocks.bars(chart, width: min(max(spare, 10), 40), glyphs)).map { row, bar in
      columns.indices.map { row.cell(at: $0) } + [.text(bar)]
    }
    return table
  }

  /// The pictures that a terminal shows under the table: those that say more than bars beside the rows could.
  package var figures: [Chart] {
    let hasBars = chartOfRows != nil
    return charts.filter { chart in
      switch chart.form {
      case .stackedBars, .line, .heatMap: true
      case .bars: !hasBars && chart.isOfRows && chart.series.count > 1
      case .funnel, .pareto: false
      }
    }
  }

  /// The table without one column.
  package func without(_ place: Int) -> Table {
    var table = self
    table.columns.remove(at: place)
    func shortened(_ row: [Cell]) -> [Cell] {
      var row = row
      if place < row.count { row.remove(at: place) }
      return row
    }
    table.rows = rows.map(shortened)
    table.totals = totals.map(shortened)
    table.cellTints = cellTints.mapValues { tints in
      var moved: [Int: Tint] = [:]
      for (column, tint) in tints where column != place { moved[column > place ? column - 1 : column] = tint }
      return moved
    }
    return table
  }
}
