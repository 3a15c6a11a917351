import SeededRandomness

/// How people mistype: written apart from the search, so that neither proves itself.
enum Typist {
  private static let schemes: [[Character: String]] = [
    [
      "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "e", "ж": "zh", "з": "z", "и": "i",
      "й": "y",
      "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u",
      "ф": "f",
      "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e",
      "ю": "yu",
      "я": "ya",
    ],
    ["х": "h", "ц": "c", "й": "i", "щ": "sch", "ю": "iu", "я": "ia"],
    ["х": "x", "ц": "ts", "й": "j", "щ": "sch", "ю": "ju", "я": "ja", "ё": "yo"],
  ]

  /// Cyrillic in one of three usual spellings; the rest without its marks where they are common.
  static func latin(_ text: String, scheme: Int) -> String {
    text.map { letter in
      if let special = schemes[scheme][letter] ?? schemes[0][letter] { return special }
      return plain[letter] ?? String(letter)
    }.joined()
  }

  private static let plain: [Character: String] = [
    "ü": "u", "ç": "c", "é": "e", "è": "e", "ø": "o", "ł": "l", "í": "i", "ş": "s", "ö": "o", "É": "e",
  ]

  /// A Latin name as a Russian writes it down.
  static func cyrillic(_ text: String) -> String {
    var result = ""
    var rest = latin(text.lowercased(), scheme: 0)[...]
    let pairs: [(String, String)] = [
      ("sch", "ш"), ("sh", "ш"), ("ch", "ч"), ("th", "т"), ("ph", "ф"), ("ck", "к"), ("zh", "ж"), ("kh", "х"),
    ]
    let singles: [Character: String] = [
      "a": "а", "b": "б", "c": "к", "d": "д", "e": "е", "f": "ф", "g": "г", "h": "х", "i": "и", "j": "й",
      "k": "к",
      "l": "л", "m": "м", "n": "н", "o": "о", "p": "п", "q": "к", "r": "р", "s": "с", "t": "т", "u": "у",
      "v": "в",
      "w": "в", "x": "кс", "y": "й", "z": "з",
    ]
    while let first = rest.first {
      if let pair = pairs.first(where: { rest.hasPrefix($0.0) }) {
        result += pair.1
        rest = rest.dropFirst(pair.0.count)
      } else {
        result += singles[first] ?? String(first)
        rest = rest.dropFirst()
      }
    }
    return result
  }

  private static let keys = Array("qwertyuiop[]asdfghjkl;'zxcvbnm,.`")
  private static let letters = Array("йцукенгшщзхъфывапролджэячсмитьбюё")

  /// The same keys in the other layout.
  static func swapped(_ text: String) -> String {
    String(
      text.lowercased().map { key in
        if let index = letters.firstIndex(of: key) { return keys[index] }
        if let index = keys.firstIndex(of: key) { return letters[index] }
        return key
      })
  }

  enum Slip: CaseIterable { case missing, doubled, wrong, exchanged }

  /// One typing error somewhere behind the first letter.
  static func slip(_ word: String, _ kind: Slip, _ random: inout SeededRandom) -> String {
    var letters = Array(word)
    guard letters.count >= 4 else { return word }
    let place = 1 + random.below(letters.count - 2)
    switch kind {
    case .missing: letters.remove(at: place)
    case .doubled: letters.insert(letters[place], at: place)
    case .wrong:
      let isCyrillic = letters[place].unicodeScalars.contains { $0.value > 0x400 }
      letters[place] = random.draw(Array(isCyrillic ? "оаенпру" : "oaenrt").filter { $0 != letters[place] })
    case .exchanged: letters.swapAt(place, place + 1)
    }
    return String(letters)
  }
}
