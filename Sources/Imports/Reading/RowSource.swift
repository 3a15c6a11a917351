/// The rows of a file, which may be walked over any number of times.
package struct RowSource: Sendable {
  private let start: RowIterator
  /// How the text is written; nil for what is no delimited text.
  package let dialect: CSVDialect?
  /// What the format says besides.
  package private(set) var facts = SourceFacts()

  package init(_ text: CSVText) {
    start = .delimited(text.rows)
    dialect = text.dialect
  }

  /// Rows that a reader had to build as a whole, such as a sheet or cards.
  package init(_ rows: [Row]) {
    start = .listed(rows.makeIterator())
    dialect = nil
  }

  /// Rows that are made one by one.
  package init(_ rows: any IndexedRows, _ facts: SourceFacts) {
    start = .made(rows, next: 0)
    dialect = nil
    self.facts = facts
  }

  /// The rows from the top, preamble and header included; each call starts anew.
  package func rows() -> RowIterator { start }
}

/// Walks over the rows of any source without holding more than one.
package enum RowIterator: IteratorProtocol, Sequence, Sendable {
  case delimited(CSVReader)
  case listed(IndexingIterator<[Row]>)
  case made(any IndexedRows, next: Int)

  package mutating func next() -> Row? {
    switch self {
    case .delimited(var reader):
      let row = reader.next()
      self = .delimited(reader)
      return row
    case .listed(var rows):
      let row = rows.next()
      self = .listed(rows)
      return row
    case .made(let rows, let index):
      guard index < rows.count else { return nil }
      self = .made(rows, next: index + 1)
      return rows.row(at: index)
    }
  }
}
