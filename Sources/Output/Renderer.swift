package import JSON

/// Where text is going: how wide the terminal is (nil when it is none) and whether it has colour.
package struct Rendering: Sendable, Hashable {
  package var width: Int?
  package var style: Style
  /// Whether JSON is indented.
  package var pretty: Bool

  package init(width: Int? = nil, style: Style = .plain, pretty: Bool = false) {
    self.width = width
    self.style = style
    self.pretty = pretty
  }
}

/// The one place where a format becomes text.
package enum Renderer {
  /// A table in any format; `objects` (one a row) stand for the rows in the formats that print objects.
  ///
  /// With `objects`, JSON is one array of them; without, it is the whole table with totals and notes.
  package static func render(
    _ table: Table, objects: [JSONValue]? = nil, as format: OutputFormat, _ rendering: Rendering = Rendering()
  ) -> String {
    switch format {
    case .table: TableRenderer.render(table, rendering)
    case .json: (objects.map { .array($0) } ?? table.json).encoded(pretty: rendering.pretty) + "\n"
    case .jsonl: lines(objects ?? table.objects)
    case .csv: CSVRenderer.render(table, dialect: .csv)
    case .tsv: CSVRenderer.render(table, dialect: .tsv)
    case .yaml: YAMLRenderer.render(.array(objects ?? table.objects))
    case .ids: ids(table)
    case .md: MarkdownRenderer.render(table)
    case .html: HTMLRenderer.page(title: table.title ?? "", tables: [table])
    }
  }

  private static func lines(_ objects: [JSONValue]) -> String {
    var bytes: [UInt8] = []
    for object in objects {
      object.encode(into: &bytes, pretty: false)
      bytes.append(0x0A)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The column `id`, else the first column, one a line.
  private static func ids(_ table: Table) -> String {
    let index =
      table.columns.firstIndex { $0.key == "id" } ?? table.columns.firstIndex { $0.kind == .identifier } ?? 0
    var text = ""
    for row in table.rows {
      text += row.cell(at: index).displayed()
      text += "\n"
    }
    return text
  }
}
