import Records

extension Figures {
  /// `a ÷ b` to so many decimals, halves away from zero; nil of a division by zero and beyond 128 bits.
  static func quotient(_ a: Decimal, by b: Decimal, decimals: Int) -> Decimal? {
    quotient([a], over: [b], decimals: decimals)
  }

  /// `part` of `whole` in percent with one decimal, halves away from zero; nil of nothing.
  static func percent(_ part: Decimal, of whole: Decimal) -> Decimal? {
    quotient(part * Decimal(100), by: whole, decimals: 1)
  }

  /// An amount at its currency's precision, halves away from zero; at two decimals for an unknown currency.
  static func amount(_ amount: Decimal, in currency: String) -> Decimal {
    Currency.rounded(amount, currency)
  }

  static func power(_ exponent: Int) -> UInt128 {
    (0..<min(exponent, 38)).reduce(1) { power, _ in power * 10 }
  }
}
