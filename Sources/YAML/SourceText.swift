import Diagnostics

/// The bytes of a file seen as lines; a line ends with LF, CR LF or a lone CR, as libyaml counts them.
struct SourceText: Sendable {
  /// Characters of a line that an excerpt shows at most.
  static let excerptWidth = 160

  let bytes: [UInt8]
  /// Offset of the first byte after the byte-order mark.
  let start: Int

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    start = Self.byteOrderMarkLength(bytes)
  }

  static func byteOrderMarkLength(_ bytes: [UInt8]) -> Int {
    bytes.count >= 3 && bytes[0] == 0xEF && bytes[1] == 0xBB && bytes[2] == 0xBF ? 3 : 0
  }

  var endsWithBreak: Bool { bytes.last == 0x0A || bytes.last == 0x0D }

  /// Offset of the first byte of the line that `offset` is on.
  func lineStart(_ offset: Int) -> Int {
    var index = min(offset, bytes.count)
    while index > start {
      let before = bytes[index - 1]
      if before == 0x0A { break }
      if before == 0x0D, index >= bytes.count || bytes[index] != 0x0A { break }
      index -= 1
    }
    return max(index, start)
  }

  /// Offset of the break that ends the line `offset` is on, or the end of the file.
  func lineBreak(_ offset: Int) -> Int {
    var index = offset
    while index < bytes.count, bytes[index] != 0x0A, bytes[index] != 0x0D { index += 1 }
    return min(index, bytes.count)
  }

  /// Offset of the first byte of the line after the one `offset` is on, or the end of the file.
  func lineEnd(_ offset: Int) -> Int {
    let at = lineBreak(offset)
    guard at < bytes.count else { return bytes.count }
    return bytes[at] == 0x0D && at + 1 < bytes.count && bytes[at + 1] == 0x0A ? at + 2 : at + 1
  }

  /// Offset of the first byte at or after `offset` that is no space or tab.
  func skipBlanks(_ offset: Int) -> Int {
    var index = offset
    while index < bytes.count, bytes[index] == 0x20 || bytes[index] == 0x09 { index += 1 }
    return index
  }

  /// Offset of the first byte at or after `offset` that is no blank, line break or comment.
  func skipTrivia(_ offset: Int) -> Int {
    var index = offset
    while index < bytes.count {
      switch bytes[index] {
      case 0x20, 0x09, 0x0A, 0x0D: index += 1
      case UInt8(ascii: "#"): index = lineBreak(index)
      default: return index
      }
    }
    return bytes.count
  }

  /// Whether only blanks stand between the start of its line and `offset`.
  func isFirstOnLine(_ offset: Int) -> Bool { skipBlanks(lineStart(offset)) >= offset }

  /// Whether only blanks and a comment stand between `offset` and the end of its line.
  func isLastOnLine(_ offset: Int) -> Bool {
    let index = skipBlanks(offset)
    guard index < bytes.count else { return true }
    return bytes[index] == 0x0A || bytes[index] == 0x0D || bytes[index] == UInt8(ascii: "#")
  }

  func contains(_ byte: UInt8, from lower: Int, to upper: Int) -> Bool {
    lower < upper && bytes[lower..<upper].contains(byte)
  }

  /// The line break the file uses: that of its first line, LF where there is none.
  var lineBreakBytes: [UInt8] {
    let at = lineBreak(start)
    return at < bytes.count ? Array(bytes[at..<lineEnd(at)]) : [0x0A]
  }

  /// The line around a mark, cut to a window where it is long; `nil` where the line is empty.
  func excerpt(at mark: Mark, length: Int) -> Excerpt? {
    let lower = lineStart(mark.offset)
    let upper = lineBreak(mark.offset)
    guard lower < upper else { return nil }
    let line = Array(String(decoding: bytes[lower..<upper], as: UTF8.self).unicodeScalars)
    let column = min(max(mark.column - 1, 0), line.count)
    var first = 0
    if line.count > Self.excerptWidth {
      first = max(0, min(column - Self.excerptWidth / 2, line.count - Self.excerptWidth))
    }
    var text = String.UnicodeScalarView()
    text.append(contentsOf: line[first..<min(line.count, first + Self.excerptWidth)])
    let shown = text.count
    return Excerpt(
      line: String(text), column: column - first + 1, length: max(1, min(length, shown - (column - first))))
  }
}
