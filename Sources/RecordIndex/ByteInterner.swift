/// Numbers for distinct byte strings, in the order in which they are first seen; the strings lie in one array.
struct ByteInterner: Sendable {
  /// All strings one after another, and whatever else was appended.
  private(set) var text: [UInt8] = []
  private var starts: [UInt32] = []
  private var lengths: [UInt32] = []
  private var hashes: [UInt32] = []
  private var slots: [UInt32]
  private var mask: Int

  /// The text begins with `headLength` zero bytes.
  init(capacity: Int = 64, headLength: Int = 0) {
    text = Array(repeating: 0, count: headLength)
    var size = 64
    while size < capacity * 2 { size *= 2 }
    slots = Array(repeating: 0, count: size)
    mask = size - 1
  }

  var count: Int { starts.count }

  func start(_ number: Int) -> Int { Int(starts[number]) }

  /// The number of these bytes, and whether they are new. Nil once 4 GiB are full.
  @inline(__always)
  mutating func intern(_ bytes: UnsafeRawBufferPointer) -> (number: Int, isNew: Bool)? {
    let hash = Hashing.hash(bytes)
    let short = UInt32(truncatingIfNeeded: hash >> 32)
    var place = Int(truncatingIfNeeded: hash) & mask
    while slots[place] != 0 {
      let number = Int(slots[place]) - 1
      if hashes[number] == short, Int(lengths[number]) == bytes.count, isEqual(number, bytes) {
        return (number, false)
      }
      place = (place + 1) & mask
    }
    guard let start = UInt32(exactly: text.count), let length = UInt32(exactly: bytes.count),
      starts.count < Int(UInt32.max) - 1
    else { return nil }
    starts.append(start)
    lengths.append(length)
    hashes.append(short)
    text.append(contentsOf: bytes)
    slots[place] = UInt32(starts.count)
    if starts.count * 2 > slots.count { grow() }
    return (starts.count - 1, true)
  }

  /// The text with these numbers at its beginning, which must have the room.
  consuming func text(headedBy numbers: [UInt32]) -> [UInt8] {
    for (index, number) in numbers.enumerated() {
      for byte in 0..<4 { text[index * 4 + byte] = UInt8(truncatingIfNeeded: number >> (8 * byte)) }
    }
    return text
  }

  /// Appends bytes that are not worth looking for, and returns where they begin.
  mutating func append(_ bytes: UnsafeRawBufferPointer) -> Int {
    let start = text.count
    text.append(contentsOf: bytes)
    return start
  }

  @inline(__always)
  private func isEqual(_ number: Int, _ bytes: UnsafeRawBufferPointer) -> Bool {
    text.withUnsafeBytes { all in
      let start = Int(starts[number])
      return ByteOrder.areEqual(UnsafeRawBufferPointer(rebasing: all[start..<start + bytes.count]), bytes)
    }
  }

  private mutating func grow() {
    let size = slots.count * 2
    slots = Array(repeating: 0, count: size)
    mask = size - 1
    for number in starts.indices {
      let start = Int(starts[number])
      let end = start + Int(lengths[number])
      let hash = text.withUnsafeBytes { Hashing.hash(UnsafeRawBufferPointer(rebasing: $0[start..<end])) }
      var place = Int(truncatingIfNeeded: hash) & mask
      while slots[place] != 0 { place = (place + 1) & mask }
      slots[place] = UInt32(number + 1)
    }
  }

  func withText<R>(_ number: Int, _ body: (UnsafeRawBufferPointer) -> R) -> R {
    text.withUnsafeBytes { all in
      let start = Int(starts[number])
      return body(UnsafeRawBufferPointer(rebasing: all[start..<start + Int(lengths[number])]))
    }
  }
}
