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

/// A text that reads as a number, perhaps with a currency: `1 234,56 ₽`, `$1,234.56`, `1'234.56 CHF`, `(12)`, `30 %`.
package struct NumberCell: Sendable, Hashable {
  private let isNegative: Bool
  /// The digits with the separators that may be decimal marks, `.` and `,`, still in them.
  private let digits: String
  /// An ISO 4217 code, where the text names its currency.
  package let currency: String?
  /// What a `k` or `m` behind the digits multiplies them by.
  private let factor: Decimal?
  package let isPercent: Bool
  private let points: Int
  private let commas: Int

  /// What a cell says about the decimal mark of its column.
  package enum Evidence: Sendable { case none, point, comma, open }

  /// Nil for text that is no number. People type `15k` and `1.5m`; in exported cells such a letter is a unit.
  package init?(_ text: String, isTyped: Bool = false) {
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
    var isPercent = false
    var afterWord = false
    var endsInMinus = false
    for scalar in text.unicodeScalars {
      defer { afterWord = scalar.properties.isAlphabetic }
      switch scalar {
      case "0"..."9":
        // A minus may end a number, and nothing parts its digits so.
        if endsInMinus { return nil }
        digits.unicodeScalars.append(scalar)
        sawDigit = true
      case "." where afterWord: break  // the point of an abbreviation: 100 руб.
      case ".":
        digits.append(".")
        points += 1
      case ",":
        digits.append(",")
        commas += 1
      case "-", "\u{2212}", "\u{2013}":
        guard !isNegative else { return nil }
        isNegative = true
        endsInMinus = sawDigit
      case "(":
        guard !sawDigit, !isNegative else { return nil }
        isNegative = true
      case "+" where !sawDigit: break
      case ")" where isNegative: break
      case "'", "\u{2019}", "_": break
      case "%": isPercent = true
      default:
        if scalar.properties.isWhitespace || scalar.value == 0x200b || scalar.value == 0xfeff { continue }
        token.unicodeScalars.append(scalar)
        guard token.unicodeScalars.count <= 12 else { return nil }
      }
    }
    guard sawDigit else { return nil }
    (token, factor) = isTyped ? NumberCell.multiplied(token) : (token, nil)
    if token.isEmpty {
      currency = nil
    } else {
      guard let code = CurrencyWord.code(token) else { return nil }
      currency = code
    }
    self.isPercent = isPercent
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
    factor = nil
    isPercent = false
    points = 0
    commas = 0
  }

  /// A word without the `k` or `m` that it begins with, alone or before a currency's code.
  private static func multiplied(_ token: String) -> (rest: String, factor: Decimal?) {
    let rest = String(token.dropFirst())
    guard rest.isEmpty || CurrencyWord.code(rest) != nil, CurrencyWord.code(token) == nil || rest.isEmpty
    else {
      return (token, nil)
    }
    switch token.lowercased().first {
    case "k", "к": return (rest, Decimal(1_000))
    case "m", "м": return (rest, Decimal(1_000_000))
    default: return (token, nil)
    }
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

  /// The number by itself, a point being the decimal mark; nil where a comma may part thousands or decimals.
  package var typed: Decimal? { evidence == .open && commas > 0 ? nil : number(mark: nil) }

  /// What the number is when its one mark parts thousands, and when it parts decimals; nil where it can only be one.
  package var readings: (whole: Decimal, fraction: Decimal)? {
    guard evidence == .open, let whole = number(mark: points > 0 ? .comma : .point),
      let fraction = number(mark: points > 0 ? .point : .comma)
    else { return nil }
    return (whole, fraction.trimmed)
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
    guard let factor else { return Decimal(plain) }
    return Decimal(plain).map { ($0 * factor).trimmed }
  }
}
