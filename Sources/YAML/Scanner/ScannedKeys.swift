/// A key with its place.
struct ScannedKey {
  let text: String
  let signature: KeySignature
  let start: Mark
  let end: Mark
}

/// What keys that differ mostly differ in, taken from their bytes in passing.
struct KeySignature {
  private var digest: UInt8 = 0
  private var all: UInt8 = 0

  @inline(__always)
  mutating func add(_ byte: UInt8) {
    digest = digest &* 5 &+ byte
    all |= byte
  }

  var isASCII: Bool { all < 0x80 }

  /// One bit of 64.
  var bit: UInt64 { 1 << UInt64((digest ^ digest >> 2) & 63) }
}

/// Finds out whether a key is new among the pairs of a mapping.
struct ScannedKeys {
  private var set = KeySet()
  private var seen: UInt64 = 0
  private var areASCII = true

  /// False for a key that one of the pairs has.
  mutating func add(_ key: ScannedKey, to pairs: [Node.Pair]) -> Bool {
    // Strings that differ in their bytes may be equal where they are not ASCII.
    if !key.signature.isASCII { areASCII = false }
    let bit = key.signature.bit
    defer { seen |= bit }
    // From this many pairs on the set wants to know every key.
    if areASCII, pairs.count < KeySet.scanLimit, seen & bit == 0 { return true }
    return set.firstPair(with: key.text, in: pairs, isASCII: areASCII) == nil
  }
}
