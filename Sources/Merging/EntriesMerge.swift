import Records
import YAML

/// Merges lists of maps: which entry of one side is which of the other is said by the entry's first required key.
enum EntriesMerge {
  static func merge(_ versions: Versions, keys: [EntryField]) -> Merged {
    guard let base = ValueMerge.items(versions.base), let ours = ValueMerge.items(versions.ours),
      let theirs = ValueMerge.items(versions.theirs)
    else { return .conflict }
    let key = keys.first { $0.isRequired }
    let mine = places(of: ours, in: base, by: key)
    let other = places(of: theirs, in: base, by: key)
    var values: [Int: YAMLValue] = [:]
    for (place, old) in base.enumerated() {
      let left = mine.firstIndex(of: place).map { ours[$0] }
      let right = other.firstIndex(of: place).map { theirs[$0] }
      switch entry(Versions(old, left, right), keys: keys) {
      case .conflict: return .conflict
      case .value(let value): values[place] = value
      }
    }
    // What both added is told apart by numbers beyond those of the base.
    let addedOurs = ours.indices.filter { mine[$0] == nil }
    let addedTheirs = theirs.indices.filter { other[$0] == nil }
    var (ourIDs, theirIDs) = (mine, other)
    var next = base.count
    for index in addedOurs {
      ourIDs[index] = next
      values[next] = ours[index]
      next += 1
    }
    let pairs = places(of: addedTheirs.map { theirs[$0] }, in: addedOurs.map { ours[$0] }, by: key)
    for (position, index) in addedTheirs.enumerated() {
      guard let partner = pairs[position] else {
        theirIDs[index] = next
        values[next] = theirs[index]
        next += 1
        continue
      }
      let id = base.count + partner
      theirIDs[index] = id
      switch entry(Versions(nil, ours[addedOurs[partner]], theirs[index]), keys: keys) {
      case .conflict: return .conflict
      case .value(let value): values[id] = value
      }
    }
    let merged = Arrangement.merged(
      base: Array(base.indices), ours: ourIDs.compactMap { $0 }, theirs: theirIDs.compactMap { $0 },
      keeping: Set(values.keys)
    ) { one, other in
      guard let left = values[one], let right = values[other] else { return false }
      return YAMLValue.precedes(left, right)
    }
    guard let merged else { return .conflict }
    if merged.isEmpty { return .value(versions.ours == nil || versions.theirs == nil ? nil : .list([])) }
    return .value(.list(merged.compactMap { values[$0] }))
  }

  /// One entry by its keys; nil where a side that took it out meets one that left it alone.
  private static func entry(_ versions: Versions, keys: [EntryField]) -> Merged {
    let (base, ours, theirs) = (
      Content(versions.base), Content(versions.ours), Content(versions.theirs)
    )
    if ours == theirs { return .value(YAMLValue.either(versions.ours, versions.theirs)) }
    if ours == base { return .value(versions.theirs) }
    if theirs == base { return .value(versions.ours) }
    guard versions.ours != nil, versions.theirs != nil else { return .conflict }
    return ValueMerge.map(versions, order: keys.map(\.key))
  }

  /// Which entry of `old` each entry is: one that says the same, else the next one with the same key; nil for a new one.
  private static func places(of new: [YAMLValue], in old: [YAMLValue], by key: EntryField?) -> [Int?] {
    var result: [Int?] = Array(repeating: nil, count: new.count)
    var used: Set<Int> = []
    func match(_ isSame: (YAMLValue, YAMLValue) -> Bool) {
      for (index, entry) in new.enumerated() where result[index] == nil {
        guard let place = old.indices.first(where: { !used.contains($0) && isSame(entry, old[$0]) })
        else { continue }
        used.insert(place)
        result[index] = place
      }
    }
    match { Content($0) == Content($1) }
    if let key {
      match { one, other in
        guard let left = name(of: one, key), let right = name(of: other, key) else { return false }
        return left == right
      }
    }
    return result
  }

  /// What an entry is called: of a reference the identifier alone.
  private static func name(of entry: YAMLValue, _ key: EntryField) -> Content? {
    guard let value = entry[key.key] else { return nil }
    if key.type.referencedKind != nil, let id = value.scalar.flatMap({ Reference($0)?.id }) {
      return .text(Array(id.description.utf8))
    }
    return Content(value)
  }
}
