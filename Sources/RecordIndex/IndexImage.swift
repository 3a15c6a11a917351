#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The bytes of an index: a file mapped read-only, or memory of its own. They last as long as the value.
final class IndexImage: Sendable {
  /// Never written to once the image is made.
  nonisolated(unsafe) let bytes: UnsafeRawBufferPointer
  private let isMapped: Bool

  /// Maps a whole open file; nil where the system refuses.
  init?(mapping descriptor: Int32, size: Int) {
    guard size > 0, let base = mmap(nil, size, PROT_READ, MAP_PRIVATE, descriptor, 0), base != MAP_FAILED
    else {
      return nil
    }
    bytes = UnsafeRawBufferPointer(start: base, count: size)
    isMapped = true
  }

  /// Memory that the body fills, every byte of it.
  init(size: Int, _ fill: (UnsafeMutableRawBufferPointer) -> Void) {
    let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: max(size, 1), alignment: 16)
    fill(memory)
    bytes = UnsafeRawBufferPointer(start: memory.baseAddress, count: size)
    isMapped = false
  }

  convenience init(_ content: [UInt8]) {
    self.init(size: content.count) { $0.copyBytes(from: content) }
  }

  /// Takes no memory for a part of a mapped file until it is looked at again.
  func release(_ part: UnsafeRawBufferPointer) {
    guard isMapped, let base = bytes.baseAddress, let start = part.baseAddress else { return }
    let page = Int(getpagesize())
    let offset = start - base
    guard offset >= 0, part.count <= bytes.count - offset else { return }
    // Whole pages alone: what lies beside them may be needed.
    let first = (offset + page - 1) / page * page
    let end = (offset + part.count) / page * page
    guard first < end else { return }
    _ = madvise(UnsafeMutableRawPointer(mutating: base + first), end - first, MADV_DONTNEED)
  }

  deinit {
    if isMapped {
      munmap(UnsafeMutableRawPointer(mutating: bytes.baseAddress), bytes.count)
    } else {
      bytes.deallocate()
    }
  }
}

/// A table of little-endian numbers in an image; an index out of its range gives nil.
struct NumberTable<Number: FixedWidthInteger & BitwiseCopyable> {
  let base: UnsafeRawPointer?
  let count: Int

  /// Bytes after the last whole number are left out.
  init(_ bytes: UnsafeRawBufferPointer) {
    base = bytes.baseAddress
    count = bytes.count / MemoryLayout<Number>.size
  }

  @inline(__always)
  subscript(_ index: Int) -> Number? {
    guard UInt(bitPattern: index) < UInt(bitPattern: count), let base else { return nil }
    return base.number(at: index &* MemoryLayout<Number>.size)
  }

  /// The first index whose number is not below the given one, in a table that ascends.
  func lowerBound(_ number: Number) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if let found = self[middle], found < number { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

/// Texts one after another, with a table of where each begins and where the last one ends.
struct TextTable {
  private let starts: NumberTable<UInt32>
  private let text: UnsafeRawBufferPointer

  init(starts: UnsafeRawBufferPointer, text: UnsafeRawBufferPointer) {
    self.starts = NumberTable(starts)
    self.text = text
  }

  var count: Int { max(0, starts.count - 1) }

  @inline(__always)
  subscript(_ index: Int) -> UnsafeRawBufferPointer? {
    guard let start = starts[index], let end = starts[index + 1], start <= end, Int(end) <= text.count else {
      return nil
    }
    return UnsafeRawBufferPointer(rebasing: text[Int(start)..<Int(end)])
  }

  /// The texts that begin with a prefix, in a table that ascends.
  func range(prefix: UnsafeRawBufferPointer) -> Range<Int> {
    let low = partition { ByteOrder.compare($0, prefix) < 0 }
    let high = partition { text in
      ByteOrder.compare(text, prefix) < 0
        || ByteOrder.compare(UnsafeRawBufferPointer(rebasing: text.prefix(prefix.count)), prefix) == 0
    }
    return low..<max(low, high)
  }

  /// How many texts at the beginning of the table meet a condition that no text after them meets.
  private func partition(_ isBefore: (UnsafeRawBufferPointer) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if let text = self[middle], isBefore(text) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

/// The order of texts by their bytes.
enum ByteOrder {
  static func compare(_ a: UnsafeRawBufferPointer, _ b: UnsafeRawBufferPointer) -> Int {
    if let x = a.baseAddress, let y = b.baseAddress {
      let sign = memcmp(x, y, min(a.count, b.count))
      if sign != 0 { return Int(sign) }
    }
    return a.count - b.count
  }

  static func areEqual(_ a: UnsafeRawBufferPointer, _ b: UnsafeRawBufferPointer) -> Bool {
    guard a.count == b.count else { return false }
    guard let x = a.baseAddress, let y = b.baseAddress else { return true }
    return memcmp(x, y, a.count) == 0
  }
}
