/// The filled cells of a sheet, in the order of rows and columns; what is between them takes no room.
struct SparseRows: IndexedRows {
  struct Line: Sendable {
    /// From 1.
    let number: Int
    /// Where its cells begin.
    let start: Int
    let faults: [RowFault]
  }

  let sheet: String
  private var cells: [(column: Int32, cell: SourceCell)] = []
  private var lines: [Line] = []

  /// The cells that a whole sheet may have.
  static let cellLimit = 3_000_000

  init(sheet: String) { self.sheet = sheet }

  var count: Int { lines.count }
  var cellCount: Int { cells.count }

  /// Begins a row, below the one before.
  mutating func begin(_ number: Int, faults: [RowFault] = []) {
    lines.append(Line(number: number, start: cells.count, faults: faults))
  }

  /// Adds a cell to the row, right of the one before; false where there is no more room.
  mutating func add(_ cell: SourceCell, at column: Int) -> Bool {
    guard cells.count < SparseRows.cellLimit else { return false }
    if !cell.isEmpty { cells.append((Int32(clamping: column), cell)) }
    return true
  }

  /// Takes back a row that has got no cell.
  mutating func dropEmpty() {
    if let last = lines.last, last.start == cells.count, last.faults.isEmpty { lines.removeLast() }
  }

  func row(at index: Int) -> Row {
    let line = lines[index]
    let end = index + 1 < lines.count ? lines[index + 1].start : cells.count
    var dense: [SourceCell] = []
    for (column, cell) in cells[line.start..<end] {
      while dense.count <= Int(column) { dense.append(.empty) }
      dense[Int(column)] = cell
    }
    var row = Row(.cell(sheet: sheet, row: line.number), cells: dense)
    row.faults = line.faults
    return row
  }
}
