import Text

/// Documents for a terminal or a pipe.
package enum DocumentText {
  /// The document's lines: what belongs to a heading is indented under it, an item takes one line.
  ///
  /// With a width, titles of items are cut to it; an id, a date or a remark never is.
  package static func render(_ document: Document, _ rendering: Rendering = Rendering()) -> String {
    var text = document.needsTitle ? rendering.style.bold(escaped(document.title)) + "\n" : ""
    if document.needsTitle, !document.facts.isEmpty {
      text += rendering.style.dim(document.facts.map(escaped).joined(separator: " · ")) + "\n"
    }
    var heading = Document.Heading(1, document.title)
    var follows = true
    for block in document.blocks {
      let indent = String(repeating: " ", count: 2 * (heading.level - 1))
      if case .heading(let next) = block {
        heading = next
        if next.level <= 2, !text.isEmpty { text += "\n" }
        text += line(next, rendering.style)
        follows = true
        continue
      }
      if !follows, !text.isEmpty { text += "\n" }
      follows = false
      switch block {
      case .heading: break
      case .paragraph(let spans):
        text += indent + spans.map { shown($0, rendering.style) }.joined() + "\n"
      case .list(let items):
        for item in items {
          text += indent + line(item, indent: indent.utf8.count, heading.tint, rendering) + "\n"
        }
      case .figures(let figures): text += lines(figures, indent: indent, rendering.style)
      case .table(let table): text += TableRenderer.render(table, rendering)
      case .chart(let chart):
        text +=
          rendering.width.map { ChartText.render(chart.limited(to: 40), width: $0, rendering) }
          ?? TableRenderer.render(Blocks.table(chart), rendering)
      case .code(let code):
        for line in code.split(separator: "\n", omittingEmptySubsequences: false) {
          text += indent + escaped(String(line)) + "\n"
        }
      }
    }
    return text
  }

  private static func line(_ heading: Document.Heading, _ style: Style) -> String {
    let text =
      String(repeating: " ", count: 2 * max(heading.level - 2, 0))
      + style.tinted(escaped(heading.text), heading.tint ?? .bold)
    return text + (heading.note.isEmpty ? "" : "  " + style.dim(escaped(heading.note))) + "\n"
  }

  /// A line a figure, the values beneath one another.
  private static func lines(_ figures: [Document.Figure], indent: String, _ style: Style) -> String {
    let width = figures.map { DisplayWidth.width(escaped($0.title)) }.max() ?? 0
    return figures.map { figure in
      let values = figure.values.map(escaped).joined(separator: " · ")
      let remark = figure.remark.isEmpty ? "" : "  " + style.dim(escaped(figure.remark))
      return indent + DisplayWidth.pad(escaped(figure.title), to: width) + "  " + style.bold(values) + remark
        + "\n"
    }.joined()
  }

  private static func shown(_ span: Document.Span, _ style: Style) -> String {
    switch span {
    case .text(let text), .code(let text): escaped(text)
    case .strong(let text): style.bold(escaped(text))
    case .quiet(let text): style.dim(escaped(text))
    case .link(let text, let address): escaped(text == address ? text : "\(text) <\(address)>")
    }
  }

  private static func line(
    _ item: Document.Item, indent: Int, _ tint: Tint?, _ rendering: Rendering
  ) -> String {
    let id = escaped(item.id)
    let lead = item.lead.isEmpty ? "" : escaped(item.lead) + "  "
    let remark = escaped(item.remark)
    var title = escaped(item.title)
    var about = item.about.isEmpty ? "" : " (" + escaped(item.about) + ")"
    if let width = rendering.width {
      let fixed = indent + [id, lead, remark].reduce(2) { $0 + DisplayWidth.width($1) }
      let room = max(width - fixed, 8)
      if DisplayWidth.width(title) + DisplayWidth.width(about) > room {
        let rest = room - DisplayWidth.width(title)
        about = rest < 8 ? "" : DisplayWidth.truncate(about, to: rest - 1) + ")"
        title = DisplayWidth.truncate(title, to: room - DisplayWidth.width(about))
      }
    }
    return rendering.style.dim(id) + "  " + lead + title + about + rendering.style.tinted(remark, tint)
  }

  private static func escaped(_ text: String) -> String {
    TerminalEscaping.escape(text, keepingNewlines: false)
  }
}
