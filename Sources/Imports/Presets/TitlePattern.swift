import Records
import Text

/// A title in the forms in which patterns look for it.
struct TitleForms {
  let literal: String
  /// As `HeaderSynonyms.normalized` has it.
  let normalized: String
  /// The words with `n` for every number: `e mail n value`; nil where there is none.
  let numbered: String?
  /// Normalized, without the currency that it names; nil where it names none.
  let withoutCurrency: String?

  init(_ title: String) {
    literal = title
    normalized = HeaderSynonyms.normalized(title)
    numbered = TitleForms.numbered(title)
    withoutCurrency = AmountTitle(title).map { HeaderSynonyms.normalized($0.rest) }
  }

  /// Titles that are written with a number somewhere.
  static func numbered(_ title: String) -> String? {
    guard title.utf8.contains(where: { (0x30...0x39).contains($0) }) else { return nil }
    return Folding.joinedWords(title).map { Int($0) == nil ? $0 : "n" }.joined(separator: " ")
  }
}

/// A column as mappings name it: one or more titles, `A|B`, in which a word `N` stands for any number.
struct TitlePattern {
  /// The whole text, which may be the address of a column.
  let address: String
  private let normalized: [String]
  private let numbered: [String]

  init(_ key: String) {
    address = key
    var normalized: [String] = []
    var numbered: [String] = []
    for title in Preset.alternatives(key) {
      if title.split(separator: " ").contains("N") {
        numbered.append(Folding.joinedWords(title).joined(separator: " "))
      } else {
        normalized.append(HeaderSynonyms.normalized(title))
      }
    }
    self.normalized = normalized
    self.numbered = numbered
  }

  func matches(_ title: TitleForms, isMoney: Bool = false) -> Bool {
    if address == title.literal || normalized.contains(title.normalized) { return true }
    if let own = title.numbered, numbered.contains(own) { return true }
    return isMoney && title.withoutCurrency.map { normalized.contains($0) } == true
  }

  /// The first column that the pattern names, or of its alternatives the first that is there, in their order.
  static func columns(_ key: String, in header: Header) -> [Column] {
    if let exact = header.columns.first(where: { $0.address == key }) { return [exact] }
    let forms = header.columns.map { TitleForms($0.title) }
    return Preset.alternatives(key).compactMap { title in
      let pattern = TitlePattern(title)
      return zip(header.columns, forms).first { pattern.matches($0.1) }?.0
    }
  }

  /// The titles of many patterns, to see quickly whether one is among them.
  struct Table {
    private var normalized: Set<String> = []
    private var numbered: Set<String> = []

    /// Those of the presets that come with crm.
    static let builtIn = Table(Presets.all)

    init(_ presets: [Preset]) {
      for layout in presets.flatMap(\.layouts) {
        for key in layout.columns.map(\.key) + layout.titles {
          let pattern = TitlePattern(key)
          normalized.formUnion(pattern.normalized)
          numbered.formUnion(pattern.numbered)
        }
      }
    }

    func has(_ title: String, normalized words: String) -> Bool {
      normalized.contains(words) || TitleForms.numbered(title).map { numbered.contains($0) } == true
    }
  }
}

/// A title that names the currency of its cells: `Бюджет ₸`, `Amount (USD)`, `Сумма, руб.`.
struct AmountTitle {
  /// The ISO 4217 code.
  let code: String
  /// The title without the currency.
  let rest: String

  init?(_ title: String) {
    // Nearly all titles hold neither a sign nor a code nor an abbreviation.
    guard (3...60).contains(title.utf8.count) else { return nil }
    let parts = title.unicodeScalars.split(whereSeparator: AmountTitle.isSeparator)
    guard parts.count > 1, let first = parts.first, let last = parts.last else { return nil }
    if let code = AmountTitle.code(last) {
      self.code = code
      let words = parts.dropLast().map { String($0) }
      let isLinked = words.count > 1 && (words.last == "in" || words.last == "в")
      rest = (isLinked ? words.dropLast() : words).joined(separator: " ")
    } else if let code = AmountTitle.code(first) {
      self.code = code
      rest = parts.dropFirst().map { String($0) }.joined(separator: " ")
    } else {
      return nil
    }
  }

  private static func isSeparator(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case " ", ",", "(", ")", "[", "]", "/", "_", ":", "\u{a0}", "\t": true
    default: false
    }
  }

  /// Of three letters only a code of the standard counts, in capitals: `Deal Sum` names no currency.
  private static func code(_ word: Substring.UnicodeScalarView) -> String? {
    guard word.count <= 8 else { return nil }
    let word = String(word)
    guard let code = CurrencyWord.code(word), Currency.decimals(code) != nil else { return nil }
    let isBareCode = word.lowercased() == code.lowercased()
    return isBareCode && word != code ? nil : code
  }
}
