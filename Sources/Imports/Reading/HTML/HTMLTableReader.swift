import Dates
import Diagnostics
import Records

/// Collects the tables of a page; a table within a cell is a table of its own.
struct HTMLTableReader {
  private var open: [HTMLTableBuilder] = []
  private var closed: [SparseRows] = []
  private var count = 0

  private static let depthLimit = 100
  private static let tableLimit = 10_000

  static func tables(_ text: [UInt8]) throws(Diagnostic) -> [SparseRows] {
    var reader = HTMLTableReader()
    var tokens = HTMLTokens(text)
    while let token = tokens.next() {
      switch token {
      case .start("table", _): reader.begin()
      case .end("table"): reader.end()
      default: if !reader.open.isEmpty { reader.open[reader.open.count - 1].add(token) }
      }
      if reader.open.last?.isFull == true {
        throw Diagnostic(.invalidData, "a table has more than \(SparseRows.cellLimit) cells")
      }
    }
    while !reader.open.isEmpty { reader.end() }
    return reader.closed
  }

  private mutating func begin() {
    // Deeper ones are text of the last.
    guard open.count < HTMLTableReader.depthLimit, count < HTMLTableReader.tableLimit else { return }
    count += 1
    open.append(HTMLTableBuilder(sheet: "Table\(count)"))
  }

  private mutating func end() {
    guard var table = open.popLast() else { return }
    table.endRow()
    closed.append(table.rows)
  }
}

/// Builds the rows of one table of what comes between its tags.
struct HTMLTableBuilder {
  private(set) var rows: SparseRows
  private(set) var isFull = false
  private var number = 0
  private var isRowOpen = false
  private var isCellOpen = false
  private var column = 0
  private var span = 1
  private var text: [UInt8] = []
  private var numberText: String?
  /// For each column, how many rows more a cell from above covers.
  private var covered: [Int32] = []

  private static let columnLimit = 16_384
  private static let rowSpanLimit = 65_534
  private static let columnSpanLimit = 1000

  init(sheet: String) { rows = SparseRows(sheet: sheet) }

  mutating func add(_ token: HTMLToken) {
    switch token {
    case .start("tr", _): beginRow()
    case .end("tr"), .end("thead"), .end("tbody"), .end("tfoot"): endRow()
    case .start("td", let attributes), .start("th", let attributes): beginCell(attributes)
    case .end("td"), .end("th"): endCell()
    case .start("br", _): addBreak(isForced: true)
    case .start("p", _), .start("div", _), .start("li", _), .end("p"), .end("div"), .end("li"):
      addBreak(isForced: false)
    case .text(let bytes): add(bytes)
    default: break
    }
  }

  private mutating func beginRow() {
    endRow()
    number += 1
    isRowOpen = true
    column = 0
    rows.begin(number)
  }

  mutating func endRow() {
    endCell()
    guard isRowOpen else { return }
    isRowOpen = false
    rows.dropEmpty()
    for index in covered.indices where index >= column && covered[index] > 0 { covered[index] -= 1 }
    while covered.last == 0 { covered.removeLast() }
  }

  private mutating func beginCell(_ attributes: HTMLAttributes) {
    endCell()
    if !isRowOpen { beginRow() }
    while column < covered.count, covered[column] > 0 {
      covered[column] -= 1
      column += 1
    }
    isCellOpen = true
    text.removeAll(keepingCapacity: true)
    numberText = attributes["x:num"]
    span = HTMLTableBuilder.span(attributes["colspan"], upTo: HTMLTableBuilder.columnSpanLimit)
    let height = HTMLTableBuilder.span(attributes["rowspan"], upTo: HTMLTableBuilder.rowSpanLimit)
    guard height > 1, column + span <= HTMLTableBuilder.columnLimit else { return }
    while covered.count < column + span { covered.append(0) }
    for index in column..<(column + span) { covered[index] = Int32(height) }
  }

  private static func span(_ text: String?, upTo limit: Int) -> Int {
    guard let text, let span = Int(CellText.trimmed(text)) else { return 1 }
    return min(max(span, 1), limit)
  }

  private mutating func endCell() {
    guard isCellOpen else { return }
    isCellOpen = false
    if column < HTMLTableBuilder.columnLimit, !rows.add(cell, at: column) { isFull = true }
    for _ in 0..<span where column < HTMLTableBuilder.columnLimit {
      if column < covered.count, covered[column] > 0 { covered[column] -= 1 }
      column += 1
    }
  }

  /// The number that Excel wrote beside the text, where the text is a number too; dates and times stay as they are shown.
  private var cell: SourceCell {
    let text = CellText.trimmed(String(decoding: text, as: UTF8.self))
    if text.isEmpty { return .empty }
    if let number = numberText, let decimal = Decimal(CellText.trimmed(number)), NumberCell(text) != nil,
      DateCell(text) == nil
    {
      return .number(decimal)
    }
    return .text(text)
  }

  // MARK: Text

  /// Blanks and line ends of the page are one blank.
  private mutating func add(_ bytes: [UInt8]) {
    guard isCellOpen else { return }
    for byte in bytes where byte != 0 {
      if HTMLAttributes.isBlank(byte) {
        if let last = text.last, last != 0x20, last != 0x0a { text.append(0x20) }
      } else {
        text.append(byte)
      }
    }
  }

  private mutating func addBreak(isForced: Bool) {
    guard isCellOpen, isForced || !text.isEmpty && text.last != 0x0a else { return }
    if text.last == 0x20 { text.removeLast() }
    text.append(0x0a)
  }
}
