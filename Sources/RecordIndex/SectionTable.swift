/// The header and the section table of an index, checked.
struct SectionTable {
  private let bytes: UnsafeRawBufferPointer
  private let count: Int
  let written: Int64

  /// Nil unless magic, version, key and size fit and every section lies in the file.
  init?(_ bytes: UnsafeRawBufferPointer, key: UInt64) {
    guard bytes.count >= IndexFormat.headerSize, let base = bytes.baseAddress,
      base.number(at: 0) == IndexFormat.magic, base.number(at: 8) == IndexFormat.version,
      base.number(at: 16) == key, base.number(at: 24) == UInt64(bytes.count)
    else { return nil }
    let declared: UInt32 = base.number(at: 12)
    guard declared <= IndexFormat.sectionLimit else { return nil }
    self.bytes = bytes
    count = Int(declared)
    written = base.number(at: 40)
    let first = IndexFormat.headerSize + count * IndexFormat.entrySize
    guard first <= bytes.count else { return nil }
    var last: UInt32 = 0
    for index in 0..<count {
      let entry = base + IndexFormat.headerSize + index * IndexFormat.entrySize
      let number: UInt32 = entry.number(at: 0)
      let offset: UInt64 = entry.number(at: 8)
      let length: UInt64 = entry.number(at: 16)
      guard number > last, offset >= UInt64(first), offset % 8 == 0, offset <= UInt64(bytes.count),
        length <= UInt64(bytes.count) - offset
      else { return nil }
      last = number
    }
  }

  /// The checksum that the header states.
  static func checksum(_ bytes: UnsafeRawBufferPointer) -> UInt64? {
    guard bytes.count >= IndexFormat.headerSize else { return nil }
    return bytes.baseAddress?.number(at: IndexFormat.checksumOffset)
  }

  /// A section's bytes; none where the file does not have it.
  subscript(part: IndexFormat.Part, kind: Int = 0, slot: Int = 0) -> UnsafeRawBufferPointer {
    let wanted = IndexFormat.number(part, kind: kind, slot: slot)
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if entry(middle).number < wanted { low = middle + 1 } else { high = middle }
    }
    guard low < count, entry(low).number == wanted else {
      return UnsafeRawBufferPointer(start: nil, count: 0)
    }
    let found = entry(low)
    return UnsafeRawBufferPointer(rebasing: bytes[found.offset..<found.offset + found.length])
  }

  private func entry(_ index: Int) -> (number: UInt32, offset: Int, length: Int) {
    guard let base = bytes.baseAddress else { return (0, 0, 0) }
    let place = base + IndexFormat.headerSize + index * IndexFormat.entrySize
    return (
      place.number(at: 0), Int(truncatingIfNeeded: place.number(at: 8) as UInt64),
      Int(truncatingIfNeeded: place.number(at: 16) as UInt64)
    )
  }
}
