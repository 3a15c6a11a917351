/// Text as parts of a workbook write it.
enum SheetText {
  /// A cell of more bytes is damage, or an attack: programs stop at 32,767 characters.
  static let cellLimit = 1 << 20

  /// The text of bytes as XML has them: `_xHHHH_` stands for a character, decoded once, and every line end is a line feed.
  static func text(_ bytes: some RandomAccessCollection<UInt8>) -> String {
    guard bytes.contains(where: { $0 == 0x5f || $0 == 0x0d }) else {
      return String(decoding: bytes, as: UTF8.self)
    }
    return String(decoding: decoded(Array(bytes)), as: UTF8.self)
  }

  static func decoded(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var position = 0
    var half: UInt32?
    while position < bytes.count {
      if bytes[position] == 0x5f, let unit = unit(bytes, position) {
        position += 7
        append(unit, &half, to: &result)
      } else {
        if half != nil { result += [0xef, 0xbf, 0xbd] }
        half = nil
        result.append(bytes[position])
        position += 1
      }
    }
    if half != nil { result += [0xef, 0xbf, 0xbd] }
    return withLineFeeds(result)
  }

  /// The value of `_xHHHH_` at a place; nil for anything else.
  private static func unit(_ bytes: [UInt8], _ start: Int) -> UInt32? {
    guard start + 6 < bytes.count, bytes[start + 1] == 0x78, bytes[start + 6] == 0x5f else { return nil }
    var value: UInt32 = 0
    for byte in bytes[(start + 2)..<(start + 6)] {
      switch byte {
      case 0x30...0x39: value = value << 4 | UInt32(byte - 0x30)
      case 0x41...0x46: value = value << 4 | UInt32(byte - 0x37)
      case 0x61...0x66: value = value << 4 | UInt32(byte - 0x57)
      default: return nil
      }
    }
    return value
  }

  /// Adds a unit of UTF-16; one of a pair waits for the other. NUL is left out.
  private static func append(_ unit: UInt32, _ half: inout UInt32?, to result: inout [UInt8]) {
    if let high = half {
      half = nil
      if (0xdc00...0xdfff).contains(unit),
        let scalar = Unicode.Scalar(0x10000 + (high - 0xd800) << 10 + (unit - 0xdc00))
      {
        result += Array(String(scalar).utf8)
        return
      }
      result += [0xef, 0xbf, 0xbd]
    }
    if (0xd800...0xdbff).contains(unit) {
      half = unit
    } else if unit != 0 {
      result += Array(String(Unicode.Scalar(unit) ?? "\u{fffd}").utf8)
    }
  }

  /// The text with a line feed at every line end.
  static func lines(_ text: String) -> String {
    text.utf8.contains(0x0d) ? String(decoding: withLineFeeds(Array(text.utf8)), as: UTF8.self) : text
  }

  private static func withLineFeeds(_ bytes: [UInt8]) -> [UInt8] {
    guard bytes.contains(0x0d) else { return bytes }
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    for (position, byte) in bytes.enumerated() {
      if byte == 0x0d {
        result.append(0x0a)
      } else if byte != 0x0a || position == 0 || bytes[position - 1] != 0x0d {
        result.append(byte)
      }
    }
    return result
  }
}

/// A cell by its row and column, which count from 1 and 0.
struct SheetPosition: Hashable {
  let row: Int
  let column: Int

  static let lastColumn = 16_383
  static let lastRow = 1_048_576

  init(row: Int, column: Int) { (self.row, self.column) = (row, column) }

  /// Reads `B7`, `$B$7`; nil for all else, and for what is beyond every sheet by far.
  init?(_ text: some Sequence<UInt8>) {
    var column = 0
    var row = 0
    for byte in text {
      switch byte {
      case 0x41...0x5a where row == 0: column = column * 26 + Int(byte - 0x40)
      case 0x61...0x7a where row == 0: column = column * 26 + Int(byte - 0x60)
      case 0x30...0x39 where column > 0: row = row * 10 + Int(byte - 0x30)
      case 0x24: continue
      default: return nil
      }
      guard column < 1 << 24, row < 1 << 32 else { return nil }
    }
    guard column > 0, row > 0 else { return nil }
    (self.row, self.column) = (row, column - 1)
  }
}

/// Cells of a rectangle.
struct SheetRange {
  let rows: ClosedRange<Int>
  let columns: ClosedRange<Int>

  /// Reads `A1:B7`, or `A1` alone.
  init?(_ text: String) {
    let parts = text.utf8.split(separator: 0x3a)
    guard let first = parts.first.flatMap({ SheetPosition($0) }),
      let last = parts.last.flatMap({ SheetPosition($0) }),
      parts.count <= 2
    else { return nil }
    rows = min(first.row, last.row)...max(first.row, last.row)
    columns = min(first.column, last.column)...max(first.column, last.column)
  }
}
