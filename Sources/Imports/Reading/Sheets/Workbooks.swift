import Archive
import Diagnostics

/// Workbooks in zip archives: Excel's and OpenDocument's. Archives of other kinds are refused by name.
enum Workbooks: RowReader {
  static let formats = ["xlsx", "xlsm", "xltx", "xltm", "ods", "ots"]

  static func sniff(_ bytes: [UInt8]) -> Bool { ZipReader.sniff(bytes) }

  static func read(_ bytes: [UInt8], _ options: ReadingOptions) throws(Diagnostic) -> RowSource {
    let archive = try ZipReader(bytes)
    if let type = try ODSBook.type(archive) {
      guard type.hasPrefix("application/vnd.oasis.opendocument.spreadsheet") else {
        throw Diagnostic(.invalidData, "the file is \(ForeignArchive.name(ofType: type)), not a spreadsheet")
      }
      return try ODSBook.read(archive, options)
    }
    if let package = try OfficePackage(archive), package.main.lowercased().hasSuffix(".xml"),
      package.main.hasPrefix("xl/") || package.main.contains("workbook")
    {
      return try read(try XLSXBook(package), options)
    }
    throw ForeignArchive.refusal(of: archive)
  }

  private static func read(_ book: XLSXBook, _ options: ReadingOptions) throws(Diagnostic) -> RowSource {
    var sheets: [SheetChoice.Sheet] = []
    for sheet in book.sheets {
      var head: [Row] = []
      if let part = sheet.part, options.sheet == nil {
        let cursor = XLSXCursor(XLSXSheet(book: book, name: sheet.name, part: part, extras: XLSXExtras()))
        while head.count < Header.searchDepth, let row = cursor.next() { head.append(row) }
        if let failure = cursor.failure, book.sheets.count == 1 { throw failure }
      }
      sheets.append(SheetChoice.Sheet(name: sheet.name, isHidden: sheet.isHidden, head: head))
    }
    let (index, warnings) = try SheetChoice.choose(sheets, wanted: options.sheet)
    let chosen = book.sheets[index]
    guard let part = chosen.part else {
      throw Diagnostic(
        .invalidData, "the sheet \"\(chosen.name)\" is not in the workbook, which only names it")
    }
    var facts = SourceFacts()
    facts.notices = warnings + missing(book)
    return try rows(book, name: chosen.name, part: part, facts)
  }

  private static func missing(_ book: XLSXBook) -> [ImportWarning] {
    let names = book.sheets.filter { $0.part == nil }.map { "\"\($0.name)\"" }
    if names.isEmpty { return [] }
    return [
      ImportWarning(
        "the workbook names sheets that are not in it: " + names.prefix(10).joined(separator: ", "))
    ]
  }

  private static func rows(
    _ book: XLSXBook, name: String, part: String, _ facts: SourceFacts
  ) throws(Diagnostic) -> RowSource {
    guard let stream = try book.package.stream(part) else { return RowSource([Row]()) }
    let scan = try XLSXScan(stream)
    let needsExtras = scan.hasLinks || scan.hasMerges || scan.isWide
    let extras = needsExtras ? try XLSXExtras(book, part: part) : XLSXExtras()
    let sheet = XLSXSheet(book: book, name: name, part: part, extras: extras)
    return scan.isOrdered ? RowSource(sheet, facts) : RowSource(try sorted(sheet), facts)
  }

  /// Rows that the file has in another order than the sheet.
  private static func sorted(_ sheet: XLSXSheet) throws(Diagnostic) -> [Row] {
    // Merged cells are looked for from row to row downwards.
    let cursor = sheet.cursor()
    var rows: [Row] = []
    var cells = 0
    while let row = cursor.next() {
      cells += row.cells.count + 2
      guard cells <= 4 << 20 else {
        throw Diagnostic(
          .invalidData, "the rows of the sheet \"\(sheet.name)\" are in no order, and too many to be sorted",
          hints: ["open the file in a spreadsheet and save it"])
      }
      rows.append(row)
    }
    if let failure = cursor.failure { throw failure }
    return rows.enumerated().sorted {
      ($0.element.place.number ?? 0, $0.offset) < ($1.element.place.number ?? 0, $1.offset)
    }
    .map(\.element)
  }
}

/// Archives that are no spreadsheets.
enum ForeignArchive {
  static func refusal(of archive: ZipReader) -> Diagnostic {
    func has(_ name: String) -> Bool { archive.entry(named: name) != nil }
    func hasFolder(_ name: String) -> Bool { archive.entries.contains { $0.name.hasPrefix(name + "/") } }
    if archive.entries.isEmpty { return Diagnostic(.invalidData, "the file is an empty zip archive") }
    if has("xl/workbook.bin") {
      return Diagnostic(
        .invalidData, "the file is a binary Excel workbook (.xlsb), which is not read",
        hints: ["open it in a spreadsheet and save it as .xlsx"])
    }
    if hasFolder("word") { return Diagnostic(.invalidData, "the file is a Word document, not a spreadsheet") }
    if hasFolder("ppt") {
      return Diagnostic(.invalidData, "the file is a PowerPoint presentation, not a spreadsheet")
    }
    if has("Index/Document.iwa") || has("Index.zip") {
      return Diagnostic(
        .invalidData, "the file is an Apple Numbers document, which is not read",
        hints: ["export it as .xlsx or .csv"])
    }
    let names = archive.entries.prefix(5).map(\.name).joined(separator: ", ")
    return Diagnostic(
      .invalidData,
      "the file is a zip archive (\(names)\(archive.entries.count > 5 ? ", …" : "")), not a workbook",
      hints: ["unpack it and import what is in it"])
  }

  /// By the media type that OpenDocument files begin with.
  static func name(ofType type: String) -> String {
    switch type.split(separator: ".").last {
    case "text": "an OpenDocument text"
    case "presentation": "an OpenDocument presentation"
    case "graphics": "an OpenDocument drawing"
    case "calc": "an OpenOffice 1 spreadsheet (.sxc)"
    default: "of the type \(type.prefix(80))"
    }
  }
}
