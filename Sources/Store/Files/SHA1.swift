/// SHA-1 as in FIPS 180-4, for the names that git gives to objects; nothing here trusts it with more.
enum SHA1 {
  /// 40 lower-case hexadecimal digits.
  static func hex(_ bytes: [UInt8]) -> String {
    var state: [UInt32] = [0x6745_2301, 0xefcd_ab89, 0x98ba_dcfe, 0x1032_5476, 0xc3d2_e1f0]
    var message = bytes
    message.append(0x80)
    message += [UInt8](repeating: 0, count: (120 - message.count % 64) % 64)
    let bits = UInt64(bytes.count) << 3
    for shift in stride(from: 56, through: 0, by: -8) {
      message.append(UInt8(truncatingIfNeeded: bits >> UInt64(shift)))
    }
    message.withUnsafeBytes { buffer in
      for offset in stride(from: 0, to: buffer.count, by: 64) { compress(&state, buffer, offset) }
    }
    return state.map { word in
      let digits = String(word, radix: 16)
      return String(repeating: "0", count: 8 - digits.utf8.count) + digits
    }.joined()
  }

  private static func compress(_ state: inout [UInt32], _ bytes: UnsafeRawBufferPointer, _ offset: Int) {
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 80) { w in
      for t in 0..<16 {
        w[t] = UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: offset &+ t &* 4, as: UInt32.self))
      }
      for t in 16..<80 { w[t] = rotate(w[t &- 3] ^ w[t &- 8] ^ w[t &- 14] ^ w[t &- 16], 1) }
      var (a, b, c, d, e) = (state[0], state[1], state[2], state[3], state[4])
      for t in 0..<80 {
        let (mixed, constant): (UInt32, UInt32) =
          switch t {
          case 0..<20: (d ^ (b & (c ^ d)), 0x5a82_7999)
          case 20..<40: (b ^ c ^ d, 0x6ed9_eba1)
          case 40..<60: ((b & c) | (d & (b | c)), 0x8f1b_bcdc)
          default: (b ^ c ^ d, 0xca62_c1d6)
          }
        let next = rotate(a, 5) &+ mixed &+ e &+ constant &+ w[t]
        (e, d, c, b, a) = (d, c, rotate(b, 30), a, next)
      }
      state[0] &+= a
      state[1] &+= b
      state[2] &+= c
      state[3] &+= d
      state[4] &+= e
    }
  }

  private static func rotate(_ word: UInt32, _ count: UInt32) -> UInt32 {
    word &<< count | word &>> (32 &- count)
  }
}

/// The names of git's objects.
enum GitObject {
  /// The name of a blob, in the hash of a repository whose names have so many digits.
  static func name(ofBlob bytes: [UInt8], digits: Int) -> String {
    let object = Array("blob \(bytes.count)\0".utf8) + bytes
    return digits == 64 ? SHA256.digest(object).hex : SHA1.hex(object)
  }

  /// Whether git holds these bytes under that name, as they are or with the line ends that it converts.
  static func isBlob(_ name: String, of bytes: [UInt8]) -> Bool {
    let digits = name.utf8.count
    if self.name(ofBlob: bytes, digits: digits) == name { return true }
    guard LineEnds(of: bytes) == .crlf else { return false }
    return self.name(ofBlob: LineEnds.lf.applied(to: bytes), digits: digits) == name
  }
}
