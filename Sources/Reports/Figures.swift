import Records

/// The small statistics that reports share, exact and rounded once.
enum Figures {
  /// The middle value, or the mean of the two in the middle to so many decimals; nil of nothing.
  static func median(_ values: [Decimal], decimals: Int) -> Decimal? {
    guard !values.isEmpty else { return nil }
    let sorted = values.sorted()
    let middle = sorted.count / 2
    if sorted.count % 2 == 1 { return sorted[middle].rounded(to: decimals) }
    return (sorted[middle - 1] + sorted[middle]).divided(by: Decimal(2), decimals: decimals)
  }

  /// To so many decimals; nil of nothing.
  static func mean(_ values: [Decimal], decimals: Int) -> Decimal? {
    values.reduce(Decimal.zero, +).divided(by: Decimal(values.count), decimals: decimals)
  }

  /// `part` of `whole` in percent with one decimal, halves up; nil of nothing.
  static func percent(_ part: Int, of whole: Int) -> Decimal? {
    percent(Decimal(part), of: Decimal(whole))
  }

  /// Seconds as days with one decimal.
  static func days(seconds: Int) -> Decimal {
    Decimal(seconds).divided(by: Decimal(86_400), decimals: 1) ?? .zero
  }
}
