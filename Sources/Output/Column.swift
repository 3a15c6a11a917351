/// A column of a table: its key in machine formats, its title in human ones, and what its cells hold.
package struct Column: Sendable, Hashable {
  package enum Alignment: Sendable, Hashable { case left, right }
  package enum Kind: Sendable, Hashable { case text, identifier, number, money, date, list, boolean, chart }

  package var key: String
  package var title: String
  package var kind: Kind
  package var alignment: Alignment
  /// The cells that a narrow terminal leaves to text before it gives up columns.
  package var minimum = 8
  /// The cells that text keeps until all other text is as short as it may become.
  package var preferred = 0

  /// The title is the key with spaces for `_` and the alignment follows the kind unless they are given.
  package init(_ key: String, _ title: String? = nil, kind: Kind = .text, alignment: Alignment? = nil) {
    self.key = key
    self.title = title ?? String(key.map { $0 == "_" ? " " : $0 })
    self.kind = kind
    self.alignment = alignment ?? (kind == .number || kind == .money ? .right : .left)
  }

  /// Whether a narrow terminal may shorten the cells; a shortened id, number or date would be a wrong one.
  var mayShrink: Bool { kind == .text || kind == .list }
}
