import Text

/// A table for a terminal or a pipe: aligned columns, one line a row; a block a row where a terminal is too narrow.
package enum TableRenderer {
  /// The table's lines; with a width no line is wider, and long text ends in "…". Numbers, money, dates, ids and
  /// titles are never cut. Nothing at all is an empty text.
  package static func render(_ table: Table, _ rendering: Rendering = Rendering()) -> String {
    let style = rendering.style
    var text = ""
    if let title = table.title {
      for line in lines(title, rendering) { text += style.bold(line) + "\n" }
    }
    if !table.rows.isEmpty || !table.totals.isEmpty { text += grid(table, rendering) }
    if !table.notes.isEmpty {
      if !text.isEmpty { text += "\n" }
      for note in table.notes {
        text += style.dim(TerminalEscaping.escape(note, keepingNewlines: true)) + "\n"
      }
    }
    // A pipe gets the table alone.
    guard let width = rendering.width else { return text }
    for chart in table.figures where !chart.isEmpty {
      text += "\n" + ChartText.render(chart.limited(to: 40), width: width, rendering)
    }
    return text
  }

  /// A heading in as many lines as the terminal needs.
  private static func lines(_ text: String, _ rendering: Rendering) -> [String] {
    let escaped = TerminalEscaping.escape(text, keepingNewlines: false)
    guard let width = rendering.width, DisplayWidth.width(escaped) > width else { return [escaped] }
    var lines: [String] = []
    for word in escaped.split(separator: " ") {
      let word = DisplayWidth.truncate(String(word), to: width)
      if let last = lines.last, DisplayWidth.width(last) + 1 + DisplayWidth.width(word) <= width {
        lines[lines.count - 1] = last + " " + word
      } else {
        lines.append(word)
      }
    }
    return lines
  }

  private static func grid(_ whole: Table, _ rendering: Rendering) -> String {
    let glyphs = ChartGlyphs.of(rendering)
    let table = whole.barred(glyphs, width: rendering.width)
    let style = rendering.style
    var layout = TableLayout(table)
    if layout.widths(in: rendering.width) == nil { layout = TableLayout(table, stacked: true) }
    guard let widths = layout.widths(in: rendering.width) else {
      return TableBlocks(table: table, layout: layout, width: rendering.width ?? .max, style: style).text
    }
    var text = layout.header.map { style.bold(joined($0, table.columns, widths)) + "\n" }.joined()
    for (index, row) in layout.rows.enumerated() {
      let tints = style.color ? table.cellTints[index] ?? [:] : [:]
      text += style.tinted(joined(row, table.columns, widths, tints, style), table.tints[index])
      text += "\n"
    }
    if !layout.totals.isEmpty {
      let rules = widths.map { String(repeating: glyphs.rule, count: $0) }
      text += style.dim(joined(rules, table.columns, widths)) + "\n"
      for row in layout.totals { text += style.bold(joined(row, table.columns, widths)) + "\n" }
    }
    return text
  }

  private static func joined(
    _ cells: [String], _ columns: [Column], _ widths: [Int], _ tints: [Int: Tint] = [:],
    _ style: Style = .plain
  ) -> String {
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
        line += tints.isEmpty ? cell : style.tinted(cell, tints[index])
        missing = TableLayout.gap + (isRight ? 0 : blank)
      } else {
        missing += width + TableLayout.gap
      }
    }
    return line
  }
}
