/// What becomes of each pair of a mapping, and where new keys go.
struct MappingPlan {
  /// Where a new key goes: beside a pair that stays.
  enum Place {
    case after(Int)
    case before(Int)
  }

  struct Addition {
    let place: Place
    let entry: YAMLValue.Entry
  }

  private(set) var replaced: [(place: Int, value: YAMLValue)] = []
  private(set) var removed: Set<Int> = []
  /// In the order of the result.
  private(set) var added: [Addition] = []
  /// New keys of a mapping of which no pair stays, so that there is nothing to put them beside.
  private(set) var homeless: [YAMLValue.Entry] = []
  let keepsNone: Bool

  var isEmpty: Bool { replaced.isEmpty && removed.isEmpty && added.isEmpty && homeless.isEmpty }

  /// A key in `order` goes after the nearest key before it, else before the nearest one after it, else last.
  init(_ pairs: [Node.Pair], edits: [Edit], order: [String]) {
    let index = PairIndex(pairs)
    var lastEdits: [String: Int] = [:]
    for (place, edit) in edits.enumerated() { lastEdits[edit.key] = place }
    var new: [YAMLValue.Entry] = []
    for (place, edit) in edits.enumerated() where lastEdits[edit.key] == place {
      switch (index.place(of: edit.key), edit.value) {
      case (let pair?, let value?):
        if !pairs[pair].value.matches(value) { replaced.append((pair, value)) }
      case (let pair?, nil): removed.insert(pair)
      case (nil, let value?): new.append(YAMLValue.Entry(edit.key, value))
      case (nil, nil): break
      }
    }
    keepsNone = removed.count == pairs.count
    guard !new.isEmpty else { return }
    var ranks: [String: Int] = [:]
    for (rank, key) in order.enumerated() where ranks[key] == nil { ranks[key] = rank }
    let sorted = new.enumerated().sorted {
      let (left, right) = (ranks[$0.element.key] ?? Int.max, ranks[$1.element.key] ?? Int.max)
      return left == right ? $0.offset < $1.offset : left < right
    }.map(\.element)
    let kept = pairs.indices.filter { !removed.contains($0) }
    guard let last = kept.last else {
      homeless = sorted
      return
    }
    let ranked = kept.compactMap { place in ranks[pairs[place].key].map { (place: place, rank: $0) } }
    for entry in sorted {
      var place = Place.after(last)
      if let rank = ranks[entry.key] {
        if let before = ranked.filter({ $0.rank < rank }).max(by: { $0.rank < $1.rank }) {
          place = .after(before.place)
        } else if let after = ranked.min(by: { $0.rank < $1.rank }) {
          place = .before(after.place)
        }
      }
      added.append(Addition(place: place, entry: entry))
    }
  }
}
