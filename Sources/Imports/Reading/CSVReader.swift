/// Reads the rows of delimited text one by one: RFC 4180, and what exports make of it.
///
/// A quote inside a quoted cell that neither doubles nor ends the cell is kept as a character; a quote that never closes,
/// or that only a later row's quote would close, is one too. Lines count physical lines of the file; CR, LF and CR LF
/// all end one.
package struct CSVReader: Sequence, IteratorProtocol, Sendable {
  /// How the bytes of a text are to be taken.
  struct Text: Sendable {
    /// UTF-8, but for stray bytes where there is a page for them.
    let bytes: [UInt8]
    let separator: UInt8
    /// How many cells most rows have; 0 when that is not known.
    var width = 0
    /// The page of the bytes that are no UTF-8; nil when all are.
    var strayPage: CodePage?
    /// Some exports pad cells with NUL characters.
    var hasNULs = false
  }

  let text: Text
  var position: Int
  private(set) var line: Int
  /// Bytes that were looked at for a closing quote in vain.
  private var vainBytes = 0
  /// From some quote on nothing closed any to the end of the text.
  private var closesNothing = false
  /// Quoted cells end with their line, and before a quote that would open a cell.
  var staysOnLine = false
  /// The row under way has a quoted cell of several lines.
  private var isLong = false
  /// In the row under way a quote stands inside a quoted cell where one would open a cell.
  private var hasOpeningQuote = false
  private var fault: RowFault.Reason?
  /// A quoted cell larger than this has lost its closing quote.
  private static let cellLimit = 1 << 20
  /// After so many bytes looked at in vain, quoted cells end with their line: reading stays linear.
  private static let vainLimit = 1 << 25

  private static let quote: UInt8 = 0x22
  private static let lineFeed: UInt8 = 0x0a
  private static let carriageReturn: UInt8 = 0x0d

  /// Reads from a byte position that is the start of line `line`.
  init(_ text: Text, position: Int = 0, line: Int = 1) {
    self.text = text
    self.position = position
    self.line = line
  }

  /// The next row that has a cell at all; an empty line gives none.
  package mutating func next() -> Row? {
    while position < text.bytes.count {
      if isLineEnd(text.bytes[position]) {
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
    if text.bytes[position] == CSVReader.carriageReturn, position + 1 < text.bytes.count,
      text.bytes[position + 1] == CSVReader.lineFeed
    {
      position += 1
    }
    position += 1
    line += 1
  }

  private mutating func row() -> Row {
    let start = self
    let row = plainRow()
    guard !staysOnLine, isLong || hasOpeningQuote else { return row }
    guard let other = rowOfOneLine(from: start, insteadOf: row) else {
      guard isLong, hasOpeningQuote else { return row }
      var doubtful = row
      let cell = row.cells.firstIndex { $0.text.utf8.contains { isLineEnd($0) } } ?? 0
      doubtful.faults.append(RowFault(reason: .runaway(through: line - 1), cell: cell))
      return doubtful
    }
    let vain = vainBytes + position - other.after.position
    let closesNothing = closesNothing
    self = other.after
    vainBytes = vain
    self.closesNothing = closesNothing
    staysOnLine = false
    return other.row
  }

  private mutating func plainRow() -> Row {
    (isLong, hasOpeningQuote) = (false, false)
    var row = Row(.line(line), cells: [])
    while true {
      row.cells.append(.text(cell()))
      if let reason = fault {
        row.faults.append(RowFault(reason: reason, cell: row.cells.count - 1))
        fault = nil
      }
      guard position < text.bytes.count else { break }
      if text.bytes[position] == text.separator {
        position += 1
        continue
      }
      endLine()
      break
    }
    return row
  }

  /// Reads one cell and stops at the separator, the line end or the end of the text.
  private mutating func cell() -> String {
    var start = position
    // Some writers put a blank between the separator and the quote.
    while start < text.bytes.count, text.bytes[start] == 0x20 { start += 1 }
    if start < text.bytes.count, text.bytes[start] == CSVReader.quote {
      if let cell = quotedCell(at: start) { return cell }
      fault = .unclosedQuote
    }
    let begin = position
    while position < text.bytes.count, !isCellEnd(text.bytes[position]) { position += 1 }
    return string(text.bytes[begin..<position])
  }

  private func isCellEnd(_ byte: UInt8) -> Bool { byte == text.separator || isLineEnd(byte) }

  func isLineEnd(_ byte: UInt8) -> Bool {
    byte == CSVReader.lineFeed || byte == CSVReader.carriageReturn
  }

  /// The cell that the quote at `start` opens; nil, with nothing consumed, when it never closes.
  private mutating func quotedCell(at start: Int) -> String? {
    // Most cells have no quote in them and are taken as they are.
    var content: [UInt8] = []
    var taken = start + 1
    var index = start + 1
    var lines = 0
    var isDoubtful = false
    let endsWithLine = staysOnLine || closesNothing || vainBytes >= CSVReader.vainLimit
    while index < text.bytes.count, index - start <= CSVReader.cellLimit {
      let byte = text.bytes[index]
      if byte == CSVReader.quote {
        if index + 1 < text.bytes.count, text.bytes[index + 1] == CSVReader.quote {
          // An empty cell of another row, rather than a quote in this one.
          if lines > 0, isCellStart(index), closing(after: index + 1) != nil { isDoubtful = true }
          content += text.bytes[taken...index]
          index += 2
          taken = index
          continue
        }
        if let end = closing(after: index) {
          position = end
          line += lines
          isLong = isLong || lines > 0
          hasOpeningQuote = hasOpeningQuote || isDoubtful
          if content.isEmpty { return string(text.bytes[taken..<index]) }
          content += text.bytes[taken..<index]
          return string(content[...])
        }
        if isCellStart(index) {
          if staysOnLine { break }
          isDoubtful = true
        }
      } else if isLineEnd(byte) {
        if endsWithLine { break }
        let isPair =
          byte == CSVReader.carriageReturn && index + 1 < text.bytes.count
          && text.bytes[index + 1] == CSVReader.lineFeed
        if !isPair { lines += 1 }
      }
      index += 1
    }
    vainBytes += index - start
    closesNothing = closesNothing || index == text.bytes.count
    return nil
  }

  /// Where the cell ends when the quote at this place closes it: only blanks may follow up to the separator or line end.
  private func closing(after index: Int) -> Int? {
    var end = index + 1
    while end < text.bytes.count, text.bytes[end] == 0x20 { end += 1 }
    return end >= text.bytes.count || isCellEnd(text.bytes[end]) ? end : nil
  }

  /// True where a quote would open a cell: behind a separator or a line end.
  private func isCellStart(_ index: Int) -> Bool { isCellEnd(text.bytes[index - 1]) }

  /// The cell as text; NULs are left out, stray bytes are read as their page has them.
  private mutating func string(_ bytes: ArraySlice<UInt8>) -> String {
    guard text.hasNULs || text.strayPage != nil else { return String(decoding: bytes, as: UTF8.self) }
    var bytes = bytes
    if text.hasNULs, bytes.contains(0) {
      bytes = bytes.filter { $0 != 0 }[...]
      fault = .nuls
    }
    guard let page = text.strayPage, UTF8Scan(bytes).strays > 0 else {
      return String(decoding: bytes, as: UTF8.self)
    }
    fault = .strayBytes(page)
    return String(decoding: page.mended(bytes), as: UTF8.self)
  }
}

// MARK: Quotes that lost their partner

extension CSVReader {
  /// The first line of a row by itself, where that is what somebody wrote: `P5,"Boss,p5@x` above a row that has quotes.
  ///
  /// The row as its quotes have it must be the worse reading: of another width than most rows, or with a quote inside
  /// where only a cell of the next rows would have one; and the lines that it swallowed must be rows by themselves.
  private func rowOfOneLine(from start: CSVReader, insteadOf row: Row) -> (row: Row, after: CSVReader)? {
    let width = text.width
    let isOdd = row.cells.count != width
    guard width >= 2, isOdd || hasOpeningQuote || line - start.line >= 5 else { return nil }
    var single = start
    single.staysOnLine = true
    let alone = single.plainRow()
    guard alone.cells.count == width, alone.faults.contains(where: { $0.reason == .unclosedQuote }) else {
      return nil
    }
    if !isLong { return isOdd ? (alone, single) : nil }
    let swallowed = line - single.line
    var rest = single
    guard isOdd || hasOpeningQuote else {
      // Nothing odd but the content: all of at least three lines must be rows.
      guard width >= 3 else { return nil }
      for _ in 0..<(swallowed - 1) where rest.next()?.cells.count != width { return nil }
      return (alone, single)
    }
    guard rest.next()?.cells.count == width || (isOdd && hasOpeningQuote) else { return nil }
    return (alone, single)
  }
}

extension CodePage {
  /// The bytes with those that are no UTF-8 read as characters of this page.
  func mended(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    bytes.withUnsafeBufferPointer { bytes in
      var index = 0
      while index < bytes.count {
        let length = UTF8Scan.length(at: index, in: bytes)
        if length == 0 {
          TextEncoding.append(UInt32(upper[Int(bytes[index] - 0x80)]), to: &result)
          index += 1
        } else {
          result.append(contentsOf: bytes[index..<(index + length)])
          index += length
        }
      }
    }
    return result
  }
}
