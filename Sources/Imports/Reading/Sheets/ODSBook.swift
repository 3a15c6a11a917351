import Archive
import Diagnostics

/// An OpenDocument spreadsheet: all of its tables are in one part.
enum ODSBook {
  static let content = "content.xml"

  /// The media type of an OpenDocument file of any kind; nil for other archives.
  static func type(_ archive: ZipReader) throws(Diagnostic) -> String? {
    if let entry = archive.entry(named: "mimetype"), entry.size < 1024, !entry.isEncrypted {
      let text = CellText.trimmed(String(decoding: try archive.contents(entry, limit: 1024), as: UTF8.self))
      // E-books and others have such an entry too.
      if text.contains("opendocument") || text.contains("sun.xml") { return text }
      return nil
    }
    // Some programs leave it out.
    guard archive.entry(named: content) != nil, archive.entry(named: "META-INF/manifest.xml") != nil else {
      return nil
    }
    return "application/vnd.oasis.opendocument.spreadsheet"
  }

  static func read(_ archive: ZipReader, _ options: ReadingOptions) throws(Diagnostic) -> RowSource {
    guard try !isEncrypted(archive) else {
      throw Diagnostic(
        .invalidData, "the spreadsheet is encrypted",
        hints: ["save it without a password and import that file"])
    }
    guard archive.entry(named: content) != nil else {
      throw Diagnostic(.invalidData, "the spreadsheet is damaged: \(content) is not in it")
    }
    let sheets = try list(archive)
    let (index, warnings) = try SheetChoice.choose(sheets, wanted: options.sheet)
    var facts = SourceFacts()
    facts.notices = warnings
    return RowSource(ODSSheet(archive: archive, index: index, name: sheets[index].name), facts)
  }

  private static func isEncrypted(_ archive: ZipReader) throws(Diagnostic) -> Bool {
    if archive.entry(named: "encrypted-package") != nil { return true }
    guard let entry = archive.entry(named: "META-INF/manifest.xml") else { return false }
    let reader = try XMLReader(try archive.stream(entry), name: entry.name, ODSName.vocabulary)
    while let event = try reader.next() { if event == .start(ODSName.encryption) { return true } }
    return false
  }

  /// The tables with their first rows.
  private static func list(_ archive: ZipReader) throws(Diagnostic) -> [SheetChoice.Sheet] {
    let cursor = ODSCursor(archive, table: nil, name: "")
    var heads: [Int: [Row]] = [:]
    while let row = cursor.next() {
      heads[cursor.table, default: []].append(row)
      if heads[cursor.table]?.count == Header.searchDepth { cursor.leaveTable() }
    }
    if let failure = cursor.failure { throw failure }
    return cursor.tables.enumerated().map { index, table in
      SheetChoice.Sheet(
        name: table.name, isHidden: cursor.hiddenStyles.contains(table.style), head: heads[index] ?? [])
    }
  }
}

/// A table of an OpenDocument spreadsheet, unpacked and parsed again at each walk.
struct ODSSheet: RowStream {
  let archive: ZipReader
  let index: Int
  let name: String

  func cursor() -> any RowCursor { ODSCursor(archive, table: index, name: name) }
}
