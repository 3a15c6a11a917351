extension StrictScanner {
  /// A list in brackets on one line, which begins at `index`.
  mutating func flowSequence(depth: Int) throws(Unsure) -> Node {
    guard depth <= limits.depth else { throw Unsure() }
    events += 2
    let start = mark(index)
    var items: [Node] = []
    index += 1
    skipSpaces()
    if byte(index) != UInt8(ascii: "]") {
      repeat { items.append(try flowNode(depth: depth + 1)) } while try goesOn(until: UInt8(ascii: "]"))
    }
    index += 1
    return Node(content: .sequence(items), style: .flow, start: start, end: mark(index))
  }

  /// A mapping in braces on one line, which begins at `index`.
  mutating func flowMapping(depth: Int) throws(Unsure) -> Node {
    guard depth <= limits.depth else { throw Unsure() }
    events += 2
    let start = mark(index)
    var pairs: [Node.Pair] = []
    var keys = ScannedKeys()
    index += 1
    skipSpaces()
    if byte(index) != UInt8(ascii: "}") {
      repeat {
        let key = try key()
        guard byte(index) == 0x20, keys.add(key, to: pairs) else { throw Unsure() }
        skipSpaces()
        let value = try flowNode(depth: depth + 1)
        pairs.append(Node.Pair(key: key.text, keyStart: key.start, keyEnd: key.end, value: value))
      } while try goesOn(until: UInt8(ascii: "}"))
    }
    index += 1
    return Node(content: .mapping(pairs), style: .flow, start: start, end: mark(index))
  }

  /// Whether a comma follows, which is then behind `index`; if not, `index` is at the closing bracket.
  private mutating func goesOn(until closing: UInt8) throws(Unsure) -> Bool {
    skipSpaces()
    if byte(index) == closing { return false }
    guard byte(index) == UInt8(ascii: ",") else { throw Unsure() }
    index += 1
    skipSpaces()
    return true
  }

  private mutating func flowNode(depth: Int) throws(Unsure) -> Node {
    switch byte(index) {
    case UInt8(ascii: "\""): try doubleQuoted()
    case UInt8(ascii: "'"): try singleQuoted()
    case UInt8(ascii: "["): try flowSequence(depth: depth)
    case UInt8(ascii: "{"): try flowMapping(depth: depth)
    default: try flowPlain()
    }
  }
}
