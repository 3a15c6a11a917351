#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A compiled time zone (TZif, RFC 8536): the offsets in force from each transition on, and the rule after the last.
struct ZoneFile: Sendable, Hashable {
  /// Ascending Unix seconds.
  let transitions: [Int64]
  /// As many as `transitions`: seconds east of UTC from that moment on.
  let offsets: [Int32]
  /// In force before the first transition.
  let initial: Int32
  /// In force from the last transition on; nil when the last offset simply stays.
  let rule: PosixRule?

  /// The zone that a POSIX rule describes for all time.
  init(rule: PosixRule) {
    transitions = []
    offsets = []
    initial = rule.standard
    self.rule = rule
  }

  init(fixed offset: Int32) {
    transitions = []
    offsets = []
    initial = offset
    rule = nil
  }

  func offset(at seconds: Int64) -> Int32 {
    guard let first = transitions.first, let last = transitions.last else {
      return rule?.offset(at: seconds) ?? initial
    }
    if seconds < first { return initial }
    if seconds >= last { return rule?.offset(at: seconds) ?? offsets[offsets.count - 1] }
    var low = 0
    var high = transitions.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if transitions[middle] <= seconds { low = middle } else { high = middle }
    }
    return offsets[low]
  }

  /// All that decides the offsets.
  var numbers: [Int64] {
    var numbers = [Int64(transitions.count), Int64(initial)]
    numbers.append(contentsOf: transitions)
    for offset in offsets { numbers.append(Int64(offset)) }
    if let rule { numbers.append(contentsOf: rule.numbers) }
    return numbers
  }

  /// Reads the file's bytes; nil for anything that is not wholly sound.
  init?(_ bytes: [UInt8]) {
    guard let header = Header(bytes, at: 0) else { return nil }
    if header.version == 0 {
      guard let block = Block(bytes, header: header, wide: false) else { return nil }
      self.init(block: block, rule: nil)
      return
    }
    guard let second = Header(bytes, at: header.dataStart + header.size(timeBytes: 4)),
      let block = Block(bytes, header: second, wide: true)
    else { return nil }
    let footer = second.dataStart + second.size(timeBytes: 8)
    guard footer < bytes.count, bytes[footer] == 10,
      let end = bytes[(footer + 1)...].firstIndex(of: 10)
    else { return nil }
    let text = String(decoding: bytes[(footer + 1)..<end], as: UTF8.self)
    if text.isEmpty {
      self.init(block: block, rule: nil)
    } else {
      guard let rule = PosixRule(text) else { return nil }
      self.init(block: block, rule: rule)
    }
  }

  private init(block: Block, rule: PosixRule?) {
    transitions = block.transitions
    offsets = block.offsets
    initial = block.initial
    self.rule = rule
  }

  private struct Header {
    let version: UInt8
    let dataStart: Int
    let isUTC: Int, isStandard: Int, leaps: Int, times: Int, types: Int, characters: Int

    init?(_ bytes: [UInt8], at start: Int) {
      guard start >= 0, bytes.count - start >= 44, bytes[start..<(start + 4)].elementsEqual("TZif".utf8)
      else {
        return nil
      }
      func count(_ index: Int) -> Int { ZoneFile.big(bytes, at: start + 20 + index * 4, width: 4) }
      version = bytes[start + 4]
      dataStart = start + 44
      isUTC = count(0)
      isStandard = count(1)
      leaps = count(2)
      times = count(3)
      types = count(4)
      characters = count(5)
      guard types > 0 else { return nil }
    }

    /// The length of the data block; counts have 32 bits, so the sum cannot overflow.
    func size(timeBytes: Int) -> Int {
      times * (timeBytes + 1) + types * 6 + characters + leaps * (timeBytes + 4) + isStandard + isUTC
    }
  }

  private struct Block {
    let transitions: [Int64]
    let offsets: [Int32]
    let initial: Int32

    init?(_ bytes: [UInt8], header: Header, wide: Bool) {
      let width = wide ? 8 : 4
      guard header.size(timeBytes: width) <= bytes.count - header.dataStart else { return nil }
      let indices = header.dataStart + header.times * width
      let types = indices + header.times
      var typeOffsets: [Int32] = []
      for index in 0..<header.types {
        let value = Int32(truncatingIfNeeded: ZoneFile.big(bytes, at: types + index * 6, width: 4))
        guard value > -93_600, value < 93_600 else { return nil }
        typeOffsets.append(value)
      }
      var transitions: [Int64] = []
      var offsets: [Int32] = []
      transitions.reserveCapacity(header.times)
      offsets.reserveCapacity(header.times)
      for index in 0..<header.times {
        let raw = ZoneFile.big(bytes, at: header.dataStart + index * width, width: width)
        let time = wide ? Int64(raw) : Int64(Int32(truncatingIfNeeded: raw))
        let type = Int(bytes[indices + index])
        guard type < typeOffsets.count, transitions.last.map({ $0 < time }) ?? true else { return nil }
        transitions.append(time)
        offsets.append(typeOffsets[type])
      }
      self.transitions = transitions
      self.offsets = offsets
      initial = typeOffsets[0]
    }
  }

  /// A big-endian number; the caller has checked that it lies inside `bytes`.
  private static func big(_ bytes: [UInt8], at start: Int, width: Int) -> Int {
    var value: UInt64 = 0
    for index in start..<(start + width) { value = value << 8 | UInt64(bytes[index]) }
    return Int(truncatingIfNeeded: value)
  }

  /// The bytes of a file of at most 256 KiB, or nil when it cannot be read.
  static func contents(of path: String) -> [UInt8]? {
    let limit = 1 << 18
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = chunk.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
      if count < 0 {
        if errno == EINTR { continue }
        return nil
      }
      if count == 0 { return bytes }
      guard bytes.count + count <= limit else { return nil }
      bytes.append(contentsOf: chunk[..<count])
    }
  }
}
