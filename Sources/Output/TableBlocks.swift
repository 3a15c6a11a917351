import Text

/// A table turned by a right angle: a line a column, and beside its title the cells of a row, or of as many rows as fit
/// where they are to be compared.
struct TableBlocks {
  let table: Table
  let layout: TableLayout
  let width: Int
  let style: Style

  /// One row, turned.
  private struct Turned {
    let cells: [String]
    let tint: Tint?
    let tints: [Int: Tint]
    let width: Int
  }

  /// The columns of the table that become lines.
  private var places: [Int] { table.columns.indices.filter { table.columns[$0].kind != .chart } }

  private var label: Int {
    min(places.map { DisplayWidth.width(layout.titles[$0]) }.max() ?? 0, max(width - TableLayout.gap - 8, 1))
  }

  var text: String {
    let rows =
      layout.rows.enumerated().map { turned($1, tint: table.tints[$0], table.cellTints[$0] ?? [:]) }
      + layout.totals.map { turned($0, tint: .bold, [:]) }
    // A table with a title is a report, whose rows are compared; others list things that are read one by one.
    guard table.title != nil else { return rows.map { block([$0]) }.joined(separator: "\n") }
    var groups: [[Turned]] = []
    var room = 0
    for row in rows {
      if groups.isEmpty || row.width + TableLayout.gap > room {
        groups.append([])
        room = width - label
      }
      groups[groups.count - 1].append(row)
      room -= row.width + TableLayout.gap
    }
    return groups.map(block).joined(separator: "\n")
  }

  private func turned(_ cells: [String], tint: Tint?, _ tints: [Int: Tint]) -> Turned {
    let room = max(width - label - TableLayout.gap, 1)
    let shown = cells.enumerated().map { index, cell in
      table.columns[index].mayShrink ? DisplayWidth.truncate(cell, to: room) : cell
    }
    return Turned(
      cells: shown, tint: tint, tints: tints, width: places.map { DisplayWidth.width(shown[$0]) }.max() ?? 0)
  }

  private func block(_ rows: [Turned]) -> String {
    var text = ""
    for place in places where rows.contains(where: { !$0.cells[place].isEmpty }) {
      let title = layout.titles[place]
      let isTooWide = rows.contains { label + TableLayout.gap + DisplayWidth.width($0.cells[place]) > width }
      // A number that fits beside no title stands alone.
      var line = style.dim(
        isTooWide ? title : DisplayWidth.pad(DisplayWidth.truncate(title, to: label), to: label))
      if isTooWide { line += "\n" }
      var missing = isTooWide ? 0 : TableLayout.gap
      for row in rows {
        let cell = row.cells[place]
        let blank = rows.count == 1 ? 0 : max(row.width - DisplayWidth.width(cell), 0)
        if cell.isEmpty {
          missing += blank + TableLayout.gap
        } else {
          line += String(repeating: " ", count: missing + blank)
          line += style.tinted(
            cell, place == places.first && rows.count > 1 ? .bold : row.tints[place] ?? row.tint)
          missing = TableLayout.gap
        }
      }
      text += line + "\n"
    }
    return text
  }
}
