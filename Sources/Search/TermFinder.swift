import Records
import Text

/// Finds the words of a source that a need may mean.
struct TermFinder {
  /// A word of the source and how well it answers.
  struct Found {
    var grade: Grade
    /// True for the very word that was typed.
    var isWhole: Bool
  }

  /// A bolder search also takes typing errors in beginnings of four letters and in words of the wrong layout.
  let isLenient: Bool

  /// The words by index.
  func words<Source: TermSource>(for need: SearchTerm, in source: Source) -> [Int: Found] {
    var found: [Int: Found] = [:]
    switch need {
    case .phone: break
    case .spelled(let word, let isWhole):
      let bytes = Array(word.utf8)
      for index in source.range(.words, beginning: bytes) {
        let isSame = source.withText(.words, index) { $0.count } == bytes.count
        if isSame || !isWhole { add(isSame ? .compound : .compoundPrefix, index, to: &found) }
      }
    case .synonym(let word):
      addSpelled(word, in: source, whole: .synonym, beginning: .synonymPrefix, to: &found)
    case .typed(let word):
      addSpelled(word, in: source, whole: .word, beginning: .prefix, isTyped: true, to: &found)
      addShortNames(word, in: source, same: .shortName, other: .shortNameInOtherScript, to: &found)
      addKeys(word, in: source, whole: .transliteration, beginning: .transliterationPrefix, to: &found)
      addTypos(word, in: source, isLayout: false, to: &found)
    case .layout(let word):
      addSpelled(word, in: source, whole: .layout, beginning: .layoutPrefix, to: &found)
      addShortNames(word, in: source, same: .layoutShortName, other: .layoutShortName, to: &found)
      addKeys(
        word, in: source, whole: .layoutTransliteration, beginning: .layoutTransliterationPrefix, to: &found)
      if isLenient { addTypos(word, in: source, isLayout: true, to: &found) }
    }
    return found
  }

  private func add(_ grade: Grade, _ word: Int, isWhole: Bool = false, to found: inout [Int: Found]) {
    if let present = found[word], present.grade.score >= grade.score { return }
    found[word] = Found(grade: grade, isWhole: isWhole)
  }

  private func addSpelled<Source: TermSource>(
    _ word: String, in source: Source, whole: Grade, beginning: Grade, isTyped: Bool = false,
    to found: inout [Int: Found]
  ) {
    let bytes = Array(word.utf8)
    for index in source.range(.words, beginning: bytes) {
      let isWhole = source.withText(.words, index) { $0.count } == bytes.count
      add(isWhole ? whole : beginning, index, isWhole: isWhole && isTyped, to: &found)
    }
  }

  private func addShortNames<Source: TermSource>(
    _ word: String, in source: Source, same: Grade, other: Grade, to found: inout [Int: Found]
  ) {
    guard word.unicodeScalars.count >= 3 else { return }
    let own = Set(Transliteration.canonicalKeys(word))
    for name in PersonName.variants(of: word) {
      let keys = Transliteration.canonicalKeys(name)
      // The same name in the other script is no short form.
      if keys.contains(where: own.contains) { continue }
      if let index = self.word(name, in: source) { add(same, index, to: &found) }
      for key in keys {
        for index in words(ofKey: key, in: source) { add(other, index, to: &found) }
      }
    }
  }

  /// The word that has just these letters.
  private func word<Source: TermSource>(_ text: String, in source: Source) -> Int? {
    let bytes = Array(text.utf8)
    guard let first = source.range(.words, beginning: bytes).first,
      source.withText(.words, first, { $0.count }) == bytes.count
    else { return nil }
    return first
  }

  /// The words that are spelled so in the common spelling.
  private func words<Source: TermSource>(ofKey key: String, in source: Source) -> [Int] {
    let bytes = Array(key.utf8)
    var found = source.range(.keys, beginning: bytes).prefix { index in
      source.withText(.keys, index) { $0.count } == bytes.count
    }.map { source.word(ofKey: $0) }
    if let index = word(key, in: source) { found.append(index) }
    return found
  }

  private func addKeys<Source: TermSource>(
    _ word: String, in source: Source, whole: Grade, beginning: Grade, to found: inout [Int: Found]
  ) {
    guard word.unicodeScalars.count >= 2, word.contains(where: \.isLetter) else { return }
    for key in Transliteration.canonicalKeys(word) {
      for index in words(ofKey: key, in: source) { add(whole, index, to: &found) }
      for beginningKey in [key] + TermFinder.openEnds(of: word, key: key) {
        let bytes = Array(beginningKey.utf8)
        for index in source.range(.keys, beginning: bytes) {
          add(beginning, source.word(ofKey: index), to: &found)
        }
        for index in source.range(.words, beginning: bytes) { add(beginning, index, to: &found) }
      }
    }
  }

  /// How the key goes on when a beginning ends inside a letter pair: `mik` may be going to be `mikhail`.
  static func openEnds(of word: String, key: String) -> [String] {
    func replacing(_ count: Int, _ ending: String) -> [String] {
      key.utf8.count > count ? [String(key.dropLast(count)) + ending] : []
    }
    if word.hasSuffix("shc") { return replacing(3, "sh") }
    if word.hasSuffix("sc") { return replacing(2, "sh") }
    switch word.utf8.last {
    case 0x6B: return replacing(1, "h")  // k, kh
    case 0x74: return replacing(1, "c")  // t, ts, tch
    case 0x63: return replacing(1, "k")  // c, ck
    case 0x70: return replacing(1, "f")  // p, ph
    case 0x79, 0x6A: return replacing(1, "e")  // y, ye, yo
    default: return []
    }
  }

  // MARK: Typing errors

  private func addTypos<Source: TermSource>(
    _ word: String, in source: Source, isLayout: Bool, to found: inout [Int: Found]
  ) {
    let length = word.unicodeScalars.count
    let limit = length < 4 ? 0 : length < 8 ? 1 : 2
    guard limit > 0, word.contains(where: \.isLetter) else { return }
    // A beginning with an error in it is a guess, so it takes a letter more.
    let isShort = isLenient ? length < 4 : length < 5
    let beginningLimit = isShort ? -1 : isLenient ? limit : length < 9 ? 1 : 2
    let digits = PhoneNumber.digits(word)
    let head = word.utf8.first
    func take(_ index: Int, _ typo: TypoWalk.Found, isOtherScript: Bool) {
      // A digit is no typing error: it makes another number.
      let isSame = source.withText(.words, index) { text in
        TermFinder.hasDigits(text, digits, isBeginning: typo.isBeginning)
      }
      guard isSame else { return }
      let isHead = !isOtherScript && source.withText(.words, index) { $0.first != head }
      add(
        .typo(
          distance: max(1, typo.distance), isBeginning: typo.isBeginning, isOtherScript: isOtherScript,
          isLayout: isLayout, isHead: isHead), index, to: &found)
    }
    TypoWalk(word, limit: limit, beginningLimit: beginningLimit)?.run(source, .words) { typo in
      take(typo.index, typo, isOtherScript: false)
    }
    for key in Transliteration.canonicalKeys(word) where key.unicodeScalars.count >= 3 {
      guard let walk = TypoWalk(key, limit: limit, beginningLimit: beginningLimit) else { continue }
      walk.run(source, .keys) { typo in take(source.word(ofKey: typo.index), typo, isOtherScript: true) }
      if key != word { walk.run(source, .words) { typo in take(typo.index, typo, isOtherScript: true) } }
    }
  }

  private static func hasDigits(
    _ text: UnsafeRawBufferPointer, _ digits: String, isBeginning: Bool
  ) -> Bool {
    var rest = digits.utf8[...]
    for byte in text where byte >= 0x30 && byte <= 0x39 {
      guard let next = rest.first else { return isBeginning }
      if next != byte { return false }
      rest.removeFirst()
    }
    return rest.isEmpty
  }
}
