/// Reads the rows of delimited text one by one: RFC 4180, and what exports make of it.
///
/// A quote inside a quoted cell that neither doubles nor ends the cell is kept as a character; a quote that never closes is one too.
/// Lines count physical lines of the file; CR, LF and CR LF all end one.
package struct CSVReader: Sequence, IteratorProtocol, Sendable {
  /// The text as UTF-8.
  private let text: [UInt8]
  private let separator: UInt8
  private var position: Int
  private var line: Int
  private var unclosedCells = 0
  /// A quoted cell larger than this has lost its closing quote.
  private static let cellLimit = 1 << 20
  /// After so many quotes that never close, quoted cells end with their line: reading stays linear.
  private static let unclosedLimit = 32

  private static let quote: UInt8 = 0x22
  private static let lineFeed: UInt8 = 0x0a
  private static let carriageReturn: UInt8 = 0x0d

  /// Reads UTF-8 text, from a byte position that is the start of line `line`.
  init(text: [UInt8], separator: UInt8, position: Int = 0, line: Int = 1) {
    self.text = text
    self.separator = separator
    self.position = position
    self.line = line
  }

  /// The next row that has a cell at all; an empty line gives none.
  package mutating func next() -> Row? {
    while position < text.count {
      if text[position] == CSVReader.lineFeed || text[position] == CSVReader.carriageReturn {
        endLine()
        continue
      }
      return row()
    }
    return nil
  }

  /// How far reading has come, in bytes of the decoded text.
  package var offset: Int { position }

  private mutating func endLine() {
    if text[position] == CSVReader.carriageReturn, position + 1 < text.count,
      text[position + 1] == CSVReader.lineFeed
    {
      position += 1
    }
    position += 1
    line += 1
  }

  private mutating func row() -> Row {
    let first = line
    var cells: [String] = []
    while true {
      cells.append(cell())
      guard position < text.count else { break }
      if text[position] == separator {
        position += 1
        continue
      }
      endLine()
      break
    }
    return Row(line: first, cells: cells)
  }

  /// Reads one cell and stops at the separator, the line end or the end of the text.
  private mutating func cell() -> String {
    var start = position
    // Some writers put a blank between the separator and the quote.
    while start < text.count, text[start] == 0x20 { start += 1 }
    if start < text.count, text[start] == CSVReader.quote, let cell = quotedCell(at: start) { return cell }
    let begin = position
    while position < text.count, !isCellEnd(text[position]) { position += 1 }
    return CSVReader.string(text[begin..<position])
  }

  private func isCellEnd(_ byte: UInt8) -> Bool {
    byte == separator || byte == CSVReader.lineFeed || byte == CSVReader.carriageReturn
  }

  /// The cell that the quote at `start` opens; nil, with nothing consumed, when it never closes.
  private mutating func quotedCell(at start: Int) -> String? {
    // Most cells have no quote in them and are taken as they stand.
    var content: [UInt8] = []
    var taken = start + 1
    var index = start + 1
    var lines = 0
    let staysOnLine = unclosedCells >= CSVReader.unclosedLimit
    while index < text.count, index - start <= CSVReader.cellLimit {
      let byte = text[index]
      if byte == CSVReader.quote {
        if index + 1 < text.count, text[index + 1] == CSVReader.quote {
          content += text[taken...index]
          index += 2
          taken = index
          continue
        }
        if let end = closing(after: index) {
          position = end
          line += lines
          if content.isEmpty { return CSVReader.string(text[taken..<index]) }
          content += text[taken..<index]
          return CSVReader.string(content[...])
        }
      } else if byte == CSVReader.lineFeed || byte == CSVReader.carriageReturn {
        if staysOnLine { break }
        let isPair =
          byte == CSVReader.carriageReturn && index + 1 < text.count && text[index + 1] == CSVReader.lineFeed
        if !isPair { lines += 1 }
      }
      index += 1
    }
    unclosedCells += 1
    return nil
  }

  /// Where the cell ends when the quote at this place closes it: only blanks may follow up to the separator or line end.
  private func closing(after index: Int) -> Int? {
    var end = index + 1
    while end < text.count, text[end] == 0x20 { end += 1 }
    return end >= text.count || isCellEnd(text[end]) ? end : nil
  }

  /// The text without NUL characters, which some exports pad cells with.
  private static func string(_ bytes: ArraySlice<UInt8>) -> String {
    bytes.contains(0)
      ? String(decoding: bytes.filter { $0 != 0 }, as: UTF8.self) : String(decoding: bytes, as: UTF8.self)
  }
}
