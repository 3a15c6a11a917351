/// One word of a name as names are compared: across alphabets, by its short forms and with its typing errors.
package struct NameWord: Sendable, Hashable {
  /// The same for all spellings of the word.
  package let key: String
  /// The groups of given names that it belongs to, by their places in the table; empty for all other words.
  package let forms: [UInt16]
  /// True for a single letter, which may begin any word.
  package let isInitial: Bool

  /// A word that is folded already.
  package init(folded: String) {
    key = Transliteration.canonicalKey(folded)
    forms = GivenNames.groups[key] ?? []
    isInitial = folded.unicodeScalars.prefix(2).count == 1
  }

  /// The words of a name that have a letter.
  package static func all(in name: String) -> [NameWord] {
    Folding.joinedWords(name).filter { $0.contains(where: \.isLetter) }.map { NameWord(folded: $0) }
  }

  /// What two words have in common; nil for words of two names.
  func likeness(to other: NameWord) -> Likeness? {
    if key == other.key { return .same }
    if isInitial || other.isInitial {
      return key.hasPrefix(other.key) || other.key.hasPrefix(key) ? .initial : nil
    }
    if !forms.isEmpty, !other.forms.isEmpty {
      // Maria and Marina are an error apart, and two people.
      return forms.contains { other.forms.contains($0) } ? .form : nil
    }
    return isError(of: other) ? .error : nil
  }

  /// How near two words are, the nearest first.
  enum Likeness: Int, CaseIterable {
    case same, form, error, initial
  }

  /// True where an error or two in typing lead from one to the other. An ending that makes a man's name a woman's is none.
  private func isError(of other: NameWord) -> Bool {
    let (short, long) = key.utf8.count <= other.key.utf8.count ? (key, other.key) : (other.key, key)
    guard short.utf8.count >= 4, !(long.utf8.count == short.utf8.count + 1 && long == short + "a") else {
      return false
    }
    let limit = short.utf8.count >= 9 ? 2 : 1
    guard long.utf8.count - short.utf8.count <= limit else { return false }
    return EditDistance.optimalStringAlignment(short, long, limit: limit) != nil
  }
}

/// The table of given names by the keys of its names.
enum GivenNames {
  /// Made when the first name is compared.
  static let groups: [String: [UInt16]] = {
    var groups: [String: [UInt16]] = [:]
    for (place, line) in PersonNameTable.text.split(separator: "\n").enumerated() {
      for name in line.split(separator: " ") {
        let key = Transliteration.canonicalKey(String(name))
        let group = UInt16(place)
        if groups[key]?.last != group { groups[key, default: []].append(group) }
      }
    }
    return groups
  }()
}

/// What the words of two people's names have in common.
package struct NameComparison: Sendable, Hashable {
  /// How many words are the same, short forms of each other, typing errors apart, or begin with the same letter.
  package private(set) var same = 0
  package private(set) var forms = 0
  package private(set) var errors = 0
  package private(set) var initials = 0
  /// How many words of the shorter name are none of the longer one.
  package private(set) var foreign = 0
  /// How many words of the longer name the shorter one lacks.
  package private(set) var lacking = 0
  /// Whether a given name, and whether any other word, is among those that agree.
  package private(set) var sharesGivenName = false
  package private(set) var sharesOtherWord = false

  package init(_ a: [NameWord], _ b: [NameWord]) {
    let (few, many) = a.count <= b.count ? (a, b) : (b, a)
    var open = Array(few.indices)
    var free = Array(many.indices)
    func match(_ likeness: NameWord.Likeness, _ agrees: (_ few: Int, _ many: Int) -> Bool) {
      open.removeAll { place in
        guard let found = free.firstIndex(where: { agrees(place, $0) }) else { return false }
        count(likeness, few[place], many[free[found]])
        free.remove(at: found)
        return true
      }
    }
    // The nearest words find each other first, whatever their order.
    match(.same) { few[$0].key == many[$1].key }
    if !open.isEmpty, !free.isEmpty {
      let others = few.map { word in many.map { word.likeness(to: $0) } }
      for wanted in NameWord.Likeness.allCases.dropFirst() { match(wanted) { others[$0][$1] == wanted } }
    }
    foreign = open.count
    lacking = many.count - few.count
  }

  private mutating func count(_ likeness: NameWord.Likeness, _ one: NameWord, _ other: NameWord) {
    switch likeness {
    case .same: same += 1
    case .form: forms += 1
    case .error: errors += 1
    case .initial: initials += 1
    }
    if likeness == .initial { return }
    if one.forms.isEmpty && other.forms.isEmpty { sharesOtherWord = true } else { sharesGivenName = true }
  }

  /// How many words agree in some way.
  package var agreeing: Int { same + forms + errors + initials }

  /// True when every word of one name is a word of the other.
  package var isAlike: Bool { foreign == 0 }
}
