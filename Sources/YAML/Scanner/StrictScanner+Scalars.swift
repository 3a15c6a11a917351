extension StrictScanner {
  // MARK: Plain

  /// A plain scalar of one line in a block, up to its last byte that is not blank.
  mutating func blockPlain() throws(Unsure) -> Node {
    let begin = index
    guard mayBeginPlain(byte(index)) || byte(index) == UInt8(ascii: "-") && !isGap(index + 1) else {
      throw Unsure()
    }
    var end = index
    scan: while true {
      while end + 8 <= bytes.count {
        let place = PackedBytes.firstControl(
          PackedBytes.load(bytes, at: end), or: UInt8(ascii: ":"), UInt8(ascii: "#"))
        end += place
        if place < 8 { break }
      }
      switch byte(end) {
      case 0x0A, 0: break scan
      case UInt8(ascii: ":"): if isGap(end + 1) { throw Unsure() }
      case UInt8(ascii: "#"): if bytes[end - 1] == 0x20 { break scan }
      case 0x01..<0x20: throw Unsure()
      default: break
      }
      end += 1
    }
    return try plain(from: begin, to: end)
  }

  /// A plain scalar of one line between brackets or braces.
  mutating func flowPlain() throws(Unsure) -> Node {
    let begin = index
    // After a dash may come what does not end the scalar.
    guard mayBeginPlain(byte(index)) || byte(index) == UInt8(ascii: "-") && !isFlowIndicator(byte(index + 1))
    else {
      throw Unsure()
    }
    var end = index
    scan: while true {
      switch byte(end) {
      case UInt8(ascii: ","), UInt8(ascii: "]"), UInt8(ascii: "}"): break scan
      case UInt8(ascii: ":"):
        let next = byte(end + 1)
        if isFlowIndicator(next) || next == UInt8(ascii: "\"") || next == UInt8(ascii: "'") { throw Unsure() }
      case UInt8(ascii: "#"): if bytes[end - 1] == 0x20 { throw Unsure() }
      case 0..<0x20, UInt8(ascii: "["), UInt8(ascii: "{"), UInt8(ascii: "?"): throw Unsure()
      default: break
      }
      end += 1
    }
    return try plain(from: begin, to: end)
  }

  private mutating func plain(from begin: Int, to limit: Int) throws(Unsure) -> Node {
    var end = limit
    while end > begin, bytes[end - 1] == 0x20 { end -= 1 }
    guard end - begin <= limits.scalar else { throw Unsure() }
    index = end
    events += 1
    return Node(content: .scalar(text(begin, end)), style: .plain, start: mark(begin), end: mark(end))
  }

  /// Whether a byte begins a plain scalar whatever follows it.
  private func mayBeginPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case 0...0x20, UInt8(ascii: "-"), UInt8(ascii: "?"), UInt8(ascii: ":"), UInt8(ascii: ","),
      UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "#"),
      UInt8(ascii: "&"), UInt8(ascii: "*"), UInt8(ascii: "!"), UInt8(ascii: "|"), UInt8(ascii: ">"),
      UInt8(ascii: "'"), UInt8(ascii: "\""), UInt8(ascii: "%"), UInt8(ascii: "@"), UInt8(ascii: "`"):
      false
    default: true
    }
  }

  /// Whether a byte is a gap or means something between brackets wherever it stands.
  private func isFlowIndicator(_ byte: UInt8) -> Bool {
    switch byte {
    case 0...0x20, UInt8(ascii: ","), UInt8(ascii: "?"), UInt8(ascii: "["), UInt8(ascii: "]"),
      UInt8(ascii: "{"), UInt8(ascii: "}"):
      true
    default: false
    }
  }

  // MARK: Quoted

  /// A scalar in single quotes on one line; goes on behind the closing one.
  mutating func singleQuoted() throws(Unsure) -> Node {
    let quote = UInt8(ascii: "'")
    let begin = index
    let start = mark(begin)
    index += 1
    var piece = index
    scratch.removeAll(keepingCapacity: true)
    while true {
      index = try quoteEnd(quote, quote)
      let isDoubled = byte(index + 1) == quote
      if !isDoubled { break }
      scratch.append(contentsOf: bytes[piece...index])
      index += 2
      piece = index
    }
    return try quoted(from: piece, style: .singleQuoted, start: start)
  }

  /// A scalar in double quotes on one line; goes on behind the closing one.
  mutating func doubleQuoted() throws(Unsure) -> Node {
    let begin = index
    let start = mark(begin)
    index += 1
    var piece = index
    scratch.removeAll(keepingCapacity: true)
    while true {
      index = try quoteEnd(UInt8(ascii: "\""), UInt8(ascii: "\\"))
      if bytes[index] == UInt8(ascii: "\"") { break }
      scratch.append(contentsOf: bytes[piece..<index])
      try escape()
      piece = index
    }
    return try quoted(from: piece, style: .doubleQuoted, start: start)
  }

  /// The scalar that ends at `index`, of what is in `scratch` and of the bytes since.
  private mutating func quoted(from piece: Int, style: Node.Style, start: Mark) throws(Unsure) -> Node {
    let value: String
    if scratch.isEmpty {
      value = text(piece, index)
    } else {
      scratch.append(contentsOf: bytes[piece..<index])
      value = String(decoding: scratch, as: UTF8.self)
    }
    guard value.utf8.count <= limits.scalar else { throw Unsure() }
    index += 1
    events += 1
    return Node(content: .scalar(value), style: style, start: start, end: mark(index))
  }

  /// The offset of the next of two bytes on the line.
  private func quoteEnd(_ one: UInt8, _ other: UInt8) throws(Unsure) -> Int {
    var end = index
    while end + 8 <= bytes.count {
      let place = PackedBytes.firstControl(PackedBytes.load(bytes, at: end), or: one, other)
      end += place
      if place < 8 { break }
    }
    while end < bytes.count {
      let byte = bytes[end]
      if byte == one || byte == other { return end }
      if byte < 0x20 { break }
      end += 1
    }
    throw Unsure()
  }

  /// Puts what a backslash at `index` stands for into `scratch`.
  private mutating func escape() throws(Unsure) {
    let letter = byte(index + 1)
    index += 2
    switch letter {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): scratch.append(letter)
    case UInt8(ascii: "n"): scratch.append(0x0A)
    case UInt8(ascii: "t"): scratch.append(0x09)
    case UInt8(ascii: "r"): scratch.append(0x0D)
    case UInt8(ascii: "x"): try escape(digits: 2)
    case UInt8(ascii: "u"): try escape(digits: 4)
    case UInt8(ascii: "U"): try escape(digits: 8)
    default: throw Unsure()
    }
  }

  private mutating func escape(digits: Int) throws(Unsure) {
    var value: UInt32 = 0
    for _ in 0..<digits {
      let byte = byte(index)
      let digit: UInt8
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte - 0x30
      case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = byte - 0x37
      case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = byte - 0x57
      default: throw Unsure()
      }
      value = value << 4 | UInt32(digit)
      index += 1
    }
    guard let scalar = Unicode.Scalar(value) else { throw Unsure() }
    scratch.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
  }

  // MARK: Block

  private enum Chomping { case clip, strip, keep }

  /// A literal (`|`) of whole lines in a collection of this column; goes on to the start of the line after it.
  mutating func literal(parent: Int) throws(Unsure) -> Node {
    let start = mark(index)
    let header = try literalHeader()
    scratch.removeAll(keepingCapacity: true)
    var breaks = 0
    while byte(index) == 0x0A {
      breaks += 1
      nextLine(index + 1)
    }
    var width = spaces(upTo: Int.max)
    if let given = header.width {
      guard width >= parent + given else { throw Unsure() }
      width = parent + given
    }
    // A tab is text only where the header says how far the spaces go.
    let first = byte(index + width)
    guard width > parent, first >= 0x20 || first == 0x09 && header.width != nil else { throw Unsure() }
    repeat {
      scratch.append(contentsOf: repeatElement(0x0A, count: breaks))
      let end = try lineFeed(from: index + width)
      guard end < bytes.count else { throw Unsure() }
      scratch.append(contentsOf: bytes[index + width..<end])
      nextLine(end + 1)
      breaks = 1
      while true {
        let depth = spaces(upTo: width)
        guard byte(index + depth) == 0x0A else { break }
        breaks += 1
        nextLine(index + depth + 1)
      }
    } while spaces(upTo: width) == width && index + width < bytes.count
    // A tab among the spaces is an error, and the end of the file among them is odd.
    let rest = byte(index + spaces(upTo: width))
    guard rest != 0x09, rest != 0 || index == bytes.count else { throw Unsure() }
    switch header.chomping {
    case .clip: scratch.append(0x0A)
    case .strip: break
    case .keep: scratch.append(contentsOf: repeatElement(0x0A, count: breaks))
    }
    guard scratch.count <= limits.scalar else { throw Unsure() }
    events += 1
    let value = String(decoding: scratch, as: UTF8.self)
    let place = BlockScalarEnd(
      in: bytes, base: 0, start: start, end: Mark(offset: index, line: line, column: 1), text: value)
    return Node(content: .scalar(value), style: .literal, start: start, end: place.mark)
  }

  /// How a literal is indented and ends, from its first line, which is then behind `index`.
  private mutating func literalHeader() throws(Unsure) -> (width: Int?, chomping: Chomping) {
    var width: Int?
    var chomping: Chomping?
    index += 1
    while byte(index) != 0x0A {
      switch byte(index) {
      case UInt8(ascii: "1")...UInt8(ascii: "9") where width == nil: width = Int(byte(index) - 0x30)
      case UInt8(ascii: "-") where chomping == nil: chomping = .strip
      case UInt8(ascii: "+") where chomping == nil: chomping = .keep
      default: throw Unsure()
      }
      index += 1
    }
    nextLine(index + 1)
    return (width, chomping ?? .clip)
  }

  private mutating func nextLine(_ offset: Int) {
    index = offset
    line += 1
    lineStart = offset
  }

  /// The spaces at `index`, which is the start of a line; no more than are asked for.
  private func spaces(upTo limit: Int) -> Int {
    var count = 0
    while count < limit, byte(index + count) == 0x20 { count += 1 }
    return count
  }
}
