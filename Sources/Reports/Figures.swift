import Records

/// The small statistics that reports share: exact, and rounded once, halves away from zero.
enum Figures {
  /// The product of some numbers over that of others, to so many decimals; nil where a divisor is 0, and where 128
  /// bits are not enough.
  static func quotient(_ factors: [Decimal], over divisors: [Decimal], decimals: Int) -> Decimal? {
    guard !divisors.contains(.zero) else { return nil }
    var above = factors.map(\.coefficient)
    var below = divisors.map(\.coefficient)
    let scale = divisors.reduce(decimals) { $0 + $1.scale } - factors.reduce(0) { $0 + $1.scale }
    let power = repeatElement(Int128(10), count: abs(scale))
    if scale > 0 { above += power } else { below += power }
    for i in above.indices {
      for j in below.indices {
        let shared = divisor(of: above[i], and: below[j])
        guard shared > 1 else { continue }
        above[i] /= shared
        below[j] /= shared
      }
    }
    guard let whole = product(above), let part = product(below) else { return nil }
    let (quotient, rest) = whole.quotientAndRemainder(dividingBy: part)
    guard rest.magnitude >= part.magnitude - rest.magnitude else {
      return Decimal(coefficient: quotient, scale: decimals)
    }
    return Decimal(coefficient: quotient + ((whole < 0) == (part < 0) ? 1 : -1), scale: decimals)
  }

  private static func product(_ numbers: [Int128]) -> Int128? {
    var product: Int128 = 1
    for number in numbers {
      let (next, overflow) = product.multipliedReportingOverflow(by: number)
      if overflow || next == .min { return nil }
      product = next
    }
    return product
  }

  /// The greatest common divisor, by Euclid; the other number where one is 0.
  private static func divisor(of a: Int128, and b: Int128) -> Int128 {
    guard a != .min, b != .min else { return 1 }
    var (a, b) = (abs(a), abs(b))
    while b != 0 { (a, b) = (b, a % b) }
    return a
  }

  /// The middle value, or the mean of the two in the middle to so many decimals; nil of nothing.
  static func median(_ values: [Decimal], decimals: Int) -> Decimal? {
    let (one, other) = middle(values)
    guard let one, let other else { return nil }
    return quotient([one + other], over: [Decimal(2)], decimals: decimals)
  }

  private static func middle<Value: Comparable>(_ values: [Value]) -> (Value?, Value?) {
    guard !values.isEmpty else { return (nil, nil) }
    let sorted = values.sorted()
    return (sorted[(sorted.count - 1) / 2], sorted[sorted.count / 2])
  }

  /// To so many decimals; nil of nothing.
  static func mean(_ values: [Decimal], decimals: Int) -> Decimal? {
    quotient([values.reduce(.zero, +)], over: [Decimal(values.count)], decimals: decimals)
  }

  /// `part` of `whole` in percent with one decimal; nil of nothing.
  static func percent(_ part: Int, of whole: Int) -> Decimal? {
    percent(Decimal(part), of: Decimal(whole))
  }

  private static let day = Decimal(86_400)

  /// Seconds as days with one decimal.
  static func days(seconds: Int) -> Decimal {
    quotient([Decimal(seconds)], over: [day], decimals: 1) ?? .zero
  }

  /// The median of seconds as days with one decimal; nil of nothing.
  static func medianDays(seconds: [Int]) -> Decimal? {
    let (one, other) = middle(seconds)
    guard let one, let other else { return nil }
    return quotient([Decimal(one) + Decimal(other)], over: [Decimal(2), day], decimals: 1)
  }

  /// The mean of seconds as days with one decimal; nil of nothing.
  static func meanDays(seconds: [Int]) -> Decimal? {
    quotient([sum(seconds)], over: [Decimal(seconds.count), day], decimals: 1)
  }

  static func sum(_ numbers: [Int]) -> Decimal {
    Decimal(coefficient: numbers.reduce(Int128(0)) { $0 + Int128($1) }, scale: 0)
  }
}
