/// Numbers in bytes, the lowest first. Each is nil beyond the end.
extension RandomAccessCollection where Element == UInt8, Index == Int {
  func word(at position: Int) -> Int? {
    guard position >= startIndex, position < endIndex - 1 else { return nil }
    return Int(self[position]) | Int(self[position + 1]) << 8
  }

  func doubleWord(at position: Int) -> Int? {
    guard let low = word(at: position), let high = word(at: position + 2) else { return nil }
    return low | high << 16
  }

  /// An IEEE 754 number of 64 bits.
  func double(at position: Int) -> Double? {
    guard let low = doubleWord(at: position), let high = doubleWord(at: position + 4) else { return nil }
    return Double(bitPattern: UInt64(low) | UInt64(high) << 32)
  }
}
