import Diagnostics
import Text

/// Documents and tables as GitHub-flavoured Markdown.
package enum MarkdownRenderer {
  /// The title, then the blocks, parted by blank lines; a list item shows the command and not the id.
  package static func render(_ document: Document) -> String {
    var text = document.needsTitle ? "# " + line(document.title) + "\n" : ""
    let facts = document.facts.map(line).joined(separator: " · ")
    if !facts.isEmpty, document.needsTitle { text += "\n" + facts + "\n" }
    for block in document.blocks {
      if !text.isEmpty { text += "\n" }
      switch block {
      case .heading(let heading):
        text += String(repeating: "#", count: min(heading.level, 6)) + " " + line(heading.text) + "\n"
      case .paragraph(let spans): text += spans.map(shown).joined() + "\n"
      case .list(let items): for item in items { text += line(item) }
      case .figures(let figures): for figure in figures { text += line(figure) }
      case .table(let table):
        text += render(
          table, level: document.needsTitle ? 2 : 1, facts: document.needsTitle ? "" : facts)
      case .chart(let chart): text += render(Blocks.table(chart))
      case .code(let code):
        let fence = code.contains("```") ? "````" : "```"
        text += fence + "\n" + TerminalEscaping.escape(code, keepingNewlines: true) + "\n" + fence + "\n"
      }
    }
    return text
  }

  private static func line(_ item: Document.Item) -> String {
    let lead = item.lead.isEmpty ? "" : line(item.lead) + " "
    let about = item.about.isEmpty ? "" : " (" + line(item.about) + ")"
    let command = item.command.map { " " + code($0.description) } ?? ""
    return "- \(lead)**\(line(item.title))**\(about)\(line(item.remark))\(command)\n"
  }

  private static func line(_ figure: Document.Figure) -> String {
    let remark = figure.remark.isEmpty ? "" : " (" + line(figure.remark) + ")"
    return "- \(line(figure.title)): **\(figure.values.map(line).joined(separator: " · "))**\(remark)\n"
  }

  private static func shown(_ span: Document.Span) -> String {
    switch span {
    case .text(let text): line(text)
    case .quiet(let text): line(text)
    case .strong(let text): "**" + line(text) + "**"
    case .code(let text): code(text)
    case .link(let text, let address):
      Document.Span.isSafe(address) ? "[\(line(text))](<\(escape(address))>)" : line(text)
    }
  }

  private static func code(_ text: String) -> String {
    let fence = text.contains("`") ? "``" : "`"
    return fence + TerminalEscaping.escape(text, keepingNewlines: false) + fence
  }

  /// Text on one line, its line breaks spelled out.
  private static func line(_ text: String) -> String {
    escape(TerminalEscaping.escape(text, keepingNewlines: false))
  }

  /// A heading (when there is a title), the table with its totals in bold, and the notes as paragraphs.
  static func render(_ whole: Table, level: Int = 1, facts: String = "") -> String {
    let table = whole.barred(.blocks, width: nil)
    var text = ""
    if let title = table.title {
      text += String(repeating: "#", count: level) + " " + escape(title) + "\n\n"
    }
    if !facts.isEmpty { text += facts + "\n\n" }
    if table.rows.isEmpty, let remark = table.whenEmpty { text += escape(remark) + "\n" }
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
