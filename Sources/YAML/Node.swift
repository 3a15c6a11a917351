/// A value of a parsed file with the place it stands at; scalars are text, whatever they look like.
package struct Node: Sendable {
  package enum Content: Sendable {
    case scalar(String)
    case sequence([Node])
    case mapping([Pair])
  }

  /// A key of a mapping and its value; the key's range is the bytes as written, quotes included.
  package struct Pair: Sendable {
    package let key: String
    package let keyStart: Mark
    package let keyEnd: Mark
    package let value: Node
  }

  /// How the value is written.
  package enum Style: UInt8, Sendable {
    case plain, singleQuoted, doubleQuoted, literal, folded, block, flow
  }

  package let content: Content
  package let style: Style
  package let start: Mark
  /// Just after the last byte that belongs to the value; a line break that ends a block is outside.
  package let end: Mark

  /// The text of a scalar.
  package var text: String? {
    if case .scalar(let text) = content { text } else { nil }
  }

  /// The items of a list.
  package var items: [Node]? {
    if case .sequence(let items) = content { items } else { nil }
  }

  /// The pairs of a mapping, in file order.
  package var pairs: [Pair]? {
    if case .mapping(let pairs) = content { pairs } else { nil }
  }

  /// Whether nothing was written: plain and one of `""`, `~`, `null`.
  package var isNull: Bool {
    guard style == .plain, case .scalar(let text) = content else { return false }
    return text.isEmpty || text == "~" || text == "null"
  }

  /// The value of a key, if this is a mapping that has it.
  package subscript(key: String) -> Node? {
    guard case .mapping(let pairs) = content else { return nil }
    for pair in pairs where pair.key == key { return pair.value }
    return nil
  }

  /// The node as a value to write: plain scalars stay plain, quoted and block scalars are text.
  package var value: YAMLValue {
    switch content {
    case .scalar(let text): style == .plain ? .plain(text) : .text(text)
    case .sequence(let items): .list(items.map(\.value))
    case .mapping(let pairs): .map(pairs.map { YAMLValue.Entry($0.key, $0.value.value) })
    }
  }
}
