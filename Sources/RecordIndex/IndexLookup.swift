import Records
import Text

/// Answers from the tables of words, spellings and phone numbers. Records that have changed since are always among them,
/// those of kinds that were not looked at never.
struct IndexLookup: RecordLookup {
  let records: IndexRecords
  private var reader: IndexReader { records.reader }
  private var overlay: IndexOverlay? { records.overlay }

  func records(word: String, isPrefix: Bool) -> [RecordID] {
    var word = word
    let range = word.withUTF8 { bytes in
      let bytes = UnsafeRawBufferPointer(bytes)
      let range = reader.words.range(prefix: bytes)
      guard !isPrefix else { return range }
      // A word is the first of those that begin with it.
      guard let first = reader.words[range.lowerBound], ByteOrder.areEqual(first, bytes) else { return 0..<0 }
      return range.lowerBound..<range.lowerBound + 1
    }
    return identifiers(ofWords: range)
  }

  func records(keyPrefix: String) -> [RecordID] {
    var key = keyPrefix
    let (words, keys) = key.withUTF8 { bytes in
      // Words whose key is the word itself are in the table of words alone.
      let bytes = UnsafeRawBufferPointer(bytes)
      return (reader.words.range(prefix: bytes), reader.keys.range(prefix: bytes))
    }
    var found = RecordSet(count: reader.recordCount)
    insertRecords(ofWords: words, into: &found)
    for key in keys {
      if let word = reader.keyWords[key] { insertRecords(ofWords: Int(word)..<Int(word) + 1, into: &found) }
    }
    return identifiers(found)
  }

  func records(phoneDigits: String) -> [RecordID] {
    var found = RecordSet(count: reader.recordCount)
    for record in reader.phones.records(withDigits: Array(phoneDigits.utf8)) { found.insert(record) }
    return identifiers(found)
  }

  func words(where isWanted: (UnsafeRawBufferPointer) -> Bool) -> [String] {
    var words: [String] = []
    for word in 0..<reader.words.count {
      if let text = reader.words[word], isWanted(text) { words.append(String(decoding: text, as: UTF8.self)) }
    }
    guard let overlay else { return words }
    return words + overlay.records.words(besides: words, where: isWanted)
  }

  var dangling: [RecordID] {
    var found = RecordSet(count: reader.recordCount)
    for index in 0..<reader.dangling.count {
      if let record = reader.dangling[index] { found.insert(Int(record)) }
    }
    if records.kinds != .all { insertMentions(ofOtherKindsInto: &found) }
    // Whatever mentions a record that is no more may dangle now.
    for record in overlay?.hidden ?? [] {
      guard let id = reader.identifier(record), overlay?.byID[id] == nil else { continue }
      for mention in reader.mentions(of: id) {
        if let record = reader.mentions[mention] { found.insert(Int(record)) }
      }
    }
    return identifiers(found)
  }

  /// Where kinds are not looked at, what mentions records of theirs dangles. Both tables ascend by identifier.
  private func insertMentions(ofOtherKindsInto found: inout RecordSet) {
    var number = 0
    for index in 0..<reader.targets.count {
      guard let entry = reader.targets[index] else { continue }
      let target: UInt64 = entry.number(at: 0)
      while let id = reader.identifiers[number], id < target { number += 1 }
      guard reader.identifiers[number] == target else {
        // Known by another identifier now, perhaps of a record that is not looked at.
        if let id = RecordID(bits: target), records.record(id) == nil {
          insertMentions(at: index, into: &found)
        }
        continue
      }
      if !records.isPresent(number) { insertMentions(at: index, into: &found) }
    }
  }

  private func insertMentions(at index: Int, into found: inout RecordSet) {
    guard let entry = reader.targets[index] else { return }
    let start = Int(entry.number(at: 8) as UInt32)
    let count = Int(entry.number(at: 12) as UInt32)
    for mention in start..<start + count {
      if let record = reader.mentions[mention] { found.insert(Int(record)) }
    }
  }

  private func identifiers(ofWords words: Range<Int>) -> [RecordID] {
    var found = RecordSet(count: reader.recordCount)
    insertRecords(ofWords: words, into: &found)
    return identifiers(found)
  }

  private func insertRecords(ofWords words: Range<Int>, into found: inout RecordSet) {
    // The postings of neighbouring words lie side by side.
    guard !words.isEmpty, let start = reader.postingStarts[words.lowerBound],
      let end = reader.postingStarts[words.upperBound], start <= end, Int(end) <= reader.postingRecords.count
    else { return }
    for posting in Int(start)..<Int(end) {
      if let record = reader.postingRecords[posting] { found.insert(Int(record)) }
    }
  }

  /// The identifiers of a set, and those of all records that have changed.
  private func identifiers(_ found: RecordSet) -> [RecordID] {
    var ids: [RecordID] = []
    found.forEach { record in
      if records.isPresent(record), let id = reader.identifier(record) { ids.append(id) }
    }
    guard let overlay else { return ids }
    return RecordIDs.union(ids, overlay.records.map(\.id))
  }
}

/// A set of record numbers.
private struct RecordSet {
  private var words: [UInt64]

  init(count: Int) { words = Array(repeating: 0, count: (count + 63) / 64) }

  /// Numbers that no record has are left out.
  mutating func insert(_ record: Int) {
    guard record >= 0, record >> 6 < words.count else { return }
    words[record >> 6] |= 1 << UInt64(record & 63)
  }

  /// Ascending.
  func forEach(_ body: (Int) -> Void) {
    for (index, word) in words.enumerated() {
      var rest = word
      while rest != 0 {
        body((index << 6) + rest.trailingZeroBitCount)
        rest &= rest - 1
      }
    }
  }
}
