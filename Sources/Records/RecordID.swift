/// Eight characters of lower-case Crockford base 32 (no i, l, o, u), the first one a letter.
///
/// Held as the eight ASCII bytes, first character highest, so that order and equality are those of the text.
package struct RecordID: Sendable, Hashable, Comparable, CustomStringConvertible {
  package let bits: UInt64

  static let letters: [UInt8] = Array("abcdefghjkmnpqrstvwxyz".utf8)
  static let alphabet: [UInt8] = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)

  /// Nil unless the text follows the grammar exactly.
  package init?(_ text: some StringProtocol) {
    guard text.utf8.count == 8 else { return nil }
    var copy = String(text)
    guard let id = copy.withUTF8({ RecordID($0) }) else { return nil }
    self = id
  }

  /// The same for the bytes of a text.
  init?(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard bytes.count == 8 else { return nil }
    var bits: UInt64 = 0
    for byte in bytes {
      guard RecordID.isAllowed(byte) else { return nil }
      bits = bits << 8 | UInt64(byte)
    }
    guard bytes[0] > 0x39 else { return nil }
    self.bits = bits
  }

  /// The eight ASCII bytes as one number; nil where they break the grammar.
  package init?(bits: UInt64) {
    for position in 0..<8 {
      let byte = UInt8(truncatingIfNeeded: bits >> UInt64(8 * (7 - position)))
      guard RecordID.isAllowed(byte), position > 0 || byte > 0x39 else { return nil }
    }
    self.bits = bits
  }

  package static func isAllowed(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39: true
    // Of a to z, bit 0 to 25, not i, l, o and u.
    case 0x61...0x7a: 0x3ef_b6ff as UInt32 >> UInt32(byte - 0x61) & 1 != 0
    default: false
    }
  }

  package static func < (a: RecordID, b: RecordID) -> Bool { a.bits < b.bits }

  /// Appends the eight ASCII bytes.
  package func append(to bytes: inout [UInt8]) {
    for position in 0..<8 { bytes.append(UInt8(truncatingIfNeeded: bits >> UInt64(8 * (7 - position)))) }
  }

  package var description: String {
    String(unsafeUninitializedCapacity: 8) { buffer in
      for position in 0..<8 {
        buffer[position] = UInt8(truncatingIfNeeded: bits >> UInt64(8 * (7 - position)))
      }
      return 8
    }
  }
}

/// Makes identifiers from a seeded stream: the seed comes from the caller, so that nothing here is random.
package struct IDMint: Sendable {
  private var state: UInt64

  package init(seed: UInt64) { state = seed }

  /// SplitMix64 (Steele, Lea, Flood 2014).
  private mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }

  /// The next identifier for which `isTaken` is false.
  package mutating func mint(isTaken: (RecordID) -> Bool = { _ in false }) -> RecordID {
    while true {
      var draw = next()
      var bits = UInt64(RecordID.letters[Int(draw % 22)])
      draw /= 22
      for _ in 0..<7 {
        bits = bits << 8 | UInt64(RecordID.alphabet[Int(draw & 31)])
        draw >>= 5
      }
      if let id = RecordID(bits: bits), !isTaken(id) { return id }
    }
  }
}
