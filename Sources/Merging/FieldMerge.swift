import YAML

/// Brings together our change and one that somebody else made to the same file meanwhile, key by key.
package enum FieldMerge {
  /// What came of it.
  package enum Outcome: Sendable, Hashable {
    case merged([UInt8])
    /// The keys that both changed to different values.
    case conflict(keys: [String])
    /// One of the files is no mapping that can be read, or the result cannot be spliced.
    case unreadable
  }

  /// The file with both changes, or nil where both changed the same key to different values.
  @Sendable
  package static func merge(path: String, base: [UInt8], ours: [UInt8], theirs: [UInt8]) -> [UInt8]? {
    guard case .merged(let bytes) = outcome(path: path, base: base, ours: ours, theirs: theirs) else {
      return nil
    }
    return bytes
  }

  package static func outcome(path: String, base: [UInt8], ours: [UInt8], theirs: [UInt8]) -> Outcome {
    guard let base = try? Document(parsing: base, file: path),
      let ours = try? Document(parsing: ours, file: path),
      let theirs = try? Document(parsing: theirs, file: path)
    else { return .unreadable }
    var edits: [Edit] = []
    var order: [String] = []
    var conflicts: [String] = []
    for key in ours.pairs.map(\.key) {
      order.append(key)
      let (before, wanted, present) = (base[key]?.value, ours[key]?.value, theirs[key]?.value)
      guard before != wanted, present != wanted else { continue }
      if present == before {
        edits.append(Edit(key, wanted))
      } else if let both = items(base: before, ours: wanted, theirs: present) {
        edits.append(Edit(key, both))
      } else {
        conflicts.append(key)
      }
    }
    for key in base.pairs.map(\.key) where ours[key] == nil {
      guard let present = theirs[key]?.value else { continue }
      if present == base[key]?.value {
        edits.append(Edit(key, nil))
      } else if let rest = items(base: base[key]?.value, ours: .list([]), theirs: present) {
        edits.append(Edit(key, rest))
      } else {
        conflicts.append(key)
      }
    }
    if !conflicts.isEmpty { return .conflict(keys: conflicts) }
    guard let bytes = try? theirs.spliced(edits, order: order) else { return .unreadable }
    return .merged(bytes)
  }

  /// The keys whose values differ between two files, in their order; nil where one cannot be read.
  package static func changedKeys(_ one: [UInt8], _ other: [UInt8], path: String) -> [String]? {
    guard let one = try? Document(parsing: one, file: path),
      let other = try? Document(parsing: other, file: path)
    else { return nil }
    let keys = other.pairs.map(\.key) + one.pairs.map(\.key).filter { other[$0] == nil }
    return keys.filter { one[$0]?.value != other[$0]?.value }
  }

  /// A list of scalars with what both sides added and without what either took out; nil where that is not certain:
  /// where one is no such list, an item stands twice, or what we took out is no longer there.
  private static func items(base: YAMLValue?, ours: YAMLValue?, theirs: YAMLValue?) -> YAMLValue? {
    guard case .list(let theirItems)? = theirs, let present = scalars(theirItems),
      case .list(let ourItems)? = ours ?? .list([]), let wanted = scalars(ourItems),
      case .list(let baseItems)? = base ?? .list([]), let before = scalars(baseItems)
    else { return nil }
    let removed = before.subtracting(wanted)
    guard removed.isSubset(of: present) else { return nil }
    var result = theirItems.filter { !removed.contains($0) }
    for (index, item) in ourItems.enumerated() where !before.contains(item) && !present.contains(item) {
      // Behind the item that it follows on our side.
      let place = index == 0 ? nil : result.firstIndex(of: ourItems[index - 1])
      result.insert(item, at: place.map { $0 + 1 } ?? (index == 0 ? 0 : result.count))
    }
    return .list(result)
  }

  private static func scalars(_ items: [YAMLValue]) -> Set<YAMLValue>? {
    let set = Set(items)
    let areScalars = items.allSatisfy {
      switch $0 {
      case .text, .plain: true
      case .list, .map: false
      }
    }
    return areScalars && set.count == items.count ? set : nil
  }
}
