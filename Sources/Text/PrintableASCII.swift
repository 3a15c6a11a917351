/// Texts that can be written as they stand, told by eight bytes at a time.
package enum PrintableASCII {
  /// Whether the text is printable ASCII without any of three bytes, which may be the same; at times false for such a text, too.
  package static func holds(
    _ text: UnsafeRawBufferPointer, without first: UInt8, _ second: UInt8, _ third: UInt8
  ) -> Bool {
    guard let base = text.baseAddress else { return true }
    let ones: UInt64 = 0x0101_0101_0101_0101
    let highs: UInt64 = 0x8080_8080_8080_8080
    let (firsts, seconds, thirds) = (ones &* UInt64(first), ones &* UInt64(second), ones &* UInt64(third))
    let deletes = ones &* 0x7F
    var place = 0
    while place + 8 <= text.count {
      let word = base.loadUnaligned(fromByteOffset: place, as: UInt64.self)
      // A byte minus n has its high bit set where the byte is less than n, and a byte is 0 where it is the one looked for.
      let marked =
        word | (word &- ones &* 0x20) | ((word ^ firsts) &- ones) | ((word ^ seconds) &- ones)
        | ((word ^ thirds) &- ones) | ((word ^ deletes) &- ones)
      if marked & highs != 0 { return false }
      place += 8
    }
    while place < text.count {
      let byte = text[place]
      if byte < 0x20 || byte >= 0x7F || byte == first || byte == second || byte == third { return false }
      place += 1
    }
    return true
  }
}
