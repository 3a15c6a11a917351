package import Records

/// Amounts totalled per currency; sums of different currencies never meet.
package struct MoneySum: Sendable, Hashable {
  private var sums: [String: Decimal] = [:]

  package init() {}

  package init(_ amount: Decimal, _ currency: String) { sums[currency] = amount }

  /// The sum of sums.
  init(_ parts: [MoneySum]) {
    for part in parts { self += part }
  }

  package mutating func add(_ amount: Decimal, _ currency: String) {
    sums[currency] = sums[currency].map { $0 + amount } ?? amount
  }

  package static func += (a: inout MoneySum, b: MoneySum) {
    for (currency, amount) in b.sums { a.add(amount, currency) }
  }

  package var isEmpty: Bool { sums.isEmpty }
  package var currencies: [String] { sums.keys.sorted() }
  package subscript(currency: String) -> Decimal? { sums[currency] }

  /// The sums by currency code, with all decimals of the currency and no zeros beyond them.
  package var entries: [(currency: String, amount: Decimal)] {
    currencies.map { currency in (currency, Currency.padded(sums[currency] ?? .zero, currency)) }
  }

  func mapped(_ change: (Decimal) -> Decimal) -> MoneySum {
    var result = self
    for (currency, amount) in sums { result.sums[currency] = change(amount) }
    return result
  }

  /// Each sum at its currency's precision.
  var rounded: MoneySum {
    var result = self
    for (currency, amount) in sums { result.sums[currency] = Currency.rounded(amount, currency) }
    return result
  }
}
