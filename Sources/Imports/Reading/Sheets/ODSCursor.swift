import Archive
import Diagnostics

/// One walk over a table of an OpenDocument spreadsheet, or over all of them. What is repeated is counted, not copied, until
/// something is in it.
final class ODSCursor: RowCursor {
  private(set) var failure: Diagnostic?
  /// The number of the table that the walk is in, from 0.
  private(set) var table = -1
  private(set) var tables: [(name: String, style: String)] = []
  private(set) var hiddenStyles: Set<String> = []

  private var reader: XMLReader?
  private let wanted: Int?
  private let sheetName: String
  private var tableDepth = 0
  private var isLeft = false
  private var styleName = ""
  /// How deep the walk is in what is no content: notes, drawings, readings.
  private var skipped = 0
  private var rowNumber = 0
  private var repeats = 1
  private var cells: [SourceCell] = []
  private var faults: [RowFault] = []
  private var column = 0
  private var cell: ODSCell?
  /// A row that is still to be handed out so many times more.
  private var pending: (row: Row, count: Int)?

  init(_ archive: ZipReader, table: Int?, name: String) {
    (wanted, sheetName) = (table, name)
    do throws(Diagnostic) {
      guard let entry = archive.entry(named: ODSBook.content) else {
        throw Diagnostic(.invalidData, "the spreadsheet is damaged: \(ODSBook.content) is not in it")
      }
      reader = try XMLReader(try archive.stream(entry), name: entry.name, ODSName.vocabulary)
    } catch {
      failure = error
    }
  }

  /// Looks at no more rows of this table.
  func leaveTable() {
    isLeft = true
    pending = nil
  }

  func next() -> Row? {
    if let row = repeated() { return row }
    guard failure == nil, let reader else { return nil }
    do throws(Diagnostic) {
      while let event = try reader.next() {
        if try take(event, reader), let row = endRow() { return row }
      }
    } catch {
      failure = error
    }
    self.reader = nil
    return nil
  }

  private func repeated() -> Row? {
    guard let (row, count) = pending, case .cell(let sheet, let number) = row.place else { return nil }
    var next = Row(.cell(sheet: sheet, row: number + 1), cells: row.cells)
    next.faults = row.faults
    pending = count > 1 ? (next, count - 1) : nil
    return next
  }

  private var isReading: Bool { tableDepth == 1 && !isLeft && (wanted == nil || wanted == table) }

  // MARK: Events

  /// True at the end of a row.
  private func take(_ event: XMLReader.Event, _ reader: XMLReader) throws(Diagnostic) -> Bool {
    switch event {
    case .start(let name):
      if ODSCursor.isSkipped(name) {
        skipped += 1
      } else if skipped == 0 {
        try start(name, reader)
      }
    case .end(let name):
      if ODSCursor.isSkipped(name) {
        skipped -= 1
      } else if skipped == 0 {
        return try end(name)
      }
    case .text:
      guard skipped == 0, cell != nil else { return false }
      cell?.append(reader)
      try checkSize()
    }
    return false
  }

  private static func isSkipped(_ name: Int32) -> Bool {
    switch name {
    case ODSName.annotation, ODSName.ruby, ODSName.shapes, ODSName.frame, ODSName.note, ODSName.changes: true
    default: false
    }
  }

  private func checkSize() throws(Diagnostic) {
    guard cell?.size ?? 0 <= SheetText.cellLimit else {
      throw Diagnostic(
        .invalidData,
        "\(Place.cell(sheet: name, row: rowNumber + 1).text(column: column)) has more than 1 MiB of text")
    }
  }

  private func start(_ name: Int32, _ reader: XMLReader) throws(Diagnostic) {
    switch name {
    case ODSName.style: styleName = reader.attribute(ODSName.styleName) ?? ""
    case ODSName.tableProperties:
      if reader.attribute(ODSName.display) == "false" { hiddenStyles.insert(styleName) }
    case ODSName.table: try startTable(reader)
    case ODSName.row where isReading:
      repeats = ODSCursor.number(reader, ODSName.rowsRepeated)
      column = 0
    case ODSName.cell, ODSName.covered:
      if isReading { cell = ODSCell(reader, isCovered: name == ODSName.covered) }
    case ODSName.paragraph: cell?.startParagraph()
    case ODSName.space: cell?.append(" ", count: ODSCursor.number(reader, ODSName.count))
    case ODSName.tab: cell?.append("\t", count: 1)
    case ODSName.lineBreak: cell?.append("\n", count: 1)
    case ODSName.link: if let target = reader.attribute(ODSName.href) { cell?.add(target) }
    default: break
    }
    if cell != nil { try checkSize() }
  }

  private func startTable(_ reader: XMLReader) throws(Diagnostic) {
    tableDepth += 1
    // A table within a cell is no sheet.
    guard tableDepth == 1 else { return }
    table += 1
    guard table < 10_000 else { throw Diagnostic(.invalidData, "the spreadsheet has too many tables") }
    tables.append(
      (reader.attribute(ODSName.tableName) ?? "Sheet\(table + 1)", reader.attribute(ODSName.tableStyle) ?? "")
    )
    (rowNumber, isLeft) = (0, false)
  }

  private func end(_ name: Int32) throws(Diagnostic) -> Bool {
    switch name {
    case ODSName.table: tableDepth -= 1
    case ODSName.cell, ODSName.covered:
      if isReading, let cell { try add(cell) }
      if tableDepth == 1 { cell = nil }
    case ODSName.paragraph: cell?.endParagraph()
    case ODSName.row: return isReading
    default: break
    }
    return false
  }

  /// A number of repetitions; 1 where there is none.
  static func number(_ reader: XMLReader, _ attribute: Int32) -> Int {
    let said = reader.withAttribute(attribute) { digits in
      guard digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return 1 }
      return digits.reduce(0) { min($0 * 10 + Int($1 - 0x30), 1 << 40) }
    }
    return max(1, said ?? 1)
  }

  // MARK: Rows

  private var name: String { tables.indices.contains(table) ? tables[table].name : sheetName }

  private func add(_ cell: ODSCell) throws(Diagnostic) {
    let (value, oddity) = cell.meaning
    let count = cell.repeats
    if let oddity { faults.append(RowFault(reason: .oddity(oddity), cell: column)) }
    if case .empty = value {
      // Empty cells at the end of a row are claimed by the thousand.
      column += count
      return
    }
    guard column + count <= SheetPosition.lastColumn + 1 else {
      throw Diagnostic(
        .invalidData,
        "row \(rowNumber + 1) of the sheet \"\(name)\" has more columns than a sheet can have (16384)")
    }
    while cells.count < column { cells.append(.empty) }
    for _ in 0..<count { cells.append(value) }
    column += count
  }

  private func endRow() -> Row? {
    let first = rowNumber + 1
    rowNumber += repeats
    defer {
      cells = []
      faults = []
    }
    if cells.isEmpty, faults.isEmpty { return nil }
    guard rowNumber <= SheetPosition.lastRow else {
      failure = Diagnostic(.invalidData, "the sheet \"\(name)\" has a row that no sheet can have")
      return nil
    }
    var row = Row(.cell(sheet: name, row: first), cells: cells)
    row.faults = faults
    if repeats > 1 { pending = (row, repeats - 1) }
    return row
  }
}
