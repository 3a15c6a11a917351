import Text

/// The words and numbers of records that were laid over others, so that a name need not be compared with all of them.
///
/// What a record no longer says may still be here: whoever asks tests what it gets.
struct ChangedWords: Sendable {
  /// How many bytes of a word, and how many digits of a number, tell records apart.
  private static let headLength = 3
  private static let runLength = 4

  /// The records by their words, by what the words begin with.
  private var heads: [String: [String: [RecordID]]] = [:]
  /// The records with a phone number that has this run of digits.
  private var runs: [String: [RecordID]] = [:]
  private let region: String

  /// `region` is the country of numbers that are written without one.
  init(region: String) { self.region = region }

  mutating func add(_ record: Record) {
    var found: Set<String> = []
    for field in record.table.fields where field.isSearchable || field.key == "type" {
      guard let value = record[field] else { continue }
      found.formUnion(Folding.words(value.plainText))
    }
    for word in found {
      ChangedWords.append(record.id, to: &heads[ChangedWords.head(word), default: [:]][word, default: []])
    }
    var digits: Set<String> = []
    for phone in record.texts("phones") {
      digits.formUnion(ChangedWords.runs(of: PhoneNumber.digits(phone)))
      if let whole = PhoneNumber(phone, defaultRegion: region) {
        digits.formUnion(ChangedWords.runs(of: PhoneNumber.digits(whole.e164)))
      }
    }
    for run in digits { ChangedWords.append(record.id, to: &runs[run, default: []]) }
  }

  private static func append(_ id: RecordID, to ids: inout [RecordID]) {
    if ids.last != id { ids.append(id) }
  }

  private static func head(_ word: String) -> String {
    String(decoding: word.utf8.prefix(headLength), as: UTF8.self)
  }

  private static func runs(of digits: String) -> [String] {
    let bytes = Array(digits.utf8)
    guard bytes.count >= runLength else { return [] }
    return (0...bytes.count - runLength).map { String(decoding: bytes[$0..<$0 + runLength], as: UTF8.self) }
  }

  /// The records that may have a word which begins with this one, ascending; nil where that cannot be told so.
  func records(wordPrefix word: String) -> [RecordID]? {
    guard word.utf8.count >= ChangedWords.headLength else { return nil }
    return ChangedWords.ascending(candidates(word))
  }

  /// The records that may have words which begin with these: those that have the rarest one.
  func records(wordPrefixes words: [String]) -> [RecordID]? {
    var rarest: [RecordID]?
    for word in words where word.utf8.count >= ChangedWords.headLength {
      let found = candidates(word)
      if found.count < rarest?.count ?? .max { rarest = found }
      if found.isEmpty { break }
    }
    return rarest.map(ChangedWords.ascending)
  }

  private func candidates(_ word: String) -> [RecordID] {
    let bytes = word.utf8
    var found: [RecordID] = []
    for (other, ids) in heads[ChangedWords.head(word)] ?? [:] where other.utf8.starts(with: bytes) {
      found += ids
    }
    return found
  }

  /// The records that may have this run of digits in a phone number, ascending; nil where that cannot be told so.
  func records(phoneDigits digits: String) -> [RecordID]? {
    ChangedWords.runs(of: digits).first.map { ChangedWords.ascending(runs[$0]) }
  }

  private static func ascending(_ ids: [RecordID]?) -> [RecordID] {
    guard let ids, ids.count > 1 else { return ids ?? [] }
    return Set(ids).sorted()
  }
}

/// A lookup of records with others laid over them.
struct OverlaidLookup: RecordLookup {
  let base: any RecordLookup
  let words: ChangedWords
  /// The records laid over, ascending; only what cannot be told otherwise asks for them.
  let changed: @Sendable () -> [Record]
  /// The records that mention one that was taken away.
  let orphaned: @Sendable () -> [RecordID]

  func records(word: String, isPrefix: Bool) -> [RecordID] {
    RecordIDs.union(base.records(word: word, isPrefix: isPrefix), words.records(wordPrefix: word) ?? all)
  }

  func records(wordPrefixes words: [String]) -> [RecordID] {
    guard !words.isEmpty else { return [] }
    return RecordIDs.union(
      base.records(wordPrefixes: words), self.words.records(wordPrefixes: words) ?? all)
  }

  func records(keyPrefix: String) -> [RecordID] { RecordIDs.union(base.records(keyPrefix: keyPrefix), all) }

  func records(phoneDigits: String) -> [RecordID] {
    RecordIDs.union(
      base.records(phoneDigits: phoneDigits), words.records(phoneDigits: phoneDigits) ?? all)
  }

  func words(where isWanted: (UnsafeRawBufferPointer) -> Bool) -> [String] {
    let known = base.words(where: isWanted)
    return known + changed().words(besides: known, where: isWanted)
  }

  var dangling: [RecordID] { RecordIDs.union(RecordIDs.union(base.dangling, all), orphaned()) }

  private var all: [RecordID] { changed().map(\.id) }
}
