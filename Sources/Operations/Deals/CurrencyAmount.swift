import JSON
import Output
import Records
import Reports

/// An amount in one currency, as one of several sums.
struct CurrencyAmount {
  let currency: String
  let amount: Decimal

  static let currencyMember = Member<CurrencyAmount>.text("currency", "The currency's code.") { $0.currency }
  static let amountMember = Member<CurrencyAmount>("amount", .decimal, "The sum.") {
    .string($0.amount.description)
  }
}

extension MoneySum {
  /// The sums as they add up, by currency code.
  var amounts: [CurrencyAmount] {
    currencies.map { CurrencyAmount(currency: $0, amount: self[$0] ?? .zero) }
  }
}
