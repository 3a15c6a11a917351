/// The rows of a file, which may be walked over any number of times.
package struct RowSource: Sendable {
  private let start: RowIterator
  /// How the text is written; nil for what is no delimited text.
  package let dialect: CSVDialect?

  package init(_ text: CSVText) {
    start = .delimited(text.rows)
    dialect = text.dialect
  }

  /// Rows that a reader had to build as a whole, such as a sheet or cards.
  package init(_ rows: [Row]) {
    start = .listed(rows.makeIterator())
    dialect = nil
  }

  /// The rows from the top, preamble and header included; each call starts anew.
  package func rows() -> RowIterator { start }
}

/// Walks over the rows of any source without holding more than one.
package enum RowIterator: IteratorProtocol, Sequence, Sendable {
  case delimited(CSVReader)
  case listed(IndexingIterator<[Row]>)

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
    }
  }
}
