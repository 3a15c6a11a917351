/// Reads a record laid out as `Emitter` and most people write it, straight from its bytes.
///
/// Block mappings and lists of plain, quoted and `|` scalars, flow collections of one line, comments and blank lines
/// are read; whatever else a file may hold, and whatever may be wrong with one, is left to libyaml. What is read is
/// the tree that `EventParser` would make of it, mark for mark.
struct StrictScanner: ~Copyable {
  /// The file is to be read by libyaml.
  struct Unsure: Error {}

  let bytes: UnsafeBufferPointer<UInt8>
  let limits: Limits
  /// The next byte to be looked at.
  var index = 0
  /// The number of the line that `index` is on, and the offset of its first byte.
  var line = 1
  var lineStart = 0
  /// Spaces before the first thing on the line; -1 at the end of the file.
  var indent = -1
  /// No fewer than libyaml has events for what was read.
  var events = 6
  /// What a value with escapes or of several lines is put together in.
  var scratch: [UInt8] = []
  private let isASCII: Bool
  // The last place whose column was asked for; columns count characters.
  private var columnOffset = 0
  private var column = 1

  /// `bytes` must have passed `Encoding.check` and outlive the scanner; `isASCII` is what the check said.
  private init(_ bytes: UnsafeBufferPointer<UInt8>, isASCII: Bool, limits: Limits) {
    self.bytes = bytes
    self.isASCII = isASCII
    self.limits = limits
  }

  /// The root of the file; nil where libyaml has to say what it is.
  static func root(of bytes: UnsafeBufferPointer<UInt8>, isASCII: Bool, limits: Limits) -> Node? {
    // The first byte of a byte-order mark.
    if bytes.first == 0xEF { return nil }
    var scanner = StrictScanner(bytes, isASCII: isASCII, limits: limits)
    return try? scanner.document()
  }

  private mutating func document() throws(Unsure) -> Node {
    try nextContent()
    if indent == 0, matches("---\n") {
      index += 4
      line += 1
      try nextContent()
    }
    guard indent == 0 else { throw Unsure() }
    let root = try blockMapping(column: 0, depth: 1)
    guard indent == -1, events <= limits.events else { throw Unsure() }
    return root
  }

  private func matches(_ text: StaticString) -> Bool {
    let count = text.utf8CodeUnitCount
    guard index + count <= bytes.count else { return false }
    return (0..<count).allSatisfy { bytes[index + $0] == text.utf8Start[$0] }
  }

  // MARK: Places

  /// The byte at an offset; 0, which no file has, beyond the end.
  @inline(__always)
  func byte(_ offset: Int) -> UInt8 { offset < bytes.count ? bytes[offset] : 0 }

  /// Whether a blank, a line feed or the end of the file stands at an offset.
  @inline(__always)
  func isGap(_ offset: Int) -> Bool {
    let byte = byte(offset)
    return byte == 0x20 || byte == 0x0A || byte == 0
  }

  /// The mark of an offset on the present line.
  @inline(__always)
  mutating func mark(_ offset: Int) -> Mark {
    Mark(offset: offset, line: line, column: isASCII ? offset - lineStart + 1 : countedColumn(offset))
  }

  private mutating func countedColumn(_ offset: Int) -> Int {
    if columnOffset < lineStart || columnOffset > offset {
      columnOffset = lineStart
      column = 1
    }
    while columnOffset + 8 <= offset {
      column += 8 - PackedBytes.continuations(PackedBytes.load(bytes, at: columnOffset))
      columnOffset += 8
    }
    while columnOffset < offset {
      if bytes[columnOffset] & 0xC0 != 0x80 { column += 1 }
      columnOffset += 1
    }
    return column
  }

  func text(_ lower: Int, _ upper: Int) -> String {
    String(decoding: UnsafeBufferPointer(rebasing: bytes[lower..<upper]), as: UTF8.self)
  }

  // MARK: Lines

  @inline(__always)
  mutating func skipSpaces() {
    while index < bytes.count, bytes[index] == 0x20 { index += 1 }
  }

  /// The offset of the line feed that ends the line, or the end of the file.
  func lineFeed(from offset: Int) throws(Unsure) -> Int {
    var index = offset
    while true {
      while index + 8 <= bytes.count {
        let place = PackedBytes.firstControl(PackedBytes.load(bytes, at: index))
        index += place
        if place < 8 { break }
      }
      while index < bytes.count, bytes[index] >= 0x20 { index += 1 }
      guard index < bytes.count else { return index }
      switch bytes[index] {
      case 0x0A: return index
      case 0x09: index += 1
      default: throw Unsure()
      }
    }
  }

  /// Goes from the start of a line to the first thing that is neither blank nor comment.
  mutating func nextContent() throws(Unsure) {
    while true {
      lineStart = index
      skipSpaces()
      guard index < bytes.count else {
        indent = -1
        return
      }
      switch bytes[index] {
      case 0x0A: break
      case UInt8(ascii: "#"):
        index = try lineFeed(from: index)
        if index == bytes.count { continue }
      default:
        indent = index - lineStart
        return
      }
      index += 1
      line += 1
    }
  }

  /// Goes past the rest of a line, on which only a comment may follow, and to the next content.
  mutating func endLine() throws(Unsure) {
    let end = index
    skipSpaces()
    if index < bytes.count {
      if bytes[index] == UInt8(ascii: "#"), index > end { index = try lineFeed(from: index) }
      if index < bytes.count {
        guard bytes[index] == 0x0A else { throw Unsure() }
        index += 1
        line += 1
      }
    }
    try nextContent()
  }

  /// Whether a list item begins at an offset.
  func isItem(_ offset: Int) -> Bool { byte(offset) == UInt8(ascii: "-") && byte(offset + 1) == 0x20 }
}
