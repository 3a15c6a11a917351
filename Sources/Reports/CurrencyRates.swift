package import Dates
package import Records

/// Exchange rates with the days from which they hold.
package struct CurrencyRates: Sendable, Hashable {
  /// The file of a repository that holds them.
  package static let path = "rates.yaml"

  /// From `date` on one unit of `from` is worth `rate` of `to`.
  package struct Rate: Sendable, Hashable {
    package let date: CivilDate
    package let from: String
    package let to: String
    package let rate: Decimal

    package init(date: CivilDate, from: String, to: String, rate: Decimal) {
      self.date = date
      self.from = from
      self.to = to
      self.rate = rate
    }
  }

  private let rates: [Rate]

  package init(_ rates: [Rate] = []) { self.rates = rates.sorted { $0.date < $1.date } }

  /// The amount in another currency by the latest rate not after `day`, in either direction, rounded to the
  /// currency's decimals; nil where there is no such rate.
  package func convert(_ amount: Decimal, from: String, to: String, on day: CivilDate) -> Decimal? {
    if from == to { return amount }
    let known = rates.last {
      $0.date <= day && (($0.from == from && $0.to == to) || ($0.from == to && $0.to == from))
    }
    guard let known else { return nil }
    if known.from == from { return Currency.rounded(amount * known.rate, to) }
    return amount.divided(by: known.rate, decimals: Currency.decimals(to) ?? 2)
  }
}
