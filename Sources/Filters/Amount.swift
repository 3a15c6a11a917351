import Records

/// A number as people type it in filters: `10k`, `1.5m`, `10000RUB`, `50%`.
struct Amount: Sendable, Hashable {
  let number: Decimal
  /// A currency's code in capitals.
  let currency: String?

  /// Nil for anything else.
  init?(_ text: String, allowsCurrency: Bool) {
    let compact = text.filter { !$0.isWhitespace && $0 != "_" }
    let digits = compact.prefix { $0.isASCII && ($0.isNumber || $0 == "." || $0 == "-" || $0 == "+") }
    guard let value = Decimal(digits) else { return nil }
    var rest = compact.dropFirst(digits.count).lowercased()[...]
    if rest == "%" { rest = "" }
    var factor = Decimal(1)
    if rest.count == 1 || rest.count == 4, let multiplier = rest.first.flatMap(Amount.multiplier) {
      factor = multiplier
      rest = rest.dropFirst()
    }
    number = (value * factor).trimmed
    if rest.isEmpty {
      currency = nil
    } else {
      guard allowsCurrency, rest.utf8.count == 3, rest.utf8.allSatisfy({ (0x61...0x7a).contains($0) }) else {
        return nil
      }
      currency = rest.uppercased()
    }
  }

  private static func multiplier(_ letter: Character) -> Decimal? {
    switch letter {
    case "k", "к": Decimal(1_000)
    case "m", "м": Decimal(1_000_000)
    default: nil
    }
  }
}
