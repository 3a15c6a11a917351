package import JSON

/// Where text is going: how wide the terminal is (nil when it is none) and whether it has colour.
package struct Rendering: Sendable, Hashable {
  package var width: Int?
  package var style: Style
  /// Whether JSON is indented.
  package var pretty: Bool
  /// Whether bars, charts and rules are drawn with ASCII alone.
  package var isASCII: Bool

  package init(width: Int? = nil, style: Style = .plain, pretty: Bool = false, isASCII: Bool = false) {
    self.width = width
    self.style = style
    self.pretty = pretty
    self.isASCII = isASCII
  }
}

/// A value that can be printed: what people read of it, and what programs do.
package protocol Renderable {
  /// What people read, laid out for a terminal of so many cells where they are given.
  func document(width: Int?) -> Document
  /// The whole as one JSON value.
  var json: JSONValue { get }
  /// Its rows as objects; nil for what is one object.
  var listing: [JSONValue]? { get }
  /// Its rows for programs that read columns.
  var sheet: Table { get }
}

extension Renderable {
  package var listing: [JSONValue]? { nil }
  /// The first table of the document; no row where there is none.
  package var sheet: Table {
    for case .table(let table) in document(width: nil).blocks { return table }
    return Table(columns: [])
  }
}

extension Table: Renderable {
  package func document(width: Int?) -> Document { Document(self) }
  package var json: JSONValue { .array(objects) }
  package var listing: [JSONValue]? { objects }
  package var sheet: Table { self }

  /// Each row as an object with the columns' keys.
  package var objects: [JSONValue] {
    rows.map { row in
      .object(columns.enumerated().map { index, column in JSONMember(column.key, row.cell(at: index).json) })
    }
  }
}

/// Objects without a table: a list of them, or one.
package struct Objects: Renderable {
  private let values: [JSONValue]
  private let isOne: Bool

  package init(_ values: [JSONValue]) {
    self.values = values
    isOne = false
  }

  package init(one value: JSONValue) {
    values = [value]
    isOne = true
  }

  package func document(width: Int?) -> Document { Document(Table(columns: [])) }
  package var json: JSONValue { isOne ? values[0] : .array(values) }
  package var listing: [JSONValue]? { isOne ? nil : values }
}

/// The one place where a format becomes text.
package enum Renderer {
  /// A list of objects as JSON, an object a line, in an array or alone. `object` writes one; the text leaves in large pieces,
  /// since it may be long.
  package static func write<Item>(
    _ items: some Collection<Item>, inArray: Bool, to write: ([UInt8]) throws -> Void,
    _ object: (Item, inout JSONText) -> Void
  ) rethrows {
    var text = JSONText()
    if inArray { text.part(items.isEmpty ? "[" : "[\n") }
    for (place, item) in items.enumerated() {
      if inArray, place > 0 { text.part(",\n") }
      object(item, &text)
      if !inArray { text.part("\n") }
      if text.bytes.count >= pieceSize {
        try write(text.bytes)
        text.removeAll()
      }
    }
    if inArray { text.part(items.isEmpty ? "]\n" : "\n]\n") }
    try write(text.bytes)
  }

  /// A header of keys and a row for each item as CSV or TSV. `row` adds the cells of one; the text leaves in large pieces.
  package static func write<Item>(
    _ items: some Collection<Item>, keys: [String], _ dialect: CSVRenderer.Dialect,
    to write: ([UInt8]) throws -> Void, _ row: (Item, inout DelimitedText) -> Void
  ) rethrows {
    var text = DelimitedText(keys: keys, dialect)
    for item in items {
      row(item, &text)
      text.endRow()
      if text.bytes.count >= pieceSize {
        try write(text.bytes)
        text.removeAll()
      }
    }
    try write(text.bytes)
  }

  private static let pieceSize = 1 << 16

  /// The value as text; nothing for formats of files, which the answers that have them make themselves.
  package static func render(
    _ value: some Renderable, as format: OutputFormat, _ rendering: Rendering = Rendering()
  ) -> String {
    switch format {
    case .table: DocumentText.render(value.document(width: rendering.width), rendering)
    case .json: value.json.encoded(pretty: rendering.pretty) + "\n"
    case .jsonl: lines(value.listing ?? [value.json])
    case .csv: CSVRenderer.render(value.sheet, dialect: .csv)
    case .tsv: CSVRenderer.render(value.sheet, dialect: .tsv)
    case .yaml: YAMLRenderer.render(value.listing.map { .array($0) } ?? value.json)
    case .ids: ids(value.sheet)
    case .md: MarkdownRenderer.render(value.document(width: nil))
    case .html: HTMLRenderer.render(value.document(width: nil))
    case .svg, .xlsx, .ics, .eml: ""
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

  /// The column `id`, else the first column, one a line; rows that have none are passed over.
  private static func ids(_ table: Table) -> String {
    let index =
      table.columns.firstIndex { $0.key == "id" } ?? table.columns.firstIndex { $0.kind == .identifier } ?? 0
    var text = ""
    for row in table.rows where row.cell(at: index) != .empty {
      text += row.cell(at: index).displayed()
      text += "\n"
    }
    return text
  }
}
