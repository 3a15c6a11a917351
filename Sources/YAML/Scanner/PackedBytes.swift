/// Eight bytes of a text looked at in one go; a mask has the high bit of each byte that is meant.
enum PackedBytes {
  private static let ones: UInt64 = 0x0101_0101_0101_0101
  private static let highs: UInt64 = 0x8080_8080_8080_8080
  private static let lows: UInt64 = 0x7F7F_7F7F_7F7F_7F7F

  /// The eight bytes from `index` on, the first one lowest; the caller knows that they are there.
  @inline(__always)
  static func load(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> UInt64 {
    UInt64(littleEndian: UnsafeRawBufferPointer(bytes).loadUnaligned(fromByteOffset: index, as: UInt64.self))
  }

  /// The bytes that are no printable ASCII and no line feed.
  @inline(__always)
  static func unusual(_ word: UInt64) -> UInt64 {
    let controls = ~((word | highs) &- 0x2020_2020_2020_2020)
    let others = word ^ 0x0A0A_0A0A_0A0A_0A0A
    let notFeeds = ((others & lows) &+ lows) | others
    return ((controls & notFeeds) | word | ((word & lows) &+ ones)) & highs
  }

  /// How many of the bytes go on with a character of UTF-8.
  @inline(__always)
  static func continuations(_ word: UInt64) -> Int { (word & ~(word << 1) & highs).nonzeroBitCount }

  /// The place of the first byte below 0x20; 8 where there is none.
  @inline(__always)
  static func firstControl(_ word: UInt64) -> Int { first(below(word, 0x20)) }

  /// The place of the first byte that is below 0x20 or one of the two; 8 where there is none.
  @inline(__always)
  static func firstControl(_ word: UInt64, or one: UInt8, _ other: UInt8) -> Int {
    first(below(word, 0x20) | equal(word, one) | equal(word, other))
  }

  // A borrow can mark bytes above the lowest one that is marked rightly; only the lowest is used.
  @inline(__always)
  private static func below(_ word: UInt64, _ limit: UInt8) -> UInt64 {
    (word &- ones &* UInt64(limit)) & ~word & highs
  }

  @inline(__always)
  private static func equal(_ word: UInt64, _ byte: UInt8) -> UInt64 { below(word ^ ones &* UInt64(byte), 1) }

  @inline(__always)
  private static func first(_ mask: UInt64) -> Int { mask.trailingZeroBitCount >> 3 }
}
