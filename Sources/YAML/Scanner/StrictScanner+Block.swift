extension StrictScanner {
  /// A mapping whose keys begin in a column (from 0), the first one at `index`; goes on to the content after it.
  mutating func blockMapping(column: Int, depth: Int) throws(Unsure) -> Node {
    guard depth <= limits.depth else { throw Unsure() }
    events += 2
    let start = mark(index)
    var pairs: [Node.Pair] = []
    if depth == 1 { pairs.reserveCapacity(20) }
    var keys = ScannedKeys()
    repeat {
      let key = try key()
      guard isGap(index) else { throw Unsure() }
      guard keys.add(key, to: pairs) else { throw Unsure() }
      let value = try blockValue(of: key.end, column: column, depth: depth + 1)
      pairs.append(Node.Pair(key: key.text, keyStart: key.start, keyEnd: key.end, value: value))
    } while indent == column
    guard indent < column, let last = pairs.last else { throw Unsure() }
    return Node(content: .mapping(pairs), style: .block, start: start, end: last.value.end)
  }

  /// The value of a key of a mapping in this column; `index` is just after the colon.
  private mutating func blockValue(of keyEnd: Mark, column: Int, depth: Int) throws(Unsure) -> Node {
    let afterColon = index
    skipSpaces()
    let first = byte(index)
    if first != 0x0A, first != 0, first != UInt8(ascii: "#") || index == afterColon {
      return try blockNode(parent: column, depth: depth)
    }
    index = afterColon
    let place = mark(index)
    try endLine()
    if indent >= column, isItem(index) { return try blockSequence(column: indent, depth: depth) }
    if indent > column { return try blockMapping(column: indent, depth: depth) }
    events += 1
    return Node(content: .scalar(""), style: .plain, start: place, end: place)
  }

  /// A value that begins at `index` on a line of its key or dash; `parent` is the column of the collection around it.
  private mutating func blockNode(parent: Int, depth: Int) throws(Unsure) -> Node {
    let node: Node
    switch byte(index) {
    case UInt8(ascii: "\""): node = try doubleQuoted()
    case UInt8(ascii: "'"): node = try singleQuoted()
    case UInt8(ascii: "["): node = try flowSequence(depth: depth)
    case UInt8(ascii: "{"): node = try flowMapping(depth: depth)
    case UInt8(ascii: "|"):
      node = try literal(parent: parent)
      try nextContent()
      return node
    default: node = try blockPlain()
    }
    try endLine()
    return node
  }

  /// A list whose dashes stand in a column (from 0), the first one at `index`; goes on to the content after it.
  private mutating func blockSequence(column: Int, depth: Int) throws(Unsure) -> Node {
    guard depth <= limits.depth else { throw Unsure() }
    events += 2
    let start = mark(index)
    var items: [Node] = []
    repeat {
      index += 1
      skipSpaces()
      if isKeyAhead() {
        items.append(try blockMapping(column: index - lineStart, depth: depth + 1))
      } else {
        items.append(try blockNode(parent: column, depth: depth + 1))
      }
    } while indent == column && isItem(index)
    guard indent <= column, let last = items.last else { throw Unsure() }
    return Node(content: .sequence(items), style: .block, start: start, end: last.end)
  }

  /// Whether a plain key and its colon stand at `index`.
  private func isKeyAhead() -> Bool {
    var signature = KeySignature()
    guard let end = plainKeyEnd(&signature) else { return false }
    return byte(end) == UInt8(ascii: ":") && isGap(end + 1)
  }

  // MARK: Keys

  /// A key and the colon after it, which `index` is just behind in the end.
  mutating func key() throws(Unsure) -> ScannedKey {
    let begin = index
    let start = mark(begin)
    let text: String
    var signature = KeySignature()
    switch byte(index) {
    case UInt8(ascii: "\""):
      text = try doubleQuoted().text ?? ""
      for byte in text.utf8 { signature.add(byte) }
    case UInt8(ascii: "'"):
      text = try singleQuoted().text ?? ""
      for byte in text.utf8 { signature.add(byte) }
    default:
      guard let end = plainKeyEnd(&signature) else { throw Unsure() }
      text = self.text(begin, end)
      index = end
      events += 1
    }
    // A key of more than 1024 characters is none to libyaml.
    guard !text.isEmpty, index - begin <= 1000, byte(index) == UInt8(ascii: ":") else { throw Unsure() }
    let end = mark(index)
    index += 1
    return ScannedKey(text: text, signature: signature, start: start, end: end)
  }

  /// The end of a plain key at `index`, nil where there is none that is sure to be one.
  private func plainKeyEnd(_ signature: inout KeySignature) -> Int? {
    var end = index
    while KeyBytes.contains(byte(end)) {
      signature.add(bytes[end])
      end += 1
    }
    guard end > index, KeyBytes.mayBegin(bytes[index]), bytes[end - 1] != 0x20 else { return nil }
    return end
  }
}

/// The bytes that plain keys are made of.
enum KeyBytes {
  /// Letters, digits, `_`, and all beyond ASCII.
  static func mayBegin(_ byte: UInt8) -> Bool {
    contains(byte) && byte != 0x20 && !(0x28...0x2F).contains(byte) && byte != UInt8(ascii: "&")
  }

  /// The same and blank, `&`, `(`, `)`, `+`, `-`, `.`, `/`.
  @inline(__always)
  static func contains(_ byte: UInt8) -> Bool {
    if byte >= 0x80 { return true }
    let word: UInt64 = byte < 0x40 ? 0x03FF_EB41_0000_0000 : 0x07FF_FFFE_87FF_FFFE
    return word >> UInt64(byte & 0x3F) & 1 != 0
  }
}
