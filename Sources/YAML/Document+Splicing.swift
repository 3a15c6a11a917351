import Diagnostics

extension Document {
  /// The file with the edits spliced in: whatever they do not speak of stays byte for byte.
  ///
  /// `order` is the canonical order of the keys, by which new ones find their place. A value equal to the present
  /// one makes no change.
  package func spliced(_ edits: [Edit], order: [String]) throws(YAMLError) -> [UInt8] {
    try applying(edits, order: order).bytes
  }

  /// The file as `spliced` makes it, parsed again and found to say what was meant.
  package func applying(_ edits: [Edit], order: [String]) throws(YAMLError) -> Document {
    let pairs = self.pairs
    let plan = MappingPlan(pairs, edits: edits, order: order)
    if plan.isEmpty { return self }
    guard !plan.keepsNone || !plan.homeless.isEmpty else {
      throw YAMLError(wholeFile: "the edit would leave no key in the file", code: .invalidValue)
    }
    // Edits next to each other can do harm that neither does alone: a key removed below a new literal block may
    // leave it blank lines that it would take for its own. Quotes are safe from that.
    for isCautious in [false, true] {
      guard let bytes = changed(by: plan, isCautious: isCautious) else { continue }
      let result: Document
      do {
        result = try Document(parsing: bytes, file: file, limits: limits)
      } catch {
        if error.isLimit { throw error }
        continue
      }
      if result.isIntended(from: self, edits) { return result }
    }
    throw Self.fault
  }

  private func changed(by plan: MappingPlan, isCautious: Bool) -> [UInt8]? {
    var splicer = Splicer(bytes, isCautious: isCautious)
    if plan.keepsNone {
      rewrite(plan.homeless, with: &splicer)
    } else if root.style == .flow {
      splicer.changeFlowMapping(root, pairs, by: plan)
    } else {
      splicer.changeBlockMapping(pairs, by: plan)
    }
    return splicer.result()
  }

  /// The whole root written anew, since none of its keys stays; what is around it stays.
  private func rewrite(_ entries: [YAMLValue.Entry], with splicer: inout Splicer) {
    if root.style == .flow {
      splicer.replace(root.start.offset, root.end.offset, with: Rendered.flow(.map(entries)))
    } else {
      let indent = root.start.column - 1
      let prefix = String(repeating: " ", count: indent)
      var lines: [String] = []
      var mustEndWithBreak = false
      for entry in entries {
        let part = Rendered(entry: entry, indent: indent)
        lines += [prefix + part.inline] + part.lines
        mustEndWithBreak = part.mustEndWithBreak
      }
      splicer.replaceLines(
        splicer.text.lineStart(root.start.offset), splicer.text.lineEnd(root.end.offset), with: lines,
        mustEndWithBreak: mustEndWithBreak)
    }
  }

  /// Whether this document says what `old` says with the edits made, and nothing else.
  private func isIntended(from old: Document, _ edits: [Edit]) -> Bool {
    var wanted: [String: YAMLValue?] = [:]
    for edit in edits { wanted[edit.key] = .some(edit.value) }
    let index = PairIndex(old.pairs)
    for pair in pairs {
      switch wanted.removeValue(forKey: pair.key) {
      case .some(let value?): if !pair.value.matches(value) { return false }
      case .some(nil): return false
      case nil:
        guard let before = index[pair.key], before.value.holdsSame(as: pair.value) else { return false }
      }
    }
    // What is left of the edits must be removals, and no other key may be gone.
    guard wanted.values.allSatisfy({ $0 == nil }) else { return false }
    let removed = wanted.keys.filter { index.place(of: $0) != nil }.count
    let added = pairs.filter { index.place(of: $0.key) == nil }.count
    return pairs.count == old.pairs.count - removed + added
  }

  private static var fault: YAMLError {
    YAMLError(
      wholeFile: "the edit cannot be spliced into the file as it is laid out; nothing was changed",
      code: .internal, hints: ["change the key in an editor"])
  }
}
