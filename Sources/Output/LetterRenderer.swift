import Diagnostics
import Text

/// Documents as the HTML part of a message: no style sheet, since many programs that show mail take none, and one
/// light scheme of colours that stays legible where a program darkens it.
package enum LetterRenderer {
  package static func render(_ document: Document) -> String {
    let title = HTMLRenderer.escape(document.title)
    return """
      <!doctype html>
      <html lang="\(HTMLRenderer.escape(document.language))">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light">
      <title>\(title)</title>
      </head>
      <body style="margin:0;padding:16px;background-color:#ffffff;color:#1c1f23;\
      font-family:Arial,Helvetica,sans-serif;font-size:15px;line-height:1.45">
      \(title.isEmpty ? "" : "<h1 style=\"\(heading(1))\">\(title)</h1>\n")\(document.blocks.map(html).joined())</body>
      </html>

      """
  }

  private static func heading(_ level: Int) -> String {
    switch level {
    case 1: "margin:0 0 16px;font-size:21px;line-height:1.3"
    case 2: "margin:24px 0 8px;font-size:18px;line-height:1.3"
    default: "margin:16px 0 6px;font-size:15px;line-height:1.3"
    }
  }

  private static func html(_ block: Document.Block) -> String {
    switch block {
    case .heading(let heading):
      let level = min(max(heading.level, 2), 6)
      let color = heading.tint == .red ? ";color:#b3261e" : ""
      return
        "<h\(level) style=\"\(LetterRenderer.heading(level))\(color)\">\(line(heading.text))</h\(level)>\n"
    case .paragraph(let spans): return "<p style=\"margin:8px 0\">\(spans.map(shown).joined())</p>\n"
    case .list(let items):
      return "<ul style=\"margin:0;padding-left:20px\">\n\(items.map(item).joined())</ul>\n"
    case .figures(let figures): return figures.map(figure).joined()
    case .table(let table): return html(table)
    case .chart(let chart): return html(Blocks.table(chart))
    case .code(let code): return "<pre style=\"\(monospaced)\">\(HTMLRenderer.escape(code))</pre>\n"
    }
  }

  private static func figure(_ figure: Document.Figure) -> String {
    let values = figure.values.map { "<b>\(line($0))</b>" }.joined(separator: ", ")
    let remark = figure.remark.isEmpty ? "" : " <small>\(line(figure.remark))</small>"
    return "<p style=\"margin:8px 0\">\(line(figure.title)): \(values)\(remark)</p>\n"
  }

  private static let monospaced = "font-family:Menlo,Consolas,monospace;font-size:12px;color:#4a5460"

  /// A list item shows the command and not the id.
  private static func item(_ item: Document.Item) -> String {
    let lead = item.lead.isEmpty ? "" : line(item.lead) + " "
    let about = item.about.isEmpty ? "" : " (" + line(item.about) + ")"
    let command =
      item.command.map { "<br>\n<code style=\"\(monospaced)\">\(line($0.description))</code>" } ?? ""
    return "<li style=\"margin:0 0 8px\">\(lead)<b>\(line(item.title))</b>\(about)\(line(item.remark))"
      + "\(command)</li>\n"
  }

  private static func shown(_ span: Document.Span) -> String {
    switch span {
    case .text(let text): line(text)
    case .quiet(let text): "<small>\(line(text))</small>"
    case .strong(let text): "<b>\(line(text))</b>"
    case .code(let text): "<code style=\"\(monospaced)\">\(line(text))</code>"
    case .link(let text, let address):
      Document.Span.isSafe(address)
        ? "<a href=\"\(HTMLRenderer.escape(address))\">\(line(text))</a>" : line(text)
    }
  }

  private static func html(_ table: Table) -> String {
    var html = table.title.map { "<h2 style=\"\(heading(2))\">\(line($0))</h2>\n" } ?? ""
    if !table.rows.isEmpty || !table.totals.isEmpty {
      html += "<table style=\"border-collapse:collapse;margin:8px 0;font-size:14px\">\n"
      html += row(table.columns.map { line($0.title) }, table, "th")
      for cells in table.rows { html += row(texts(cells, table), table, "td") }
      for cells in table.totals { html += row(texts(cells, table).map { "<b>\($0)</b>" }, table, "td") }
      html += "</table>\n"
    }
    for note in table.notes { html += "<p style=\"margin:8px 0;color:#4a5460\">\(line(note))</p>\n" }
    return html
  }

  private static func texts(_ row: [Cell], _ table: Table) -> [String] {
    table.columns.indices.map { index in
      switch row.cell(at: index) {
      case .text(let text), .date(let text): line(text)
      case .list(let items): line(items.joined(separator: ", "))
      case let cell: line(cell.displayed())
      }
    }
  }

  private static func row(_ texts: [String], _ table: Table, _ tag: String) -> String {
    let cells = zip(texts, table.columns).map { text, column in
      let side = column.alignment == .right ? "right" : "left"
      return "<\(tag) style=\"padding:4px 12px 4px 0;border-bottom:1px solid #dfe3e8;text-align:\(side)\">"
        + "\(text)</\(tag)>"
    }
    return "<tr>\(cells.joined())</tr>\n"
  }

  /// Text on one line, its line breaks spelled out.
  private static func line(_ text: String) -> String {
    HTMLRenderer.escape(TerminalEscaping.escape(text, keepingNewlines: false))
  }
}
