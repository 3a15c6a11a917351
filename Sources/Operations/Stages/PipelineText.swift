import Diagnostics
import YAML

/// A pipeline file under edit: every change is a splice of bytes, so that comments and all else stay as they are.
///
/// After each splice the text is parsed again, so that the marks are always those of the present bytes.
struct PipelineText {
  private(set) var document: Document

  init(bytes: [UInt8], path: String) throws(Diagnostic) {
    document = try PipelineText.parse(bytes, path)
  }

  var bytes: [UInt8] { document.bytes }

  /// The ids of the stages, in order.
  var stageIDs: [String] { stages.compactMap { $0["id"]?.text } }

  private var stages: [Node] { document["stages"]?.items ?? [] }

  private func index(of id: String) throws(Diagnostic) -> Int {
    if let index = stages.firstIndex(where: { $0["id"]?.text == id }) { return index }
    throw Diagnostic(.invalidValue, "\(document.file) has no stage \"\(id)\"")
  }

  private static func parse(_ bytes: [UInt8], _ path: String) throws(Diagnostic) -> Document {
    do throws(YAMLError) {
      return try Document(parsing: bytes, file: path)
    } catch {
      throw error.diagnostic(file: path)
    }
  }

  private mutating func replace(_ range: Range<Int>, with text: some Collection<UInt8>) throws(Diagnostic) {
    guard range.lowerBound >= 0, range.upperBound <= document.bytes.count else {
      throw Diagnostic(.internal, "a splice lies outside \(document.file)")
    }
    var bytes = document.bytes
    bytes.replaceSubrange(range, with: text)
    document = try PipelineText.parse(bytes, document.file)
  }

  private mutating func set(_ node: Node, to text: String) throws(Diagnostic) {
    try replace(node.start.offset..<node.end.offset, with: PipelineText.scalar(text).utf8)
  }

  /// A scalar that stands in block and in flow context alike.
  private static func scalar(_ text: String) -> String {
    let written = Emitter.scalar(text: text)
    guard written == text, text.contains(where: { ",[]{}".contains($0) }) else { return written }
    return "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
  }

  // MARK: Stages

  /// Puts a stage after another, or before the first where `after` is nil.
  mutating func insert(_ fields: [(key: String, value: YAMLValue)], after: String?) throws(Diagnostic) {
    var wanted = stageIDs
    let place = try after.map { id throws(Diagnostic) in try index(of: id) + 1 } ?? 0
    let entry = YAMLValue.map(fields.map { YAMLValue.Entry($0.key, $0.value) })
    if case .plain(let id)? = fields.first?.value { wanted.insert(id, at: place) }
    if let list = document["stages"], list.style != .flow,
      let neighbour = stages.isEmpty ? nil : max(place - 1, 0)
    {
      let lines = Lines(document.bytes)
      let region = try block(stages[neighbour], isFirst: neighbour == 0)
      let indent = String(repeating: " ", count: region.indent)
      let text: String
      if stages[neighbour].style == .flow {
        let pairs = fields.map { "\($0.key): \(PipelineText.inline($0.value))" }
        text = "\(indent)- {" + pairs.joined(separator: ", ") + "}"
      } else {
        text = fields.enumerated().map { number, field in
          indent + (number == 0 ? "- " : "  ") + "\(field.key): \(PipelineText.inline(field.value))"
        }.joined(separator: lines.ending)
      }
      try put(Array(text.utf8), at: after == nil ? region.lead : region.end)
    } else {
      var list = stages.map(\.value)
      list.insert(entry, at: place)
      try rewriteStages(list)
    }
    try expect(wanted)
  }

  private static func inline(_ value: YAMLValue) -> String {
    switch value {
    case .plain(let text): text
    case .text(let text): scalar(text)
    case .list, .map: ""
    }
  }

  /// Moves a stage to stand before or after another.
  mutating func move(_ id: String, before: Bool, _ other: String) throws(Diagnostic) {
    var wanted = stageIDs
    let from = try index(of: id)
    let target = try index(of: other)
    guard from != target else { return }
    wanted.remove(at: from)
    let landing = target - (from < target ? 1 : 0) + (before ? 0 : 1)
    wanted.insert(id, at: landing)
    if document["stages"]?.style == .flow {
      var list = stages.map(\.value)
      list.insert(list.remove(at: from), at: landing)
      try rewriteStages(list)
    } else {
      let region = try block(stages[from], isFirst: from == 0)
      var text = Array(document.bytes[region.lead..<region.end])
      while let last = text.last, last == 0x0a || last == 0x0d { text.removeLast() }
      try cut(region.lead..<region.end)
      let neighbour = try index(of: other)
      let there = try block(stages[neighbour], isFirst: neighbour == 0)
      try put(text, at: before ? there.lead : there.end)
    }
    try expect(wanted)
  }

  /// Takes a stage out; comments above it stay, as they do above a cleared key.
  mutating func remove(_ id: String) throws(Diagnostic) {
    var wanted = stageIDs
    let place = try index(of: id)
    wanted.remove(at: place)
    if document["stages"]?.style == .flow || stages.count == 1 {
      var list = stages.map(\.value)
      list.remove(at: place)
      try rewriteStages(list)
    } else {
      let region = try block(stages[place], isFirst: place == 0)
      try cut(region.start..<region.end)
    }
    try expect(wanted)
  }

  private mutating func rewriteStages(_ list: [YAMLValue]) throws(Diagnostic) {
    do throws(YAMLError) {
      document = try document.applying(
        [Edit("stages", .list(list))], order: ["name", "currency", "stages"])
    } catch {
      throw error.diagnostic(file: document.file)
    }
  }

  /// The splice must have done just what was meant, whatever the file looks like.
  private func expect(_ ids: [String]) throws(Diagnostic) {
    guard stageIDs != ids else { return }
    throw Diagnostic(
      .invalidData, "the stages of \(document.file) are written in a way that cannot be edited here",
      at: document["stages"].map {
        SourceLocation(file: document.file, line: $0.start.line, column: $0.start.column)
      },
      hints: ["change the file in an editor, then run: \(CommandLine("stages check"))"])
  }

  // MARK: Names and mentions

  /// Gives a stage another name, which is a new line where it had none.
  mutating func setName(of id: String, to name: String) throws(Diagnostic) {
    let stage = stages[try index(of: id)]
    if let node = stage["name"] { return try set(node, to: name) }
    guard let pairs = stage.pairs, let first = pairs.first(where: { $0.key == "id" }) else { return }
    let line = "name: " + PipelineText.scalar(name)
    if stage.style == .flow {
      try replace(first.value.end.offset..<first.value.end.offset, with: ", \(line)".utf8)
    } else {
      let lines = Lines(document.bytes)
      let indent = String(repeating: " ", count: max(first.keyStart.column - 1, 0))
      try put(Array((indent + line).utf8), at: lines.end(of: first.value.end.offset))
    }
  }

  /// Gives a stage another id, wherever the file says it.
  mutating func rename(_ id: String, to new: String) throws(Diagnostic) {
    guard let node = stages[try index(of: id)]["id"] else { return }
    try set(node, to: new)
    while let mention = mentions(of: id).first {
      switch mention {
      case .key(let pair):
        try replace(pair.keyStart.offset..<pair.keyEnd.offset, with: PipelineText.scalar(new).utf8)
      case .successor(let list, let place): try set(list[place], to: new)
      case .action(let node, _): try set(node, to: new)
      }
    }
  }

  /// Takes a stage out of `transitions`, and lets the actions that led to it lead to another.
  mutating func forget(_ id: String, leadingTo other: String) throws(Diagnostic) {
    while let mention = mentions(of: id).first {
      switch mention {
      case .key(let pair): try removeTransition(pair)
      case .successor(let list, let place): try removeItem(list, place)
      case .action(let node, _): try set(node, to: other)
      }
    }
  }

  /// The actions that lead to a stage.
  func actions(leadingTo id: String) -> [(action: String, node: Node)] {
    mentions(of: id).compactMap { if case .action(let node, let name) = $0 { (name, node) } else { nil } }
  }

  private enum Mention {
    case key(Node.Pair)
    case successor([Node], Int)
    case action(Node, String)
  }

  private func mentions(of id: String) -> [Mention] {
    var found: [Mention] = []
    for pair in document["transitions"]?.pairs ?? [] {
      if pair.key == id { found.append(.key(pair)) }
      let list = pair.value.items ?? []
      for (place, item) in list.enumerated() where item.text == id { found.append(.successor(list, place)) }
    }
    for action in document["actions"]?.items ?? [] {
      for key in ["stage", "then"] {
        if let node = action[key], node.text == id { found.append(.action(node, action["id"]?.text ?? "?")) }
      }
    }
    return found
  }

  private mutating func removeTransition(_ pair: Node.Pair) throws(Diagnostic) {
    guard let map = document["transitions"], let pairs = map.pairs,
      let place = pairs.firstIndex(where: { $0.keyStart == pair.keyStart })
    else { return }
    if pairs.count == 1 {
      do throws(YAMLError) {
        document = try document.applying([Edit("transitions", nil)], order: [])
      } catch {
        throw error.diagnostic(file: document.file)
      }
    } else if map.style == .flow {
      try cut(
        place + 1 < pairs.count
          ? pair.keyStart.offset..<pairs[place + 1].keyStart.offset
          : pairs[place - 1].value.end.offset..<pair.value.end.offset)
    } else {
      let lines = Lines(document.bytes)
      try cut(lines.start(of: pair.keyStart.offset)..<lines.end(of: pair.value.end.offset))
    }
  }

  private mutating func removeItem(_ list: [Node], _ place: Int) throws(Diagnostic) {
    let item = list[place]
    let lines = Lines(document.bytes)
    if let dash = lines.dash(before: item.start.offset), list.count > 1 {
      try cut(lines.start(of: dash)..<lines.end(of: item.end.offset))
    } else if list.count == 1 {
      // An empty list means that nothing follows; without its brackets it would mean that anything does.
      let isBlock = lines.dash(before: item.start.offset) != nil
      let start = lines.dash(before: item.start.offset) ?? item.start.offset
      try replace(start..<item.end.offset, with: isBlock ? Array("[]".utf8) : [])
    } else {
      try cut(
        place + 1 < list.count
          ? item.start.offset..<list[place + 1].start.offset : list[place - 1].end.offset..<item.end.offset)
    }
  }

  // MARK: Lines

  /// The lines of one item of the block list: `lead` is where the comments above it begin.
  private struct Region {
    var lead: Int
    var start: Int
    var end: Int
    /// The columns before the dash.
    var indent: Int
  }

  private func block(_ item: Node, isFirst: Bool) throws(Diagnostic) -> Region {
    let lines = Lines(document.bytes)
    guard let dash = lines.dash(before: item.start.offset) else {
      throw Diagnostic(
        .invalidData, "the stages of \(document.file) are written in a way that cannot be edited here",
        at: SourceLocation(file: document.file, line: item.start.line, column: item.start.column),
        hints: ["change the file in an editor, then run: \(CommandLine("stages check"))"])
    }
    let start = lines.start(of: dash)
    let indent = dash - start
    var end = lines.end(of: item.end.offset)
    while let comment = lines.comment(at: end), comment.indent > indent { end = comment.end }
    // What stands above the first stage speaks of the list, what stands above another speaks of that stage.
    var lead = start
    while !isFirst, lead > 0, let comment = lines.comment(at: lines.start(of: lead - 1)),
      comment.indent <= indent
    {
      lead = lines.start(of: lead - 1)
    }
    return Region(lead: lead, start: start, end: end, indent: indent)
  }

  private mutating func cut(_ range: Range<Int>) throws(Diagnostic) { try replace(range, with: []) }

  /// Puts a text as lines of its own where a line begins.
  private mutating func put(_ text: [UInt8], at offset: Int) throws(Diagnostic) {
    let ending = Array(Lines(document.bytes).ending.utf8)
    let isOpen = offset > 0 && offset == document.bytes.count && document.bytes[offset - 1] != 0x0a
    try replace(offset..<offset, with: isOpen ? ending + text : text + ending)
  }
}

/// The lines of a file, by byte offsets.
private struct Lines {
  let bytes: [UInt8]

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  var ending: String {
    guard let feed = bytes.firstIndex(of: 0x0a), feed > 0, bytes[feed - 1] == 0x0d else { return "\n" }
    return "\r\n"
  }

  func start(of offset: Int) -> Int {
    var place = min(offset, bytes.count)
    while place > 0, bytes[place - 1] != 0x0a { place -= 1 }
    return place
  }

  /// Just after the line break of the line that holds this offset.
  func end(of offset: Int) -> Int {
    var place = min(offset, bytes.count)
    while place < bytes.count, bytes[place] != 0x0a { place += 1 }
    return min(place + 1, bytes.count)
  }

  /// The dash of the list item whose value begins here, nil where it is an item of a flow list.
  func dash(before offset: Int) -> Int? {
    var place = min(offset, bytes.count)
    while place > 0 {
      place -= 1
      switch bytes[place] {
      case 0x20, 0x0a, 0x0d: continue
      case 0x2d:
        let before = start(of: place)
        return bytes[before..<place].allSatisfy { $0 == 0x20 } ? place : nil
      default: return nil
      }
    }
    return nil
  }

  /// The comment that this line is, with the columns before it.
  func comment(at lineStart: Int) -> (indent: Int, end: Int)? {
    guard lineStart < bytes.count else { return nil }
    var place = lineStart
    while place < bytes.count, bytes[place] == 0x20 { place += 1 }
    guard place < bytes.count, bytes[place] == 0x23 else { return nil }
    return (place - lineStart, end(of: place))
  }
}
