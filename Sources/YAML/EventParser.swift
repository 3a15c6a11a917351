import CLibYAML
import Diagnostics

/// Pulls libyaml's events of one file into a tree, and refuses what a record may not have.
struct EventParser: ~Copyable {
  private let source: [UInt8]
  private let bytes: UnsafeBufferPointer<UInt8>
  private let base: Int
  private let isASCII: Bool
  private let limits: Limits
  private let parser: UnsafeMutablePointer<yaml_parser_t>
  private let event: UnsafeMutablePointer<yaml_event_t>
  // A double-quoted key can spell any character in ASCII.
  private let areKeysASCII: Bool
  private var events = 0
  // libyaml counts characters; this pair walks along the bytes with it.
  private var cursorIndex = 0
  private var cursorOffset: Int

  /// `bytes` must outlive the parser and be valid UTF-8; `base` is the length of the byte-order mark.
  init(source: [UInt8], bytes: UnsafeBufferPointer<UInt8>, base: Int, isASCII: Bool, limits: Limits) {
    self.source = source
    self.bytes = bytes
    self.base = base
    self.isASCII = isASCII
    self.limits = limits
    areKeysASCII = isASCII && !bytes.contains(UInt8(ascii: "\\"))
    cursorOffset = base
    // On the heap, because libyaml keeps the parser's address.
    parser = .allocate(capacity: 1)
    parser.initialize(to: yaml_parser_t())
    event = .allocate(capacity: 1)
    event.initialize(to: yaml_event_t())
  }

  deinit {
    yaml_event_delete(event)
    yaml_parser_delete(parser)
    event.deallocate()
    parser.deallocate()
  }

  /// The root of the only document.
  mutating func document(_ form: Document.RootForm) throws(YAMLError) -> Node {
    try refuseDirective(from: base)
    guard yaml_parser_initialize(parser) != 0, let address = bytes.baseAddress else {
      throw YAMLError(wholeFile: "not enough memory to read the file", code: .io)
    }
    yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    yaml_parser_set_input_string(parser, address + base, bytes.count - base)
    try next()
    try next()
    guard event.pointee.type == YAML_DOCUMENT_START_EVENT else {
      throw YAMLError(wholeFile: "the file is empty")
    }
    try next()
    let root = try root(form)
    try next()
    try finish(from: mark(event.pointee.start_mark).offset)
    return root
  }

  private mutating func root(_ form: Document.RootForm) throws(YAMLError) -> Node {
    switch event.pointee.type {
    case YAML_SEQUENCE_START_EVENT where form == .mapping:
      try refuseProperties(
        anchor: event.pointee.data.sequence_start.anchor, tag: event.pointee.data.sequence_start.tag)
      throw error("a file is a mapping of keys to values, not a list", at: mark(event.pointee.start_mark))
    case YAML_SCALAR_EVENT:
      let scalar = try node(depth: 1)
      if scalar.isNull { throw YAMLError(wholeFile: "the file is empty") }
      throw error("a file is a mapping of keys to values, not a single text", at: scalar.start)
    default: return try node(depth: 1)
    }
  }

  // MARK: Events

  private mutating func next() throws(YAMLError) {
    yaml_event_delete(event)
    guard yaml_parser_parse(parser, event) != 0 else { throw syntaxError() }
    events += 1
    if events > limits.events {
      throw error(
        "the file holds too many values; at most \(limits.events) parts can be read",
        at: mark(event.pointee.start_mark), isLimit: true)
    }
  }

  private mutating func mark(_ mark: yaml_mark_t) -> Mark {
    Mark(offset: offset(ofCharacter: mark.index), line: mark.line + 1, column: mark.column + 1)
  }

  private mutating func offset(ofCharacter index: Int) -> Int {
    if isASCII { return min(base + index, bytes.count) }
    while cursorIndex < index, cursorOffset < bytes.count {
      cursorOffset += 1
      while cursorOffset < bytes.count, bytes[cursorOffset] & 0xC0 == 0x80 { cursorOffset += 1 }
      cursorIndex += 1
    }
    while cursorIndex > index, cursorOffset > base {
      cursorOffset -= 1
      while cursorOffset > base, bytes[cursorOffset] & 0xC0 == 0x80 { cursorOffset -= 1 }
      cursorIndex -= 1
    }
    return cursorOffset
  }

  // MARK: Nodes

  private mutating func node(depth: Int) throws(YAMLError) -> Node {
    switch event.pointee.type {
    case YAML_SCALAR_EVENT: return try scalar()
    case YAML_SEQUENCE_START_EVENT: return try sequence(depth: depth)
    case YAML_MAPPING_START_EVENT: return try mapping(depth: depth)
    case YAML_ALIAS_EVENT:
      throw error(
        "aliases (*name) are not supported; write the value out", at: mark(event.pointee.start_mark))
    default: throw error("a value is missing here", at: mark(event.pointee.start_mark))
    }
  }

  private mutating func scalar() throws(YAMLError) -> Node {
    let data = event.pointee.data.scalar
    if data.anchor != nil || data.tag != nil { try refuseProperties(anchor: data.anchor, tag: data.tag) }
    let start = mark(event.pointee.start_mark)
    guard data.length <= limits.scalar else {
      throw error(
        "the text has \(data.length) bytes; one value may have at most \(limits.scalar)", at: start,
        isLimit: true)
    }
    var text = String(decoding: UnsafeBufferPointer(start: data.value, count: data.length), as: UTF8.self)
    let end = mark(event.pointee.end_mark)
    switch data.style {
    case YAML_SINGLE_QUOTED_SCALAR_STYLE:
      return Node(content: .scalar(text), style: .singleQuoted, start: start, end: end)
    case YAML_DOUBLE_QUOTED_SCALAR_STYLE:
      return Node(content: .scalar(text), style: .doubleQuoted, start: start, end: end)
    case YAML_LITERAL_SCALAR_STYLE, YAML_FOLDED_SCALAR_STYLE:
      let block = BlockScalarEnd(in: bytes, base: base, start: start, end: end, text: text)
      if block.lacksBreak { text += "\n" }
      return Node(
        content: .scalar(text), style: data.style == YAML_LITERAL_SCALAR_STYLE ? .literal : .folded,
        start: start, end: block.mark)
    default: return Node(content: .scalar(text), style: .plain, start: start, end: end)
    }
  }

  private mutating func sequence(depth: Int) throws(YAMLError) -> Node {
    let data = event.pointee.data.sequence_start
    if data.anchor != nil || data.tag != nil { try refuseProperties(anchor: data.anchor, tag: data.tag) }
    let isFlow = data.style == YAML_FLOW_SEQUENCE_STYLE
    let start = mark(event.pointee.start_mark)
    try refuseDepth(depth, at: start)
    var items: [Node] = []
    try next()
    while event.pointee.type != YAML_SEQUENCE_END_EVENT {
      items.append(try node(depth: depth + 1))
      try next()
    }
    // The end of a block, as libyaml has it, is where the next thing starts.
    let end = isFlow ? mark(event.pointee.end_mark) : items.last?.end ?? start
    return Node(content: .sequence(items), style: isFlow ? .flow : .block, start: start, end: end)
  }

  private mutating func mapping(depth: Int) throws(YAMLError) -> Node {
    let data = event.pointee.data.mapping_start
    if data.anchor != nil || data.tag != nil { try refuseProperties(anchor: data.anchor, tag: data.tag) }
    let isFlow = data.style == YAML_FLOW_MAPPING_STYLE
    let start = mark(event.pointee.start_mark)
    try refuseDepth(depth, at: start)
    let hasBraces = isFlow && start.offset < bytes.count && bytes[start.offset] == UInt8(ascii: "{")
    var pairs: [Node.Pair] = []
    if depth == 1 { pairs.reserveCapacity(20) }
    var keys = KeySet()
    var gap = hasBraces ? start.offset + 1 : start.offset
    try next()
    while event.pointee.type != YAML_MAPPING_END_EVENT {
      let key = try self.key(after: gap)
      if let first = keys.firstPair(with: key.text, in: pairs, isASCII: areKeysASCII) {
        throw YAMLError(
          "the key \(Self.shown(key.text)) is a duplicate; it is first on line \(first.keyStart.line)",
          at: key.start,
          length: key.end.column - key.start.column, in: source)
      }
      try next()
      var value = try node(depth: depth + 1)
      if value.start == value.end, case .scalar = value.content {
        let place = emptyValuePlace(after: key.end)
        value = Node(content: value.content, style: value.style, start: place, end: place)
      }
      pairs.append(Node.Pair(key: key.text, keyStart: key.start, keyEnd: key.end, value: value))
      gap = value.end.offset
      try next()
    }
    let end = hasBraces ? mark(event.pointee.end_mark) : pairs.last?.value.end ?? start
    return Node(content: .mapping(pairs), style: isFlow ? .flow : .block, start: start, end: end)
  }

  /// The key that the current event is; `gap` is where the bytes before it begin.
  private mutating func key(after gap: Int) throws(YAMLError) -> (text: String, start: Mark, end: Mark) {
    let start = mark(event.pointee.start_mark)
    let type = event.pointee.type
    guard type == YAML_SCALAR_EVENT || type == YAML_ALIAS_EVENT else {
      if let braces = doubleBrace(endingAt: start) { throw braces }
      throw error("a key must be a plain text, not a list or a mapping", at: start)
    }
    if let question = questionMark(from: gap, to: start.offset) {
      throw error("explicit keys (\"? key\") are not supported; write \"key: value\"", at: question)
    }
    let node = try node(depth: 0)
    guard case .scalar(let text) = node.content else {
      throw error("a key must be a plain text, not a list or a mapping", at: start)
    }
    if text.isEmpty { throw error("a key is empty", at: node.start) }
    if node.style == .plain, text == "<<" {
      throw error("merge keys (<<) are not supported; write the values out", at: node.start, length: 2)
    }
    return (text, node.start, node.end)
  }

  /// What is wrong with `{{name}}` without quotes: YAML takes it for a mapping whose key is a mapping.
  private func doubleBrace(endingAt inner: Mark) -> YAMLError? {
    let brace = UInt8(ascii: "{")
    guard inner.offset > 0, inner.offset < bytes.count, bytes[inner.offset] == brace,
      bytes[inner.offset - 1] == brace
    else { return nil }
    let outer = Mark(offset: inner.offset - 1, line: inner.line, column: inner.column - 1)
    return YAMLError(
      "a value cannot begin with \"{{\"", at: outer, length: 2, in: source,
      hints: ["put the value in double quotes"])
  }

  /// Just after the colon that follows a key, or after the key where there is none.
  private func emptyValuePlace(after keyEnd: Mark) -> Mark {
    var index = keyEnd.offset
    while index < bytes.count, bytes[index] == 0x20 || bytes[index] == 0x09 { index += 1 }
    guard index < bytes.count, bytes[index] == UInt8(ascii: ":") else { return keyEnd }
    let step = index + 1 - keyEnd.offset
    return Mark(offset: index + 1, line: keyEnd.line, column: keyEnd.column + step)
  }

  // MARK: Refusals

  private func refuseDepth(_ depth: Int, at mark: Mark) throws(YAMLError) {
    guard depth > limits.depth else { return }
    throw error(
      "values are nested too deeply; at most \(limits.depth) levels can be read", at: mark, isLimit: true)
  }

  private mutating func refuseProperties(
    anchor: UnsafeMutablePointer<yaml_char_t>?, tag: UnsafeMutablePointer<yaml_char_t>?
  ) throws(YAMLError) {
    let start = mark(event.pointee.start_mark)
    if anchor != nil { throw error("anchors (&name) are not supported; write the value out", at: start) }
    if tag != nil { throw error("tags (!name) are not supported; the field decides the type", at: start) }
  }

  /// Where a `?` stands in the blanks and comments before a key.
  private func questionMark(from lower: Int, to upper: Int) -> Mark? {
    var index = lower
    while index < upper {
      switch bytes[index] {
      case UInt8(ascii: "#"):
        while index < upper, bytes[index] != 0x0A, bytes[index] != 0x0D { index += 1 }
      case UInt8(ascii: "?"): return Mark(offset: index, in: source)
      default: index += 1
      }
    }
    return nil
  }

  /// Directives are refused by the bytes, since libyaml compares each `%TAG` with all before it.
  private func refuseDirective(from offset: Int) throws(YAMLError) {
    let text = SourceText(source)
    let index = text.skipTrivia(offset)
    if index < bytes.count, bytes[index] == UInt8(ascii: "%"), text.lineStart(index) == index {
      throw error("directives (%YAML, %TAG) are not supported", at: Mark(offset: index, in: source))
    }
  }

  /// Only blanks, comments and `...` may follow the document.
  private mutating func finish(from offset: Int) throws(YAMLError) {
    let text = SourceText(source)
    var index = offset
    while true {
      index = text.skipTrivia(index)
      guard index < bytes.count else { return }
      guard text.lineStart(index) == index, isIndicator(UInt8(ascii: "."), at: index) else { break }
      index += 3
    }
    let place = Mark(offset: index, in: source)
    if text.lineStart(index) == index {
      if isIndicator(UInt8(ascii: "-"), at: index) {
        throw error("a file holds one document; a second one starts here", at: place, length: 3)
      }
      try refuseDirective(from: index)
    }
    try next()
    throw error("a file holds one document; more follows its end", at: place)
  }

  private func isIndicator(_ byte: UInt8, at index: Int) -> Bool {
    guard index + 3 <= bytes.count, (0..<3).allSatisfy({ bytes[index + $0] == byte }) else { return false }
    return index + 3 == bytes.count || [0x20, 0x09, 0x0A, 0x0D].contains(bytes[index + 3])
  }

  private func error(
    _ message: String, at mark: Mark, length: Int = 1, isLimit: Bool = false
  ) -> YAMLError {
    YAMLError(message, at: mark, length: length, in: source, isLimit: isLimit)
  }

  private mutating func syntaxError() -> YAMLError {
    let failure = parser.pointee
    let place = mark(failure.problem_mark)
    let context = failure.context == nil ? place : mark(failure.context_mark)
    return SyntaxProblem(
      failure.problem.map { String(cString: $0) } ?? "",
      context: failure.context.map { String(cString: $0) } ?? "",
      place: place, contextPlace: context, source: source
    ).error
  }

  /// A key as a message shows it.
  static func shown(_ key: String) -> String {
    let head = String(key.prefix(60))
    return "\"\(head)\(head == key ? "" : "…")\""
  }
}
