import Records
import Text

/// What a row changes of a record that exists.
struct FieldMerge {
  private(set) var changes: [String: Value?] = [:]
  /// Keys on which an earlier row of the file said something else.
  private(set) var conflicts: [String] = []
  let mode: ImportMode
  /// What the record has now.
  let current: (String) -> Value?
  /// Whether an earlier row of the file spoke of a key, or of an entry of its map.
  let claimed: (_ key: String, _ entry: String?) -> Bool

  init(
    mode: ImportMode, current: @escaping (String) -> Value?,
    claimed: @escaping (_ key: String, _ entry: String?) -> Bool
  ) {
    self.mode = mode
    self.current = current
    self.claimed = claimed
  }

  /// True when a new value of this key would be taken.
  func accepts(_ key: String) -> Bool {
    guard current(key) != nil else { return true }
    return mode != .fill && !claimed(key, nil)
  }

  /// Notes that a key keeps what an earlier row gave it.
  mutating func refuse(_ key: String) { if claimed(key, nil) { conflicts.append(key) } }

  mutating func add(_ value: Value, _ field: Field) {
    let key = field.key
    guard let present = current(key) else {
      changes[key] = value
      return
    }
    switch (present, value) {
    case (.list(let old), .list(let new)) where !isOfEntries(field):
      let both = old.united(with: new)
      if both.count > old.count, mode != .fill || claimed(key, nil) { changes[key] = .list(both) }
    case (.map(let old), .map(let new)): addEntries(new, to: old, key)
    case (.text(let old), .text(let new)) where field.type == .notes:
      // Notes that somebody wrote here are never replaced by those of a file.
      if !old.contains(new), mode != .fill { changes[key] = .text(old + "\n" + new) }
    default:
      guard present != value else { return }
      if claimed(key, nil) {
        conflicts.append(key)
      } else if mode != .fill, !isShorterName(value, present, key) {
        changes[key] = value
      }
    }
  }

  /// True for lists whose lines belong together: what a deal sells is that, and no more.
  private func isOfEntries(_ field: Field) -> Bool {
    if case .entries(let keys) = field.type { !NamedDay.fits(keys) } else { false }
  }

  private mutating func addEntries(_ new: [MapEntry], to old: [MapEntry], _ key: String) {
    var entries = old
    for entry in new {
      guard let index = entries.firstIndex(where: { $0.key == entry.key }) else {
        entries.append(entry)
        continue
      }
      if entries[index].value == entry.value || key == "external" { continue }
      if claimed(key, entry.key) {
        ExtraEntries.add(entry, to: &entries)
      } else if mode != .fill {
        entries[index] = entry
      }
    }
    if entries != old { changes[key] = .map(entries) }
  }

  /// "Anna" does not replace "Anna Ivanova", nor does "Ivanova Anna".
  private func isShorterName(_ value: Value, _ present: Value, _ key: String) -> Bool {
    guard key == "name", let new = value.text, let old = present.text else { return false }
    return NameLikeness.isContained(new, in: old)
  }
}
