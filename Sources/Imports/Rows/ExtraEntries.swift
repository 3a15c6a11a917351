import Records

extension ExtraEntries {
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
}
