/// Fowler, Noll and Vo's hash, by which a text is named or known again: the same at every run and on every machine, and
/// no protection against somebody who wants two texts to have one.
///
/// Records and batches hold such numbers, so that what is made of a text must not change.
package enum FNV1a {
  /// The hash of 32 bits, a name in few letters.
  package static func hash(_ text: String) -> UInt32 {
    text.utf8.reduce(2_166_136_261) { ($0 ^ UInt32($1)) &* 16_777_619 }
  }

  // MARK: 64 bits

  /// The hash of nothing.
  @inlinable package static var start: UInt64 { 0xcbf2_9ce4_8422_2325 }

  /// The hash of what has been hashed so far and one unit more, a byte or a wider one.
  @inlinable package static func mixed(_ hash: UInt64, _ unit: UInt64) -> UInt64 {
    (hash ^ unit) &* 0x100_0000_01b3
  }

  /// The hash of what has been hashed so far and the bytes of a text more.
  package static func mixed(_ hash: UInt64, _ text: String) -> UInt64 {
    text.utf8.reduce(hash) { mixed($0, UInt64($1)) }
  }

  /// A hash as sixteen hexadecimal digits.
  package static func digits(_ hash: UInt64) -> String {
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
