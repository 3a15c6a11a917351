/// Cuts a stream of bytes into lines at each 0x0A and nowhere else, since JSON may hold U+2028 as it is.
package struct LineSplitter {
  package enum Line: Sendable, Hashable {
    /// A line without its end; a carriage return before that belongs to it.
    case whole([UInt8])
    /// A line of more than `limit` bytes, of which nothing was kept.
    case tooLong
  }

  /// How many bytes a line may have: 1 MiB.
  package static let limit = 1 << 20

  private var line: [UInt8] = []
  private var isSkipping = false

  package init() {}

  /// The lines that end within these bytes; a line that is too long is there as soon as that is known.
  package mutating func feed(_ bytes: [UInt8]) -> [Line] {
    var lines: [Line] = []
    var start = bytes.startIndex
    while start < bytes.endIndex {
      let end = bytes[start...].firstIndex(of: 0x0A)
      take(bytes[start..<(end ?? bytes.endIndex)], into: &lines)
      guard let end else { break }
      if let whole = cut() { lines.append(.whole(whole)) }
      start = end + 1
    }
    return lines
  }

  /// The last line, where no line end came after it.
  package mutating func finish() -> Line? { cut().map { .whole($0) } }

  private mutating func take(_ part: ArraySlice<UInt8>, into lines: inout [Line]) {
    guard !isSkipping else { return }
    // One byte more, for the carriage return.
    guard line.count + part.count <= LineSplitter.limit + 1 else {
      (line, isSkipping) = ([], true)
      lines.append(.tooLong)
      return
    }
    line += part
  }

  /// The line so far; nil where there is nothing but blanks in it, or where it was too long.
  private mutating func cut() -> [UInt8]? {
    defer { (line, isSkipping) = ([], false) }
    if line.last == 0x0D { line.removeLast() }
    return line.allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D } ? nil : line
  }
}
