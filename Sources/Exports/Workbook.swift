import Archive
package import Dates
import Diagnostics

/// A table that goes into a workbook.
package struct Worksheet {
  package struct Column {
    package var title: String
    /// Whether its numbers are shown as amounts of money.
    package var isMoney: Bool

    package init(_ title: String, isMoney: Bool = false) {
      (self.title, self.isMoney) = (title, isMoney)
    }
  }

  package var name: String
  package var columns: [Column]
  /// How many rows there are, and how many of them, at the end, are totals that no filter or sorting is to move.
  package var count: Int
  package var totals = 0
  /// The cells of a row, by its place; asked for in order, and for the first ones twice. Throws `invalid_value` for what
  /// a sheet cannot hold.
  let cells: (Int) throws -> [ExportCell]

  package init(
    _ name: String, _ columns: [Column], count: Int, totals: Int = 0,
    cells: @escaping (Int) throws -> [ExportCell]
  ) {
    self.name = name
    self.columns = columns
    self.count = count
    self.totals = totals
    self.cells = cells
  }
}

/// An Excel workbook (ECMA-376): sheets with a header that stays, widths, a filter, and cells of their own types.
///
/// Texts are inline, so that no table of them has to be held. What looks like a number and is none, such as a phone, an id
/// or a postal code, is text; moments are on the clocks of `zone`.
package struct Workbook {
  static let rowLimit = 1_048_575
  private let sheets: [Worksheet]
  private let zone: Zone

  package init(_ sheets: [Worksheet], zone: Zone) {
    self.sheets = sheets
    self.zone = zone
  }

  /// The bytes of the file, in pieces; throws what the cells of a row throw.
  package func write(to send: @escaping ([UInt8]) throws -> Void) throws {
    var output = ExportOutput(send)
    try write(to: &output)
    try output.flush()
  }

  func write(to output: inout ExportOutput) throws {
    let archive = try ZipWriter()
    func add(_ name: String, _ text: String) throws { try archive.add(name, Array((Self.head + text).utf8)) }
    try add("[Content_Types].xml", contentTypes)
    try add("_rels/.rels", Self.packageLinks)
    try add("xl/workbook.xml", workbook)
    try add("xl/_rels/workbook.xml.rels", workbookLinks)
    try add("xl/styles.xml", WorkbookStyle.sheet)
    for (place, sheet) in sheets.enumerated() {
      try archive.begin("xl/worksheets/sheet\(place + 1).xml")
      try write(sheet, isFirst: place == 0, to: archive)
      try archive.end()
    }
    try output.write(try archive.finish())
  }

  private static let head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
  private static let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
  private static let links = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
  private static let package = "http://schemas.openxmlformats.org/package/2006"
  private static let types = "application/vnd.openxmlformats-officedocument.spreadsheetml"

  private var contentTypes: String {
    let parts = sheets.indices.map { place in
      "<Override PartName=\"/xl/worksheets/sheet\(place + 1).xml\" ContentType=\"\(Self.types).worksheet+xml\"/>"
    }
    return "<Types xmlns=\"\(Self.package)/content-types\">"
      + "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
      + "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
      + "<Override PartName=\"/xl/workbook.xml\" ContentType=\"\(Self.types).sheet.main+xml\"/>"
      + "<Override PartName=\"/xl/styles.xml\" ContentType=\"\(Self.types).styles+xml\"/>" + parts.joined()
      + "</Types>"
  }

  private static let packageLinks =
    "<Relationships xmlns=\"\(package)/relationships\"><Relationship Id=\"rId1\" "
    + "Type=\"\(links)/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"

  private var workbookLinks: String {
    let parts = sheets.indices.map { place in
      "<Relationship Id=\"rId\(place + 1)\" Type=\"\(Self.links)/worksheet\" "
        + "Target=\"worksheets/sheet\(place + 1).xml\"/>"
    }
    return "<Relationships xmlns=\"\(Self.package)/relationships\">" + parts.joined()
      + "<Relationship Id=\"rId\(sheets.count + 1)\" Type=\"\(Self.links)/styles\" Target=\"styles.xml\"/>"
      + "</Relationships>"
  }

  private var workbook: String {
    var parts = ""
    var names = ""
    for (place, sheet) in sheets.enumerated() {
      parts += "<sheet name=\"\(sheet.name)\" sheetId=\"\(place + 1)\" r:id=\"rId\(place + 1)\"/>"
      names +=
        "<definedName name=\"_xlnm._FilterDatabase\" localSheetId=\"\(place)\" hidden=\"1\">"
        + "\(sheet.name)!$A$1:$\(Self.lastColumn(sheet))$\(sheet.count - sheet.totals + 1)</definedName>"
    }
    return "<workbook xmlns=\"\(Self.main)\" xmlns:r=\"\(Self.links)\"><bookViews><workbookView/></bookViews>"
      + "<sheets>\(parts)</sheets><definedNames>\(names)</definedNames></workbook>"
  }

  private static func lastColumn(_ sheet: Worksheet) -> String {
    WorkbookCell.column(sheet.columns.count - 1)
  }

  private func write(_ sheet: Worksheet, isFirst: Bool, to archive: ZipWriter) throws {
    let last = Self.lastColumn(sheet)
    let widths = try SheetWidths.of(sheet)
    var text = Self.head + Self.beginning(area: "A1:\(last)\(sheet.count + 1)", widths, isFirst: isFirst)
    text += WorkbookCell.row(1, sheet.columns.map { .text($0.title) }, isHeader: true, zone: zone)
    let isMoney = sheet.columns.map(\.isMoney)
    for place in 0..<sheet.count {
      text += WorkbookCell.row(place + 2, try sheet.cells(place), isMoney: isMoney, zone: zone)
      if text.utf8.count > 1 << 16 {
        try archive.write(Array(text.utf8))
        text = ""
      }
    }
    let filtered = "A1:\(last)\(sheet.count - sheet.totals + 1)"
    text += "</sheetData><autoFilter ref=\"\(filtered)\"/></worksheet>"
    try archive.write(Array(text.utf8))
  }

  private static func beginning(area: String, _ widths: [Int], isFirst: Bool) -> String {
    let columns = widths.enumerated().map { place, width in
      "<col min=\"\(place + 1)\" max=\"\(place + 1)\" width=\"\(width)\" customWidth=\"1\"/>"
    }
    return "<worksheet xmlns=\"\(main)\"><dimension ref=\"\(area)\"/><sheetViews>"
      + "<sheetView\(isFirst ? " tabSelected=\"1\"" : "") workbookViewId=\"0\">"
      + "<pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/>"
      + "<selection pane=\"bottomLeft\" activeCell=\"A2\" sqref=\"A2\"/></sheetView></sheetViews>"
      + "<cols>\(columns.joined())</cols><sheetData>"
  }
}
