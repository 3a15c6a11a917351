import Archive
import Diagnostics

/// A sheet of an Excel workbook, unpacked and parsed again at each walk.
struct XLSXSheet: RowStream {
  let book: XLSXBook
  let name: String
  let part: String
  let extras: XLSXExtras

  func cursor() -> any RowCursor { XLSXCursor(self) }
}

/// One walk over a sheet. Its dimension is not looked at: half of the programs get it wrong.
final class XLSXCursor: RowCursor {
  private(set) var failure: Diagnostic?
  private let sheet: XLSXSheet
  private var reader: XMLReader?
  private var cell = XLSXCell()
  private var phonetic = 0
  private var isInRows = false
  private var isInCell = false
  private var rowNumber = 0
  private var column = 0
  private var cells: [SourceCell] = []
  private var faults: [RowFault] = []
  private var covered: CoveredCells

  init(_ sheet: XLSXSheet) {
    self.sheet = sheet
    covered = CoveredCells(sheet.extras.merges)
    do throws(Diagnostic) {
      guard let stream = try sheet.book.package.stream(sheet.part) else {
        throw Diagnostic(.invalidData, "the sheet \"\(sheet.name)\" is not in the workbook")
      }
      reader = try XMLReader(stream, name: sheet.part, XLSXName.vocabulary)
    } catch {
      failure = error
    }
  }

  /// The next row with a cell that is not empty.
  func next() -> Row? {
    guard failure == nil, let reader else { return nil }
    do throws(Diagnostic) {
      while let event = try reader.next() {
        if try take(event, reader), let row = row() { return row }
      }
    } catch {
      failure = error
    }
    self.reader = nil
    return nil
  }

  /// True at the end of a row.
  private func take(_ event: XMLReader.Event, _ reader: XMLReader) throws(Diagnostic) -> Bool {
    switch event {
    case .text:
      if isInCell, cell.reading != nil, !cell.append(reader) {
        throw Diagnostic(
          .invalidData,
          "\(Place.cell(sheet: sheet.name, row: rowNumber).text(column: column)) has more than 1 MiB of text")
      }
    case .start(XLSXName.c) where isInRows: try startCell(reader)
    case .start(XLSXName.v): cell.reading = .value
    case .end(XLSXName.c) where isInCell: endCell()
    case .end(XLSXName.v), .end(XLSXName.f), .end(XLSXName.t): cell.reading = nil
    case .start(XLSXName.f): cell.startFormula()
    case .start(XLSXName.t): cell.reading = phonetic == 0 ? .text : nil
    case .start(XLSXName.rPh): phonetic += 1
    case .end(XLSXName.rPh): phonetic -= 1
    case .start(XLSXName.row) where isInRows: try startRow(reader)
    case .end(XLSXName.row) where isInRows: return true
    case .start(XLSXName.sheetData): isInRows = true
    case .end(XLSXName.sheetData): isInRows = false
    default: break
    }
    return false
  }

  private func startRow(_ reader: XMLReader) throws(Diagnostic) {
    let said = reader.withAttribute(XLSXName.place) { text in
      text.count > 12
        ? Int.max : text.reduce(0) { (0x30...0x39).contains($1) ? $0 * 10 + Int($1 - 0x30) : 1 << 40 }
    }
    // Some programs leave the numbers out, or give them to some rows only.
    rowNumber = said ?? rowNumber + 1
    guard (1...SheetPosition.lastRow).contains(rowNumber) else {
      throw Diagnostic(.invalidData, "the sheet \"\(sheet.name)\" has a row that no sheet can have")
    }
    column = -1
    covered.go(to: rowNumber)
  }

  private func startCell(_ reader: XMLReader) throws(Diagnostic) {
    let said = reader.withAttribute(XLSXName.place) { SheetPosition($0) }
    column = (said ?? nil)?.column ?? column + 1
    guard column <= SheetPosition.lastColumn else {
      throw Diagnostic(
        .invalidData,
        "row \(rowNumber) of the sheet \"\(sheet.name)\" has more columns than a sheet can have (16384)")
    }
    isInCell = true
    cell.start(reader, column: column)
  }

  private func endCell() {
    isInCell = false
    var (value, oddity) = cell.meaning(sheet.book)
    if case .empty = value {} else if covered.covers(column) { (value, oddity) = (.empty, nil) }
    if let target = sheet.extras.links.isEmpty ? cell.formulaTarget : link {
      value = CellLink.cell(value.text, target: target)
    }
    if let oddity { faults.append(RowFault(reason: .oddity(oddity), cell: column)) }
    if case .empty = value { return }
    while cells.count <= column { cells.append(.empty) }
    cells[column] = value
  }

  private var link: String? {
    sheet.extras.links[SheetPosition(row: rowNumber, column: column)] ?? cell.formulaTarget
  }

  private func row() -> Row? {
    defer {
      cells = []
      faults = []
    }
    if cells.isEmpty, faults.isEmpty { return nil }
    var row = Row(.cell(sheet: sheet.name, row: rowNumber), cells: cells)
    row.faults = faults
    return row
  }
}
