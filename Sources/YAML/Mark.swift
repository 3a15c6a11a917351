/// A place in a file: a byte offset, a 1-based line, a 1-based column in characters (Unicode scalars).
package struct Mark: Sendable, Hashable {
  // Half-width, because every node of every record carries two of them.
  private let storedOffset: UInt32
  private let storedLine: UInt32
  private let storedColumn: UInt32

  package var offset: Int { Int(storedOffset) }
  package var line: Int { Int(storedLine) }
  package var column: Int { Int(storedColumn) }

  package init(offset: Int, line: Int, column: Int) {
    storedOffset = UInt32(clamping: offset)
    storedLine = UInt32(clamping: line)
    storedColumn = UInt32(clamping: column)
  }

  /// The mark of a byte offset, found by counting from the start of the file (a byte-order mark has no column).
  package init(offset: Int, in bytes: [UInt8]) {
    var line = 1
    var column = 1
    var index = SourceText.byteOrderMarkLength(bytes)
    let end = min(offset, bytes.count)
    while index < end {
      let byte = bytes[index]
      index += 1
      switch byte {
      case 0x0A:
        line += 1
        column = 1
      case 0x0D where index >= bytes.count || bytes[index] != 0x0A:
        line += 1
        column = 1
      case 0x80...0xBF: break
      default: column += 1
      }
    }
    self.init(offset: end, line: line, column: column)
  }
}
