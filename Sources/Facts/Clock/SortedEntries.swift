/// A text of entries `key:value` or `key|tag:value` in the order of their keys' bytes, parted by commas and line ends.
///
/// It is searched as it is in the program's file: nothing is built from it.
struct SortedEntries {
  let text: StaticString

  /// What follows the key in each entry that has it, in order: `value`, or `tag:value`.
  func values(of key: String) -> [Substring] {
    var key = key
    return text.withUTF8Buffer { bytes in key.withUTF8 { SortedEntries.values(of: $0, in: bytes) } }
  }

  private typealias Bytes = UnsafeBufferPointer<UInt8>

  private static func values(of key: Bytes, in bytes: Bytes) -> [Substring] {
    var (low, high) = (0, bytes.count)
    while low < high {
      let entry = Entry(at: (low + high) / 2, in: bytes)
      if entry.key.lexicographicallyPrecedes(key) { low = entry.end + 1 } else { high = entry.start }
    }
    var found: [Substring] = []
    while low < bytes.count {
      let entry = Entry(at: low, in: bytes)
      guard entry.key.elementsEqual(key) else { break }
      found.append(Substring(decoding: entry.rest, as: UTF8.self))
      low = entry.end + 1
    }
    return found
  }

  private struct Entry {
    /// From behind the mark before it to the mark behind it.
    let start: Int
    let end: Int
    let key: Slice<Bytes>
    let rest: Slice<Bytes>

    /// The entry that a byte belongs to; a mark belongs to the entry before it.
    init(at place: Int, in bytes: Bytes) {
      func isMark(_ byte: UInt8) -> Bool { byte == 0x2C || byte == 0x0A }
      var start = place
      while start > 0, !isMark(bytes[start - 1]) { start -= 1 }
      var end = place
      while end < bytes.count, !isMark(bytes[end]) { end += 1 }
      self.start = start
      self.end = end
      let whole = bytes[start..<end].drop { $0 == 0x20 }
      let border = whole.firstIndex { $0 == 0x3A || $0 == 0x7C } ?? end
      key = whole[whole.startIndex..<border]
      rest = whole[min(border + 1, end)..<end]
    }
  }
}

/// The words of a text that are parted by blanks and line ends, by their places.
struct NumberedWords: Sendable {
  private let text: StaticString
  /// Where each word begins and ends, found once.
  private let bounds: [Range<Int>]

  init(_ text: StaticString) {
    self.text = text
    bounds = text.withUTF8Buffer { bytes in
      func isGap(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A }
      var (found, start): ([Range<Int>], Int) = ([], 0)
      while start < bytes.count {
        while start < bytes.count, isGap(bytes[start]) { start += 1 }
        var end = start
        while end < bytes.count, !isGap(bytes[end]) { end += 1 }
        if end > start { found.append(start..<end) }
        start = end
      }
      return found
    }
  }

  /// Nil behind the last one.
  subscript(place: Int) -> String? {
    guard bounds.indices.contains(place) else { return nil }
    return text.withUTF8Buffer { String(decoding: $0[bounds[place]], as: UTF8.self) }
  }
}
