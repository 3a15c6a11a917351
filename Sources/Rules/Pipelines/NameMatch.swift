import Text

/// What of several named things a word means: one of its names in any spelling, or the beginning of one.
struct NameMatch<Named> {
  /// Those one of whose names the word is.
  let equal: [Named]
  /// Those one of whose names begins with the word.
  let begun: [Named]

  init(_ word: String, among things: [Named], names: (Named) -> [String]) {
    let folded = Folding.fold(word)
    let known = things.map { thing in (thing: thing, names: names(thing).map(Folding.fold)) }
    equal = known.filter { $0.names.contains(folded) }.map(\.thing)
    begun = folded.isEmpty ? [] : known.filter { $0.names.contains { $0.hasPrefix(folded) } }.map(\.thing)
  }

  /// The one that is meant; nil for none or several.
  var only: Named? {
    if let one = equal.first, equal.count == 1 { return one }
    return begun.count == 1 ? begun.first : nil
  }
}
