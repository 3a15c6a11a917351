/// Whether two names may be those of one person.
package enum NameLikeness {
  /// True when the words of one are among those of the other, across alphabets and with initials; also when one has no letters.
  package static func alike(_ a: String, _ b: String) -> Bool {
    if a == b { return true }
    let (first, second) = (words(a), words(b))
    guard !first.isEmpty, !second.isEmpty else { return true }
    let (few, many) = first.count <= second.count ? (first, second) : (second, first)
    var left = many
    for word in few {
      guard let index = left.firstIndex(where: { matches(word, $0) }) else { return false }
      left.remove(at: index)
    }
    return true
  }

  /// True when every word of `part` is a word of `whole`.
  package static func isContained(_ part: String, in whole: String) -> Bool {
    let all = Folding.joinedWords(whole)
    return Folding.joinedWords(part).allSatisfy { all.contains($0) }
  }

  private static func words(_ name: String) -> [String] {
    Folding.joinedWords(name).filter { $0.contains(where: \.isLetter) }.map {
      Transliteration.canonicalKey($0)
    }
  }

  private static func matches(_ a: String, _ b: String) -> Bool {
    if a == b { return true }
    if a.count == 1 || b.count == 1 { return a.first == b.first }
    return a.count >= 4 && b.count >= 4 && EditDistance.optimalStringAlignment(a, b, limit: 1) != nil
  }
}
