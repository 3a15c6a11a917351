/// A column of a source: its place and the name by which it is addressed.
package struct Column: Sendable, Hashable {
  /// 0-based.
  package let position: Int
  /// The header cell without surrounding blanks; `column 3` where it is empty.
  package let title: String
  /// The title, or `title#2` for the second column of the same title.
  package let address: String

  /// True where the header's cell is empty.
  package var hasNoTitle: Bool { title == "column \(position + 1)" }
}

/// The header row of a source.
package struct Header: Sendable, Hashable {
  package let columns: [Column]
  /// Where the header stands; 0 when there is none.
  package let place: Place
  /// How many rows come before the first data row, the header itself included.
  package let rowsBefore: Int
  /// The header's cells as they stand, for the file of rejects.
  package let cells: [String]
  /// What was odd about its bytes.
  package let faults: [RowFault]

  /// The rows among which a header is looked for.
  package static let searchDepth = 40

  package init(row: Row, rowsBefore: Int) {
    var seen: [String: Int] = [:]
    var columns: [Column] = []
    for (position, cell) in row.cells.enumerated() {
      let trimmed = CellText.unwrapped(CellText.trimmed(cell.text))
      let title = trimmed.isEmpty ? "column \(position + 1)" : trimmed
      let count = seen[title, default: 0] + 1
      seen[title] = count
      columns.append(
        Column(position: position, title: title, address: count == 1 ? title : "\(title)#\(count)"))
    }
    self.columns = columns
    place = row.place
    self.rowsBefore = rowsBefore
    cells = row.cells.map(\.text)
    faults = row.faults
  }

  /// The header of a file that has none.
  package init(titles: [String]) {
    self.init(row: Row(.line(0), cells: titles.map { .text($0) }), rowsBefore: 0)
  }

  /// The first row of the greatest number of recognised titles, else the first row as wide as most rows are.
  ///
  /// What stands above the header is a preamble.
  package static func find(in rows: [Row], recognises: (String) -> Bool) -> Header? {
    let filled = rows.map { row in row.cells.map { CellText.trimmed($0.text) }.filter { !$0.isEmpty } }
    var best: (index: Int, score: Int)?
    for (index, cells) in filled.enumerated() where !cells.isEmpty {
      let score = Set(cells).filter(recognises).count
      // One known word in a row of several may be data ("Email" as a source, say).
      if score > (best?.score ?? 0), score * 4 >= cells.count || score >= 2 { best = (index, score) }
    }
    if let best { return Header(row: rows[best.index], rowsBefore: best.index + 1) }
    var widths: [Int: Int] = [:]
    for row in rows { widths[row.cells.count, default: 0] += 1 }
    guard let usual = widths.max(by: { ($0.value, $0.key) < ($1.value, $1.key) })?.key,
      let index = rows.firstIndex(where: { $0.cells.count >= usual && !$0.isBlank })
    else { return nil }
    return Header(row: rows[index], rowsBefore: index + 1)
  }

  /// The column that a person names: by address, by title in any case, or by number as `#3`.
  package func column(named name: String) -> Column? {
    if let column = columns.first(where: { $0.address == name }) { return column }
    if name.hasPrefix("#"), let number = Int(name.dropFirst()) {
      return columns.first { $0.position == number - 1 }
    }
    let wanted = HeaderSynonyms.normalized(name)
    return columns.first { HeaderSynonyms.normalized($0.address) == wanted }
  }
}
