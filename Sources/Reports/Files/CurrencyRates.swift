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
  /// The currency over which two others meet that have no rate of their own.
  private let base: String?

  package init(_ rates: [Rate] = [], base: String? = nil) {
    self.rates = rates.sorted { $0.date < $1.date }
    self.base = base
  }

  /// The amount in another currency by the latest rate not after `day`, in either direction, else by way of the
  /// repository's currency; rounded once, to the currency's decimals. Nil where there is no such rate.
  package func convert(_ amount: Decimal, from: String, to: String, on day: CivilDate) -> Decimal? {
    if from == to { return amount }
    guard let steps = steps(from: from, to: to, on: day) else { return nil }
    let factors = steps.filter { !$0.isInverse }.map(\.rate)
    let divisors = steps.filter(\.isInverse).map(\.rate)
    return Figures.quotient([amount] + factors, over: divisors, decimals: Currency.decimals(to) ?? 2)
  }

  private typealias Step = (rate: Decimal, isInverse: Bool)

  private func steps(from: String, to: String, on day: CivilDate) -> [Step]? {
    if let step = step(from: from, to: to, on: day) { return [step] }
    guard let base, base != from, base != to, let first = step(from: from, to: base, on: day),
      let second = step(from: base, to: to, on: day)
    else { return nil }
    return [first, second]
  }

  private func step(from: String, to: String, on day: CivilDate) -> Step? {
    let known = rates.last {
      $0.date <= day && (($0.from == from && $0.to == to) || ($0.from == to && $0.to == from))
    }
    return known.map { ($0.rate, $0.from != from) }
  }
}
