import Text

/// Finds records without looking at each.
///
/// Every answer holds all records that qualify and may hold others, ascending by identifier; whoever asks tests what
/// it gets, so that answers with and without a lookup are the same.
package protocol RecordLookup: Sendable {
  /// Records with this folded word, or with one that begins with it, in a searchable field; an activity also by its type.
  func records(word: String, isPrefix: Bool) -> [RecordID]
  /// Records with a word one of whose `Transliteration.canonicalKeys` begins with this.
  func records(keyPrefix: String) -> [RecordID]
  /// Records with this run of digits in a phone number, as it is written or in full.
  func records(phoneDigits: String) -> [RecordID]
  /// Records that have, for each of these words, one that begins with it.
  func records(wordPrefixes words: [String]) -> [RecordID]
  /// The folded words of all searchable fields that pass, given their bytes.
  func words(where isWanted: (UnsafeRawBufferPointer) -> Bool) -> [String]
  /// Records that mention an identifier which no record has: the stem is all the name it has.
  var dangling: [RecordID] { get }
}

extension RecordSource {
  /// Nil where every record has to be looked at.
  package var lookup: (any RecordLookup)? { nil }
}

extension RecordLookup {
  /// Records that have, for each of these words, one that begins with it.
  package func records(wordPrefixes words: [String]) -> [RecordID] {
    var common: [RecordID]?
    // The longest word is likely to leave the fewest.
    for word in words.sorted(by: { $0.utf8.count > $1.utf8.count }) {
      let found = records(word: word, isPrefix: true)
      common = common.map { RecordIDs.intersection($0, found) } ?? found
      if common?.isEmpty == true { break }
    }
    return common ?? []
  }
}

extension [Record] {
  /// The folded words of their searchable fields that pass, given their bytes, each once; those of `known` are left out.
  package func words(
    besides known: [String], where isWanted: (UnsafeRawBufferPointer) -> Bool
  ) -> [String] {
    var seen = Set(known)
    var words: [String] = []
    for record in self {
      for field in record.table.fields where field.isSearchable {
        guard let value = record[field] else { continue }
        for word in Folding.words(value.plainText) where !seen.contains(word) {
          var text = word
          if text.withUTF8({ isWanted(UnsafeRawBufferPointer($0)) }) {
            seen.insert(word)
            words.append(word)
          }
        }
      }
    }
    return words
  }
}

/// Sets of identifiers as lists that ascend.
package enum RecordIDs {
  package static func intersection(_ a: [RecordID], _ b: [RecordID]) -> [RecordID] {
    var common: [RecordID] = []
    var (i, j) = (0, 0)
    while i < a.count, j < b.count {
      if a[i] == b[j] {
        common.append(a[i])
        i += 1
        j += 1
      } else if a[i] < b[j] {
        i += 1
      } else {
        j += 1
      }
    }
    return common
  }

  package static func union(_ a: [RecordID], _ b: [RecordID]) -> [RecordID] {
    if a.isEmpty { return b }
    if b.isEmpty { return a }
    var all: [RecordID] = []
    all.reserveCapacity(a.count + b.count)
    var (i, j) = (0, 0)
    while i < a.count || j < b.count {
      if j == b.count || (i < a.count && a[i] < b[j]) {
        all.append(a[i])
        i += 1
      } else if i == a.count || b[j] < a[i] {
        all.append(b[j])
        j += 1
      } else {
        all.append(a[i])
        i += 1
        j += 1
      }
    }
    return all
  }
}
