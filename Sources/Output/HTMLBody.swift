import Diagnostics

/// What a page shows, written from the top down.
struct HTMLBody {
  private let document: Document
  private var text = ""
  /// The heading that names what follows it.
  private var heading: String
  /// Whether the sections are laid out side by side where there is room.
  private let isBoard: Bool
  private var isInBoard = false

  init(_ document: Document) {
    self.document = document
    heading = document.title
    isBoard = document.blocks.count { HTMLBody.isSection($0, in: document) } > 1
  }

  /// A table with a title of its own.
  private static func isSection(_ block: Document.Block, in document: Document) -> Bool {
    guard case .table(let table) = block, let title = table.title else { return false }
    return title != document.title
  }

  /// A section that leaves room beside it on a wide screen.
  private static func isNarrow(_ block: Document.Block, in document: Document) -> Bool {
    guard case .table(let table) = block else { return false }
    return isSection(block, in: document) && table.columns.count <= 6
  }

  /// A table that paper shows upright only with its columns squeezed.
  private static func isWide(_ block: Document.Block) -> Bool {
    guard case .table(let table) = block else { return false }
    return table.columns.count > 11
  }

  mutating func html() -> String {
    let isWide = !isBoard && document.blocks.contains(where: HTMLBody.isWide)
    text = isBoard ? "<main class=\"all\">\n" : isWide ? "<main class=\"wide\">\n" : "<main>\n"
    text +=
      document.title.isEmpty
      ? "<h1 class=\"heard\">crm</h1>\n" : "<h1>\(HTMLRenderer.line(document.title))</h1>\n"
    if !document.facts.isEmpty {
      let facts = document.facts.map { "<span>\(HTMLRenderer.line($0))</span>" }
      text += "<p class=\"facts\">\(facts.joined(separator: " · "))</p>\n"
    }
    for block in document.blocks {
      let belongs = isBoard && HTMLBody.isNarrow(block, in: document)
      if belongs != isInBoard { text += belongs ? "<div class=\"board\">\n" : "</div>\n" }
      isInBoard = belongs
      add(block)
    }
    if isInBoard { text += "</div>\n" }
    return text + "</main>\n"
  }

  private mutating func add(_ block: Document.Block) {
    switch block {
    case .heading(let heading): add(heading)
    case .paragraph(let spans): text += "<p>\(spans.map(HTMLBody.shown).joined())</p>\n"
    case .list(let items): text += "<ul>\n\(items.map(HTMLBody.item).joined())</ul>\n"
    case .figures(let figures): add(figures)
    case .table(let table): add(table)
    case .chart(let chart): add(chart)
    case .code(let code): text += "<pre><code>\(HTMLRenderer.escape(code))</code></pre>\n"
    }
  }

  private mutating func add(_ heading: Document.Heading) {
    self.heading = heading.text
    let tag = "h\(min(max(heading.level, 2), 6))"
    let kind = heading.tint == .red ? " class=\"urgent\"" : ""
    text += "<\(tag)\(kind)>\(HTMLRenderer.line(heading.text))</\(tag)>\n"
  }

  private mutating func add(_ figures: [Document.Figure]) {
    text += "<dl class=\"figures\">\n"
    for figure in figures {
      text += "<div><dt>\(HTMLRenderer.line(figure.title))</dt>"
      for value in figure.values { text += "<dd>\(HTMLRenderer.line(value))</dd>" }
      if !figure.remark.isEmpty { text += "<dd class=\"remark\">\(HTMLRenderer.line(figure.remark))</dd>" }
      text += "</div>\n"
    }
    text += "</dl>\n"
  }

  private mutating func add(_ chart: Chart) {
    text += region("chart", named: chart.title) + SVG.render(chart) + "</div>\n"
  }

  /// A part of the page that scrolls by itself where it is wider than the window, by keyboard too.
  private func region(_ kind: String, named part: String) -> String {
    let part = part.isEmpty ? kind : part
    let name = HTMLRenderer.line(heading.isEmpty ? part : "\(heading): \(part)")
    return "<div class=\"scroll \(kind)\" role=\"region\" tabindex=\"0\" aria-label=\"\(name)\">\n"
  }

  // MARK: Tables

  private mutating func add(_ table: Table) {
    let title = table.title ?? heading
    let isSection = table.title != nil && title != document.title
    heading = title
    if isSection {
      text += HTMLBody.isWide(.table(table)) ? "<section class=\"wide\">\n" : "<section>\n"
      text += "<h2>\(HTMLRenderer.line(title))</h2>\n"
    }
    if !table.charts.isEmpty {
      text += "<div class=\"charts\">\n"
      for chart in table.charts { add(chart) }
      text += "</div>\n"
    }
    if !table.rows.isEmpty || !table.totals.isEmpty {
      addRows(of: table)
    } else if let remark = table.whenEmpty {
      text += "<p>\(HTMLRenderer.line(remark))</p>\n"
    }
    for note in table.notes { text += "<p class=\"note\">\(HTMLRenderer.escape(note))</p>\n" }
    if isSection { text += "</section>\n" }
  }

  /// The rows. The caption repeats the heading, for those who move from table to table by ear.
  private mutating func addRows(of table: Table) {
    text += region("table", named: "table")
    text += "<table>\n"
    if !heading.isEmpty {
      text += "<caption class=\"heard\">\(HTMLRenderer.line(heading))</caption>\n"
    }
    text += "<thead>\n<tr>"
    for column in table.columns {
      // A column of bars has no title, and a heading without one would be no heading.
      text +=
        column.title.isEmpty
        ? "<td></td>"
        : "<th scope=\"col\"\(HTMLBody.isRight(column))>\(HTMLRenderer.escape(column.title))</th>"
    }
    text += "</tr>\n</thead>\n<tbody>\n"
    let kinds = table.columns.indices.map { HTMLBody.kind($0, of: table) }
    for row in table.rows { add(row, kinds, opening: "<tr>") }
    // The last row of the body: a foot would be repeated at the end of each printed page.
    for row in table.totals { add(row, kinds, opening: "<tr class=\"total\">") }
    text += "</tbody>\n</table>\n</div>\n"
  }

  /// A row, whose first cell names it.
  private mutating func add(_ row: [Cell], _ kinds: [String], opening: String) {
    text += opening
    for (index, kind) in kinds.enumerated() {
      let content = HTMLBody.content(row.cell(at: index))
      if index == 0, !content.isEmpty {
        text += "<th scope=\"row\"\(kind)>\(content)</th>"
      } else {
        text += "<td\(kind)>\(content)</td>"
      }
    }
    text += "</tr>\n"
  }

  private static func isRight(_ column: Column) -> String { column.alignment == .right ? " class=\"n\"" : "" }

  /// How the cells of a column break: numbers, dates and short names do not, long text does anywhere.
  private static func kind(_ place: Int, of table: Table) -> String {
    let column = table.columns[place]
    if column.alignment == .right { return isRight(column) }
    if column.kind == .date { return " class=\"d\"" }
    let longest = table.rows.reduce(0) { max($0, length($1.cell(at: place))) }
    return longest <= 18 ? " class=\"d\"" : longest <= 40 ? "" : " class=\"t\""
  }

  /// About how long a cell is, in bytes.
  private static func length(_ cell: Cell) -> Int {
    switch cell {
    case .text(let text), .date(let text), .number(let text): text.utf8.count
    case .list(let items): items.reduce(0) { $0 + $1.utf8.count + 2 }
    case .empty, .money, .boolean: 0
    }
  }

  private static func content(_ cell: Cell) -> String {
    switch cell {
    case .empty: ""
    case .text(let text), .date(let text): HTMLRenderer.escape(text)
    case .list(let items): HTMLRenderer.escape(items.joined(separator: ", "))
    case .number, .money, .boolean: HTMLRenderer.escape(cell.displayed())
    }
  }

  // MARK: Lines

  /// A list item shows the command and not the id.
  private static func item(_ item: Document.Item) -> String {
    let lead = item.lead.isEmpty ? "" : HTMLRenderer.line(item.lead) + " "
    let about = item.about.isEmpty ? "" : " (" + HTMLRenderer.line(item.about) + ")"
    let command = item.command.map { "<br><code>\(HTMLRenderer.line($0.description))</code>" } ?? ""
    return
      "<li>\(lead)<b>\(HTMLRenderer.line(item.title))</b>\(about)\(HTMLRenderer.line(item.remark))\(command)</li>\n"
  }

  private static func shown(_ span: Document.Span) -> String {
    switch span {
    case .text(let text): HTMLRenderer.line(text)
    case .quiet(let text): "<small>\(HTMLRenderer.line(text))</small>"
    case .strong(let text): "<b>\(HTMLRenderer.line(text))</b>"
    case .code(let text): "<code>\(HTMLRenderer.line(text))</code>"
    case .link(let text, let address):
      Document.Span.isSafe(address)
        ? "<a href=\"\(HTMLRenderer.escape(address))\">\(HTMLRenderer.line(text))</a>"
        : HTMLRenderer.line(text)
    }
  }
}
