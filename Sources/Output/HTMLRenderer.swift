import Diagnostics
import Text

/// Documents as one self-contained HTML page that needs no network and prints well.
package enum HTMLRenderer {
  package static func render(_ document: Document) -> String {
    let title = escape(document.title)
    var body = title.isEmpty ? "" : "<h1>\(title)</h1>\n"
    for block in document.blocks { body += html(block, in: document) }
    return """
      <!doctype html>
      <html lang="\(escape(document.language))">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>\(title)</title>
      <style>
      \(css)
      </style>
      </head>
      <body>
      \(body)</body>
      </html>

      """
  }

  private static func html(_ block: Document.Block, in document: Document) -> String {
    switch block {
    case .heading(let heading):
      let tag = "h\(min(max(heading.level, 2), 6))"
      return "<\(tag)>\(line(heading.text))</\(tag)>\n"
    case .paragraph(let spans): return "<p>\(spans.map(shown).joined())</p>\n"
    case .list(let items): return "<ul>\n\(items.map(item).joined())</ul>\n"
    case .table(let table): return html(table, headed: table.title != document.title)
    case .chart(let chart): return SVG.render(chart)
    case .code(let code): return "<pre><code>\(escape(code))</code></pre>\n"
    }
  }

  /// A list item shows the command and not the id.
  private static func item(_ item: Document.Item) -> String {
    let lead = item.lead.isEmpty ? "" : line(item.lead) + " "
    let about = item.about.isEmpty ? "" : " (" + line(item.about) + ")"
    let command = item.command.map { "<br><code>\(line($0.description))</code>" } ?? ""
    return "<li>\(lead)<b>\(line(item.title))</b>\(about)\(line(item.remark))\(command)</li>\n"
  }

  private static func shown(_ span: Document.Span) -> String {
    switch span {
    case .text(let text): line(text)
    case .quiet(let text): "<small>\(line(text))</small>"
    case .strong(let text): "<b>\(line(text))</b>"
    case .code(let text): "<code>\(line(text))</code>"
    case .link(let text, let address):
      Document.Span.isSafe(address) ? "<a href=\"\(escape(address))\">\(line(text))</a>" : line(text)
    }
  }

  /// Text on one line, its line breaks spelled out.
  private static func line(_ text: String) -> String {
    escape(TerminalEscaping.escape(text, keepingNewlines: false))
  }

  /// A table with its notes.
  private static func html(_ table: Table, headed: Bool) -> String {
    var html = ""
    if headed, let title = table.title { html += "<h2>\(escape(title))</h2>\n" }
    for chart in table.charts { html += SVG.render(chart) }
    if !table.rows.isEmpty || !table.totals.isEmpty {
      html += "<table>\n<thead><tr>"
      for column in table.columns { html += "<th\(alignment(column))>\(escape(column.title))</th>" }
      html += "</tr></thead>\n<tbody>\n"
      for row in table.rows { html += line(row, table, tag: "td") }
      html += "</tbody>\n"
      if !table.totals.isEmpty {
        html += "<tfoot>\n"
        for row in table.totals { html += line(row, table, tag: "td") }
        html += "</tfoot>\n"
      }
      html += "</table>\n"
    }
    for note in table.notes { html += "<p class=\"note\">\(escape(note))</p>\n" }
    return html
  }

  /// Text as HTML shows it, in an element or in a quoted attribute; newlines stay.
  package static func escape(_ text: String) -> String {
    var result = ""
    for scalar in TerminalEscaping.escape(text, keepingNewlines: true).unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  private static func alignment(_ column: Column) -> String {
    column.alignment == .right ? " class=\"right\"" : ""
  }

  private static func line(_ row: [Cell], _ table: Table, tag: String) -> String {
    var html = "<tr>"
    for (index, column) in table.columns.enumerated() {
      html += "<\(tag)\(alignment(column))>\(content(row.cell(at: index)))</\(tag)>"
    }
    return html + "</tr>\n"
  }

  private static func content(_ cell: Cell) -> String {
    switch cell {
    case .text(let text), .date(let text): return escape(text)
    case .list(let items): return escape(items.joined(separator: ", "))
    case .empty, .number, .money, .boolean: return escape(cell.displayed())
    }
  }

  private static let css = """
    body { font: 15px/1.45 system-ui, sans-serif; color: #1c1f23; max-width: 70rem; margin: 2rem auto; padding: 0 1rem; }
    h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; margin-top: 2rem; }
    table { border-collapse: collapse; margin: .75rem 0; }
    th, td { padding: .3rem .8rem .3rem 0; text-align: left; vertical-align: top; border-bottom: 1px solid #dfe3e8;
      white-space: pre-line; }
    th { border-bottom: 2px solid #8a94a0; } tfoot td { font-weight: 600; border-bottom: 0; border-top: 2px solid #8a94a0; }
    .right { text-align: right; font-variant-numeric: tabular-nums; }
    .note { color: #5b6570; } svg.chart { width: 100%; max-width: 40rem; height: auto; margin: .75rem 0; }
    @media print { body { margin: 0; max-width: none; } tr { break-inside: avoid; } thead { display: table-header-group; } }
    """
}
