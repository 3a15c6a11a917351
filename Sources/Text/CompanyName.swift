/// Company names as they are compared: without legal forms, quotes and case.
package enum CompanyName {
  /// The folded words of `name` without legal forms at its ends, joined by a space.
  ///
  /// A name that is nothing but legal forms keeps its words.
  package static func foldedWithoutLegalForm(_ name: String) -> String {
    let words = folded(name)
    var rest = words[...]
    var changed = true
    while changed {
      changed = false
      for phrase in legalPhrases {
        if rest.count > phrase.count, rest.starts(with: phrase) {
          rest = rest.dropFirst(phrase.count)
          changed = true
        }
        if rest.count > phrase.count, rest.suffix(phrase.count).elementsEqual(phrase) {
          rest = rest.dropLast(phrase.count)
          changed = true
        }
      }
      if rest.count > 1, let first = rest.first, leadingWords.contains(first) {
        rest = rest.dropFirst()
        changed = true
      }
      if rest.count > 1, let last = rest.last, legalWords.contains(last) {
        rest = rest.dropLast()
        changed = true
      }
    }
    if rest.count == 1, let only = rest.first, legalWords.contains(only) { rest = words[...] }
    return rest.joined(separator: " ")
  }

  /// The folded words, with dotted abbreviations such as "S.r.l." and "o.o." as one word each.
  private static func folded(_ name: String) -> [String] {
    var words: [String] = []
    for token in Folding.fold(name).split(whereSeparator: { $0.isWhitespace || $0 == "," || $0 == ";" }) {
      let trimmed = token.drop { !$0.isLetter && !$0.isNumber }
      let pieces = trimmed.split(separator: ".")
      if pieces.count > 1, pieces.allSatisfy({ $0.count <= 2 && $0.allSatisfy(\.isLetter) }) {
        words.append(pieces.joined())
      } else {
        words.append(contentsOf: Folding.joinedWords(String(token)))
      }
    }
    return words
  }

  private static let legalWords: Set<String> = [
    "ооо", "оао", "зао", "пао", "нао", "ао", "ип", "чп", "пп", "тоо", "тдо", "одо", "чуп", "уп", "гуп", "муп",
    "фгуп", "нко", "ано", "нп", "ассоциация", "тов", "пат", "прат", "фоп", "жшс", "ақ", "кх", "кфх", "снт",
    "тсж",
    "llc", "llp", "lp", "inc", "incorporated", "ltd", "limited", "corp", "corporation", "co", "company",
    "plc", "pllc",
    "pc", "pty", "pte", "gmbh", "mbh", "ag", "kg", "kgaa", "ug", "ohg", "gbr", "ev", "ek", "se", "sa", "sas",
    "sasu",
    "sarl", "eurl", "snc", "srl", "srls", "spa", "sl", "slu", "sau", "lda", "ltda", "bv", "nv", "vof", "cv",
    "oy",
    "oyj", "ab", "as", "asa", "aps", "ivs", "hf", "ehf", "kft", "zrt", "nyrt", "sro", "doo", "dd", "ad",
    "ood", "eood",
    "spzoo", "uab", "sia", "ou", "jsc", "ojsc", "cjsc", "pjsc", "ooo", "oao", "zao", "pao", "ao", "too", "kk",
    "sdn", "bhd", "pvt",
  ]

  /// The forms that come before a name; the others lead only by chance, as in "SE Ranking".
  private static let leadingWords: Set<String> = [
    "ооо", "оао", "зао", "пао", "нао", "ао", "ип", "чп", "пп", "тоо", "одо", "чуп", "уп", "гуп", "муп",
    "фгуп", "нко",
    "ано", "нп", "ассоциация", "тов", "пат", "прат", "фоп", "жшс", "ақ", "кх", "кфх", "снт", "тсж", "llc",
    "jsc",
    "ojsc", "cjsc", "pjsc", "ooo", "oao", "zao", "pao", "too", "gmbh", "sarl", "srl",
  ]

  private static let legalPhrases: [[String]] = [
    ["общество", "с", "ограниченной", "ответственностью"],
    ["товарищество", "с", "ограниченной", "ответственностью"],
    ["публичное", "акционерное", "общество"],
    ["открытое", "акционерное", "общество"],
    ["закрытое", "акционерное", "общество"],
    ["непубличное", "акционерное", "общество"],
    ["акционерное", "общество"],
    ["индивидуальный", "предприниматель"],
    ["sp", "z", "oo"],
    ["sp", "zoo"],
    ["spol", "s", "ro"],
    ["spol", "sro"],
  ]
}
