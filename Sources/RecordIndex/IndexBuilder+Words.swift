import Records
import Store
import Text
import Threads

extension IndexBuilder {
  /// The table of words with their postings, and the words' other spellings; nil where they do not fit.
  func wordSections() -> [Section]? {
    var words = ByteInterner(capacity: (base?.words.count ?? 0) + 4096)
    // The old index's words come first, so that their numbers stay.
    let oldCount = base?.words.count ?? 0
    for word in 0..<oldCount {
      guard let text = base?.words[word], let interned = words.intern(text), interned.number == word else {
        return nil
      }
    }
    var maps: [[UInt32]] = []
    for segment in segments {
      var map: [UInt32] = []
      map.reserveCapacity(segment.words.count)
      for word in 0..<segment.words.count {
        guard let interned = segment.words.withText(word, { words.intern($0) }) else { return nil }
        map.append(UInt32(interned.number))
      }
      maps.append(map)
    }
    let counts = countPostings(wordCount: words.count, maps: maps)
    let sorted = IndexBuilder.sorted(words, where: { counts[$0] > 0 })
    var place = [UInt32](repeating: IndexFormat.none, count: words.count)
    var starts: [UInt32] = [0]
    var text: [UInt8] = []
    var postingStarts: [UInt32] = [0]
    var total = 0
    for (position, word) in sorted.enumerated() {
      place[word] = UInt32(position)
      words.withText(word) { text.append(contentsOf: $0) }
      starts.append(UInt32(clamping: text.count))
      total += counts[word]
      postingStarts.append(UInt32(clamping: total))
    }
    guard total < Int(UInt32.max) else { return nil }
    let (records, slots) = postings(maps: maps, place: place, starts: postingStarts)
    guard text.count < Int(UInt32.max) else { return nil }
    if sorted.isEmpty { return [] }
    let keys = keySections(words, sorted: sorted, place: place, oldCount: oldCount)
    return keys.map { keys in
      [
        (IndexFormat.number(.wordStarts), IndexBuilder.bytes(of: starts)),
        (IndexFormat.number(.wordText), text),
        (IndexFormat.number(.postingStarts), IndexBuilder.bytes(of: postingStarts)),
        (IndexFormat.number(.postingRecords), IndexBuilder.bytes(of: records)),
        (IndexFormat.number(.postingSlots), slots),
      ] + keys
    }
  }

  /// By word, how many postings it has.
  private func countPostings(wordCount: Int, maps: [[UInt32]]) -> [Int] {
    var counts = [Int](repeating: 0, count: wordCount)
    for word in 0..<(base?.words.count ?? 0) {
      for posting in oldPostings(word) where newNumber(posting: posting) != nil { counts[word] += 1 }
    }
    for (number, segment) in segments.enumerated() {
      let (map, tokens, records) = (maps[number], segment.tokens, placed[number])
      for row in segment.rows.indices where records[row] != IndexFormat.none {
        for token in tokens[row] { counts[Int(map[Int(tokens.words[token])])] += 1 }
      }
    }
    return counts
  }

  /// The postings of the words in their order, ascending within each; `place` says where in that order a word is.
  private func postings(
    maps: [[UInt32]], place: [UInt32], starts: [UInt32]
  ) -> (records: [UInt32], slots: [UInt8]) {
    let total = Int(starts.last ?? 0)
    var records = [UInt32](repeating: 0, count: total)
    var slots = [UInt8](repeating: 0, count: total)
    var next = starts
    let oldCount = base?.words.count ?? 0
    for word in 0..<oldCount where place[word] != IndexFormat.none {
      let position = Int(place[word])
      for posting in oldPostings(word) {
        guard let record = newNumber(posting: posting) else { continue }
        records[Int(next[position])] = record
        slots[Int(next[position])] = base?.postingSlots[posting] ?? .max
        next[position] += 1
      }
    }
    // The place of each word of each segment.
    let places = maps.map { map in map.map { place[Int($0)] } }
    let ends = next
    for (record, source) in sources.enumerated() where source.origin > 0 {
      let number = Int(source.origin) - 1
      let tokens = segments[number].tokens
      for token in tokens[Int(source.row)] {
        let position = Int(places[number][Int(tokens.words[token])])
        records[Int(next[position])] = UInt32(truncatingIfNeeded: record)
        slots[Int(next[position])] = tokens.slots[token]
        next[position] += 1
      }
    }
    // Both halves ascend, but the old index's come first.
    for position in ends.indices.dropLast() where starts[position] < ends[position] {
      guard ends[position] < next[position] else { continue }
      let range = Int(starts[position])..<Int(next[position])
      let sorted = range.map { UInt64(records[$0]) << 8 | UInt64(slots[$0]) }.sorted()
      for (index, posting) in zip(range, sorted) {
        records[index] = UInt32(truncatingIfNeeded: posting >> 8)
        slots[index] = UInt8(truncatingIfNeeded: posting)
      }
    }
    return (records, slots)
  }

  private func oldPostings(_ word: Int) -> Range<Int> {
    guard let base, let start = base.postingStarts[word], let end = base.postingStarts[word + 1],
      start <= end,
      Int(end) <= base.postingRecords.count
    else { return 0..<0 }
    return Int(start)..<Int(end)
  }

  private func newNumber(posting: Int) -> UInt32? {
    base?.postingRecords[posting].flatMap { newNumber(old: Int($0)) }
  }

  /// The numbers of the wanted words in the order of their bytes.
  private static func sorted(_ words: ByteInterner, where isWanted: (Int) -> Bool) -> [Int] {
    var entries: [(head: UInt64, word: Int)] = []
    entries.reserveCapacity(words.count)
    for word in 0..<words.count where isWanted(word) {
      let head = words.withText(word) { text in
        var head: UInt64 = 0
        for index in 0..<8 { head = head << 8 | (index < text.count ? UInt64(text[index]) : 0) }
        return head
      }
      entries.append((head, word))
    }
    entries.sort { a, b in
      if a.head != b.head { return a.head < b.head }
      return words.withText(a.word) { x in words.withText(b.word) { ByteOrder.compare(x, $0) < 0 } }
    }
    return entries.map(\.word)
  }

  private struct Spelling: Sendable {
    let key: String
    let word: UInt32
  }

  /// Spellings in the other script, those of old words copied, those of new ones made on all cores.
  private func keySections(
    _ words: ByteInterner, sorted: [Int], place: [UInt32], oldCount: Int
  ) -> [Section]? {
    let fresh = sorted.filter { $0 >= oldCount }
    let size = 4096
    let pieces = Parallel.pieces((fresh.count + size - 1) / size) { piece in
      var found: [Spelling] = []
      for word in fresh[(piece * size)..<min(fresh.count, (piece + 1) * size)] {
        let text = words.withText(word) { bytes in
          bytes.contains { $0 < 0x30 || $0 > 0x39 } ? String(decoding: bytes, as: UTF8.self) : ""
        }
        if text.isEmpty { continue }
        for key in Transliteration.canonicalKeys(text) where key != text {
          found.append(Spelling(key: key, word: place[word]))
        }
      }
      return found
    }
    var spellings = pieces.flatMap { $0 }
    if let base {
      for index in 0..<base.keys.count {
        guard let key = base.keys[index], let word = base.keyWords[index], Int(word) < oldCount else {
          return nil
        }
        let position = place[Int(word)]
        if position != IndexFormat.none {
          spellings.append(Spelling(key: String(decoding: key, as: UTF8.self), word: position))
        }
      }
    }
    guard !spellings.isEmpty else { return [] }
    // Keys are folded text, whose order as strings is that of their bytes only where nothing is composed: compare bytes.
    var texts = ByteInterner(capacity: spellings.count)
    var owners: [[UInt32]] = []
    for spelling in spellings {
      var key = spelling.key
      guard let interned = key.withUTF8({ texts.intern(UnsafeRawBufferPointer($0)) }) else { return nil }
      if interned.isNew {
        owners.append([spelling.word])
      } else {
        owners[interned.number].append(spelling.word)
      }
    }
    var starts: [UInt32] = [0]
    var text: [UInt8] = []
    var keyWords: [UInt32] = []
    for key in IndexBuilder.sorted(texts, where: { _ in true }) {
      for word in owners[key].sorted() {
        texts.withText(key) { text.append(contentsOf: $0) }
        starts.append(UInt32(clamping: text.count))
        keyWords.append(word)
      }
    }
    guard text.count < Int(UInt32.max) else { return nil }
    return [
      (IndexFormat.number(.keyStarts), IndexBuilder.bytes(of: starts)),
      (IndexFormat.number(.keyText), text),
      (IndexFormat.number(.keyWords), IndexBuilder.bytes(of: keyWords)),
    ]
  }

  func phoneSections() -> [Section]? {
    var starts: [UInt32] = [0]
    var text: [UInt8] = []
    var records: [UInt32] = []
    if let base {
      for index in 0..<base.phones.count {
        guard let digits = base.phones[index], let record = base.phones.records[index] else { return nil }
        guard let number = newNumber(old: Int(record)) else { continue }
        text.append(contentsOf: digits)
        starts.append(UInt32(clamping: text.count))
        records.append(number)
      }
    }
    for (segment, rows) in zip(segments, placed) {
      for phone in segment.phones where rows[phone.row] != IndexFormat.none {
        text.append(contentsOf: phone.digits.utf8)
        text.append(0x0A)
        starts.append(UInt32(clamping: text.count))
        records.append(rows[phone.row])
      }
    }
    guard text.count < Int(UInt32.max) else { return nil }
    if records.isEmpty { return [] }
    return [
      (IndexFormat.number(.phoneStarts), IndexBuilder.bytes(of: starts)),
      (IndexFormat.number(.phoneText), text),
      (IndexFormat.number(.phoneRecords), IndexBuilder.bytes(of: records)),
    ]
  }
}
