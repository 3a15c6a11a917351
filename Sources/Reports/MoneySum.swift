package import Records

/// Amounts totalled per currency; sums of different currencies never meet.
package struct MoneySum: Sendable, Hashable {
  private var sums: [String: Decimal] = [:]

  package init() {}

  package init(_ amount: Decimal, _ currency: String) { sums[currency] = amount }

  package mutating func add(_ amount: Decimal, _ currency: String) {
    sums[currency] = sums[currency].map { $0 + amount } ?? amount
  }

  package static func += (a: inout MoneySum, b: MoneySum) {
    for (currency, amount) in b.sums { a.add(amount, currency) }
  }

  package var isEmpty: Bool { sums.isEmpty }
  package var currencies: [String] { sums.keys.sorted() }
  package subscript(currency: String) -> Decimal? { sums[currency] }

  /// The sums by currency code, with two decimals at least and no zeros beyond them.
  package var entries: [(currency: String, amount: Decimal)] {
    currencies.map { currency in (currency, MoneySum.tidy(sums[currency] ?? .zero)) }
  }

  static func tidy(_ amount: Decimal) -> Decimal {
    let short = amount.trimmed
    return short.scale < 2 ? short.rounded(to: 2) : short
  }

  func mapped(_ change: (Decimal) -> Decimal) -> MoneySum {
    var result = self
    for (currency, amount) in sums { result.sums[currency] = change(amount) }
    return result
  }
}
