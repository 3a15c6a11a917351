import Text

/// The folded words of many texts, each word numbered once.
///
/// A chunk of text between two bytes that can be in no word is folded the first time it is met; most chunks of a repository
/// are met again and again.
struct WordCollector {
  /// The words, in the order in which they were first seen.
  private(set) var words = ByteInterner(capacity: 1024)
  private var chunks = ByteInterner(capacity: 1024)
  private var chunkEnds: [UInt32] = []
  private var chunkWords: [UInt32] = []
  /// By word, the row and slot that it was last seen in.
  private var seen: [UInt64] = []
  private(set) var tokens = WordTokens()

  /// Adds the words of a text to the row that is being collected. False once the numbers do not suffice.
  mutating func add(_ text: String, slot: Int) -> Bool {
    var text = text
    let slot = UInt8(clamping: slot)
    return text.withUTF8 { bytes in
      let bytes = UnsafeRawBufferPointer(bytes)
      var index = 0
      while index < bytes.count {
        while index < bytes.count, !WordCollector.mayBeInWord(bytes[index]) { index += 1 }
        let start = index
        while index < bytes.count, WordCollector.mayBeInWord(bytes[index]) { index += 1 }
        if start < index, !add(chunk: UnsafeRawBufferPointer(rebasing: bytes[start..<index]), slot) {
          return false
        }
      }
      return true
    }
  }

  /// Letters, digits, apostrophes and everything beyond ASCII; all other bytes end a word.
  @inline(__always)
  private static func mayBeInWord(_ byte: UInt8) -> Bool {
    byte >= 0x80 || byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26 || byte == 0x27 || byte == 0x60
  }

  private mutating func add(chunk: UnsafeRawBufferPointer, _ slot: UInt8) -> Bool {
    guard let (number, isNew) = chunks.intern(chunk) else { return false }
    if isNew {
      for word in Folding.words(String(decoding: chunk, as: UTF8.self)) {
        var word = word
        guard let interned = word.withUTF8({ words.intern(UnsafeRawBufferPointer($0)) }) else { return false }
        if interned.isNew { seen.append(.max) }
        chunkWords.append(UInt32(interned.number))
      }
      chunkEnds.append(UInt32(clamping: chunkWords.count))
    }
    let stamp = UInt64(tokens.rowCount) << 8 | UInt64(slot)
    let start = number == 0 ? 0 : Int(chunkEnds[number - 1])
    for index in start..<Int(chunkEnds[number]) {
      let word = chunkWords[index]
      guard seen[Int(word)] != stamp else { continue }
      seen[Int(word)] = stamp
      tokens.append(word, slot)
    }
    return tokens.count < Int(UInt32.max)
  }

  /// Ends a row; the next words belong to the next one.
  mutating func endRow() { tokens.endRow() }
}

/// For each row, in order: its words and the slots that they are in.
struct WordTokens: Sendable {
  private(set) var words: [UInt32] = []
  private(set) var slots: [UInt8] = []
  private var rowEnds: [UInt32] = []

  var count: Int { words.count }
  var rowCount: Int { rowEnds.count }

  mutating func append(_ word: UInt32, _ slot: UInt8) {
    words.append(word)
    slots.append(slot)
  }

  mutating func endRow() { rowEnds.append(UInt32(clamping: words.count)) }

  /// The tokens of a row.
  @inline(__always)
  subscript(row: Int) -> Range<Int> {
    (row == 0 ? 0 : Int(rowEnds[row - 1]))..<Int(rowEnds[row])
  }
}
