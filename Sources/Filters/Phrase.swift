import Text

/// Words that must begin words of a text, one after another; case and accents do not count.
struct Phrase: Sendable, Hashable {
  let words: [String]
  /// The only word in ASCII, for a scan that makes no copies.
  private let ascii: [UInt8]?

  /// Nil for a text without a letter or digit.
  init?(_ text: String) {
    self.init(words: Folding.joinedWords(text))
  }

  init?(words: [String]) {
    guard !words.isEmpty else { return nil }
    self.words = words
    ascii = words.count == 1 && words[0].utf8.allSatisfy { $0 < 0x80 } ? Array(words[0].utf8) : nil
  }

  func matches(_ text: String) -> Bool {
    if let ascii, let answer = ASCIIWords.contains(text, beginning: ascii) { return answer }
    return matches(words: Folding.words(text))
  }

  /// The same with the folded words of the text.
  func matches(words text: [String]) -> Bool {
    guard text.count >= words.count else { return false }
    return (0...(text.count - words.count)).contains { start in
      words.indices.allSatisfy { text[start + $0].hasPrefix(words[$0]) }
    }
  }

  /// True when each word begins some word of the text, in any order.
  func matchesInAnyOrder(_ text: String) -> Bool {
    if let ascii, let answer = ASCIIWords.contains(text, beginning: ascii) { return answer }
    let text = Folding.words(text)
    return words.allSatisfy { word in text.contains { $0.hasPrefix(word) } }
  }
}

/// Looks for words in text that is plain ASCII, without copies.
enum ASCIIWords {
  /// Whether a word of the text begins with these lower-case bytes; nil where only folding can tell.
  static func contains(_ text: String, beginning prefix: [UInt8], isWhole: Bool = false) -> Bool? {
    text.utf8.withContiguousStorageIfAvailable { bytes in
      var found = false
      var isInWord = false
      var index = 0
      while index < bytes.count {
        let byte = bytes[index]
        // Accents, and apostrophes that join words, are for the folding to judge.
        if byte >= 0x80 || byte == 0x27 || byte == 0x60 { return nil }
        let isWordByte = isWord(byte)
        if isWordByte, !isInWord, !found {
          found = begins(bytes, at: index, with: prefix)
          if found, isWhole, index + prefix.count < bytes.count {
            let next = bytes[index + prefix.count]
            if next >= 0x80 { return nil }
            found = !isWord(next)
          }
        }
        isInWord = isWordByte
        index += 1
      }
      return found
    } ?? nil
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5a, 0x61...0x7a: true
    default: false
    }
  }

  private static func begins(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int, with prefix: [UInt8]) -> Bool
  {
    guard index + prefix.count <= bytes.count else { return false }
    for offset in prefix.indices {
      let byte = bytes[index + offset]
      guard (byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte) == prefix[offset] else { return false }
    }
    return true
  }
}
