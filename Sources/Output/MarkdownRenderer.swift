import Text

/// Tables as GitHub-flavoured Markdown.
package enum MarkdownRenderer {
  /// A heading (when there is a title), the table with its totals in bold, and the notes as paragraphs.
  package static func render(_ whole: Table, headingLevel: Int = 1) -> String {
    let table = whole.barred
    var text = ""
    if let title = table.title {
      text += String(repeating: "#", count: min(max(headingLevel, 1), 6)) + " " + escape(title) + "\n\n"
    }
    if !table.rows.isEmpty || !table.totals.isEmpty {
      text += line(table.columns.map { escape($0.title) })
      text += line(table.columns.map { $0.alignment == .right ? "---:" : "---" })
      for row in table.rows { text += line(cells(row, table)) }
      for row in table.totals { text += line(cells(row, table).map { $0.isEmpty ? "" : "**\($0)**" }) }
    }
    for note in table.notes {
      if !text.isEmpty, !text.hasSuffix("\n\n") { text += "\n" }
      text += escape(note) + "\n"
    }
    return text
  }

  /// Text that Markdown shows as it is, on one line.
  package static func escape(_ text: String) -> String {
    let scalars = Array(TerminalEscaping.escape(text, keepingNewlines: true).unicodeScalars)
    var result = ""
    for (index, scalar) in scalars.enumerated() {
      switch scalar {
      case "\\", "`", "*", "[", "]", "|", "~": result += "\\" + String(scalar)
      case "_":
        // Inside a word an underscore is only an underscore.
        let isInside =
          index > 0 && index + 1 < scalars.count && Folding.isWordScalar(scalars[index - 1])
          && Folding.isWordScalar(scalars[index + 1])
        result += isInside ? "_" : "\\_"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "&": result += "&amp;"
      case "#" where index == 0: result += "\\#"
      case "\n": result += "<br>"
      case "\t": result += " "
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  private static func cells(_ row: [Cell], _ table: Table) -> [String] {
    table.columns.indices.map { index in
      switch row.cell(at: index) {
      case .text(let text), .date(let text): escape(text)
      case .list(let items): escape(items.joined(separator: ", "))
      case let cell: escape(cell.displayed())
      }
    }
  }

  private static func line(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |\n" }
}
