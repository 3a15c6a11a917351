import Diagnostics

/// Workbooks of Excel 97 to 2003 (BIFF8); older ones and other documents are refused by name.
enum OldWorkbooks: RowReader {
  static let formats = ["xls", "xlt"]

  static func sniff(_ bytes: [UInt8]) -> Bool {
    bytes.starts(with: CompoundFile.signature) || isBare(bytes)
  }

  /// The oldest workbooks are records without a file around them.
  private static func isBare(_ bytes: [UInt8]) -> Bool {
    guard bytes.count > 8, bytes[0] == 0x09, bytes[3] == 0 else { return false }
    switch bytes[1] {
    case 0x00, 0x02, 0x04: return bytes[2] == 4 || bytes[2] == 6
    case 0x08: return bytes[2] == 8 || bytes[2] == 16
    default: return false
    }
  }

  static func read(_ bytes: [UInt8], _ options: ReadingOptions) throws(Diagnostic) -> RowSource {
    let book = try BIFFBook(try stream(bytes))
    var tables: [SparseRows] = []
    for sheet in book.sheets { tables.append(try BIFFSheetReader.rows(of: sheet, in: book)) }
    let sheets = zip(book.sheets, tables).map { sheet, rows in
      SheetChoice.Sheet(
        name: sheet.name, isHidden: sheet.isHidden,
        head: (0..<min(rows.count, Header.searchDepth)).map { rows.row(at: $0) })
    }
    let (index, warnings) = try SheetChoice.choose(sheets, wanted: options.sheet)
    var facts = SourceFacts()
    facts.notices = warnings
    return RowSource(tables[index], facts)
  }

  private static func stream(_ bytes: [UInt8]) throws(Diagnostic) -> [UInt8] {
    if isBare(bytes) { return bytes }
    let file = try CompoundFile(bytes)
    if let stream = try file.stream("Workbook") { return stream }
    // Excel 5 and 95 call it so.
    if let stream = try file.stream("Book") { return stream }
    throw ForeignBook.refusal(of: file)
  }
}
