/// What makes a text no JSON, and where (both from 1; the column in characters).
package struct JSONError: Error, Sendable, Hashable {
  package let message: String
  package let line: Int
  package let column: Int
  /// Where the same key is for the first time, of two.
  package var earlier: Place?

  /// A line and a column, from 1.
  package struct Place: Sendable, Hashable {
    package let line: Int
    package let column: Int

    package init(line: Int, column: Int) {
      self.line = line
      self.column = column
    }
  }
}
