import YAML

/// Writes the merged record out of the lines of its sides, so that what both wrote around the values stays.
struct LayoutMerge {
  /// A key of the result and what stands between its marks, where it is in conflict.
  enum Decision {
    case value(YAMLValue)
    case conflict
  }

  let base: RecordLayout?
  let ours: RecordLayout
  let theirs: RecordLayout
  let baseValues: [String: YAMLValue]
  let oursValues: [String: YAMLValue]
  let theirsValues: [String: YAMLValue]
  /// The order of keys that both sides added.
  let order: [String]

  /// How the lines of a key in conflict are shown.
  enum Show {
    case marks(RecordMerge.Labels, size: Int)
    case ours, theirs
  }

  /// The keys in the order of the result.
  func keys(_ keeping: Set<String>) -> [String] {
    let old = base?.keys ?? []
    let arranged =
      Arrangement.order(base: old, ours: ours.keys, theirs: theirs.keys, keeping: keeping)
      ?? old.filter(keeping.contains)
    let known = Set(arranged)
    let added = keeping.subtracting(known)
    if added.isEmpty { return arranged }
    // Each new key stands behind the old one that it follows on its side.
    var groups: [Int: [String]] = [:]
    for key in added {
      let place = [ours, theirs].compactMap { side -> Int? in
        guard let index = side.keys.firstIndex(of: key) else { return nil }
        let above = side.keys[..<index].last { known.contains($0) }
        return above.flatMap { arranged.firstIndex(of: $0) }.map { $0 + 1 } ?? 0
      }.max()
      groups[place ?? arranged.count, default: []].append(key)
    }
    var result: [String] = []
    for place in 0...arranged.count {
      result += sorted(groups[place] ?? [])
      if place < arranged.count { result.append(arranged[place]) }
    }
    return result
  }

  /// New keys beside each other: as the one side has them that added all, else by the table.
  private func sorted(_ group: [String]) -> [String] {
    let members = Set(group)
    let mine = ours.keys.filter(members.contains)
    let other = theirs.keys.filter(members.contains)
    if mine.count == group.count, other.isEmpty || other == mine { return mine }
    if other.count == group.count, mine.isEmpty { return other }
    return group.sorted { KeyOrder.precedes($0, $1, in: order) }
  }

  /// The text; nil where a value cannot be written between the lines of its key.
  func text(_ keys: [String], _ decisions: [String: Decision], showing show: Show) -> [UInt8]? {
    var text = around(base?.top ?? [], ours.top, theirs.top)
    let orphans = orphans(keeping: Set(keys))
    for key in keys {
      guard let decision = decisions[key] else { return nil }
      text += orphans[key] ?? []
      let (old, mine, other) = (base?[key], ours[key], theirs[key])
      text += around(old?.lead, mine?.lead, other?.lead)
      switch decision {
      case .value(let value):
        guard let body = body(of: key, value) else { return nil }
        text += body
      case .conflict:
        switch show {
        case .ours: text += mine?.body ?? []
        case .theirs: text += other?.body ?? []
        case .marks(let labels, let size):
          text += ConflictMarks.block(
            ours: mine?.body ?? [], theirs: other?.body ?? [], labels: labels, size: size)
        }
      }
      text += around(old?.tail, mine?.tail, other?.tail)
    }
    return text + (orphans[""] ?? [])
  }

  // MARK: Comments

  /// The comments that one side wrote beside a key which the other took out, by the key that follows; by no key at the end.
  private func orphans(keeping kept: Set<String>) -> [String: [UInt8]] {
    guard let base else { return [:] }
    var orphans: [String: [UInt8]] = [:]
    let known = Set(LineMerge.lines(base.top + base.parts.flatMap { $0.lead + $0.tail }))
    for (place, part) in base.parts.enumerated() where !kept.contains(part.key) {
      let next = base.parts[(place + 1)...].first { kept.contains($0.key) }?.key ?? ""
      for side in [ours[part.key], theirs[part.key]].compactMap({ $0 }) {
        let added = LineMerge.lines(side.lead + side.tail).filter {
          $0.contains(UInt8(ascii: "#")) && !known.contains($0)
        }
        orphans[next, default: []] += added.joined()
      }
    }
    return orphans
  }

  /// Comments and blank lines of both sides; a side without the key has no say.
  private func around(_ base: [UInt8]?, _ ours: [UInt8]?, _ theirs: [UInt8]?) -> [UInt8] {
    guard let ours, let theirs else { return ours ?? theirs ?? base ?? [] }
    if let merged = LineMerge.merge(base: base ?? [], ours: ours, theirs: theirs) { return merged }
    // Nothing that somebody wrote is dropped: both stand, each line once.
    let (first, second) = ours.lexicographicallyPrecedes(theirs) ? (ours, theirs) : (theirs, ours)
    let present = Set(LineMerge.lines(first))
    return first + LineMerge.lines(second).filter { !present.contains($0) }.joined()
  }

  // MARK: Values

  /// The lines of a key that say the value, taken from the sides as far as they go together.
  private func body(of key: String, _ value: YAMLValue) -> [UInt8]? {
    let wanted = Content(value)
    let old = base?[key]?.body
    let mine = ours[key]?.body
    let other = theirs[key]?.body
    let unchanged: [UInt8]? = mine == other || old == other ? mine : old == mine ? other : nil
    if let unchanged, says(unchanged, key, wanted) { return unchanged }
    if let mine, let other, let merged = LineMerge.merge(base: old ?? [], ours: mine, theirs: other),
      says(merged, key, wanted)
    {
      return merged
    }
    let isOurs = Content(oursValues[key]) == wanted
    let isTheirs = Content(theirsValues[key]) == wanted
    if isOurs != isTheirs, let side = isOurs ? mine : other {
      // The other side may have written something beside a value that it left alone.
      let against = isOurs ? other : mine
      let kept = isOurs ? theirsValues[key] : oursValues[key]
      if let against, let old, against != old, Content(kept) == Content(baseValues[key]),
        isPlainEdit(side, of: old, key, baseValues[key]), let spliced = splice(value, into: against, key)
      {
        return spliced
      }
      return side
    }
    if isOurs, isTheirs, let mine, let other {
      return mine.lexicographicallyPrecedes(other) ? mine : other
    }
    return splicedIntoOne(key, value, old: old, mine: mine, other: other)
  }

  /// The lines with a value that neither side has; the base is changed where neither wrote anything around it.
  private func splicedIntoOne(
    _ key: String, _ value: YAMLValue, old: [UInt8]?, mine: [UInt8]?, other: [UInt8]?
  ) -> [UInt8]? {
    let new = Emitter.emit(map: [(key, value)])
    guard let mine, let other else {
      return (mine ?? other ?? old).map { splice(value, into: $0, key) } ?? new
    }
    guard let old else { return new }
    let isMinePlain = isPlainEdit(mine, of: old, key, baseValues[key])
    let isOtherPlain = isPlainEdit(other, of: old, key, baseValues[key])
    let target: [UInt8]
    switch (isMinePlain, isOtherPlain) {
    case (true, true): target = old
    case (false, true): target = mine
    case (true, false): target = other
    case (false, false): target = mine.lexicographicallyPrecedes(other) ? mine : other
    }
    return splice(value, into: target, key) ?? new
  }

  /// Whether only the value was changed between the two.
  private func isPlainEdit(_ new: [UInt8], of old: [UInt8], _ key: String, _ value: YAMLValue?) -> Bool {
    guard let value else { return false }
    return splice(value, into: new, key) == old
  }

  private func splice(_ value: YAMLValue, into body: [UInt8], _ key: String) -> [UInt8]? {
    guard let document = try? Document(parsing: body, file: key),
      let bytes = try? document.spliced([Edit(key, value)], order: [key])
    else { return nil }
    return bytes.last == 0x0A ? bytes : bytes + [0x0A]
  }

  private func says(_ body: [UInt8], _ key: String, _ wanted: Content) -> Bool {
    if body == ours[key]?.body { return Content(oursValues[key]) == wanted }
    if body == theirs[key]?.body { return Content(theirsValues[key]) == wanted }
    guard let document = try? Document(parsing: body, file: key), document.pairs.count == 1 else {
      return false
    }
    return document.pairs[0].key == key && Content(document.pairs[0].value.value) == wanted
  }
}
