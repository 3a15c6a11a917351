import Diagnostics
import Records

/// Reads the cells of one sheet.
struct BIFFSheetReader {
  private struct Cell {
    let row: Int32
    let column: Int32
    var cell: SourceCell
    var oddity: String?
  }

  private let book: BIFFBook
  private let sheet: BIFFBook.Sheet
  private var cells: [Cell] = []
  private var links: [SheetPosition: String] = [:]
  /// The place of a formula whose text is in a record to come.
  private var waiting: (row: Int, column: Int)?

  private static let linkLimit = 100_000

  /// The filled cells by rows.
  static func rows(of sheet: BIFFBook.Sheet, in book: BIFFBook) throws(Diagnostic) -> SparseRows {
    var reader = BIFFSheetReader(book, sheet)
    try reader.read()
    return reader.sorted()
  }

  private init(_ book: BIFFBook, _ sheet: BIFFBook.Sheet) {
    self.book = book
    self.sheet = sheet
  }

  private mutating func read() throws(Diagnostic) {
    var records = BIFFRecords(book.stream, at: sheet.position)
    guard let first = try records.next(), first.type == BIFFType.begin else {
      throw CompoundFile.damaged("the sheet \"\(sheet.name)\" is not where it should be")
    }
    // A chart within the sheet has a beginning and an end of its own.
    var depth = 1
    while let record = try records.next() {
      switch record.type {
      case BIFFType.begin: depth += 1
      case BIFFType.end:
        depth -= 1
        if depth == 0 { return noteUnread() }
      default: if depth == 1 { try take(record, &records) }
      }
    }
    throw CompoundFile.damaged("the sheet \"\(sheet.name)\" has no end; is the file whole?")
  }

  private mutating func take(_ record: BIFFRecords.Record, _ records: inout BIFFRecords) throws(Diagnostic) {
    var data = records.data(record)
    switch record.type {
    case BIFFType.formulaText: return try endFormula(try records.joined(record))
    case BIFFType.link: return try addLink(try records.joined(record))
    case BIFFType.sharedString, BIFFType.text, BIFFType.richText, BIFFType.number, BIFFType.shortNumber,
      BIFFType.flag, BIFFType.formula, BIFFType.manyNumbers:
      noteUnread()
    default: return
    }
    let (row, column) = (try data.word(), try data.word())
    if record.type == BIFFType.manyNumbers { return try addNumbers(&data, record, row, column) }
    let style = try data.word()
    switch record.type {
    case BIFFType.sharedString: try addShared(try data.doubleWord(), row, column)
    case BIFFType.text, BIFFType.richText:
      var joined = try records.joined(record)
      try joined.skip(6)
      try add(.text(try joined.text()), row, column)
    case BIFFType.number: try add(book.cell(try data.double(), style: style), row, column)
    case BIFFType.shortNumber:
      try add(book.cell(BIFFSheetReader.short(try data.doubleWord()), style: style), row, column)
    case BIFFType.flag:
      let value = try data.byte()
      try addFlag(value, isError: try data.byte() != 0, row, column)
    default: try addFormula(&data, style, row, column)
    }
  }

  // MARK: Cells

  private mutating func add(_ cell: SourceCell, _ row: Int, _ column: Int, oddity: String? = nil)
    throws(Diagnostic)
  {
    guard cells.count < SparseRows.cellLimit else {
      throw Diagnostic(
        .invalidData, "the sheet \"\(sheet.name)\" has more than \(SparseRows.cellLimit) cells")
    }
    if cell.isEmpty, oddity == nil { return }
    cells.append(Cell(row: Int32(row), column: Int32(column), cell: cell, oddity: oddity))
  }

  private mutating func add(_ value: (cell: SourceCell, oddity: String?), _ row: Int, _ column: Int)
    throws(Diagnostic)
  {
    try add(value.cell, row, column, oddity: value.oddity)
  }

  private mutating func addShared(_ index: Int, _ row: Int, _ column: Int) throws(Diagnostic) {
    guard book.strings.indices.contains(index) else {
      let oddity = "the cell points to text \(index), which the workbook does not have"
      return try add(.empty, row, column, oddity: oddity)
    }
    try add(.text(book.strings[index]), row, column)
  }

  private mutating func addNumbers(
    _ data: inout BIFFData, _ record: BIFFRecords.Record, _ row: Int, _ first: Int
  ) throws(Diagnostic) {
    for offset in 0..<max(0, (record.data.count - 6) / 6) {
      let style = try data.word()
      try add(
        book.cell(BIFFSheetReader.short(try data.doubleWord()), style: style), row, first + offset)
    }
  }

  /// A number of 30 bits: whole, or the upper bits of a binary one; divided by a hundred where bit 0 says so.
  private static func short(_ bits: Int) -> Double {
    let value: Double
    if bits & 2 != 0 {
      value = Double(Int32(truncatingIfNeeded: bits) >> 2)
    } else {
      value = Double(bitPattern: UInt64(bits & 0xffff_fffc) << 32)
    }
    return bits & 1 != 0 ? value / 100 : value
  }

  private mutating func addFlag(_ value: Int, isError: Bool, _ row: Int, _ column: Int) throws(Diagnostic) {
    if !isError { return try add(.flag(value != 0), row, column) }
    let name = BIFFSheetReader.errors[value] ?? "the cell"
    try add(.empty, row, column, oddity: "\(name) is an error, not a value; it counts as empty")
  }

  private static let errors: [Int: String] = [
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0f: "#VALUE!", 0x17: "#REF!", 0x1d: "#NAME?", 0x24: "#NUM!",
    0x2a: "#N/A",
  ]

  /// A formula counts as what it came to when the file was saved.
  private mutating func addFormula(_ data: inout BIFFData, _ style: Int, _ row: Int, _ column: Int)
    throws(Diagnostic)
  {
    let result = try data.take(8)
    let flags = try data.word()
    let isText = result[6] == 0xff && result[7] == 0xff
    // Programs that do not calculate write a zero or an empty text, to be calculated when the file is opened.
    if flags & 3 == 3, result.allSatisfy({ $0 == 0 }) || isText && result[0] == 3 {
      return try add(.empty, row, column, oddity: BIFFSheetReader.noValue)
    }
    guard isText else { return try add(book.cell(result.double(at: 0) ?? 0, style: style), row, column) }
    switch result[0] {
    case 0: waiting = (row, column)
    case 1: try add(.flag(result[2] != 0), row, column)
    case 2: try addFlag(Int(result[2]), isError: true, row, column)
    default: break
    }
  }

  private static let noValue = "the formula has no stored value: open the file in a spreadsheet and save it"

  private mutating func endFormula(_ data: BIFFData) throws(Diagnostic) {
    guard let place = waiting else { return }
    waiting = nil
    var data = data
    try add(.text(try data.text()), place.row, place.column)
  }

  /// A formula of a text whose text does not come.
  private mutating func noteUnread() {
    guard let place = waiting, cells.count < SparseRows.cellLimit else { return }
    waiting = nil
    cells.append(
      Cell(
        row: Int32(place.row), column: Int32(place.column), cell: .empty, oddity: BIFFSheetReader.noValue))
  }

  // MARK: Links

  private mutating func addLink(_ data: BIFFData) throws(Diagnostic) {
    guard links.count < BIFFSheetReader.linkLimit else { return }
    var data = data
    let row = try data.word()
    _ = try data.word()
    let column = try data.word()
    _ = try data.word()
    if let target = try BIFFLink.target(&data) {
      links[SheetPosition(row: row + 1, column: column)] = target
    }
  }

  // MARK: Rows

  private mutating func sorted() -> SparseRows {
    // Blocks of rows may be in any order; of two cells in one place the later one counts.
    let isSorted = zip(cells, cells.dropFirst()).allSatisfy { ($0.row, $0.column) < ($1.row, $1.column) }
    if !isSorted {
      cells = cells.enumerated().sorted {
        ($0.element.row, $0.element.column, $0.offset) < ($1.element.row, $1.element.column, $1.offset)
      }.map(\.element)
    }
    var rows = SparseRows(sheet: sheet.name)
    var index = 0
    while index < cells.count {
      let row = cells[index].row
      let end = cells[index...].firstIndex { $0.row != row } ?? cells.count
      add(cells[index..<end], to: &rows)
      index = end
    }
    return rows
  }

  private func add(_ cells: ArraySlice<Cell>, to rows: inout SparseRows) {
    guard let row = cells.first?.row else { return }
    let faults = cells.compactMap { cell in
      cell.oddity.map { RowFault(reason: .oddity($0), cell: Int(cell.column)) }
    }
    rows.begin(Int(row) + 1, faults: faults)
    for index in cells.indices {
      let cell = cells[index]
      if index + 1 < cells.endIndex, cells[index + 1].column == cell.column { continue }
      let target = links.isEmpty ? nil : links[SheetPosition(row: Int(row) + 1, column: Int(cell.column))]
      let linked = target.map { CellLink.cell(cell.cell.text, target: $0) } ?? cell.cell
      _ = rows.add(linked, at: Int(cell.column))
    }
  }
}

/// Where a hyperlink leads ([MS-OSHARED] 2.3.7).
enum BIFFLink {
  private static let address: [UInt8] = [
    0xe0, 0xc9, 0xea, 0x79, 0xf9, 0xba, 0xce, 0x11, 0x8c, 0x82, 0x00, 0xaa, 0x00, 0x4b, 0xa9, 0x0b,
  ]

  /// The address; nil for places in the workbook, and for files.
  static func target(_ data: inout BIFFData) throws(Diagnostic) -> String? {
    try data.skip(20)
    let flags = try data.doubleWord()
    // The shown text and the frame come first.
    if flags & 0x10 != 0 { _ = try text(&data) }
    if flags & 0x80 != 0 { _ = try text(&data) }
    guard flags & 0x01 != 0, flags & 0x100 == 0, try data.take(16) == address else { return nil }
    let size = try data.doubleWord()
    guard size <= 8192 else { return nil }
    let bytes = try data.take(size)
    let units = stride(from: 0, to: size - 1, by: 2).compactMap { bytes.word(at: $0) }
    let text = BIFFData.string(units.prefix { $0 != 0 }.map { UInt16($0) })
    return text.isEmpty ? nil : text
  }

  /// A text of characters that are counted, with a NUL at its end.
  private static func text(_ data: inout BIFFData) throws(Diagnostic) -> [UInt8] {
    let count = try data.doubleWord()
    guard count <= 32_768 else { throw CompoundFile.damaged("a link is longer than a link can be") }
    return try data.take(count * 2)
  }
}
