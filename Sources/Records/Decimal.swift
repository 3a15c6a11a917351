/// An exact decimal number, `coefficient × 10^−scale`, that remembers how many decimals it was written with.
///
/// Equality, order and hashing are those of the number: `1.50 == 1.5`.
package struct Decimal: Sendable, Hashable, Comparable, CustomStringConvertible {
  package let coefficient: Int128
  /// The number of digits after the point, 0 … 18.
  package let scale: Int

  package static let zero = Decimal(coefficient: 0, scale: 0)
  package static let maximumScale = 18

  package init(coefficient: Int128, scale: Int) {
    self.coefficient = coefficient
    self.scale = Swift.max(0, scale)
  }

  package init(_ integer: Int) { self.init(coefficient: Int128(integer), scale: 0) }

  /// Reads `[+-]digits[.digits]` with at most 18 digits before the point and 18 after it; nil for all else.
  package init?(_ text: some StringProtocol) {
    var coefficient: Int128 = 0
    var whole = 0
    var scale = 0
    var sawPoint = false
    var isNegative = false
    for (position, byte) in text.utf8.enumerated() {
      switch byte {
      case 0x2d where position == 0: isNegative = true
      case 0x2b where position == 0: break
      case 0x2e where !sawPoint: sawPoint = true
      case 0x30...0x39:
        if sawPoint { scale += 1 } else { whole += 1 }
        guard whole <= 18, scale <= Decimal.maximumScale else { return nil }
        coefficient = coefficient * 10 + Int128(byte - 0x30)
      default: return nil
      }
    }
    guard whole > 0, !sawPoint || scale > 0 else { return nil }
    self.init(coefficient: isNegative ? -coefficient : coefficient, scale: scale)
  }

  private static func power(_ exponent: Int) -> Int128 {
    var result: Int128 = 1
    for _ in 0..<Swift.min(exponent, 36) { result *= 10 }
    return result
  }

  /// The coefficient at a wider scale; saturates where 128 bits are not enough.
  private func coefficient(at wider: Int) -> Int128 {
    let (value, overflow) = coefficient.multipliedReportingOverflow(by: Decimal.power(wider - scale))
    return overflow ? (coefficient < 0 ? .min : .max) : value
  }

  private static func aligned(_ a: Decimal, _ b: Decimal) -> (Int128, Int128, Int) {
    let scale = Swift.max(a.scale, b.scale)
    return (a.coefficient(at: scale), b.coefficient(at: scale), scale)
  }

  package static func == (a: Decimal, b: Decimal) -> Bool {
    if a.scale == b.scale { return a.coefficient == b.coefficient }
    let (x, y, _) = aligned(a, b)
    return x == y
  }

  package static func < (a: Decimal, b: Decimal) -> Bool {
    if a.scale == b.scale { return a.coefficient < b.coefficient }
    let (x, y, _) = aligned(a, b)
    return x < y
  }

  package func hash(into hasher: inout Hasher) {
    var value = coefficient
    var scale = scale
    while scale > 0, value % 10 == 0 {
      value /= 10
      scale -= 1
    }
    hasher.combine(value)
    hasher.combine(value == 0 ? 0 : scale)
  }

  /// Saturates instead of trapping: sums of file contents may be of any size.
  package static func + (a: Decimal, b: Decimal) -> Decimal {
    let (x, y, scale) = aligned(a, b)
    let (sum, overflow) = x.addingReportingOverflow(y)
    return Decimal(coefficient: overflow ? (x < 0 ? .min : .max) : sum, scale: scale)
  }

  package static func += (a: inout Decimal, b: Decimal) { a = a + b }

  package static prefix func - (a: Decimal) -> Decimal {
    Decimal(coefficient: a.coefficient == .min ? .max : -a.coefficient, scale: a.scale)
  }

  package static func - (a: Decimal, b: Decimal) -> Decimal { a + -b }

  /// Exact where the scales add up to 18 or less, else rounded at 18 decimals; saturates.
  package static func * (a: Decimal, b: Decimal) -> Decimal {
    let (product, overflow) = a.coefficient.multipliedReportingOverflow(by: b.coefficient)
    let limit: Int128 = (a.coefficient < 0) == (b.coefficient < 0) ? .max : .min
    let result = Decimal(coefficient: overflow ? limit : product, scale: a.scale + b.scale)
    return result.scale > maximumScale ? result.rounded(to: maximumScale) : result
  }

  /// Rounded to so many decimals, halves away from zero.
  package func rounded(to decimals: Int) -> Decimal {
    guard decimals < scale else { return Decimal(coefficient: coefficient(at: decimals), scale: decimals) }
    let divisor = Decimal.power(scale - decimals)
    let (quotient, remainder) = coefficient.quotientAndRemainder(dividingBy: divisor)
    let twice = remainder.magnitude * 2
    return Decimal(
      coefficient: twice >= divisor.magnitude ? quotient + (coefficient < 0 ? -1 : 1) : quotient,
      scale: decimals)
  }

  /// The quotient rounded to so many decimals, halves away from zero; nil on division by zero or overflow.
  package func divided(by divisor: Decimal, decimals: Int) -> Decimal? {
    guard divisor.coefficient != 0 else { return nil }
    // Two digits more than asked for, then rounded: what comes after them moves no half.
    let shift = decimals + 2 + divisor.scale - scale
    let (numerator, overflow) =
      shift >= 0
      ? coefficient.multipliedReportingOverflow(by: Decimal.power(shift))
      : (coefficient / Decimal.power(-shift), false)
    guard !overflow else { return nil }
    return Decimal(coefficient: numerator / divisor.coefficient, scale: decimals + 2).rounded(to: decimals)
  }

  /// Without the zeros at the end of the fraction.
  package var trimmed: Decimal {
    var value = coefficient
    var scale = scale
    while scale > 0, value % 10 == 0 {
      value /= 10
      scale -= 1
    }
    return Decimal(coefficient: value, scale: scale)
  }

  /// The value as an integer where it is one and fits.
  package var integer: Int? {
    let value = trimmed
    return value.scale == 0 ? Int(exactly: value.coefficient) : nil
  }

  /// Whether its text can be read back: at most 18 digits before the point and 18 after it.
  package var isReadable: Bool {
    scale <= Decimal.maximumScale && coefficient.magnitude < Decimal.power(18 + scale).magnitude
  }

  package var isNegative: Bool { coefficient < 0 }

  /// Plain digits, with as many decimals as the scale says; money in JSON is this text.
  package var description: String {
    let digits = String(coefficient.magnitude)
    let sign = coefficient < 0 ? "-" : ""
    guard scale > 0 else { return sign + digits }
    let padded = String(repeating: "0", count: Swift.max(0, scale + 1 - digits.count)) + digits
    return sign + padded.dropLast(scale) + "." + padded.suffix(scale)
  }

  /// The digits with a thin grouping of thousands, for people: `1 234 567.50`.
  package var grouped: String {
    let plain = description
    let sign = plain.hasPrefix("-") ? "-" : ""
    let parts = plain.dropFirst(sign.count).split(separator: ".", maxSplits: 1)
    let whole = Array(parts[0])
    var result = ""
    for (position, digit) in whole.enumerated() {
      if position > 0, (whole.count - position) % 3 == 0 { result.append("\u{a0}") }
      result.append(digit)
    }
    return sign + result + (parts.count > 1 ? "." + parts[1] : "")
  }
}
