import Records

/// How evenly a revenue is spread over months: the coefficient of variation, which is the population's standard deviation
/// ÷ the mean; exact until it is rounded once.
struct Variation: Sendable {
  /// Their sum, squared.
  private let sum: WideNumber
  /// months × the sum of their squares − the square of their sum, which is the variance × months².
  private let spread: WideNumber
  private let months: Int
  /// The decimals of the amounts.
  private let scale: Int

  /// `amounts` are those of the months that are not empty, of `months` in all.
  init(_ amounts: some Collection<Decimal>, months: Int, decimals: Int) {
    var scale = amounts.reduce(decimals) { max($0, $1.trimmed.scale) }
    var values = amounts.map { $0.rounded(to: scale).coefficient }
    // What squares of 256 bits have no room for is far beyond any amount with so many decimals.
    let limit = Int128(Figures.power(26))
    while scale > 0, values.contains(where: { $0.magnitude > limit.magnitude }) {
      values = values.map { $0 / 10 }
      scale -= 1
    }
    let total = values.reduce(Int128.zero) { $0.addingReportingOverflow($1).partialValue }.magnitude
    let squares = values.reduce(WideNumber(0)) { $0 + WideNumber($1.magnitude, times: $1.magnitude) }
    sum = WideNumber(total, times: total)
    spread = squares * UInt128(max(months, 1)) - sum
    self.months = max(months, 1)
    self.scale = scale
  }

  /// Nil where the mean is 0.
  private var isKnown: Bool { sum != WideNumber(0) }

  /// The coefficient in percent with one decimal; nil where the mean is 0.
  var percent: Decimal? {
    WideNumber.root(spread * 1_000_000, over: sum).map { Decimal(coefficient: Int128($0), scale: 1) }
  }

  /// The standard deviation to so many decimals; nil beyond 2⁶² of its last one.
  func deviation(decimals: Int) -> Decimal? {
    let finer = Figures.power(max(scale - decimals, 0))
    let months = UInt128(months)
    let root = WideNumber.root(spread, over: WideNumber(months, times: months) * finer * finer)
    return root.map { Decimal(coefficient: Int128($0), scale: min(decimals, scale)) }
  }

  /// X below the first limit, Y up to the second one, Z beyond, both in percent; nil where the mean is 0.
  func grade(_ limits: ClassLimits) -> String? {
    guard isKnown else { return nil }
    func compared(_ limit: Decimal) -> (WideNumber, WideNumber) {
      let percent = Figures.power(limit.scale + 2)
      let limit = limit.coefficient.magnitude
      return (spread * percent * percent, sum * limit * limit)
    }
    let (first, lower) = compared(limits.first)
    if first < lower { return "X" }
    let (second, upper) = compared(limits.second)
    return second <= upper ? "Y" : "Z"
  }
}
