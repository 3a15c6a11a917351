import Archive
import Dates
import Diagnostics
import Records

/// An OpenDocument spreadsheet (ODF 1.2): a sheet a kind, with a header that stays, widths, a filter, and cells of their own
/// types.
struct OpenDocumentExport {
  private static let type = "application/vnd.oasis.opendocument.spreadsheet"
  private let data: ExportData
  private let sheets: [ExportSheet]

  init(_ data: ExportData) {
    self.data = data
    sheets = data.parts.map { ExportSheet($0.kind, of: data.snapshot) }
  }

  func write(to output: inout ExportOutput) throws {
    for part in data.parts where part.records.count > Workbook.rowLimit {
      throw Diagnostic(
        .invalidValue, "a sheet of ods has room for \(Workbook.rowLimit) \(part.kind.plural)",
        hints: ["csv, json and sql have no such limit"])
    }
    let archive = try ZipWriter()
    // Programs tell the type by the first bytes of the file.
    try archive.add("mimetype", Array(Self.type.utf8), isStored: true)
    func add(_ name: String, _ text: String) throws { try archive.add(name, Array((Self.head + text).utf8)) }
    try add("META-INF/manifest.xml", Self.manifest)
    try add("styles.xml", "<office:document-styles \(Self.names) office:version=\"1.2\"/>")
    try add("settings.xml", settings)
    try archive.begin("content.xml")
    try writeContent(to: archive)
    try archive.end()
    try output.write(try archive.finish())
  }

  private static let head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
  private static let names = [
    ("office", "office"), ("table", "table"), ("text", "text"), ("style", "style"), ("number", "datastyle"),
    ("fo", "xsl-fo-compatible"), ("config", "config"),
  ].map { "xmlns:\($0.0)=\"urn:oasis:names:tc:opendocument:xmlns:\($0.1):1.0\"" }.joined(separator: " ")

  private static let manifest: String = {
    let space = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    let files = ["content.xml", "styles.xml", "settings.xml"].map {
      "<manifest:file-entry manifest:full-path=\"\($0)\" manifest:media-type=\"text/xml\"/>"
    }
    return "<manifest:manifest xmlns:manifest=\"\(space)\" manifest:version=\"1.2\">"
      + "<manifest:file-entry manifest:full-path=\"/\" manifest:version=\"1.2\" manifest:media-type=\"\(type)\"/>"
      + files.joined() + "</manifest:manifest>"
  }()

  /// The first row of each sheet stays when one scrolls.
  private var settings: String {
    func item(_ name: String, _ type: String, _ value: String) -> String {
      "<config:config-item config:name=\"\(name)\" config:type=\"\(type)\">\(value)</config:config-item>"
    }
    let tables = data.parts.map { part in
      "<config:config-item-map-entry config:name=\"\(part.kind.plural)\">"
        + item("VerticalSplitMode", "short", "2") + item("VerticalSplitPosition", "int", "1")
        + item("PositionBottom", "int", "1") + item("ActiveSplitRange", "short", "2")
        + "</config:config-item-map-entry>"
    }
    return "<office:document-settings \(Self.names) office:version=\"1.2\"><office:settings>"
      + "<config:config-item-set config:name=\"ooo:view-settings\">"
      + "<config:config-item-map-indexed config:name=\"Views\"><config:config-item-map-entry>"
      + "<config:config-item-map-named config:name=\"Tables\">" + tables.joined()
      + "</config:config-item-map-named></config:config-item-map-entry></config:config-item-map-indexed>"
      + "</config:config-item-set></office:settings></office:document-settings>"
  }

  private func writeContent(to archive: ZipWriter) throws {
    var text = Self.head + "<office:document-content \(Self.names) office:version=\"1.2\">"
    let widths = zip(sheets, data.parts).map { SheetWidths.of($0, $1.records) }
    text += OpenDocumentStyle.styles(widths: Set(widths.joined()).sorted())
    text += "<office:body><office:spreadsheet>"
    for (place, part) in data.parts.enumerated() {
      text += "<table:table table:name=\"\(part.kind.plural)\">"
      for width in widths[place] { text += "<table:table-column table:style-name=\"w\(width)\"/>" }
      text += "<table:table-header-rows>"
      text += OpenDocumentCell.row(sheets[place].columns.map { .text($0.key) }, isHeader: true, data.zone)
      text += "</table:table-header-rows>"
      let isMoney = sheets[place].columns.map { $0.type == .money }
      for record in part.records {
        text += OpenDocumentCell.row(sheets[place].cells(of: record), isMoney: isMoney, data.zone)
        if text.utf8.count > 1 << 16 {
          try archive.write(Array(text.utf8))
          text = ""
        }
      }
      text += "</table:table>"
    }
    text += filters + "</office:spreadsheet></office:body></office:document-content>"
    try archive.write(Array(text.utf8))
  }

  private var filters: String {
    let ranges = zip(sheets, data.parts).enumerated().map { place, sheet in
      let (name, columns) = (sheet.1.kind.plural, sheet.0.columns.count)
      let end = "\(WorkbookCell.column(columns - 1))\(sheet.1.records.count + 1)"
      return "<table:database-range table:name=\"__Anonymous_Sheet_DB__\(place)\" "
        + "table:target-range-address=\"\(name).A1:\(name).\(end)\" table:display-filter-buttons=\"true\"/>"
    }
    return "<table:database-ranges>\(ranges.joined())</table:database-ranges>"
  }
}

/// The styles of cells and columns.
enum OpenDocumentStyle: String {
  case header, date, moment, duration, money, flag

  static func styles(widths: [Int]) -> String {
    let columns = widths.map { width in
      // A character is some 2.2 mm wide.
      "<style:style style:name=\"w\(width)\" style:family=\"table-column\"><style:table-column-properties "
        + "style:column-width=\"\(width * 22 / 10).\(width * 22 % 10)mm\"/></style:style>"
    }
    let cells = [date, moment, duration, money, flag].map { style in
      "<style:style style:name=\"\(style.rawValue)\" style:family=\"table-cell\" "
        + "style:data-style-name=\"n-\(style.rawValue)\"/>"
    }
    return "<office:automatic-styles>" + formats + columns.joined() + cells.joined()
      + "<style:style style:name=\"header\" style:family=\"table-cell\">"
      + "<style:text-properties fo:font-weight=\"bold\"/></style:style></office:automatic-styles>"
  }

  private static let formats: String = {
    let day =
      "<number:year number:style=\"long\"/><number:text>-</number:text><number:month number:style=\"long\"/>"
      + "<number:text>-</number:text><number:day number:style=\"long\"/>"
    let time =
      "<number:hours number:style=\"long\"/><number:text>:</number:text><number:minutes number:style=\"long\"/>"
      + "<number:text>:</number:text><number:seconds number:style=\"long\"/>"
    return "<number:date-style style:name=\"n-date\">\(day)</number:date-style>"
      + "<number:date-style style:name=\"n-moment\">\(day)<number:text> </number:text>\(time)</number:date-style>"
      + "<number:time-style style:name=\"n-duration\" number:truncate-on-overflow=\"false\">\(time)"
      + "</number:time-style><number:number-style style:name=\"n-money\"><number:number "
      + "number:decimal-places=\"2\" number:min-decimal-places=\"2\" number:min-integer-digits=\"1\" "
      + "number:grouping=\"true\"/></number:number-style>"
      + "<number:boolean-style style:name=\"n-flag\"><number:boolean/></number:boolean-style>"
  }()
}

/// Rows and cells as a spreadsheet of OpenDocument has them: the value, and beside it the text that is shown.
enum OpenDocumentCell {
  static func row(_ cells: [ExportCell], isHeader: Bool = false, isMoney: [Bool] = [], _ zone: Zone) -> String
  {
    var text = "<table:table-row>"
    var empty = 0
    for (place, cell) in cells.enumerated() {
      guard cell != .empty else {
        empty += 1
        continue
      }
      text += gap(empty)
      empty = 0
      let isMoney = place < isMoney.count && isMoney[place]
      text += self.cell(cell, isHeader ? .header : isMoney ? .money : nil, zone)
    }
    // A row needs a cell.
    return text + gap(empty) + "</table:table-row>"
  }

  private static func gap(_ count: Int) -> String {
    switch count {
    case 0: ""
    case 1: "<table:table-cell/>"
    default: "<table:table-cell table:number-columns-repeated=\"\(count)\"/>"
    }
  }

  private static func cell(_ cell: ExportCell, _ style: OpenDocumentStyle?, _ zone: Zone) -> String {
    switch cell {
    case .empty: return gap(1)
    case .text, .list: return string(cell.text, style == .money ? nil : style)
    case .number(let number):
      guard let text = SheetNumber.text(number) else { return string(cell.text, nil) }
      return value("float", "office:value=\"\(text)\"", shown: text, style)
    case .flag(let flag):
      return value(
        "boolean", "office:boolean-value=\"\(flag)\"", shown: flag ? "TRUE" : "FALSE", OpenDocumentStyle.flag)
    case .date(let day): return value("date", "office:date-value=\"\(day)\"", shown: day.description, .date)
    case .moment(let instant):
      let (day, time, second) = zone.civil(instant)
      let clock = [time.hour, time.minute, second].map(ContentLines.two).joined(separator: ":")
      return value("date", "office:date-value=\"\(day)T\(clock)\"", shown: "\(day) \(clock)", .moment)
    case .duration(let seconds):
      let parts = [seconds / 3600, seconds / 60 % 60, seconds % 60].map(ContentLines.two)
      return value(
        "time", "office:time-value=\"PT\(parts[0])H\(parts[1])M\(parts[2])S\"",
        shown: parts.joined(separator: ":"), .duration)
    }
  }

  private static func value(_ type: String, _ value: String, shown: String, _ style: OpenDocumentStyle?)
    -> String
  {
    let name = style.map { " table:style-name=\"\($0.rawValue)\"" } ?? ""
    return "<table:table-cell\(name) office:value-type=\"\(type)\" \(value)><text:p>\(shown)</text:p>"
      + "</table:table-cell>"
  }

  /// A text with its lines as paragraphs.
  private static func string(_ text: String, _ style: OpenDocumentStyle?) -> String {
    let text = unixLines(text)
    let name = style.map { " table:style-name=\"\($0.rawValue)\"" } ?? ""
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(paragraph)
    return
      "<table:table-cell\(name) office:value-type=\"string\" office:string-value=\"\(XMLText.escaped(text))\">"
      + lines.joined() + "</table:table-cell>"
  }

  private static func unixLines(_ text: String) -> String {
    guard text.utf8.contains(0x0d) else { return text }
    var result = String.UnicodeScalarView()
    var wasReturn = false
    for scalar in text.unicodeScalars {
      if scalar == "\r" { result.append("\n") } else if scalar != "\n" || !wasReturn { result.append(scalar) }
      wasReturn = scalar == "\r"
    }
    return String(result)
  }

  /// Blanks beyond a single one between words, and tabs, are elements: as characters they would be one blank.
  private static func paragraph(_ line: Substring) -> String {
    var result = ""
    var blanks = 0
    var isStart = true
    func pending(isEnd: Bool) -> String {
      guard blanks > 0 else { return "" }
      let elements = isStart || isEnd ? blanks : blanks - 1
      let mark = elements == 0 ? "" : elements == 1 ? "<text:s/>" : "<text:s text:c=\"\(elements)\"/>"
      return (elements < blanks ? " " : "") + mark
    }
    for scalar in line.unicodeScalars {
      if scalar == " " {
        blanks += 1
        continue
      }
      result += pending(isEnd: false)
      blanks = 0
      isStart = false
      if scalar == "\t" {
        result += "<text:tab/>"
        // A blank behind a tab would be taken for a part of it.
        isStart = true
      } else {
        result += XMLText.escaped(String(scalar))
      }
    }
    return "<text:p>" + result + pending(isEnd: true) + "</text:p>"
  }
}
