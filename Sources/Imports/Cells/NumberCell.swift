package import Records

/// The character before the decimals of a column's numbers.
package enum DecimalMark: String, Sendable, CaseIterable {
  case point, comma

  /// The words that mean this mark; the first is the one that help and errors use.
  package var words: [String] {
    switch self {
    case .point: ["point", "dot", "."]
    case .comma: ["comma", ","]
    }
  }

  package init?(word: String) {
    let word = word.lowercased()
    guard let mark = DecimalMark.allCases.first(where: { $0.words.contains(word) }) else { return nil }
    self = mark
  }
}

/// A cell that reads as a number, perhaps with a currency: `1 234,56 ₽`, `$1,234.56`, `1'234.56 CHF`, `(12)`, `30 %`.
package struct NumberCell: Sendable, Hashable {
  private let isNegative: Bool
  /// The digits with the separators that may be decimal marks, `.` and `,`, still in them.
  private let digits: String
  /// An ISO 4217 code, where the cell names its currency.
  package let currency: String?
  private let points: Int
  private let commas: Int

  /// What a cell says about the decimal mark of its column.
  package enum Evidence: Sendable { case none, point, comma, open }

  /// Nil for text that is no number.
  package init?(_ text: String) {
    if let plain = NumberCell(digitsOf: text) {
      self = plain
      return
    }
    var digits = ""
    var token = ""
    var isNegative = false
    var points = 0
    var commas = 0
    var sawDigit = false
    var afterWord = false
    for scalar in text.unicodeScalars {
      defer { afterWord = scalar.properties.isAlphabetic }
      switch scalar {
      case "0"..."9":
        digits.unicodeScalars.append(scalar)
        sawDigit = true
      case "." where afterWord: break  // the point of an abbreviation: 100 руб.
      case ".":
        digits.append(".")
        points += 1
      case ",":
        digits.append(",")
        commas += 1
      case "-", "\u{2212}", "(":
        guard !sawDigit, !isNegative else { return nil }
        isNegative = true
      case "+" where !sawDigit: break
      case ")" where isNegative: break
      case "'", "\u{2019}", "_": break
      case "%": break
      default:
        if CellText.isBlank(scalar) { continue }
        token.unicodeScalars.append(scalar)
        guard token.unicodeScalars.count <= 12 else { return nil }
      }
    }
    guard sawDigit else { return nil }
    if token.isEmpty {
      currency = nil
    } else {
      guard let code = CurrencyWord.code(token) else { return nil }
      currency = code
    }
    self.isNegative = isNegative
    self.digits = digits
    self.points = points
    self.commas = commas
  }

  /// Digits with a sign or none, which most numbers are; nil for all else.
  private init?(digitsOf text: String) {
    let isSigned = text.utf8.first == 0x2b || text.utf8.first == 0x2d
    let digits = text.utf8.dropFirst(isSigned ? 1 : 0)
    guard !digits.isEmpty, digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    isNegative = text.utf8.first == 0x2d
    self.digits = isSigned ? String(Substring(digits)) : text
    currency = nil
    points = 0
    commas = 0
  }

  package var evidence: Evidence {
    if points == 0, commas == 0 { return .none }
    if points > 0, commas > 0 {
      guard let last = digits.last(where: { $0 == "." || $0 == "," }) else { return .none }
      return last == "." ? .point : .comma
    }
    let mark: Character = points > 0 ? "." : ","
    // Repeated, it groups; then the other one must be the decimal mark.
    if max(points, commas) > 1 { return points > 0 ? .comma : .point }
    let parts = digits.split(separator: mark, omittingEmptySubsequences: false)
    guard parts.count == 2, parts[1].count == 3, (1...3).contains(parts[0].count), parts[0] != "0" else {
      return points > 0 ? .point : .comma
    }
    return .open
  }

  /// The number; an open cell goes by the mark of its column, and without one its mark is taken for the decimal one.
  package func number(mark: DecimalMark?) -> Decimal? {
    let decimal: Character
    switch (evidence, mark) {
    case (.none, _): decimal = "."
    case (.point, _): decimal = "."
    case (.comma, _): decimal = ","
    case (.open, .point?): decimal = "."
    case (.open, .comma?): decimal = ","
    case (.open, nil): decimal = points > 0 ? "." : ","
    }
    var plain = isNegative ? "-" : ""
    for character in digits {
      if character == decimal {
        plain.append(".")
      } else if character != ".", character != "," {
        plain.append(character)
      }
    }
    if plain.hasSuffix(".") { plain.removeLast() }
    if plain.hasPrefix(".") || plain.hasPrefix("-.") {
      plain = plain.hasPrefix("-") ? "-0" + plain.dropFirst() : "0" + plain
    }
    return Decimal(plain)
  }
}

/// Currencies as exports write them.
package enum CurrencyWord {
  /// The ISO 4217 code of a sign, an abbreviation or a code in any case; nil for other words.
  package static func code(_ word: String) -> String? {
    let lower = word.lowercased().filter { $0 != "." }
    if let code = words[lower] { return code }
    let isCode = lower.utf8.count == 3 && lower.utf8.allSatisfy { (0x61...0x7a).contains($0) }
    return isCode ? lower.uppercased() : nil
  }

  private static let words: [String: String] = [
    "$": "USD", "us$": "USD", "usd$": "USD", "dollar": "USD", "dollars": "USD", "доллар": "USD",
    "долл": "USD",
    "доллары": "USD", "€": "EUR", "euro": "EUR", "euros": "EUR", "евро": "EUR", "£": "GBP", "₽": "RUB",
    "р": "RUB",
    "руб": "RUB", "рубль": "RUB", "рублей": "RUB", "рубли": "RUB", "rur": "RUB", "₸": "KZT", "тг": "KZT",
    "тенге": "KZT", "₴": "UAH", "грн": "UAH", "гривна": "UAH", "¥": "JPY", "₹": "INR", "₩": "KRW", "₺": "TRY",
    "₪": "ILS", "zł": "PLN", "kč": "CZK", "r$": "BRL", "c$": "CAD", "a$": "AUD", "fr": "CHF", "br": "BYN",
    "бел руб": "BYN", "₾": "GEL", "֏": "AMD", "сум": "UZS", "сом": "KGS", "₫": "VND", "₦": "NGN", "₱": "PHP",
    "฿": "THB",
  ]
}
