/// Cyrillic in Latin letters: for file names, and for finding a name by any of its usual spellings.
package enum Transliteration {
  /// A file-name part made of `a–z0–9` and single hyphens, at most `maxLength` characters, cut between words when possible.
  ///
  /// A name without a letter that Latin can spell gives "record".
  package static func slug(_ name: String, maxLength: Int = 40) -> String {
    var bytes: [UInt8] = []
    var pendingHyphen = false
    for scalar in latin(Folding.fold(name)).unicodeScalars {
      let value = scalar.value
      switch value {
      case 0x61...0x7A, 0x30...0x39:
        if pendingHyphen && !bytes.isEmpty { bytes.append(0x2D) }
        pendingHyphen = false
        bytes.append(UInt8(value))
      case 0x27, 0x60, 0xB4, 0x2BB, 0x2BC, 0x2018, 0x2019:
        break  // An apostrophe joins: o'neill is one word.
      default:
        pendingHyphen = true
      }
    }
    let limit = max(maxLength, 1)
    if bytes.count > limit {
      if bytes[limit] != 0x2D, let hyphen = bytes[..<limit].lastIndex(of: 0x2D), hyphen > 0 {
        bytes.removeSubrange(hyphen...)
      } else {
        bytes.removeSubrange(limit...)
      }
      if bytes.last == 0x2D { bytes.removeLast() }
    }
    return bytes.isEmpty ? "record" : String(decoding: bytes, as: UTF8.self)
  }

  /// `folded` with Russian, Ukrainian, Belarusian, Serbian and Kazakh letters spelled in Latin; the rest stays.
  package static func latin(_ folded: String) -> String {
    if !folded.utf8.contains(where: { $0 == 0xD0 || $0 == 0xD1 || $0 == 0xD2 || $0 == 0xD3 }) {
      return folded
    }
    var result = ""
    result.reserveCapacity(folded.utf8.count)
    for scalar in folded.unicodeScalars {
      if let spelling = spelling(of: scalar) {
        result += spelling
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// One key for all the common spellings of a folded word: хан, khan, han and xan agree, as do юрий, yuri and juriy.
  ///
  /// A beginning of a word gives the beginning of its key, except when it ends inside a letter pair such as `kh`.
  package static func canonicalKey(_ folded: String) -> String { key(folded, x: "h", j: 0x69) }

  /// The canonical key and, for Latin words with `x` or `j`, the keys that read them as `ks` and as `zh`.
  package static func canonicalKeys(_ folded: String) -> [String] {
    var keys = [canonicalKey(folded)]
    let hasX = folded.utf8.contains(0x78)
    let hasJ = folded.utf8.contains(0x6A)
    if hasX { keys.append(key(folded, x: "ks", j: 0x69)) }
    if hasJ { keys.append(key(folded, x: "h", j: 0x7A)) }
    return keys
  }

  private static func spelling(of scalar: Unicode.Scalar) -> String? {
    switch scalar {
    case "а", "ә": "a"
    case "б": "b"
    case "в": "v"
    case "г", "ґ", "ғ": "g"
    case "д": "d"
    case "е", "ё", "э": "e"
    case "є": "ye"
    case "ж": "zh"
    case "з": "z"
    case "и", "і", "ї": "i"
    case "й", "ы": "y"
    case "ј": "j"
    case "к", "қ", "ҡ": "k"
    case "л": "l"
    case "љ": "lj"
    case "м": "m"
    case "н", "ң": "n"
    case "њ": "nj"
    case "о", "ө": "o"
    case "п": "p"
    case "р": "r"
    case "с": "s"
    case "т": "t"
    case "у", "ў", "ұ", "ү": "u"
    case "ф": "f"
    case "х": "kh"
    case "һ", "ҳ": "h"
    case "ц": "ts"
    case "ћ": "c"
    case "ч": "ch"
    case "џ": "dz"
    case "ђ": "dj"
    case "ш": "sh"
    case "щ": "shch"
    case "ъ", "ь": ""
    case "ю": "yu"
    case "я": "ya"
    default: nil
    }
  }

  private static func key(_ folded: String, x: String, j: UInt8) -> String {
    let text = Array(latin(folded).utf8)
    var key: [UInt8] = []
    key.reserveCapacity(text.count)
    /// Appends a letter unless it doubles the one before: anna and ana agree.
    func put(_ letter: UInt8) {
      if key.last != letter || (letter >= 0x30 && letter <= 0x39) { key.append(letter) }
    }
    func matches(_ pattern: String, at index: Int) -> Bool { text[index...].starts(with: pattern.utf8) }
    var index = 0
    while index < text.count {
      let byte = text[index]
      switch byte {
      case 0x27:  // '
        index += 1
      case 0x73:  // s
        if let length = ["shch", "sch", "sh"].first(where: { matches($0, at: index) })?.utf8.count {
          put(0x73)
          put(0x68)
          index += length
        } else {
          put(0x73)
          index += 1
        }
      case 0x63:  // c
        if matches("ck", at: index) {
          put(0x6B)
          index += 2
        } else {
          put(0x63)
          index += 1
          if index < text.count, text[index] == 0x68 {
            put(0x68)
            index += 1
          }
        }
      case 0x74:  // t
        if let pair = ["tsch", "tch"].first(where: { matches($0, at: index) }) {
          put(0x63)
          put(0x68)
          index += pair.utf8.count
        } else if let pair = ["ts", "tc", "tz"].first(where: { matches($0, at: index) }),
          !matches("tsh", at: index)
        {
          put(0x63)
          index += pair.utf8.count
        } else {
          put(0x74)
          index += 1
        }
      case 0x6B:  // k
        if matches("kh", at: index) {
          put(0x68)
          index += 2
        } else {
          put(0x6B)
          index += 1
        }
      case 0x67:  // g
        put(0x67)
        index += matches("gh", at: index) ? 2 : 1
      case 0x70:  // p
        put(matches("ph", at: index) ? 0x66 : 0x70)
        index += matches("ph", at: index) ? 2 : 1
      case 0x78:  // x
        for letter in x.utf8 { put(letter) }
        index += 1
      case 0x71:  // q
        put(0x6B)
        index += 1
      case 0x77:  // w
        put(0x76)
        index += 1
      case 0x6A where j == 0x7A:  // j read as zh
        put(0x7A)
        put(0x68)
        index += 1
      case 0x69, 0x6A, 0x79:  // i j y
        var end = index + 1
        while end < text.count, [0x69, 0x79].contains(text[end]) || (text[end] == 0x6A && j == 0x69) {
          end += 1
        }
        let startsSoftVowel =
          text[end - 1] != 0x69 && end < text.count && (text[end] == 0x65 || text[end] == 0x6F)
        if startsSoftVowel {
          // ye, je, yo, jo spell Cyrillic е and ё.
          if end - index > 1 { put(0x69) }
          put(0x65)
          index = end + 1
        } else {
          put(0x69)
          index = end
        }
      default:
        put(byte)
        index += 1
      }
    }
    return String(decoding: key, as: UTF8.self)
  }
}
