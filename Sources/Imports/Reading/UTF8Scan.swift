/// What the bytes of a text are, found in one pass.
struct UTF8Scan {
  /// Well-formed sequences of two to four bytes.
  private(set) var sequences = 0
  /// Bytes that belong to no well-formed sequence.
  private(set) var strays = 0
  private(set) var nuls = 0
  /// Sequences that are Cyrillic letters.
  private(set) var cyrillic = 0
  /// Where the first byte above 0x7F is.
  private(set) var firstHigh: Int?

  init(_ bytes: ArraySlice<UInt8>) {
    bytes.withUnsafeBufferPointer { scan($0) }
  }

  private mutating func scan(_ bytes: UnsafeBufferPointer<UInt8>) {
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      if byte < 0x80 {
        if byte == 0 { nuls += 1 }
        index += 1
        continue
      }
      if firstHigh == nil { firstHigh = index }
      let length = UTF8Scan.length(at: index, in: bytes)
      if length == 0 {
        strays += 1
        index += 1
      } else {
        sequences += 1
        if byte == 0xd0 || byte == 0xd1 { cyrillic += 1 }
        index += length
      }
    }
  }

  /// The length of the well-formed sequence that begins here; 0 for none.
  static func length(at index: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Int {
    let byte = bytes[index]
    let length: Int
    switch byte {
    case 0..<0x80: return 1
    case 0xc2...0xdf: length = 2
    case 0xe0...0xef: length = 3
    case 0xf0...0xf4: length = 4
    default: return 0
    }
    guard index + length <= bytes.count else { return 0 }
    for offset in 1..<length where bytes[index + offset] & 0xc0 != 0x80 { return 0 }
    // Overlong forms, halves of pairs and what lies beyond the last plane.
    switch (byte, bytes[index + 1]) {
    case (0xe0, 0x80...0x9f), (0xed, 0xa0...0xbf), (0xf0, 0x80...0x8f), (0xf4, 0x90...0xbf): return 0
    default: return length
    }
  }
}
