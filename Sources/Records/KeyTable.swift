/// The places of some words in a list, found by their bytes; of equal words the last one counts, and an empty one is none.
///
/// A dictionary would do the same, but the tables of all kinds are made at each start, and of those the library's own
/// have to look up what a string can do.
struct KeyTable: Sendable {
  private let words: [String]
  /// A place above 0 by hash; as many as a power of two, and at least twice as many as there are words.
  private let places: [Int32]

  init(_ words: [String]) {
    var size = 8
    while size < words.count * 2 { size *= 2 }
    var places = [Int32](repeating: 0, count: size)
    for (index, word) in words.enumerated() where !word.isEmpty {
      var slot = KeyTable.hash(word) & (size - 1)
      while places[slot] != 0, words[Int(places[slot]) - 1] != word { slot = (slot + 1) & (size - 1) }
      places[slot] = Int32(clamping: index + 1)
    }
    self.words = words
    self.places = places
  }

  subscript(_ word: String) -> Int? {
    var slot = KeyTable.hash(word) & (places.count - 1)
    while places[slot] != 0 {
      let place = Int(places[slot]) - 1
      if words[place] == word { return place }
      slot = (slot + 1) & (places.count - 1)
    }
    return nil
  }

  private static func hash(_ word: String) -> Int {
    var hash: UInt32 = 0
    for byte in word.utf8 { hash = (hash &+ UInt32(byte)) &* 0x9E37_79B1 }
    return Int(hash >> 12)
  }
}
