import Archive

/// The names in an OpenDocument spreadsheet that are looked at (OpenDocument 1.3, parts 2 and 3).
enum ODSName {
  // Elements
  static let table: Int32 = 1
  static let row: Int32 = 2
  static let cell: Int32 = 3
  static let covered: Int32 = 4
  static let paragraph: Int32 = 5
  static let space: Int32 = 6
  static let tab: Int32 = 7
  static let lineBreak: Int32 = 8
  static let link: Int32 = 9
  static let annotation: Int32 = 10
  static let ruby: Int32 = 11
  static let style: Int32 = 12
  static let tableProperties: Int32 = 13
  static let encryption: Int32 = 14
  static let shapes: Int32 = 15
  static let frame: Int32 = 16
  static let note: Int32 = 17
  static let changes: Int32 = 18
  // Attributes
  static let tableName: Int32 = 40
  static let tableStyle: Int32 = 41
  static let rowsRepeated: Int32 = 42
  static let columnsRepeated: Int32 = 43
  static let valueType: Int32 = 44
  static let value: Int32 = 45
  static let dateValue: Int32 = 46
  static let timeValue: Int32 = 47
  static let booleanValue: Int32 = 48
  static let stringValue: Int32 = 49
  static let currency: Int32 = 50
  static let count: Int32 = 51
  static let href: Int32 = 52
  static let styleName: Int32 = 53
  static let display: Int32 = 54
  static let formula: Int32 = 55
  static let calcType: Int32 = 56

  private static let prefix = "urn:oasis:names:tc:opendocument:xmlns:"

  static let vocabulary = XMLVocabulary(
    namespaces: [
      [prefix + "table:1.0"], [prefix + "office:1.0"], [prefix + "text:1.0"], [prefix + "style:1.0"],
      ["http://www.w3.org/1999/xlink"], [prefix + "manifest:1.0"], [prefix + "drawing:1.0"],
    ],
    names: [
      .init(0, "table", table), .init(0, "table-row", row), .init(0, "table-cell", cell),
      .init(0, "covered-table-cell", covered), .init(2, "p", paragraph), .init(2, "h", paragraph),
      .init(2, "s", space), .init(2, "tab", tab), .init(2, "line-break", lineBreak), .init(2, "a", link),
      .init(1, "annotation", annotation), .init(2, "ruby-text", ruby), .init(3, "style", style),
      .init(3, "table-properties", tableProperties), .init(5, "encryption-data", encryption),
      .init(0, "shapes", shapes), .init(6, "frame", frame), .init(2, "note", note),
      .init(0, "tracked-changes", changes),
      .init(0, "name", tableName), .init(0, "style-name", tableStyle),
      .init(0, "number-rows-repeated", rowsRepeated), .init(0, "number-columns-repeated", columnsRepeated),
      .init(1, "value-type", valueType), .init(1, "value", value), .init(1, "date-value", dateValue),
      .init(1, "time-value", timeValue), .init(1, "boolean-value", booleanValue),
      .init(1, "string-value", stringValue), .init(1, "currency", currency), .init(2, "c", count),
      .init(4, "href", href), .init(3, "name", styleName), .init(0, "display", display),
      .init(0, "formula", formula),
    ])
}
