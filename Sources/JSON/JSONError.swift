/// What makes a text no JSON, and where (both from 1; the column in characters).
package struct JSONError: Error, Sendable, Hashable {
  package let message: String
  package let line: Int
  package let column: Int
}
