/// Collects replacements of bytes of one file; all offsets are those of the file as it was.
struct Splicer {
  private struct Change {
    var lower: Int
    var upper: Int
    var bytes: [UInt8]
  }

  /// The place of a value behind its `:` or `-`.
  struct Slot {
    /// Just after the `:` or `-`; `nil` for a key of a flow mapping that has no colon.
    let indicatorEnd: Int?
    /// Columns before the key or the `-`.
    let indent: Int
    /// Columns taken before the value.
    let used: Int
    let value: Node
    let isItem: Bool
  }

  let text: SourceText
  let lineBreak: [UInt8]
  /// Whether new text of several lines goes in quotes rather than in a literal block.
  let isCautious: Bool
  private var changes: [Change] = []
  /// Whether the last line of the file, as changed so far, lacks its break.
  private var isOpen: Bool

  init(_ bytes: [UInt8], isCautious: Bool = false) {
    self.isCautious = isCautious
    text = SourceText(bytes)
    lineBreak = text.lineBreakBytes
    isOpen = !text.endsWithBreak && text.bytes.count > text.start
  }

  mutating func replace(_ lower: Int, _ upper: Int, with new: [UInt8] = []) {
    if lower < upper || !new.isEmpty { changes.append(Change(lower: lower, upper: upper, bytes: new)) }
  }

  mutating func replace(_ lower: Int, _ upper: Int, with new: String) {
    replace(lower, upper, with: Array(new.utf8))
  }

  mutating func insert(_ new: String, at offset: Int) { replace(offset, offset, with: new) }

  /// Puts whole lines in the place of whole lines; where the file has no final break, the new end has one only if it must.
  mutating func replaceLines(_ lower: Int, _ upper: Int, with lines: [String], mustEndWithBreak: Bool) {
    var new: [UInt8] = []
    if isOpen, lower == text.bytes.count, !lines.isEmpty { new += lineBreak }
    let lastHasBreak = mustEndWithBreak || !isOpen || upper < text.bytes.count
    for (index, line) in lines.enumerated() {
      new += line.utf8
      if index < lines.count - 1 || lastHasBreak { new += lineBreak }
    }
    if upper == text.bytes.count, !lines.isEmpty { isOpen = !lastHasBreak }
    replace(lower, upper, with: new)
  }

  /// The bytes with all changes made, or `nil` if two of them overlap.
  func result() -> [UInt8]? {
    let sorted = changes.enumerated().sorted { left, right in
      let (one, other) = (left.element, right.element)
      if one.lower != other.lower { return one.lower < other.lower }
      let (isInsertion, isOtherInsertion) = (one.lower == one.upper, other.lower == other.upper)
      return isInsertion == isOtherInsertion ? left.offset < right.offset : isInsertion
    }
    var bytes: [UInt8] = []
    var cursor = 0
    for (_, change) in sorted {
      guard change.lower >= cursor, change.upper >= change.lower, change.upper <= text.bytes.count else {
        return nil
      }
      bytes += text.bytes[cursor..<change.lower]
      bytes += change.bytes
      cursor = change.upper
    }
    return bytes + text.bytes[cursor...]
  }

  // MARK: Values

  /// Makes the value in a slot of a block (`isInFlow`: of a list or mapping in brackets) say something else.
  mutating func change(_ slot: Slot, to value: YAMLValue, isInFlow: Bool) {
    if slot.value.matches(value) { return }
    let isFlow = slot.value.style == .flow
    switch (slot.value.content, value) {
    case (.sequence(let items), .list(let new)) where !items.isEmpty && !new.isEmpty:
      if isFlow {
        changeFlowList(slot.value, items, to: new)
      } else {
        changeBlockList(slot.value, items, to: new)
      }
      return
    case (.mapping(let pairs), .map(let entries)) where !pairs.isEmpty && !entries.isEmpty:
      let kept = Set(entries.map(\.key))
      let edits =
        entries.map { Edit($0.key, $0.value) }
        + pairs.filter { !kept.contains($0.key) }.map { Edit($0.key, nil) }
      let plan = MappingPlan(pairs, edits: edits, order: entries.map(\.key))
      let hasBraces = text.bytes[slot.value.start.offset] == UInt8(ascii: "{")
      if plan.keepsNone || (isFlow && !hasBraces) { break }
      if isFlow {
        changeFlowMapping(slot.value, pairs, by: plan)
      } else {
        changeBlockMapping(pairs, by: plan)
      }
      return
    default: break
    }
    if isInFlow {
      replaceInFlow(slot, with: value)
    } else {
      replaceInBlock(slot, with: value)
    }
  }

  private mutating func replaceInFlow(_ slot: Slot, with value: YAMLValue) {
    let old = slot.value
    let new = styledScalar(value, like: old, isInFlow: true) ?? Rendered.flow(value)
    if old.start.offset < old.end.offset {
      replace(old.start.offset, old.end.offset, with: new)
    } else if let indicatorEnd = slot.indicatorEnd {
      insert(" " + new, at: indicatorEnd)
    } else {
      insert(": " + new, at: old.start.offset)
    }
  }

  /// A scalar of one line in the quotes that the old value has; `nil` where there were none or the text has several lines.
  private func styledScalar(_ value: YAMLValue, like old: Node, isInFlow: Bool) -> String? {
    guard old.style == .singleQuoted || old.style == .doubleQuoted, case .scalar(let before) = old.content
    else {
      return nil
    }
    let isTyped: Bool
    let new: String
    switch value {
    case .text(let text): (new, isTyped) = (text, false)
    case .plain(let text): (new, isTyped) = (text, true)
    case .list, .map: return nil
    }
    if !isInFlow, new.utf8.contains(0x0A), !before.utf8.contains(0x0A), Literal(new) != nil { return nil }
    return ScalarText.inline(new, typed: isTyped, inFlow: isInFlow, like: old.style)
  }

  private mutating func replaceInBlock(_ slot: Slot, with value: YAMLValue) {
    let old = slot.value
    let (start, end) = (old.start.offset, old.end.offset)
    guard let indicatorEnd = slot.indicatorEnd else { return }
    let isOnIndicatorLine = text.lineBreak(indicatorEnd) >= start
    let below = text.lineEnd(end)
    var new: Rendered
    if let scalar = styledScalar(value, like: old, isInFlow: false) {
      new = Rendered(inline: scalar)
    } else {
      new = Rendered(
        value, indent: slot.indent, used: slot.used, contentIndent: literalIndent(old, in: slot),
        isItem: slot.isItem)
      if takesBlankLines(new, at: below) { new = Rendered(inline: Rendered.flow(value)) }
    }
    switch old.style {
    case .literal, .folded:
      var header = start + 1
      while header < end, isHeaderByte(text.bytes[header]) { header += 1 }
      replace(new.inline.isEmpty ? indicatorEnd : start, header, with: new.inline)
      var lower = text.lineEnd(header)
      if new.lines.isEmpty, lower < below, below == text.bytes.count, !text.endsWithBreak {
        lower = text.lineBreak(header)
      }
      replaceLines(min(lower, below), below, with: new.lines, mustEndWithBreak: new.mustEndWithBreak)
    case .block where !isOnIndicatorLine:
      if !new.inline.isEmpty { insert(" " + new.inline, at: indicatorEnd) }
      var lower = text.lineStart(start)
      if new.lines.isEmpty, below == text.bytes.count, !text.endsWithBreak, lower > indicatorEnd {
        lower = text.lineBreak(indicatorEnd) == lower ? lower : previousBreak(lower)
      }
      replaceLines(lower, below, with: new.lines, mustEndWithBreak: new.mustEndWithBreak)
    default:
      if !new.inline.isEmpty {
        if start == end {
          insert(" " + new.inline, at: indicatorEnd)
        } else {
          replace(start, end, with: new.inline)
        }
        replaceLines(below, below, with: new.lines, mustEndWithBreak: new.mustEndWithBreak)
      } else if isOnIndicatorLine {
        replace(indicatorEnd, end)
        replaceLines(below, below, with: new.lines, mustEndWithBreak: new.mustEndWithBreak)
      } else {
        replaceLines(
          text.lineStart(start), below, with: new.lines, mustEndWithBreak: new.mustEndWithBreak)
      }
    }
  }

  /// Whether a literal at the end of new lines would take blank lines at `offset` for its own.
  func takesBlankLines(_ new: Rendered, at offset: Int) -> Bool {
    guard let indent = new.literalIndent else { return false }
    if isCautious { return true }
    var line = offset
    while line < text.bytes.count {
      let blanks = text.skipBlanks(line)
      guard blanks == text.lineBreak(line) else { return false }
      if new.absorbsBlankLines || blanks - line > indent { return true }
      line = text.lineEnd(line)
    }
    return false
  }

  /// The end of what must go with the lines that end at `offset`, when the value `before` then stands above.
  ///
  /// Blank lines go too where a block scalar would take them for its own.
  func removalEnd(_ offset: Int, before: Node?, from start: Int) -> Int {
    guard var last = before else { return offset }
    while true {
      if let value = last.pairs?.last?.value ?? last.items?.last { last = value } else { break }
    }
    guard last.style == .literal || last.style == .folded, last.end.offset <= start,
      !text.contains(UInt8(ascii: "#"), from: last.end.offset, to: start)
    else { return offset }
    let header = text.bytes[last.start.offset..<text.lineBreak(last.start.offset)].prefix(3)
    let keeps = header.contains(UInt8(ascii: "+"))
    var end = offset
    var line = offset
    while line < text.bytes.count, text.skipBlanks(line) == text.lineBreak(line) {
      let isEmpty = text.lineBreak(line) == line
      line = text.lineEnd(line)
      if keeps || !isEmpty { end = line }
    }
    return end
  }

  private func isHeaderByte(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-")
  }

  /// Offset of the break that ends the line before the one that starts at `lineStart`.
  private func previousBreak(_ lineStart: Int) -> Int {
    guard lineStart > text.start else { return lineStart }
    let isPair =
      lineStart - 2 >= text.start && text.bytes[lineStart - 2] == 0x0D && text.bytes[lineStart - 1] == 0x0A
    return lineStart - (isPair ? 2 : 1)
  }

  /// The indentation of the lines of a block scalar, where it says nothing else itself.
  private func literalIndent(_ old: Node, in slot: Slot) -> Int? {
    guard old.style == .literal || old.style == .folded else { return nil }
    var line = text.lineEnd(old.start.offset)
    while line < old.end.offset {
      var index = line
      while index < old.end.offset, text.bytes[index] == 0x20 { index += 1 }
      if index < text.lineBreak(line) {
        let header = text.bytes[old.start.offset..<text.lineBreak(old.start.offset)].prefix(3)
        if header.contains(where: { (0x31...0x39).contains($0) }) { return nil }
        return index - line > slot.indent ? index - line : nil
      }
      line = text.lineEnd(line)
    }
    return nil
  }
}
