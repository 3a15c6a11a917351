/// Splices in lists and mappings in brackets.
extension Splicer {
  /// An item or pair between brackets: offsets of its first byte and after its last.
  private struct Element {
    let start: Int
    let end: Int
  }

  /// New elements that go after the element `after`, or before the first one.
  private struct Addition {
    let after: Int?
    var elements: [String]
  }

  // MARK: Lists

  /// Neither list is empty.
  mutating func changeFlowList(_ list: Node, _ items: [Node], to new: [YAMLValue]) {
    let elements = items.map { Element(start: $0.start.offset, end: $0.end.offset) }
    var removed: Set<Int> = []
    var additions: [Addition] = []
    var previous: Int?
    for step in ListDifference.steps(from: items, to: new) {
      switch step {
      case .keep(let place): previous = place
      case .replace(let place, let value):
        let slot = Slot(indicatorEnd: nil, indent: 0, used: 0, value: items[place], isItem: true)
        change(slot, to: value, isInFlow: true)
        previous = place
      case .remove(let place): removed.insert(place)
      case .insert(let value): Self.append(Rendered.flow(value), after: previous, to: &additions)
      }
    }
    splice(list, elements, removed: removed, additions: additions)
  }

  // MARK: Mappings

  /// At least one pair stays.
  mutating func changeFlowMapping(_ mapping: Node, _ pairs: [Node.Pair], by plan: MappingPlan) {
    for (place, value) in plan.replaced {
      let pair = pairs[place]
      let slot = Slot(
        indicatorEnd: colonEnd(after: pair.keyEnd.offset), indent: 0, used: 0, value: pair.value,
        isItem: false)
      change(slot, to: value, isInFlow: true)
    }
    var additions: [Addition] = []
    for addition in plan.added {
      let element = Rendered.flow(addition.entry)
      switch addition.place {
      case .after(let place): Self.append(element, after: place, to: &additions)
      case .before(let place):
        let before = (0..<place).last { !plan.removed.contains($0) }
        Self.append(element, after: before, to: &additions)
      }
    }
    let elements = pairs.map {
      Element(start: $0.keyStart.offset, end: max($0.keyEnd.offset, $0.value.end.offset))
    }
    splice(mapping, elements, removed: plan.removed, additions: additions)
  }

  private static func append(_ element: String, after place: Int?, to additions: inout [Addition]) {
    if let known = additions.firstIndex(where: { $0.after == place }) {
      additions[known].elements.append(element)
    } else {
      additions.append(Addition(after: place, elements: [element]))
    }
  }

  // MARK: Brackets

  private mutating func splice(
    _ node: Node, _ elements: [Element], removed: Set<Int>, additions: [Addition]
  ) {
    for addition in additions {
      if let after = addition.after {
        add(
          addition.elements, after: elements[after], isLast: after == elements.count - 1,
          isInline: removed.contains(after + 1))
      } else if let first = elements.first {
        addFirst(addition.elements, before: first)
      }
    }
    var place = 0
    while place < elements.count {
      guard removed.contains(place) else {
        place += 1
        continue
      }
      var last = place
      while last + 1 < elements.count, removed.contains(last + 1) { last += 1 }
      remove(place...last, of: elements, in: node)
      place = last + 1
    }
  }

  /// Offset of the comma after an element, if there is one.
  private func comma(after element: Element) -> Int? {
    let index = text.skipTrivia(element.end)
    return index < text.bytes.count && text.bytes[index] == UInt8(ascii: ",") ? index : nil
  }

  /// Whether the element begins its line and only a comma, blanks and a comment follow on its last line.
  private func hasOwnLines(_ element: Element) -> Bool {
    guard text.isFirstOnLine(element.start) else { return false }
    if let comma = comma(after: element), comma < text.lineBreak(element.end) {
      return text.isLastOnLine(comma + 1)
    }
    return text.isLastOnLine(element.end)
  }

  private func indentation(of element: Element) -> [UInt8] {
    Array(text.bytes[text.lineStart(element.start)..<element.start])
  }

  private mutating func add(_ new: [String], after element: Element, isLast: Bool, isInline: Bool) {
    let comma = comma(after: element)
    let isOnLine = comma.map { $0 < text.lineBreak(element.end) } ?? isLast
    guard !isInline, text.isFirstOnLine(element.start), isOnLine else {
      insert(", " + new.joined(separator: ", "), at: element.end)
      return
    }
    let indent = indentation(of: element)
    if hasOwnLines(element) {
      if comma == nil { insert(",", at: element.end) }
      var lines: [UInt8] = []
      for (index, line) in new.enumerated() {
        lines += indent + Array(line.utf8)
        if comma != nil || index < new.count - 1 { lines.append(UInt8(ascii: ",")) }
        lines += lineBreak
      }
      let below = text.lineEnd(element.end)
      replace(below, below, with: lines)
    } else if isLast, comma == nil {
      // The closing bracket is on the last element's line.
      let lines = new.map { Array(",".utf8) + lineBreak + indent + Array($0.utf8) }
      replace(element.end, element.end, with: Array(lines.joined()))
    } else {
      insert(", " + new.joined(separator: ", "), at: element.end)
    }
  }

  private mutating func addFirst(_ new: [String], before element: Element) {
    if hasOwnLines(element) {
      let indent = indentation(of: element)
      let lines = new.map { indent + Array($0.utf8) + [UInt8(ascii: ",")] + lineBreak }
      let start = text.lineStart(element.start)
      replace(start, start, with: Array(lines.joined()))
    } else {
      insert(new.map { $0 + ", " }.joined(), at: element.start)
    }
  }

  /// Removes a run of elements whose neighbours, if any, stay.
  private mutating func remove(_ run: ClosedRange<Int>, of elements: [Element], in node: Node) {
    let (first, last) = (elements[run.lowerBound], elements[run.upperBound])
    let hash = UInt8(ascii: "#")
    if run.allSatisfy({ hasOwnLines(elements[$0]) }) {
      for place in run { replace(text.lineStart(elements[place].start), text.lineEnd(elements[place].end)) }
      return
    }
    if run.lowerBound > 0 {
      let before = elements[run.lowerBound - 1]
      if !text.contains(hash, from: before.end, to: first.start) {
        replace(before.end, last.end)
        return
      }
    }
    if run.upperBound < elements.count - 1 {
      let after = elements[run.upperBound + 1]
      if !text.contains(hash, from: last.end, to: after.start) {
        replace(first.start, after.start)
        return
      }
    }
    // Comments on both sides stay; a comma that is left before a closing bracket is allowed.
    for place in run {
      replace(elements[place].start, elements[place].end)
      if let comma = comma(after: elements[place]) { replace(comma, comma + 1) }
    }
  }
}
