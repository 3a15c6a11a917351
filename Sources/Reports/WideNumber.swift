/// An unsigned number of 256 bits, since squares of sums of money do not fit into 128; saturates instead of trapping.
struct WideNumber: Sendable, Hashable, Comparable {
  private let high: UInt128
  private let low: UInt128

  private static let greatest = WideNumber(high: .max, low: .max)

  private init(high: UInt128, low: UInt128) {
    self.high = high
    self.low = low
  }

  init(_ a: UInt128, times b: UInt128 = 1) {
    let product = a.multipliedFullWidth(by: b)
    self.init(high: product.high, low: product.low)
  }

  static func < (a: WideNumber, b: WideNumber) -> Bool { (a.high, a.low) < (b.high, b.low) }

  static func + (a: WideNumber, b: WideNumber) -> WideNumber {
    let low = a.low.addingReportingOverflow(b.low)
    let high = a.high.addingReportingOverflow(b.high)
    let carried = high.partialValue.addingReportingOverflow(low.overflow ? 1 : 0)
    if high.overflow || carried.overflow { return greatest }
    return WideNumber(high: carried.partialValue, low: low.partialValue)
  }

  /// 0 where `b` is the greater one.
  static func - (a: WideNumber, b: WideNumber) -> WideNumber {
    guard a > b else { return WideNumber(0) }
    let low = a.low.subtractingReportingOverflow(b.low)
    return WideNumber(high: a.high - b.high - (low.overflow ? 1 : 0), low: low.partialValue)
  }

  static func * (a: WideNumber, b: UInt128) -> WideNumber {
    let low = a.low.multipliedFullWidth(by: b)
    let high = a.high.multipliedReportingOverflow(by: b)
    let carried = high.partialValue.addingReportingOverflow(low.high)
    if high.overflow || carried.overflow { return greatest }
    return WideNumber(high: carried.partialValue, low: low.low)
  }

  /// √(a ÷ b) as a whole number, halves up; nil of a division by zero, and from 2⁶² on.
  static func root(_ a: WideNumber, over b: WideNumber) -> Int? {
    guard b != WideNumber(0) else { return nil }
    // Twice the root, cut, says on which side of the half the root itself is.
    let square = a * 4
    func isReached(_ value: UInt64) -> Bool { b * UInt128(value) * UInt128(value) <= square }
    var high: UInt64 = 1
    while isReached(high) {
      if high >= 1 << 62 { return nil }
      high <<= 1
    }
    var low = high >> 1
    while low + 1 < high {
      let middle = low + (high - low) / 2
      if isReached(middle) { low = middle } else { high = middle }
    }
    return Int((low + 1) / 2)
  }
}
