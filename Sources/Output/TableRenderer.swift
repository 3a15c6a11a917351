import Text

/// A table for a terminal or a pipe: aligned columns, one line a row.
package enum TableRenderer {
  private static let gap = 2

  /// The table's lines; with a width no line is wider, and long text ends in "…". Nothing at all is an empty text.
  package static func render(_ table: Table, _ rendering: Rendering = Rendering()) -> String {
    let style = rendering.style
    var text = ""
    if let title = table.title { text += style.bold(line(title, rendering)) + "\n" }
    if !table.rows.isEmpty || !table.totals.isEmpty { text += grid(table, rendering) }
    if !table.notes.isEmpty {
      if !text.isEmpty { text += "\n" }
      for note in table.notes {
        text += style.dim(TerminalEscaping.escape(note, keepingNewlines: true)) + "\n"
      }
    }
    return text
  }

  private static func line(_ text: String, _ rendering: Rendering) -> String {
    let escaped = TerminalEscaping.escape(text, keepingNewlines: false)
    return rendering.width.map { DisplayWidth.truncate(escaped, to: $0) } ?? escaped
  }

  private static func grid(_ table: Table, _ rendering: Rendering) -> String {
    let style = rendering.style
    let titles = table.columns.map { TerminalEscaping.escape($0.title, keepingNewlines: false) }
    let rows = table.rows.map { displayed($0, count: table.columns.count) }
    let totals = table.totals.map { displayed($0, count: table.columns.count) }
    var widths = titles.map(DisplayWidth.width)
    for row in rows { widen(&widths, by: row) }
    for row in totals { widen(&widths, by: row) }
    if let width = rendering.width {
      widths = fitted(widths, shrinkable: table.columns.map(\.mayShrink), into: width)
    }
    var text = style.bold(joined(titles, table.columns, widths)) + "\n"
    for (index, row) in rows.enumerated() {
      text += style.tinted(joined(row, table.columns, widths), table.tints[index])
      text += "\n"
    }
    if !totals.isEmpty {
      let rules = widths.map { String(repeating: "─", count: $0) }
      text += style.dim(joined(rules, table.columns, widths)) + "\n"
      for row in totals { text += style.bold(joined(row, table.columns, widths)) + "\n" }
    }
    return text
  }

  private static func displayed(_ row: [Cell], count: Int) -> [String] {
    (0..<count).map { row.cell(at: $0).displayed() }
  }

  private static func widen(_ widths: inout [Int], by row: [String]) {
    for (index, cell) in row.enumerated() where cell.utf8.count > widths[index] {
      widths[index] = max(widths[index], DisplayWidth.width(cell))
    }
  }

  private static func joined(_ cells: [String], _ columns: [Column], _ widths: [Int]) -> String {
    var line = ""
    var missing = 0
    for (index, width) in widths.enumerated() where width > 0 {
      let cell = DisplayWidth.truncate(cells[index], to: width)
      let blank = width - DisplayWidth.width(cell)
      let isRight = columns[index].alignment == .right
      let before = missing + (isRight ? blank : 0)
      if !cell.isEmpty {
        // Blanks are written only before text, so that no line ends in them.
        line += String(repeating: " ", count: before)
        line += cell
        missing = gap + (isRight ? 0 : blank)
      } else {
        missing += width + gap
      }
    }
    return line
  }

  /// The widths that fit into `width`: text shrinks first and the widest most, then everything, then the last columns go.
  private static func fitted(_ natural: [Int], shrinkable: [Bool], into width: Int) -> [Int] {
    var widths = natural
    func total() -> Int { widths.reduce(0, +) + gap * max(widths.count { $0 > 0 } - 1, 0) }
    func shrink(_ indices: [Int], to floor: Int) {
      while total() > width {
        guard let widest = indices.max(by: { widths[$0] < widths[$1] }), widths[widest] > floor else {
          return
        }
        let next = indices.filter { widths[$0] < widths[widest] }.map { widths[$0] }.max() ?? floor
        let peers = indices.count { widths[$0] == widths[widest] }
        let step = min(widths[widest] - max(next, floor), max((total() - width) / peers, 1))
        let level = widths[widest]
        for index in indices where widths[index] == level && total() > width { widths[index] -= max(step, 1) }
      }
    }
    shrink(widths.indices.filter { shrinkable[$0] }, to: 8)
    shrink(Array(widths.indices), to: 4)
    var last = widths.count - 1
    while total() > width, last > 0 {
      widths[last] = 0
      last -= 1
    }
    if total() > width, !widths.isEmpty { widths[0] = max(width, 1) }
    return widths
  }
}
