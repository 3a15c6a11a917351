import Records

/// Values that no field holds, under their columns' titles.
enum ExtraEntries {
  /// Adds an entry, under a numbered title where another value is there already.
  static func add(_ entry: MapEntry, to entries: inout [MapEntry]) {
    var key = entry.key
    var number = 1
    while let present = entries.first(where: { $0.key == key }) {
      if present.value == entry.value { return }
      number += 1
      key = "\(entry.key) (\(number))"
    }
    entries.append(MapEntry(key, entry.value))
  }

  /// Adds what a further row of a group says: to what is there already, unless that says it.
  static func join(_ entry: MapEntry, to entries: inout [MapEntry]) {
    guard let index = entries.firstIndex(where: { $0.key == entry.key }) else {
      entries.append(entry)
      return
    }
    let old = entries[index].value.plainText
    let new = entry.value.plainText
    if CellText.parts(old, splittingCommas: false).contains(new) || old == new { return }
    entries[index] = MapEntry(entry.key, .text(old + "; " + new))
  }

  /// The entries of a value of `extra` with these added.
  static func adding(_ new: [MapEntry], to present: Value?) -> Value? {
    var entries = present?.map ?? []
    for entry in new { add(entry, to: &entries) }
    return entries.isEmpty ? nil : .map(entries)
  }
}
