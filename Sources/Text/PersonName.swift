/// Given names and the short forms that people use for them.
package enum PersonName {
  /// The other names a bearer of `folded` may go by, folded; empty for a name outside the table.
  ///
  /// A full name gives its short forms; a short form gives every full name it may stand for and their other short
  /// forms. The name is also found in the other script: "sasha" gives what "саша" gives.
  package static func variants(of folded: String) -> [String] {
    // The table is looked through rather than indexed: a search asks for a word or two, and most are no given names.
    var wanted = folded
    var found = wanted.withUTF8 { wanted in groups { $0.elementsEqual(wanted) } }
    if found.isEmpty {
      let keys = Transliteration.canonicalKeys(folded)
      let letters = keys.reduce(0) { $0 | ($1.utf8.first.map(bit) ?? 0) }
      found = groups { name in
        firstLetters(ofKey: name) & letters != 0
          && Transliteration.canonicalKeys(String(decoding: name, as: UTF8.self)).contains {
            keys.contains($0)
          }
      }
    }
    var names: [String] = []
    var seen: Set<String> = [folded]
    for name in found.joined() where seen.insert(name).inserted { names.append(name) }
    return names
  }

  /// The groups that have such a name: the full name (with its equivalents), then the short forms.
  private static func groups(where isWanted: (Slice<UnsafeBufferPointer<UInt8>>) -> Bool) -> [[String]] {
    var table = PersonNameTable.text
    return table.withUTF8 { bytes in
      var found: [[String]] = []
      var line = 0
      var name = 0
      var isFound = false
      for place in 0...bytes.count {
        let byte = place < bytes.count ? bytes[place] : 0x0A
        guard byte == 0x20 || byte == 0x0A else { continue }
        if !isFound, name < place { isFound = isWanted(bytes[name..<place]) }
        name = place + 1
        guard byte == 0x0A else { continue }
        if isFound {
          found.append(bytes[line..<place].split(separator: 0x20).map { String(decoding: $0, as: UTF8.self) })
        }
        line = place + 1
        isFound = false
      }
      return found
    }
  }

  /// The letters that the keys of a name may begin with, one bit each, and perhaps some more.
  private static func firstLetters(ofKey name: Slice<UnsafeBufferPointer<UInt8>>) -> UInt32 {
    guard var letter = name.first else { return 0 }
    if letter == 0xD0 || letter == 0xD1, name.count > 1 {
      // а … п are D0 B0 … BF, р … я are D1 80 … 8F.
      let second = name[name.startIndex + 1]
      let number = letter == 0xD0 ? Int(second) - 0xB0 : Int(second) - 0x80 + 16
      guard number >= 0, number < 32 else { return .max }
      letter = firstLatinLetters[number]
    }
    switch letter {
    case 0x6B: return bit(0x6B) | bit(0x68)  // kh
    case 0x70: return bit(0x70) | bit(0x66)  // ph
    case 0x71: return bit(0x6B)  // q
    case 0x74: return bit(0x74) | bit(0x63)  // ts, tch
    case 0x77: return bit(0x76)  // w
    case 0x78: return bit(0x68) | bit(0x6B)  // x
    case 0x69, 0x6A, 0x79: return bit(0x69) | bit(0x65) | bit(0x7A)  // i, ye, zh
    default: return bit(letter)
    }
  }

  /// What the Latin spelling of each letter from а to я begins with; a star where it has none.
  private static let firstLatinLetters = Array("abvgdezziyklmnoprstufktcss*y*eyy".utf8)

  private static func bit(_ letter: UInt8) -> UInt32 {
    letter >= 0x61 && letter <= 0x7A ? 1 << UInt32(letter - 0x61) : .max
  }
}
