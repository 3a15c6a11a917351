/// Values that no field holds, under the names that they came with.
package enum ExtraEntries {
  /// Adds an entry, under a numbered name where another value is there already; `isSame` says when two values are one.
  package static func add(
    _ entry: MapEntry, to entries: inout [MapEntry], isSame: (Value, Value) -> Bool = { $0 == $1 }
  ) {
    var key = entry.key
    var number = 1
    while let present = entries.first(where: { $0.key == key }) {
      if isSame(present.value, entry.value) { return }
      number += 1
      key = "\(entry.key) (\(number))"
    }
    entries.append(MapEntry(key, entry.value))
  }

  /// The entries of a value of `extra` with these added.
  package static func adding(_ new: [MapEntry], to present: Value?) -> Value? {
    var entries = present?.map ?? []
    for entry in new { add(entry, to: &entries) }
    return entries.isEmpty ? nil : .map(entries)
  }
}
