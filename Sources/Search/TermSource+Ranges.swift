import Records

extension TermSource {
  /// The texts of a table that begin with these bytes.
  func range(_ table: TermTable, beginning bytes: [UInt8]) -> Range<Int> {
    let low = firstIndex(table, in: 0..<count(table)) { $0.order(beginning: bytes) >= 0 }
    let high = firstIndex(table, in: low..<count(table)) { $0.order(beginning: bytes) > 0 }
    return low..<high
  }

  /// The first index of a range for which the test holds, where it holds for all after it.
  func firstIndex(_ table: TermTable, in range: Range<Int>, _ test: (UnsafeRawBufferPointer) -> Bool) -> Int {
    var low = range.lowerBound
    var high = range.upperBound
    while low < high {
      let middle = low + (high - low) / 2
      if withText(table, middle, test) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}

extension UnsafeRawBufferPointer {
  /// Negative when these bytes come before all that begin with `bytes`, 0 when they begin so, positive behind.
  func order(beginning bytes: [UInt8]) -> Int {
    let shared = Swift.min(count, bytes.count)
    for index in 0..<shared where self[index] != bytes[index] { return self[index] < bytes[index] ? -1 : 1 }
    return count < bytes.count ? -1 : 0
  }
}
