/// Fixed-width ASCII numbers, as dates are written with them.
enum FixedDigits {
  /// The number of exactly `count` digits at `position`, or nil when one of them is missing or no digit.
  static func read(_ bytes: UnsafeBufferPointer<UInt8>, at position: Int, count: Int) -> Int? {
    guard position >= 0, count > 0, position + count <= bytes.count else { return nil }
    var value = 0
    for index in position..<(position + count) {
      let digit = bytes[index] &- UInt8(ascii: "0")
      guard digit < 10 else { return nil }
      value = value * 10 + Int(digit)
    }
    return value
  }

  /// Appends `value` (not negative) in decimal, padded with zeros to `width`.
  static func write(_ value: Int, width: Int, to bytes: inout [UInt8]) {
    var divisor = 1
    for _ in 1..<max(width, 1) { divisor *= 10 }
    while value / divisor >= 10 { divisor *= 10 }
    while divisor > 0 {
      bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: value / divisor % 10))
      divisor /= 10
    }
  }
}
