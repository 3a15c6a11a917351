package import Records

/// A product of decimals that is exact at any size and rounded once, when it is asked for.
package struct ExactProduct: Sendable {
  /// The digits of the magnitude in groups of nine, the last group first.
  private var groups: [UInt64] = [1]
  private var scale = 0
  private var isNegative = false

  private static let base: UInt64 = 1_000_000_000

  package init(_ factors: Decimal...) { for factor in factors { multiply(by: factor) } }

  package mutating func multiply(by factor: Decimal) {
    if factor.isNegative { isNegative.toggle() }
    scale += factor.scale
    groups = ExactProduct.product(groups, ExactProduct.groups(of: factor.coefficient.magnitude))
  }

  /// Takes a share away that is given in per cent, 20 leaving four fifths.
  package mutating func lessen(byPercent percent: Decimal) {
    multiply(by: (Decimal(100) - percent).hundredth)
  }

  /// Adds a share that is given in per cent.
  package mutating func raise(byPercent percent: Decimal) { multiply(by: (Decimal(100) + percent).hundredth) }

  /// The product at so many decimals, halves away from zero. Saturates where 128 bits are not enough.
  package func rounded(to decimals: Int) -> Decimal { rounded(to: decimals, over: Decimal(1)) }

  /// The share of a percentage that is contained in the product, percent ÷ (100 + percent) of it, rounded the same way.
  package func contained(percent: Decimal, decimals: Int) -> Decimal {
    var share = self
    share.multiply(by: percent)
    return share.rounded(to: decimals, over: Decimal(100) + percent)
  }

  /// The product divided by what is above zero and has no more than 28 digits.
  private func rounded(to decimals: Int, over divisor: Decimal) -> Decimal {
    // Twice the quotient, so that its last bit says whether what is cut off reaches a half.
    var digits = ExactProduct.product(groups, [2])
    let shift = decimals + divisor.scale - scale
    if shift > 0 { digits = ExactProduct.product(digits, ExactProduct.power(shift)) }
    digits = ExactProduct.quotient(digits, by: divisor.coefficient.magnitude)
    var places = max(-shift, 0)
    while places > 0 {
      let step = min(places, 9)
      digits = ExactProduct.quotient(
        digits,
        by: ExactProduct.power(step).reversed().reduce(0) { $0 * UInt128(ExactProduct.base) + UInt128($1) })
      places -= step
    }
    let half = ExactProduct.quotient(ExactProduct.sum(digits, 1), by: 2)
    let magnitude = ExactProduct.integer(half)
    return Decimal(coefficient: isNegative ? -magnitude : magnitude, scale: decimals)
  }

  // MARK: Groups of digits

  private static func groups(of number: UInt128) -> [UInt64] {
    var rest = number
    var groups: [UInt64] = []
    repeat {
      groups.append(UInt64(rest % UInt128(base)))
      rest /= UInt128(base)
    } while rest > 0
    return groups
  }

  private static func power(_ exponent: Int) -> [UInt64] {
    var last: UInt64 = 1
    for _ in 0..<(exponent % 9) { last *= 10 }
    return Array(repeating: 0, count: exponent / 9) + [last]
  }

  private static func product(_ one: [UInt64], _ other: [UInt64]) -> [UInt64] {
    var result = Array(repeating: UInt64(0), count: one.count + other.count)
    for (i, left) in one.enumerated() {
      var carry: UInt64 = 0
      for (j, right) in other.enumerated() {
        let value = result[i + j] + left * right + carry
        result[i + j] = value % base
        carry = value / base
      }
      result[i + other.count] += carry
    }
    while result.count > 1, result.last == 0 { result.removeLast() }
    return result
  }

  private static func sum(_ groups: [UInt64], _ small: UInt64) -> [UInt64] {
    var result = groups
    var carry = small
    for index in result.indices where carry > 0 {
      let value = result[index] + carry
      result[index] = value % base
      carry = value / base
    }
    if carry > 0 { result.append(carry) }
    return result
  }

  private static func quotient(_ groups: [UInt64], by divisor: UInt128) -> [UInt64] {
    if divisor == 1 { return groups }
    var result = groups
    var rest: UInt128 = 0
    for index in groups.indices.reversed() {
      let value = rest * UInt128(base) + UInt128(groups[index])
      result[index] = UInt64(value / divisor)
      rest = value % divisor
    }
    while result.count > 1, result.last == 0 { result.removeLast() }
    return result
  }

  private static func integer(_ groups: [UInt64]) -> Int128 {
    var result: Int128 = 0
    for group in groups.reversed() {
      let (scaled, overflow) = result.multipliedReportingOverflow(by: Int128(base))
      let (sum, beyond) = scaled.addingReportingOverflow(Int128(group))
      if overflow || beyond { return .max }
      result = sum
    }
    return result
  }
}

extension Decimal {
  /// One hundredth of the number, exact at any scale.
  fileprivate var hundredth: Decimal { Decimal(coefficient: coefficient, scale: scale + 2) }
}
