/// Given names and the short forms that people use for them.
package enum PersonName {
  /// The other names a bearer of `folded` may go by, folded; empty for a name outside the table.
  ///
  /// A full name gives its short forms; a short form gives every full name it may stand for and their other short
  /// forms. The name is also found in the other script: "sasha" gives what "саша" gives.
  package static func variants(of folded: String) -> [String] {
    var indices = groupsByName[folded] ?? []
    if indices.isEmpty {
      for key in Transliteration.canonicalKeys(folded) {
        for index in groupsByKey[key] ?? [] where !indices.contains(index) { indices.append(index) }
      }
    }
    var names: [String] = []
    var seen: Set<String> = [folded]
    for index in indices {
      for name in groups[index] where seen.insert(name).inserted { names.append(name) }
    }
    return names
  }

  /// Each group: the full name (with its equivalents), then the short forms, all folded.
  private static let groups: [[String]] = PersonNameTable.text.split(separator: "\n").map { line in
    line.split(separator: " ").map { Folding.fold(String($0)) }
  }

  private static let groupsByName: [String: [Int]] = {
    var map: [String: [Int]] = [:]
    for (index, group) in groups.enumerated() {
      for name in group where map[name]?.last != index { map[name, default: []].append(index) }
    }
    return map
  }()

  private static let groupsByKey: [String: [Int]] = {
    var map: [String: [Int]] = [:]
    for (index, group) in groups.enumerated() {
      for name in group {
        for key in Transliteration.canonicalKeys(name) where map[key]?.last != index {
          map[key, default: []].append(index)
        }
      }
    }
    return map
  }()
}
