import Text

/// A line of words as a person types it, taken apart.
struct SearchQuery: Sendable {
  /// What each part of the text asks for; all must be had.
  let parts: [SearchClause]
  /// The folded words as typed.
  let words: [String]
  let text: String

  /// A bolder question also takes two letters for a wrong keyboard layout.
  init(_ text: String, synonyms: Synonyms, isLenient: Bool) {
    self.text = text
    let tokens = text.split(whereSeparator: \.isWhitespace).map { Token(String($0)) }
    words = tokens.flatMap(\.words)
    var parts: [SearchClause] = []
    var index = 0
    while index < tokens.count {
      let run = tokens[index...].prefix { $0.isPhone }
      if let phone = SearchQuery.phone(run, synonyms, isLenient) {
        parts.append(phone)
        index += run.count
      } else if let (wanted, count) = SearchQuery.phrase(tokens[index...], synonyms, isLenient) {
        parts.append(wanted)
        index += count
      } else {
        if let wanted = SearchQuery.wanted(tokens[index], synonyms, isLenient) { parts.append(wanted) }
        index += 1
      }
    }
    self.parts = parts
  }

  private init(parts: [SearchClause], words: [String], text: String) {
    self.parts = parts
    self.words = words
    self.text = text
  }

  var wanted: SearchClause? { parts.isEmpty ? nil : .joined(parts) }

  /// The question with only some of its parts.
  func only(_ chosen: [Int]) -> SearchQuery {
    let needs = chosen.flatMap { parts[$0].needs }
    let kept = words.filter { needs.contains(.typed($0)) }
    return SearchQuery(parts: chosen.map { parts[$0] }, words: kept, text: text)
  }

  private struct Token {
    let text: String
    let words: [String]
    /// True for digits and the signs between them.
    let isPhone: Bool

    init(_ text: String) {
      self.text = text
      words = Folding.joinedWords(text)
      let signs = "+-().–/".unicodeScalars
      isPhone = text.unicodeScalars.allSatisfy { (0x30...0x39).contains($0.value) || signs.contains($0) }
    }
  }

  /// A run of digits may be one phone number, or each part of it a number or a word of its own.
  private static func phone(_ run: ArraySlice<Token>, _ synonyms: Synonyms, _ isLenient: Bool)
    -> SearchClause?
  {
    let whole = run.map(\.text).joined(separator: " ")
    guard !run.isEmpty, PhoneNumber.digits(whole).utf8.count >= 3 else { return nil }
    let apart = run.compactMap { token -> SearchClause? in
      let isLong = PhoneNumber.digits(token.text).utf8.count >= 3
      let words = wanted(token, synonyms, isLenient)
      guard isLong, run.count > 1 else { return words }
      return .any([.need(.phone(token.text))] + (words.map { [$0] } ?? []))
    }
    return .any([.need(.phone(whole))] + (apart.isEmpty ? [] : [.joined(apart)]))
  }

  /// Several words for which the synonyms have others; the longest phrase wins.
  private static func phrase(
    _ tokens: ArraySlice<Token>, _ synonyms: Synonyms, _ isLenient: Bool
  ) -> (SearchClause, Int)? {
    guard synonyms.longest > 1, tokens.count > 1 else { return nil }
    for count in stride(from: min(synonyms.longest, tokens.count), to: 1, by: -1) {
      let span = tokens.prefix(count)
      let others = alternatives(to: span.flatMap(\.words), synonyms)
      guard !others.isEmpty else { continue }
      let typed = span.compactMap { wanted($0, synonyms, isLenient) }
      return (.any([.joined(typed)] + others), count)
    }
    return nil
  }

  private static func alternatives(to words: [String], _ synonyms: Synonyms) -> [SearchClause] {
    synonyms.alternatives(to: words).map { phrase in .joined(phrase.map { .need(.synonym($0)) }) }
  }

  private static func wanted(_ token: Token, _ synonyms: Synonyms, _ isLenient: Bool) -> SearchClause? {
    var ways: [SearchClause] = []
    if !token.words.isEmpty {
      ways.append(.joined(token.words.map { .need(.typed($0)) }))
      ways += alternatives(to: token.words, synonyms)
    }
    // Two keys are too few to tell a wrong layout from a short word, as long as there is anything else.
    let least = isLenient ? 2 : 3
    if let other = KeyboardLayout.swapped(token.text).map({ Folding.joinedWords($0) }), !other.isEmpty,
      other != token.words, other.allSatisfy({ $0.count >= least && $0.contains(where: \.isLetter) })
    {
      ways.append(.joined(other.map { .need(.layout($0)) }))
      ways += alternatives(to: other, synonyms)
    }
    guard let first = ways.first else { return nil }
    return ways.count == 1 ? first : .any(ways)
  }
}
