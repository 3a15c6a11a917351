/// Rows that are made anew whenever they are asked for, so that none is held.
package protocol IndexedRows: Sendable {
  var count: Int { get }
  /// The row at an index below `count`.
  func row(at index: Int) -> Row
}
