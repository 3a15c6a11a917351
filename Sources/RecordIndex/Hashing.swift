import CSystem

/// The one hash of the index; fast, and not meant to withstand an attacker.
enum Hashing {
  @inline(__always)
  static func hash(_ bytes: UnsafeRawBufferPointer, seed: UInt64 = IndexFormat.seed) -> UInt64 {
    crm_hash64(bytes.baseAddress, bytes.count, seed)
  }

  static func hash(_ bytes: [UInt8], seed: UInt64 = IndexFormat.seed) -> UInt64 {
    bytes.withUnsafeBytes { hash($0, seed: seed) }
  }

  /// The hash of a path: that of its last name, seeded with that of its folder, slash included. A walk hashes each folder once.
  static func path(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
    var cut = bytes.count
    while cut > 0, bytes[cut - 1] != 0x2F { cut -= 1 }
    let folder = hash(UnsafeRawBufferPointer(rebasing: bytes[..<cut]))
    return hash(UnsafeRawBufferPointer(rebasing: bytes[cut...]), seed: folder)
  }

  static func path(_ path: String) -> UInt64 {
    var path = path
    return path.withUTF8 { Hashing.path(UnsafeRawBufferPointer($0)) }
  }

  /// The checksum that a whole index must have in its header.
  static func checksum(of index: UnsafeRawBufferPointer) -> UInt64 {
    var sum = Checksum(size: index.count)
    sum.add(index)
    return sum.value
  }
}

/// The checksum of an index, taken piece by piece; every piece but the last has `pieceSize` bytes.
struct Checksum {
  static let pieceSize = 256 << 10
  private(set) var value: UInt64
  private var isFirst = true

  init(size: Int) { value = IndexFormat.seed ^ UInt64(truncatingIfNeeded: size) }

  /// Any number of pieces at once.
  mutating func add(_ bytes: UnsafeRawBufferPointer) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let piece = UnsafeRawBufferPointer(rebasing: rest.prefix(Checksum.pieceSize))
      rest = rest.dropFirst(Checksum.pieceSize)
      if isFirst, piece.count >= IndexFormat.headerSize {
        // The checksum itself lies in the first piece and is left out.
        let cut = IndexFormat.checksumOffset
        value = Hashing.hash(UnsafeRawBufferPointer(rebasing: piece[..<cut]), seed: value)
        value = Hashing.hash(UnsafeRawBufferPointer(rebasing: piece[(cut + 8)...]), seed: value)
      } else {
        value = Hashing.hash(piece, seed: value)
      }
      isFirst = false
    }
  }
}
