/// Where rows come from; every format that can be imported ends as one of these.
package enum RowSource: Sendable {
  case delimited(CSVText)
  /// Rows that a reader had to build as a whole, such as a sheet or cards.
  case listed([Row])

  /// The rows from the top; each call starts anew.
  package func rows() -> RowIterator {
    switch self {
    case .delimited(let text): .delimited(text.rows)
    case .listed(let rows): .listed(rows.makeIterator())
    }
  }
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
