import Records

extension Figures {
  /// `a ÷ b` to so many decimals, halves away from zero; nil of a division by zero and beyond 128 bits.
  static func quotient(_ a: Decimal, by b: Decimal, decimals: Int) -> Decimal? {
    let (part, whole) = (a.trimmed, b.trimmed)
    guard whole.coefficient != 0 else { return nil }
    let shift = decimals + whole.scale - part.scale
    let up = part.coefficient.magnitude.multipliedReportingOverflow(by: power(max(shift, 0)))
    let down = whole.coefficient.magnitude.multipliedReportingOverflow(by: power(max(-shift, 0)))
    guard !up.overflow, !down.overflow else { return nil }
    let (quotient, rest) = up.partialValue.quotientAndRemainder(dividingBy: down.partialValue)
    let isUp = rest >= down.partialValue - rest
    guard let magnitude = Int128(exactly: quotient) else { return nil }
    let value = isUp ? magnitude + 1 : magnitude
    return Decimal(
      coefficient: part.isNegative == whole.isNegative ? value : -value, scale: decimals)
  }

  /// `part` of `whole` in percent with one decimal, halves away from zero; nil of nothing.
  static func percent(_ part: Decimal, of whole: Decimal) -> Decimal? {
    quotient(part * Decimal(100), by: whole, decimals: 1)
  }

  /// An amount at its currency's precision, halves away from zero; at two decimals for an unknown currency.
  static func amount(_ amount: Decimal, in currency: String) -> Decimal {
    quotient(amount, by: Decimal(1), decimals: Currency.decimals(currency) ?? 2) ?? amount
  }

  static func power(_ exponent: Int) -> UInt128 {
    (0..<min(exponent, 38)).reduce(1) { power, _ in power * 10 }
  }
}
