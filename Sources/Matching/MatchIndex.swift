package import Records
import Text
import Threads

/// Records by what they are matched by: those of a repository, and those that rows make or change.
///
/// Of few rows each is looked up in the repository's own index; for many, or by what that does not know, the records of a
/// kind are put into a table, once and when it is first asked. Both find the same.
package struct MatchIndex: Sendable {
  private struct KindIndex: Sendable {
    let keys: MatchKeys
    /// The repository's records by the texts of each key.
    let present: [Once<[String: Bearers]>]
    /// What was taken in since.
    var added: [AddedTexts]
    /// Whether rows are so few that looking each up costs less than a table.
    let looksUp: Bool
  }

  /// The records of one text; nearly always a single one, which takes no memory of its own.
  private struct Bearers: Sendable {
    private var first: RecordID?
    private var others: [RecordID] = []

    mutating func add(_ id: RecordID) {
      guard let first else {
        self.first = id
        return
      }
      if first != id, !others.contains(id) { others.append(id) }
    }

    func append(to found: inout [RecordID]) {
      if let first, !found.contains(first) { found.append(first) }
      for id in others where !found.contains(id) { found.append(id) }
    }
  }

  /// The records that were taken in, by their texts: these are known by hashes of 128 bits, as rows are, so that none is
  /// kept. Two texts of one run with the same hash are taken for the same.
  private struct AddedTexts: Sendable {
    private var first: [RunDigest: RecordID] = [:]
    private var others: [RunDigest: [RecordID]] = [:]

    var isEmpty: Bool { first.isEmpty }

    mutating func reserve(_ count: Int) { first.reserveCapacity(count) }

    mutating func add(_ id: RecordID, _ text: String) {
      let digest = RunDigest { $0.combine(text) }
      guard let known = first[digest] else {
        first[digest] = id
        return
      }
      if known != id, others[digest]?.contains(id) != true { others[digest, default: []].append(id) }
    }

    func append(_ text: String, to found: inout [RecordID]) {
      if first.isEmpty { return }
      let digest = RunDigest { $0.combine(text) }
      guard let known = first[digest] else { return }
      if !found.contains(known) { found.append(known) }
      for id in others[digest] ?? [] where !found.contains(id) { found.append(id) }
    }
  }

  /// By the order of the kinds.
  private var kinds: [KindIndex]
  private let snapshot: Snapshot
  /// How many records a table has room for from its first one on.
  private let expected: Int
  /// One row looked up takes about as long as so many records put into tables.
  private static let recordsPerLookUp = 32

  /// Knows the records of these kinds by these keys; about so many more are `expected` of each.
  package init(snapshot: Snapshot, keys: [Kind: [MatchKey]], expected: Int) {
    self.snapshot = snapshot
    self.expected = expected
    let region = snapshot.config.country
    kinds = Kind.allCases.map { kind in
      let own = keys[kind] ?? []
      let ownKeys = MatchKeys(kind: kind, region: region, keys: own)
      let records = own.isEmpty || snapshot.source.lookup == nil ? 0 : snapshot.records(kind).count
      return KindIndex(
        keys: ownKeys,
        present: own.indices.map { slot in
          Once { MatchIndex.table(of: snapshot.records(kind), by: ownKeys, slot) }
        },
        added: Array(repeating: AddedTexts(), count: own.count),
        looksUp: expected < records / MatchIndex.recordsPerLookUp)
    }
  }

  private static func table(of records: [Record], by keys: MatchKeys, _ slot: Int) -> [String: Bearers] {
    var table: [String: Bearers] = [:]
    for record in records {
      for text in keys.texts(slot, { record[$0] }) { table[text, default: Bearers()].add(record.id) }
    }
    return table
  }

  /// What records of a kind are indexed by.
  package func keys(_ kind: Kind) -> MatchKeys { kinds[kind.order].keys }

  /// Takes in a record, or new values of one that it has already.
  package mutating func add(
    _ id: RecordID, kind: Kind, known: MatchTexts = .none, _ value: (String) -> Value?
  ) {
    let keys = keys(kind)
    for slot in keys.keys.indices {
      let texts = known[slot] ?? keys.texts(slot, value)
      if !texts.isEmpty, kinds[kind.order].added[slot].isEmpty {
        kinds[kind.order].added[slot].reserve(expected)
      }
      for text in texts { kinds[kind.order].added[slot].add(id, text) }
    }
  }

  /// The records of this very text.
  package func records(_ kind: Kind, _ key: MatchKey, _ text: String) -> [RecordID] {
    guard let slot = keys(kind).slot(of: key) else { return [] }
    return records(kind, slot, of: [text])
  }

  /// The records that agree with these values by a key, each once; `known` are texts worked out before.
  package func records(
    _ kind: Kind, _ key: MatchKey, known: MatchTexts = .none, of value: (String) -> Value?
  ) -> [RecordID] {
    let keys = keys(kind)
    guard let slot = keys.slot(of: key) else { return [] }
    return records(kind, slot, of: known[slot] ?? keys.texts(slot, value))
  }

  /// The records of any of these texts, each once: text by text, the repository's first.
  private func records(_ kind: Kind, _ slot: Int, of texts: [String]) -> [RecordID] {
    let index = kinds[kind.order]
    var found: [RecordID] = []
    for text in texts {
      if index.looksUp, let likely = candidates(kind, index.keys.keys[slot], text) {
        for record in likely where index.keys.texts(slot, { record[$0] }).contains(text) {
          if !found.contains(record.id) { found.append(record.id) }
        }
      } else {
        index.present[slot].value[text]?.append(to: &found)
      }
      index.added[slot].append(text, to: &found)
    }
    return found
  }

  // MARK: Looking up

  /// Records of a kind, ascending, among them all that have a text by a key; nil where the repository's index does not know.
  private func candidates(_ kind: Kind, _ key: MatchKey, _ text: String) -> [Record]? {
    guard let lookup = snapshot.source.lookup else { return nil }
    let texts = text.split(separator: "\u{1}", omittingEmptySubsequences: false)
    guard texts.count == key.parts.count else { return nil }
    for (part, text) in zip(key.parts, texts) where !text.isEmpty {
      guard let ids = identifiers(part, kind, String(text), lookup) else { continue }
      return ids.compactMap { snapshot.record($0) }.filter { $0.kind == kind }
    }
    return nil
  }

  private func identifiers(
    _ part: String, _ kind: Kind, _ text: String, _ lookup: any RecordLookup
  ) -> [RecordID]? {
    switch part {
    // In them, what a key leaves out or spells otherwise is no part of a word.
    case "emails", "links":
      text.utf8.allSatisfy { $0 < 0x80 } ? bearers(of: Folding.words(text), lookup) : nil
    case "name" where kind == .contact || kind == .lead:
      bearers(of: text.split(separator: " ").map(String.init), lookup)
    case "phones":
      text.utf8.first == 0x2b ? lookup.records(phoneDigits: String(PhoneRenumbering.lasting(text))) : nil
    default: nil
    }
  }

  /// Records that have all of these folded words; nil where there are none.
  private func bearers(of words: [String], _ lookup: any RecordLookup) -> [RecordID]? {
    var common: [RecordID]?
    // The longest word is likely to leave the fewest.
    for word in words.sorted(by: { $0.utf8.count > $1.utf8.count }) {
      let found = lookup.records(word: word, isPrefix: false)
      common = common.map { RecordIDs.intersection($0, found) } ?? found
      if common?.isEmpty == true { break }
    }
    return common
  }
}
