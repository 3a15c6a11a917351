/// The 32 bytes of a SHA-256 hash.
package struct ContentHash: Sendable, Hashable {
  private var words: SIMD8<UInt32>

  init(words: SIMD8<UInt32>) { self.words = words }

  /// 64 lower-case hexadecimal digits.
  package var hex: String {
    String(unsafeUninitializedCapacity: 64) { buffer in
      for place in 0..<64 {
        let digit = UInt8(truncatingIfNeeded: words[place / 8] &>> UInt32(28 - place % 8 * 4) & 15)
        buffer[place] = digit < 10 ? 0x30 + digit : 0x57 + digit
      }
      return 64
    }
  }

  /// Nil unless the text is exactly 64 lower-case hexadecimal digits.
  package init?(hex: Substring) {
    let digits = Array(hex.utf8)
    guard digits.count == 64 else { return nil }
    var words = SIMD8<UInt32>()
    for (index, digit) in digits.enumerated() {
      let value: UInt32
      switch digit {
      case 0x30...0x39: value = UInt32(digit - 0x30)
      case 0x61...0x66: value = UInt32(digit - 0x61 + 10)
      default: return nil
      }
      words[index / 8] = words[index / 8] << 4 | value
    }
    self.words = words
  }
}

/// SHA-256 as in FIPS 180-4.
package enum SHA256 {
  package static func digest(_ bytes: [UInt8]) -> ContentHash {
    bytes.withUnsafeBytes { digest($0) }
  }

  package static func digest(_ bytes: UnsafeRawBufferPointer) -> ContentHash {
    var state = initial
    finish(&state, bytes, length: bytes.count)
    return ContentHash(words: state)
  }

  /// The hash of bytes that come in pieces, of which it keeps no more than some KiB.
  struct Stream {
    private var state = SHA256.initial
    private var pending: [UInt8] = []
    private var length = 0

    mutating func add(_ bytes: some Collection<UInt8>) {
      pending += bytes
      guard pending.count >= 1 << 14 else { return }
      let whole = pending.count / 64 * 64
      pending.withUnsafeBytes { SHA256.compress(&state, UnsafeRawBufferPointer(rebasing: $0[..<whole])) }
      pending.removeSubrange(..<whole)
      length += whole
    }

    var digest: ContentHash {
      var state = state
      pending.withUnsafeBytes { SHA256.finish(&state, $0, length: length + $0.count) }
      return ContentHash(words: state)
    }
  }

  /// Takes in whole blocks.
  private static func compress(_ state: inout SIMD8<UInt32>, _ bytes: UnsafeRawBufferPointer) {
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 64) { schedule in
      constants.withUnsafeBufferPointer { constants in
        var offset = 0
        while offset < bytes.count {
          compress(&state, bytes, offset, schedule, constants)
          offset += 64
        }
      }
    }
  }

  /// Takes in the last bytes of so many.
  private static func finish(_ state: inout SIMD8<UInt32>, _ bytes: UnsafeRawBufferPointer, length: Int) {
    let whole = bytes.count / 64 * 64
    compress(&state, UnsafeRawBufferPointer(rebasing: bytes[..<whole]))
    // The rest, a 1 bit, zeros and the length in bits fill one or two blocks more.
    let rest = bytes.count - whole
    let padded = rest < 56 ? 64 : 128
    withUnsafeTemporaryAllocation(byteCount: 128, alignment: 8) { tail in
      tail.initializeMemory(as: UInt8.self, repeating: 0)
      for index in 0..<rest { tail[index] = bytes[whole + index] }
      tail[rest] = 0x80
      let bits = UInt64(length) << 3
      for index in 0..<8 {
        tail[padded - 1 - index] = UInt8(truncatingIfNeeded: bits >> UInt64(8 * index))
      }
      compress(&state, UnsafeRawBufferPointer(rebasing: tail[..<padded]))
    }
  }

  private static let initial = SIMD8<UInt32>(
    0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19)

  private static let constants: [UInt32] = [
    0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5, 0x3956_c25b, 0x59f1_11f1, 0x923f_82a4, 0xab1c_5ed5,
    0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3, 0x72be_5d74, 0x80de_b1fe, 0x9bdc_06a7, 0xc19b_f174,
    0xe49b_69c1, 0xefbe_4786, 0x0fc1_9dc6, 0x240c_a1cc, 0x2de9_2c6f, 0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da,
    0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7, 0xc6e0_0bf3, 0xd5a7_9147, 0x06ca_6351, 0x1429_2967,
    0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc, 0x5338_0d13, 0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85,
    0xa2bf_e8a1, 0xa81a_664b, 0xc24b_8b70, 0xc76c_51a3, 0xd192_e819, 0xd699_0624, 0xf40e_3585, 0x106a_a070,
    0x19a4_c116, 0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5, 0x391c_0cb3, 0x4ed8_aa4a, 0x5b9c_ca4f, 0x682e_6ff3,
    0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208, 0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7, 0xc671_78f2,
  ]

  @inline(__always)
  private static func rotate(_ word: UInt32, _ count: UInt32) -> UInt32 {
    word &>> count | word &<< (32 &- count)
  }

  @inline(__always)
  private static func round(
    _ a: UInt32, _ b: UInt32, _ c: UInt32, _ d: inout UInt32, _ e: UInt32, _ f: UInt32, _ g: UInt32,
    _ h: inout UInt32, _ input: UInt32
  ) {
    let s1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)
    let t1 = h &+ s1 &+ (g ^ (e & (f ^ g))) &+ input
    let s0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)
    d = d &+ t1
    h = t1 &+ s0 &+ ((a & b) | (c & (a | b)))
  }

  private static func compress(
    _ state: inout SIMD8<UInt32>, _ bytes: UnsafeRawBufferPointer, _ offset: Int,
    _ w: UnsafeMutableBufferPointer<UInt32>, _ k: UnsafeBufferPointer<UInt32>
  ) {
    for t in 0..<16 {
      w[t] = UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: offset &+ t &* 4, as: UInt32.self))
    }
    for t in 16..<64 {
      let early = w[t &- 15]
      let late = w[t &- 2]
      let s0 = rotate(early, 7) ^ rotate(early, 18) ^ early &>> 3
      let s1 = rotate(late, 17) ^ rotate(late, 19) ^ late &>> 10
      w[t] = w[t &- 16] &+ s0 &+ w[t &- 7] &+ s1
    }
    var (a, b, c, d) = (state[0], state[1], state[2], state[3])
    var (e, f, g, h) = (state[4], state[5], state[6], state[7])
    // Eight rounds at a time bring every variable back to its place, so that none has to be moved.
    var t = 0
    while t < 64 {
      round(a, b, c, &d, e, f, g, &h, k[t] &+ w[t])
      round(h, a, b, &c, d, e, f, &g, k[t &+ 1] &+ w[t &+ 1])
      round(g, h, a, &b, c, d, e, &f, k[t &+ 2] &+ w[t &+ 2])
      round(f, g, h, &a, b, c, d, &e, k[t &+ 3] &+ w[t &+ 3])
      round(e, f, g, &h, a, b, c, &d, k[t &+ 4] &+ w[t &+ 4])
      round(d, e, f, &g, h, a, b, &c, k[t &+ 5] &+ w[t &+ 5])
      round(c, d, e, &f, g, h, a, &b, k[t &+ 6] &+ w[t &+ 6])
      round(b, c, d, &e, f, g, h, &a, k[t &+ 7] &+ w[t &+ 7])
      t &+= 8
    }
    state &+= SIMD8(a, b, c, d, e, f, g, h)
  }
}
