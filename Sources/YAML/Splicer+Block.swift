/// Splices in mappings and lists whose parts stand on lines of their own.
extension Splicer {
  // MARK: Mappings

  /// At least one pair stays.
  mutating func changeBlockMapping(_ pairs: [Node.Pair], by plan: MappingPlan) {
    for (place, value) in plan.replaced {
      change(slot(of: pairs[place]), to: value, isInFlow: false)
    }
    let firstKept = pairs.indices.first { !plan.removed.contains($0) } ?? 0
    // The first key of a mapping in a list may share its line with the dash.
    let isInline = pairs.first.map { !text.isFirstOnLine($0.keyStart.offset) } ?? false
    for place in plan.removed {
      let pair = pairs[place]
      if isInline, place == 0 {
        removeInlineStart(pairs, until: firstKept)
      } else if !isInline || place > firstKept {
        let above = (0..<place).last { !plan.removed.contains($0) }
        let lower = lineStart(of: pair)
        let end = removalEnd(
          text.lineEnd(pair.value.end.offset), before: above.map { pairs[$0].value }, from: lower)
        replace(lower, end)
      }
    }
    for addition in plan.added {
      add(addition, to: pairs, firstKept: firstKept, isInline: isInline)
    }
  }

  /// Removes the pairs before the first one that stays, which then moves up beside the dash.
  private mutating func removeInlineStart(_ pairs: [Node.Pair], until kept: Int) {
    let (lower, upper) = (pairs[0].keyStart.offset, pairs[kept].keyStart.offset)
    let last = pairs[kept - 1].value.end.offset
    let commentLine = text.lineEnd(last)
    if text.contains(UInt8(ascii: "#"), from: commentLine, to: upper) {
      // A comment above the pair that stays keeps its line, and the dash stands alone above it.
      replace(lower, text.lineBreak(last))
    } else {
      replace(lower, upper)
    }
  }

  private mutating func add(
    _ addition: MappingPlan.Addition, to pairs: [Node.Pair], firstKept: Int, isInline: Bool
  ) {
    let place: Int
    switch addition.place {
    case .after(let after): place = after
    case .before(let before): place = before
    }
    let pair = pairs[place]
    let indent = pair.keyStart.column - 1
    let entry = Rendered(entry: addition.entry, indent: indent)
    let flow = Rendered.flow(addition.entry)
    switch addition.place {
    case .after: addLines(entry, flow: flow, indent: indent, at: text.lineEnd(pair.value.end.offset))
    case .before where isInline && place == firstKept:
      addInline(entry, indent: indent, at: pairs[0].keyStart.offset)
    case .before:
      // What stands above the first key may speak of the whole file, so it stays on top.
      let floor = place == 0 ? lineStart(of: pair) : text.lineEnd(pairs[place - 1].value.end.offset)
      addLines(entry, flow: flow, indent: indent, at: commentStart(above: pair, floor: floor))
    }
  }

  private func lineStart(of pair: Node.Pair) -> Int { text.lineStart(pair.keyStart.offset) }

  /// Where the comment lines directly above a pair begin; they speak of it and stay with it.
  private func commentStart(above pair: Node.Pair, floor: Int) -> Int {
    var start = lineStart(of: pair)
    while start > floor {
      let above = text.lineStart(start - 1)
      let first = text.skipBlanks(above)
      guard above >= floor, first < start, text.bytes[first] == UInt8(ascii: "#") else { break }
      start = above
    }
    return start
  }

  /// Adds a part as lines of its own; `flow` is the same on one line.
  private mutating func addLines(_ part: Rendered, flow: String, indent: Int, at offset: Int) {
    var part = part
    if takesBlankLines(part, at: offset) { part = Rendered(inline: flow) }
    replaceLines(
      offset, offset, with: [String(repeating: " ", count: indent) + part.inline] + part.lines,
      mustEndWithBreak: part.mustEndWithBreak)
  }

  /// Puts a part where another begins in the middle of a line, and moves that one to the next line.
  private mutating func addInline(_ part: Rendered, indent: Int, at offset: Int) {
    var new: [UInt8] = []
    for line in [part.inline] + part.lines { new += Array(line.utf8) + lineBreak }
    replace(offset, offset, with: new + Array(repeating: 0x20, count: indent))
  }

  private func slot(of pair: Node.Pair) -> Slot {
    let indent = pair.keyStart.column - 1
    let width = pair.keyEnd.column - pair.keyStart.column
    return Slot(
      indicatorEnd: colonEnd(after: pair.keyEnd.offset), indent: indent, used: indent + width + 2,
      value: pair.value, isItem: false)
  }

  /// Just after the colon that follows a key, if there is one.
  func colonEnd(after offset: Int) -> Int? {
    let index = text.skipTrivia(offset)
    guard index < text.bytes.count, text.bytes[index] == UInt8(ascii: ":") else { return nil }
    return index + 1
  }

  // MARK: Lists

  /// Neither list is empty.
  mutating func changeBlockList(_ list: Node, _ items: [Node], to new: [YAMLValue]) {
    let steps = ListDifference.steps(from: items, to: new)
    let dashes = dashes(of: list, items)
    guard dashes.count == items.count else { return }
    let indent = list.start.column - 1
    let isInline = !text.isFirstOnLine(dashes[0])
    let firstStaying = steps.firstIndex { if case .remove = $0 { false } else { true } } ?? 0
    var previous: Int?
    for (index, step) in steps.enumerated() {
      switch step {
      case .keep(let place): previous = place
      case .replace(let place, let value):
        let slot = Slot(
          indicatorEnd: dashes[place] + 1, indent: indent, used: indent + 2, value: items[place], isItem: true
        )
        change(slot, to: value, isInFlow: false)
        previous = place
      case .remove(let place):
        if isInline, index < firstStaying {
          if place == 0, firstStaying < dashes.count { replace(dashes[0], dashes[firstStaying]) }
        } else {
          let lower = text.lineStart(dashes[place])
          let end = removalEnd(
            text.lineEnd(items[place].end.offset), before: previous.map { items[$0] }, from: lower)
          replace(lower, end)
        }
      case .insert(let value):
        let item = Rendered(item: value, indent: indent)
        let flow = "- " + Rendered.flow(value)
        if let previous {
          addLines(item, flow: flow, indent: indent, at: text.lineEnd(items[previous].end.offset))
        } else if isInline {
          addInline(item, indent: indent, at: dashes[0])
        } else {
          addLines(item, flow: flow, indent: indent, at: text.lineStart(dashes[0]))
        }
      }
    }
  }

  /// Offsets of the dashes of a block list.
  private func dashes(of list: Node, _ items: [Node]) -> [Int] {
    var dashes: [Int] = []
    var index = list.start.offset
    for item in items {
      index = text.skipTrivia(index)
      guard index < text.bytes.count, text.bytes[index] == UInt8(ascii: "-") else { return [] }
      dashes.append(index)
      index = max(item.end.offset, index + 1)
    }
    return dashes
  }
}
