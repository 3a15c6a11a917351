import Archive
import Dates
import Diagnostics
import Records

/// An Excel workbook (ECMA-376): a sheet a kind, with a header that stays, widths, a filter, and cells of their own types.
///
/// Texts are inline, so that no table of them has to be held. What looks like a number and is none, such as a phone, an id or a
/// postal code, is text; moments are on the clocks of the repository.
struct WorkbookExport {
  static let rowLimit = 1_048_575
  static let textLimit = 32_767
  private let data: ExportData

  init(_ data: ExportData) { self.data = data }

  func write(to output: inout ExportOutput) throws {
    for part in data.parts where part.records.count > WorkbookExport.rowLimit {
      throw Diagnostic(
        .invalidValue, "a sheet of xlsx has room for \(WorkbookExport.rowLimit) \(part.kind.plural)",
        hints: ["csv, json and sql have no such limit"])
    }
    let archive = try ZipWriter()
    func add(_ name: String, _ text: String) throws { try archive.add(name, Array((Self.head + text).utf8)) }
    try add("[Content_Types].xml", contentTypes)
    try add("_rels/.rels", Self.packageLinks)
    try add("xl/workbook.xml", workbook)
    try add("xl/_rels/workbook.xml.rels", workbookLinks)
    try add("xl/styles.xml", WorkbookStyle.sheet)
    for (place, part) in data.parts.enumerated() {
      try archive.begin("xl/worksheets/sheet\(place + 1).xml")
      try write(part, isFirst: place == 0, to: archive)
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
    let sheets = data.parts.indices.map { place in
      "<Override PartName=\"/xl/worksheets/sheet\(place + 1).xml\" ContentType=\"\(Self.types).worksheet+xml\"/>"
    }
    return "<Types xmlns=\"\(Self.package)/content-types\">"
      + "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
      + "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
      + "<Override PartName=\"/xl/workbook.xml\" ContentType=\"\(Self.types).sheet.main+xml\"/>"
      + "<Override PartName=\"/xl/styles.xml\" ContentType=\"\(Self.types).styles+xml\"/>" + sheets.joined()
      + "</Types>"
  }

  private static let packageLinks =
    "<Relationships xmlns=\"\(package)/relationships\"><Relationship Id=\"rId1\" "
    + "Type=\"\(links)/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"

  private var workbookLinks: String {
    let sheets = data.parts.indices.map { place in
      "<Relationship Id=\"rId\(place + 1)\" Type=\"\(Self.links)/worksheet\" "
        + "Target=\"worksheets/sheet\(place + 1).xml\"/>"
    }
    return "<Relationships xmlns=\"\(Self.package)/relationships\">" + sheets.joined()
      + "<Relationship Id=\"rId\(data.parts.count + 1)\" Type=\"\(Self.links)/styles\" Target=\"styles.xml\"/>"
      + "</Relationships>"
  }

  private var workbook: String {
    var sheets = ""
    var names = ""
    for (place, part) in data.parts.enumerated() {
      let name = part.kind.plural
      sheets += "<sheet name=\"\(name)\" sheetId=\"\(place + 1)\" r:id=\"rId\(place + 1)\"/>"
      let columns = ExportSheet(part.kind, of: data.snapshot).columns.count
      names +=
        "<definedName name=\"_xlnm._FilterDatabase\" localSheetId=\"\(place)\" hidden=\"1\">"
        + "\(name)!$A$1:$\(WorkbookCell.column(columns - 1))$\(part.records.count + 1)</definedName>"
    }
    return "<workbook xmlns=\"\(Self.main)\" xmlns:r=\"\(Self.links)\"><bookViews><workbookView/></bookViews>"
      + "<sheets>\(sheets)</sheets><definedNames>\(names)</definedNames></workbook>"
  }

  private func write(_ part: ExportPart, isFirst: Bool, to archive: ZipWriter) throws {
    let sheet = ExportSheet(part.kind, of: data.snapshot)
    let area = "A1:\(WorkbookCell.column(sheet.columns.count - 1))\(part.records.count + 1)"
    var text = Self.head + Self.beginning(area: area, SheetWidths.of(sheet, part.records), isFirst: isFirst)
    text += WorkbookCell.row(1, sheet.columns.map { .text($0.key) }, isHeader: true, zone: data.zone)
    for (place, record) in part.records.enumerated() {
      let cells = sheet.cells(of: record)
      try WorkbookExport.demandRoom(cells, sheet, record)
      text += WorkbookCell.row(
        place + 2, cells, isMoney: sheet.columns.map { $0.type == .money }, zone: data.zone)
      if text.utf8.count > 1 << 16 {
        try archive.write(Array(text.utf8))
        text = ""
      }
    }
    text += "</sheetData><autoFilter ref=\"\(area)\"/></worksheet>"
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

  /// A longer text would be cut by Excel.
  private static func demandRoom(_ cells: [ExportCell], _ sheet: ExportSheet, _ record: Record) throws {
    for (cell, column) in zip(cells, sheet.columns) {
      let text: String
      switch cell {
      case .text, .list: text = cell.text
      case .empty, .number, .flag, .date, .moment, .duration: continue
      }
      guard text.utf8.count > textLimit, text.utf16.count > textLimit else { continue }
      throw Diagnostic(
        .invalidValue,
        "\(record.path): \(column.key) has \(text.utf16.count) characters, and a cell of xlsx holds \(textLimit)",
        hints: ["csv, ods and sql hold texts of any length"])
    }
  }
}

/// The formats of cells.
enum WorkbookStyle: Int {
  case plain, header, text, date, moment, duration, money

  /// `@` keeps a spreadsheet from taking what is typed into a column of text for numbers.
  static let sheet =
    "<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><numFmts count=\"2\">"
    + "<numFmt numFmtId=\"164\" formatCode=\"yyyy\\-mm\\-dd\"/>"
    + "<numFmt numFmtId=\"165\" formatCode=\"yyyy\\-mm\\-dd\\ hh:mm:ss\"/></numFmts>"
    + "<fonts count=\"2\"><font><sz val=\"11\"/><name val=\"Calibri\"/></font>"
    + "<font><b/><sz val=\"11\"/><name val=\"Calibri\"/></font></fonts>"
    + "<fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill>"
    + "<fill><patternFill patternType=\"gray125\"/></fill></fills>"
    + "<borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>"
    + "<cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>"
    + "<cellXfs count=\"7\">"
    + [(0, 0), (49, 1), (49, 0), (164, 0), (165, 0), (46, 0), (4, 0)].map { format, font in
      "<xf numFmtId=\"\(format)\" fontId=\"\(font)\" fillId=\"0\" borderId=\"0\" xfId=\"0\""
        + (format > 0 ? " applyNumberFormat=\"1\"" : "") + (font > 0 ? " applyFont=\"1\"" : "") + "/>"
    }.joined()
    + "</cellXfs><cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles>"
    + "</styleSheet>"
}

/// Rows and cells as a worksheet has them.
enum WorkbookCell {
  /// `A`, `Z`, `AA`
  static func column(_ place: Int) -> String {
    var text = ""
    var rest = place
    repeat {
      text = String(UnicodeScalar(UInt8(65 + rest % 26))) + text
      rest = rest / 26 - 1
    } while rest >= 0
    return text
  }

  static func row(
    _ number: Int, _ cells: [ExportCell], isHeader: Bool = false, isMoney: [Bool] = [], zone: Zone
  ) -> String {
    var text = "<row r=\"\(number)\">"
    for (place, cell) in cells.enumerated() where cell != .empty {
      let address = column(place) + String(number)
      let isMoney = place < isMoney.count && isMoney[place]
      text += self.cell(cell, at: address, isHeader ? .header : isMoney ? .money : nil, zone)
    }
    return text + "</row>"
  }

  private static func cell(_ cell: ExportCell, at address: String, _ style: WorkbookStyle?, _ zone: Zone)
    -> String
  {
    func value(_ text: String, _ own: WorkbookStyle) -> String {
      "<c r=\"\(address)\" s=\"\((style ?? own).rawValue)\"><v>\(text)</v></c>"
    }
    func string(_ text: String) -> String {
      let own = style == .header ? WorkbookStyle.header : .text
      return "<c r=\"\(address)\" s=\"\(own.rawValue)\" t=\"inlineStr\"><is><t xml:space=\"preserve\">"
        + encoded(text) + "</t></is></c>"
    }
    switch cell {
    case .empty: return ""
    case .text, .list: return string(cell.text)
    case .number(let number): return SheetNumber.text(number).map { value($0, .plain) } ?? string(cell.text)
    case .flag(let flag): return "<c r=\"\(address)\" t=\"b\"><v>\(flag ? 1 : 0)</v></c>"
    case .date(let day): return serial(of: day).map { value(String($0), .date) } ?? string(cell.text)
    case .moment(let instant):
      let (day, time, second) = zone.civil(instant)
      guard let serial = serial(of: day) else { return string(cell.text) }
      return value(SheetNumber.days(serial, seconds: time.minutes * 60 + second), .moment)
    case .duration(let seconds):
      return value(SheetNumber.days(seconds / 86_400, seconds: seconds % 86_400), .duration)
    }
  }

  /// The number of a day since 1899-12-30; nil before 1900-03-01, where spreadsheets do not agree.
  static func serial(of day: CivilDate) -> Int? {
    guard let epoch = CivilDate(year: 1899, month: 12, day: 30) else { return nil }
    let serial = day.days(since: epoch)
    return serial > 60 ? serial : nil
  }

  /// What XML or Excel would take for something else is written `_xHHHH_`, and what looks like that begins with `_x005F_`.
  static func encoded(_ text: String) -> String {
    let isPlain = text.utf8.allSatisfy {
      $0 >= 0x20 && $0 != 0x26 && $0 != 0x3c && $0 != 0x3e && $0 != 0x5f && $0 != 0xef
    }
    if isPlain { return text }
    var result = ""
    let scalars = Array(text.unicodeScalars)
    for (place, scalar) in scalars.enumerated() {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\n", "\t": result.unicodeScalars.append(scalar)
      case "_": result += isEscape(scalars[place...]) ? "_x005F_" : "_"
      default:
        if XMLText.isAllowed(scalar), scalar != "\r" {
          result.unicodeScalars.append(scalar)
        } else {
          let digits = String(scalar.value, radix: 16, uppercase: true)
          result += "_x" + String(repeating: "0", count: 4 - digits.utf8.count) + digits + "_"
        }
      }
    }
    return result
  }

  private static func isEscape(_ scalars: ArraySlice<Unicode.Scalar>) -> Bool {
    let next = Array(scalars.prefix(7))
    return next.count == 7 && next[1] == "x" && next[6] == "_"
      && next[2..<6].allSatisfy { $0.properties.isASCIIHexDigit }
  }
}
