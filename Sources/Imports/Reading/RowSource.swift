package import Diagnostics

/// The rows of a file, which may be walked over any number of times.
package struct RowSource: Sendable {
  private enum Content: Sendable {
    case delimited(CSVText)
    case listed([Row])
    case made(any IndexedRows)
    case streamed(any RowStream)
  }

  private let content: Content
  /// How the text is written; nil for what is no delimited text.
  package let dialect: CSVDialect?
  /// What the format says besides.
  package private(set) var facts = SourceFacts()

  package init(_ text: CSVText) {
    content = .delimited(text)
    dialect = text.dialect
  }

  /// Rows that a reader had to build as a whole, such as cards.
  package init(_ rows: [Row], _ facts: SourceFacts = SourceFacts()) {
    content = .listed(rows)
    dialect = nil
    self.facts = facts
  }

  /// Rows that are read again at every walk.
  package init(_ rows: any RowStream, _ facts: SourceFacts = SourceFacts()) {
    content = .streamed(rows)
    dialect = nil
    self.facts = facts
  }

  /// Rows that are made one by one.
  package init(_ rows: any IndexedRows, _ facts: SourceFacts) {
    content = .made(rows)
    dialect = nil
    self.facts = facts
  }

  /// The rows from the top, preamble and header included; each call starts anew.
  package func rows() -> RowIterator {
    switch content {
    case .delimited(let text): .delimited(text.rows)
    case .listed(let rows): .listed(rows.makeIterator())
    case .made(let rows): .made(rows, next: 0)
    case .streamed(let stream): .streamed(stream.cursor())
    }
  }
}

/// A file whose rows are too many to be held.
package protocol RowStream: Sendable {
  /// A walk from the top.
  func cursor() -> any RowCursor
}

/// One walk over rows.
package protocol RowCursor: AnyObject {
  /// The next row; nil at the end, and where the file turns out to be damaged.
  func next() -> Row?
  /// Why the walk ended before its time; nil where it did not.
  var failure: Diagnostic? { get }
}

/// Walks over the rows of any source without holding more than a few.
package enum RowIterator: IteratorProtocol, Sequence {
  case delimited(CSVReader)
  case listed(IndexingIterator<[Row]>)
  case made(any IndexedRows, next: Int)
  case streamed(any RowCursor)

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
    case .streamed(let cursor): return cursor.next()
    }
  }

  /// Throws what ended the walk before its time. Only a file that is read while one walks over it can have such a failure.
  package func throwFailure() throws(Diagnostic) {
    if case .streamed(let cursor) = self, let failure = cursor.failure { throw failure }
  }
}
