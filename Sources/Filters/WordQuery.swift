import Records
import Text

/// A bare word or phrase: found in any searchable field and in the names that the record refers to, as smart search
/// finds it, but without tolerance for typing errors.
struct WordQuery: Sendable {
  /// One word of the query and the other ways to write it.
  private struct Word: Sendable {
    let folded: String
    let isCyrillic: Bool
    /// What the word begins with in the other script.
    let keys: [String]
    /// Other forms of a given name, which must stand whole.
    let names: [String]
    /// Words from `synonyms.yaml`.
    let synonyms: [Phrase]

    func begins(_ word: String) -> Bool {
      if word.hasPrefix(folded) || names.contains(word) { return true }
      guard !keys.isEmpty, WordQuery.isCyrillic(word) != isCyrillic else { return false }
      return Transliteration.canonicalKeys(word).contains { key in keys.contains { key.hasPrefix($0) } }
    }
  }

  private let words: [Word]
  /// The same keys in the other keyboard layout.
  private let swapped: Phrase?
  private let phone: PhoneTest?
  /// The only word in ASCII and its names, for a scan that makes no copies.
  private let ascii: [UInt8]?

  /// Nil for a text in which there is nothing to look for.
  init?(_ text: String, region: String, synonyms: (String) -> [String]) {
    phone = PhoneTest(word: text, region: region)
    let folded = Folding.joinedWords(text)
    guard !folded.isEmpty || phone != nil else { return nil }
    words = folded.map { word in
      Word(
        folded: word, isCyrillic: WordQuery.isCyrillic(word),
        keys: word.count >= 2 && word.contains(where: \.isLetter) ? Transliteration.canonicalKeys(word) : [],
        names: word.count >= 3 ? PersonName.variants(of: word) : [],
        synonyms: synonyms(word).compactMap { Phrase($0) })
    }
    // Two keys are too few to tell a wrong layout from a short word.
    let other = KeyboardLayout.swapped(text).map { Folding.joinedWords($0) } ?? []
    swapped = other.allSatisfy { $0.count >= 3 } ? Phrase(words: other) : nil
    let isPlain = words.count == 1 && words[0].folded.utf8.allSatisfy { $0 < 0x80 }
    ascii = isPlain ? Array(words[0].folded.utf8) : nil
  }

  /// From so many records on it is less work to look at all.
  private static let crowd = 5000

  /// All records of a kind that match, by the tables of an index, and perhaps some that do not.
  ///
  /// Nil where every record has to be looked at.
  func candidates(_ kind: Kind, in snapshot: Snapshot) -> Set<RecordID>? {
    let kinds = KindSet(kind).union(WordQuery.reads(kind, snapshot.schema))
    guard let lookup = snapshot.source.lookup(for: kinds) else { return nil }
    var own: [RecordID] = []
    func add(_ ids: [RecordID]) { own = RecordIDs.union(own, ids) }
    // Of words that must stand side by side, the longest leaves the fewest.
    if let word = words.max(by: { $0.folded.utf8.count < $1.folded.utf8.count }) {
      add(lookup.records(word: word.folded, isPrefix: true))
      for key in word.keys { add(lookup.records(keyPrefix: key)) }
      for name in word.names { add(lookup.records(word: name, isPrefix: false)) }
      for synonym in word.synonyms { add(lookup.records(wordPrefixes: synonym.words)) }
    }
    if let swapped { add(lookup.records(wordPrefixes: swapped.words)) }
    if let phone {
      for digits in phone.digitRuns { add(lookup.records(phoneDigits: digits)) }
    }
    guard own.count < WordQuery.crowd else { return nil }
    // What refers to one of them is found by its name, and what refers to no record by the stem that is left of it.
    var all = Set(own)
    all.formUnion(lookup.dangling)
    for id in own {
      for referrer in snapshot.referrers(of: id, among: KindSet(kind)) { all.insert(referrer.id) }
      for stem in snapshot.record(id, expecting: kinds)?.texts("aliases") ?? [] {
        guard let alias = Reference.identifier(endingStem: stem) else { continue }
        for referrer in snapshot.referrers(of: alias, among: KindSet(kind)) { all.insert(referrer.id) }
      }
    }
    return all
  }

  /// The kinds whose names are asked for words beside a record's own.
  static func reads(_ kind: Kind, _ schema: Schema) -> KindSet {
    schema[kind].fields.reduce([]) { $1.isSearchable ? $0.union($1.type.reads) : $0 }
  }

  func matches(_ record: Record, snapshot: Snapshot) -> Bool {
    for field in record.table.fields where field.isSearchable {
      guard let value = record[field] else { continue }
      switch value {
      case .text(let text): if matches(text, type: field.type) { return true }
      case .list(let values):
        for element in values where matches(element, type: field.type.element, snapshot) { return true }
      default: if matches(value, type: field.type, snapshot) { return true }
      }
    }
    return false
  }

  private func matches(_ value: Value, type: FieldType, _ snapshot: Snapshot) -> Bool {
    switch value {
    case .text(let text): matches(text, type: type)
    case .reference(let reference):
      matches(snapshot.record(reference.id, expecting: type.targets)?.name ?? reference.stem, type: .text)
    case .map(let entries): entries.contains { matches($0.value, type: type.entry($0.key), snapshot) }
    default: matches(value.plainText, type: .text)
    }
  }

  private func matches(_ text: String, type: FieldType) -> Bool {
    if let phone, type == .phone, phone.isPart(of: text) { return true }
    guard !words.isEmpty else { return false }
    if let ascii, let isFound = ASCIIWords.contains(text, beginning: ascii) {
      if isFound { return true }
      // The text is plain: nothing but other names and synonyms can still be found in it.
      return words[0].names.contains {
        ASCIIWords.contains(text, beginning: Array($0.utf8), isWhole: true) == true
      }
        || words[0].synonyms.contains { $0.matches(text) }
    }
    let tokens = Folding.words(text)
    if let swapped, swapped.matches(words: tokens) { return true }
    guard words.count > 1 else {
      return tokens.contains { words[0].begins($0) }
        || words[0].synonyms.contains { $0.matches(words: tokens) }
    }
    guard tokens.count >= words.count else { return false }
    return (0...(tokens.count - words.count)).contains { start in
      words.indices.allSatisfy { words[$0].begins(tokens[start + $0]) }
    }
  }

  private static func isCyrillic(_ word: String) -> Bool {
    word.utf8.contains { $0 >= 0xd0 && $0 <= 0xd4 }
  }
}
