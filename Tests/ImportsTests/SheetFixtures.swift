import Archive
import Diagnostics
import Records

@testable import Imports

/// A workbook put together part by part, as programs write it or as nobody should.
struct BookFixture {
  static let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
  static let links = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
  static let head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>"

  /// Name, state or nothing, and what is within `sheetData`.
  var sheets: [(name: String, state: String, rows: String)] = []
  /// What follows `sheetData` in the first sheet, and where its links lead.
  var tail = ""
  var targets: [(id: String, target: String)] = []
  /// Format codes; the style of the first is 1.
  var formats: [String] = []
  var strings: String?
  var workbook = ""
  /// Parts that replace those above, or come besides.
  var parts: [(String, String)] = []
  var dropped: Set<String> = []

  init(_ rows: String) { sheets = [("Sheet1", "", rows)] }

  private func relations(_ list: [(id: String, type: String, target: String, isExternal: Bool)]) -> String {
    let items = list.map { item in
      "<Relationship Id=\"\(item.id)\" Type=\"\(BookFixture.links)/\(item.type)\" Target=\"\(item.target)\""
        + (item.isExternal ? " TargetMode=\"External\"/>" : "/>")
    }
    return BookFixture.head
      + "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
      + items.joined() + "</Relationships>"
  }

  private var styles: String {
    let codes = formats.enumerated().map { index, code in
      let escaped = code.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "&quot;")
      return "<numFmt numFmtId=\"\(164 + index)\" formatCode=\"\(escaped)\"/>"
    }
    let cells = formats.indices.map { "<xf numFmtId=\"\(164 + $0)\"/>" }
    return BookFixture.head + "<styleSheet xmlns=\"\(BookFixture.main)\"><numFmts>" + codes.joined()
      + "</numFmts><cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs><cellXfs><xf numFmtId=\"0\"/>"
      + cells.joined() + "</cellXfs></styleSheet>"
  }

  var all: [(String, String)] {
    var parts: [(String, String)] = [
      ("_rels/.rels", relations([("rId1", "officeDocument", "xl/workbook.xml", false)]))
    ]
    var relationships: [(id: String, type: String, target: String, isExternal: Bool)] = []
    var names = ""
    for (index, sheet) in sheets.enumerated() {
      let number = index + 1
      names += "<sheet name=\"\(sheet.name)\" sheetId=\"\(number)\""
      names += (sheet.state.isEmpty ? "" : " state=\"\(sheet.state)\"") + " r:id=\"s\(number)\"/>"
      relationships.append(("s\(number)", "worksheet", "worksheets/sheet\(number).xml", false))
      parts.append(
        (
          "xl/worksheets/sheet\(number).xml",
          BookFixture.head
            + "<worksheet xmlns=\"\(BookFixture.main)\" xmlns:r=\"\(BookFixture.links)\"><dimension ref=\"A1\"/>"
            + "<sheetData>\(sheet.rows)</sheetData>" + (index == 0 ? tail : "") + "</worksheet>"
        ))
    }
    parts.append(
      (
        "xl/workbook.xml",
        BookFixture.head + "<workbook xmlns=\"\(BookFixture.main)\" xmlns:r=\"\(BookFixture.links)\">"
          + workbook
          + "<sheets>\(names)</sheets></workbook>"
      ))
    parts.append(("xl/_rels/workbook.xml.rels", relations(relationships)))
    parts.append(("xl/styles.xml", styles))
    if let strings {
      parts.append(
        ("xl/sharedStrings.xml", BookFixture.head + "<sst xmlns=\"\(BookFixture.main)\">\(strings)</sst>"))
    }
    if !targets.isEmpty {
      parts.append(
        (
          "xl/worksheets/_rels/sheet1.xml.rels",
          relations(targets.map { ($0.id, "hyperlink", $0.target, true) })
        ))
    }
    let replaced = Set(self.parts.map(\.0))
    return parts.filter { !replaced.contains($0.0) && !dropped.contains($0.0) } + self.parts
  }

  func bytes() throws -> [UInt8] { try SheetFixture.archive(all) }
}

enum SheetFixture {
  static func archive(_ parts: [(String, String)]) throws -> [UInt8] {
    let writer = try ZipWriter()
    for (name, text) in parts { try writer.add(name, Array(text.utf8), isStored: name == "mimetype") }
    return try writer.finish()
  }

  /// An OpenDocument spreadsheet of these tables.
  static func ods(_ tables: String, styles: String = "", more: [(String, String)] = []) throws -> [UInt8] {
    let prefix = "urn:oasis:names:tc:opendocument:xmlns:"
    let spaces = ["office", "table", "text", "style"].map { "xmlns:\($0)=\"\(prefix)\($0):1.0\"" }
    let content =
      "<?xml version=\"1.0\"?><office:document-content \(spaces.joined(separator: " "))"
      + " xmlns:xlink=\"http://www.w3.org/1999/xlink\" xmlns:draw=\"\(prefix)drawing:1.0\"><office:automatic-styles>"
      + styles + "</office:automatic-styles><office:body><office:spreadsheet>" + tables
      + "</office:spreadsheet></office:body></office:document-content>"
    return try archive(
      [("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", content)] + more)
  }

  static func read(_ bytes: [UInt8], sheet: String? = nil, named name: String = "book.xlsx") throws -> [Row] {
    let source = try RowReaders.read(bytes, named: name, ReadingOptions(sheet: sheet))
    let walk = source.rows()
    let rows = Array(walk)
    try walk.throwFailure()
    return rows
  }

  /// The cells of the first row.
  static func cells(_ bytes: [UInt8], sheet: String? = nil) throws -> [SourceCell] {
    try read(bytes, sheet: sheet).first?.cells ?? []
  }

  static func notices(_ bytes: [UInt8]) throws -> [String] {
    try RowReaders.read(bytes, named: "book.xlsx", ReadingOptions()).facts.notices.map(\.text)
  }

  /// What is said of cells, each with its place.
  static func oddities(_ bytes: [UInt8]) throws -> [String] {
    try read(bytes).flatMap { row in
      row.faults.compactMap { fault in
        if case .oddity(let text) = fault.reason { return row.place.text(column: fault.cell) + ": " + text }
        return nil
      }
    }
  }

  static func message(_ body: () throws -> Void) -> String {
    do { try body() } catch let error as Diagnostic { return error.message } catch { return "\(error)" }
    return ""
  }
}
