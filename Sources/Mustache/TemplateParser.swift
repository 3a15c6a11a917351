/// Reads a template's text from its first byte to its last, each once.
struct TemplateParser {
  private struct Frame {
    /// Nil for the whole template.
    let mention: Template.Mention?
    let isInverted: Bool
    var parts: [Template.Part] = []
  }

  private enum Sort {
    case variable, raw, section, inverted, end, partial, comment
  }

  /// Deeper sections are no template that a person wrote.
  private static let depthLimit = 64

  private let bytes: [UInt8]
  private let file: String
  private let alias: (String) -> String
  private var frames: [Frame] = [Frame(mention: nil, isInverted: false)]
  /// How far the text has been taken over.
  private var position = 0
  private var cursor = (offset: 0, line: 1, column: 1)

  init(_ text: String, file: String, alias: @escaping (String) -> String) {
    bytes = Array(text.utf8)
    self.file = file
    self.alias = alias
  }

  mutating func parse() throws(TemplateError) -> [Template.Part] {
    while let open = find([0x7b, 0x7b], from: position) {
      let place = place(at: open)
      let tag = try tag(at: open, place)
      let end = isStandalone(tag.sort, from: open, to: tag.end)
      // The line of a tag that stands alone goes with it; what indents a partial stays in front of it.
      let before = end != nil && tag.sort != .partial ? lineStart(of: open) : nil
      append(text: position..<(before ?? open))
      position = end ?? tag.end
      try take(tag.sort, tag.name, place)
    }
    append(text: position..<bytes.count)
    guard let frame = frames.popLast() else { return [] }
    if let mention = frame.mention {
      throw TemplateError(
        message: "section \"\(mention.written)\" is never closed",
        hint: "it ends with {{/\(mention.written)}}", file: file, place: mention.place)
    }
    return frame.parts
  }

  // MARK: Tags

  private mutating func tag(
    at open: Int, _ place: Template.Place
  ) throws(TemplateError) -> (sort: Sort, name: String, end: Int) {
    let mark = open + 2 < bytes.count ? bytes[open + 2] : 0
    let sort: Sort
    switch mark {
    case 0x7b, 0x26: sort = .raw
    case 0x23: sort = .section
    case 0x5e: sort = .inverted
    case 0x2f: sort = .end
    case 0x3e: sort = .partial
    case 0x21: sort = .comment
    case 0x3d: throw refusal("tags have two braces here; other delimiters are not known", nil, place)
    case 0x24, 0x3c: throw refusal("blocks and parents are not known here", "use a partial: {{>name}}", place)
    default: sort = .variable
    }
    let closing: [UInt8] = mark == 0x7b ? [0x7d, 0x7d, 0x7d] : [0x7d, 0x7d]
    let start = open + (sort == .variable ? 2 : 3)
    guard let close = find(closing, from: min(start, bytes.count)) else {
      let (opening, end) = mark == 0x7b ? ("{{{", "}}}") : ("{{", "}}")
      throw refusal("\"\(opening)\" is never closed by \"\(end)\"", nil, place)
    }
    if sort == .comment { return (sort, "", close + 2) }
    let name = TemplateParser.trimmed(String(decoding: bytes[start..<close], as: UTF8.self))
    try check(name, sort, place)
    return (sort, name, close + closing.count)
  }

  private func check(_ name: String, _ sort: Sort, _ place: Template.Place) throws(TemplateError) {
    if name.isEmpty { throw refusal("a tag without a name", nil, place) }
    if name == ".", sort == .variable || sort == .raw { return }
    if sort == .partial, name.first == "*" { throw refusal("a partial has a fixed name here", nil, place) }
    let others: [Unicode.Scalar] = sort == .partial ? ["_", "-", "."] : ["_"]
    let isName = name.unicodeScalars.allSatisfy {
      others.contains($0) || $0.properties.isAlphabetic || $0.properties.numericType != nil
    }
    guard !isName || name.first == "." else { return }
    let flat = name.split(separator: ".").joined(separator: "_")
    throw refusal(
      "\"\(name)\" is no name", name.contains(".") ? "names have no dots: \(flat)" : nil, place)
  }

  private mutating func take(_ sort: Sort, _ written: String, _ place: Template.Place) throws(TemplateError) {
    let name = sort == .partial ? written : alias(written)
    let mention = Template.Mention(name: name, written: written, file: file, place: place)
    switch sort {
    case .comment: break
    case .variable: add(.variable(mention, isRaw: false))
    case .raw: add(.variable(mention, isRaw: true))
    case .partial: add(.partial(mention))
    case .section, .inverted:
      guard frames.count <= TemplateParser.depthLimit else {
        throw refusal("more than \(TemplateParser.depthLimit) sections in each other", nil, place)
      }
      frames.append(Frame(mention: mention, isInverted: sort == .inverted))
    case .end:
      guard frames.count > 1, let frame = frames.popLast(), let opened = frame.mention else {
        throw refusal("{{/\(written)}} closes a section that is not open", nil, place)
      }
      guard opened.name == mention.name else {
        throw refusal(
          "{{/\(written)}} where section \"\(opened.written)\" of line \(opened.place.line) is open",
          "close that first: {{/\(opened.written)}}", place)
      }
      add(.section(opened, isInverted: frame.isInverted, frame.parts))
    }
  }

  private mutating func add(_ part: Template.Part) { frames[frames.count - 1].parts.append(part) }

  private mutating func append(text range: Range<Int>) {
    if !range.isEmpty { add(.text(String(decoding: bytes[range], as: UTF8.self))) }
  }

  // MARK: Places

  /// Where the line of a tag ends, its end included, if nothing but blanks stands beside the tag; nil for a variable.
  private func isStandalone(_ sort: Sort, from open: Int, to end: Int) -> Int? {
    if sort == .variable || sort == .raw { return nil }
    guard lineStart(of: open) != nil else { return nil }
    var after = end
    while after < bytes.count, bytes[after] == 0x20 || bytes[after] == 0x09 { after += 1 }
    if after == bytes.count { return after }
    if bytes[after] == 0x0a { return after + 1 }
    let isPair = bytes[after] == 0x0d && after + 1 < bytes.count && bytes[after + 1] == 0x0a
    return isPair ? after + 2 : nil
  }

  /// Where the line of a tag begins, if nothing but blanks stands before it; never before what has been taken over.
  private func lineStart(of offset: Int) -> Int? {
    var start = offset
    while start > position, bytes[start - 1] == 0x20 || bytes[start - 1] == 0x09 { start -= 1 }
    return start == 0 || bytes[start - 1] == 0x0a ? start : nil
  }

  private mutating func place(at offset: Int) -> Template.Place {
    while cursor.offset < offset {
      let byte = bytes[cursor.offset]
      if byte == 0x0a {
        cursor.line += 1
        cursor.column = 1
      } else if byte & 0xc0 != 0x80 {
        cursor.column += 1
      }
      cursor.offset += 1
    }
    return Template.Place(line: cursor.line, column: cursor.column)
  }

  private func find(_ mark: [UInt8], from start: Int) -> Int? {
    guard let first = mark.first, start + mark.count <= bytes.count else { return nil }
    for offset in start...(bytes.count - mark.count)
    where bytes[offset] == first && bytes[offset..<(offset + mark.count)].elementsEqual(mark) {
      return offset
    }
    return nil
  }

  private static func trimmed(_ text: String) -> String {
    var text = text[...]
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }

  private func refusal(_ message: String, _ hint: String?, _ place: Template.Place) -> TemplateError {
    TemplateError(message: message, hint: hint, file: file, place: place)
  }
}
