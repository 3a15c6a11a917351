/// The order of what two sides made of one sequence; the same whichever side is ours.
enum Arrangement {
  /// The keys to keep in their order; nil where both sides put what they share in orders that differ.
  ///
  /// What one side alone added stays behind its neighbour there. Where both added something, all of it stands at the
  /// end, in the order of `precedes`.
  static func merged<Key: Hashable>(
    base: [Key], ours: [Key], theirs: [Key], keeping: Set<Key>, precedes: (Key, Key) -> Bool
  ) -> [Key]? {
    guard let order = order(base: base, ours: ours, theirs: theirs, keeping: keeping) else { return nil }
    let known = Set(base)
    let isNew = { (key: Key) in !known.contains(key) && keeping.contains(key) }
    let (mine, other) = (ours.filter(isNew), theirs.filter(isNew))
    if other.isEmpty { return placed(mine, of: ours, in: order) }
    if mine.isEmpty { return placed(other, of: theirs, in: order) }
    return order + Set(mine + other).sorted(by: precedes)
  }

  /// The order of what was in the base already; nil where both sides changed it, and differently.
  static func order<Key: Hashable>(
    base: [Key], ours: [Key], theirs: [Key], keeping: Set<Key>
  ) -> [Key]? {
    let old = base.filter(keeping.contains)
    let known = Set(old)
    let (mine, other) = (ours.filter(known.contains), theirs.filter(known.contains))
    let hasMoved = { (side: [Key]) in
      let present = Set(side)
      return side != old.filter(present.contains)
    }
    switch (hasMoved(mine), hasMoved(other)) {
    case (false, false): return old
    case (true, false): return woven(old, into: mine)
    case (false, true): return woven(old, into: other)
    case (true, true):
      let both = Set(mine).intersection(other)
      guard mine.filter(both.contains) == other.filter(both.contains) else { return nil }
      return woven(old, into: mine.filter(both.contains))
    }
  }

  /// All keys, those of `part` in its order and each of the others behind the one that it follows in `all`.
  static func woven<Key: Hashable>(_ all: [Key], into part: [Key]) -> [Key] {
    let present = Set(part)
    return placed(all.filter { !present.contains($0) }, of: all, in: part)
  }

  /// The order with new keys, each behind the key that it follows on its side.
  private static func placed<Key: Hashable>(_ new: [Key], of side: [Key], in order: [Key]) -> [Key] {
    if new.isEmpty { return order }
    let added = Set(new)
    var present = Set(order)
    var result = order
    var last: Key?
    for key in side {
      if added.contains(key), present.insert(key).inserted {
        let place = last.flatMap { result.firstIndex(of: $0) }.map { $0 + 1 } ?? 0
        result.insert(key, at: place)
      }
      if present.contains(key) { last = key }
    }
    return result
  }
}
