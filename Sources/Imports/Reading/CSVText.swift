package import Diagnostics

/// A file of delimited text, decoded, with the dialect it is in; its rows can be read any number of times.
package struct CSVText: Sendable {
  package let dialect: CSVDialect
  private let text: CSVReader.Text
  private let bodyStart: Int
  private let bodyLine: Int

  /// Decodes the bytes; encoding and separator are detected where they are not given.
  package init(bytes: [UInt8], encoding: TextEncoding? = nil, separator: UInt8? = nil) throws(Diagnostic) {
    var dialect = CSVDialect()
    if let encoding {
      (dialect.encoding, dialect.mark) = (encoding, encoding.mark(of: bytes))
    } else {
      switch EncodingGuess(bytes) {
      case .certain(let encoding, let mark): (dialect.encoding, dialect.mark) = (encoding, mark)
      case .likely(let encoding): (dialect.encoding, dialect.isGuessed) = (encoding, true)
      case .unknown: throw CSVText.unknownEncoding(bytes)
      }
    }
    let isWide = dialect.encoding == .utf16LittleEndian || dialect.encoding == .utf16BigEndian
    dialect.endsInHalfACharacter = isWide && bytes.count % 2 == 1
    let isPlain = dialect.encoding == .utf8 && dialect.mark == 0
    var decoded = isPlain ? bytes : try dialect.encoding.utf8(bytes[dialect.mark...])
    // Programs of DOS end a text with this character.
    while decoded.last == 0x1A { decoded.removeLast() }
    dialect.lineEnd = CSVText.lineEnd(of: decoded)
    let declared = CSVText.declaredSeparator(decoded)
    dialect.declaresSeparator = declared != nil
    bodyStart = declared?.end ?? 0
    bodyLine = declared == nil ? 1 : 2
    let scan = UTF8Scan(decoded[...])
    let said = separator ?? declared?.separator
    let separators: [UInt8] = said.map { [$0] } ?? CSVDialect.Separator.allCases.map(\.rawValue)
    var text = CSVReader.Text(bytes: decoded, separator: separators[0])
    text.hasNULs = scan.nuls > 0
    if scan.strays > 0 { text.strayPage = scan.cyrillic * 2 > scan.sequences ? .windows1251 : .windows1252 }
    self.text = CSVText.measured(text, among: separators, from: bodyStart)
    dialect.separator = self.text.separator
    self.dialect = dialect
  }

  /// The rows from the top, preamble and header included.
  package var rows: CSVReader { CSVReader(text, position: bodyStart, line: bodyLine) }

  package var byteCount: Int { text.bytes.count }

  private static func unknownEncoding(_ bytes: [UInt8]) -> Diagnostic {
    let first = bytes.firstIndex { $0 >= 0x80 } ?? 0
    let line = bytes[..<first].reduce(1) { $1 == 0x0a ? $0 + 1 : $0 }
    return Diagnostic(
      .invalidData,
      "the encoding cannot be told: from line \(line) on there are bytes that are neither UTF-8 nor words in a "
        + "code page that crm guesses",
      hints: [
        "say it: --encoding shift_jis, euc-kr, gb18030, big5, windows-1253, windows-1256 or any name that iconv -l lists"
      ])
  }

  private static func lineEnd(of text: [UInt8]) -> String {
    guard let index = text.firstIndex(where: { $0 == 0x0a || $0 == 0x0d }) else { return "\n" }
    if text[index] == 0x0a { return "\n" }
    return index + 1 < text.count && text[index + 1] == 0x0a ? "\r\n" : "\r"
  }

  /// Excel's first line `sep=;`, quoted or not.
  private static func declaredSeparator(_ text: [UInt8]) -> (separator: UInt8, end: Int)? {
    let end = text.firstIndex { $0 == 0x0a || $0 == 0x0d } ?? text.count
    var head = Array(text[..<end])
    if head.first == 0x22, head.last == 0x22, head.count > 2 { head = Array(head[1..<(head.count - 1)]) }
    guard head.count == 5, String(decoding: head[..<4], as: UTF8.self).lowercased() == "sep=" else {
      return nil
    }
    var next = min(end + 1, text.count)
    if end < text.count, text[end] == 0x0d, next < text.count, text[next] == 0x0a { next += 1 }
    return (head[4], next)
  }

  /// The text with the separator with which the first rows have the most cells, most evenly, and how many that is.
  private static func measured(
    _ text: CSVReader.Text, among separators: [UInt8], from start: Int
  ) -> CSVReader.Text {
    var best: (score: Int, separator: UInt8, width: Int) = (0, separators[0], 0)
    for separator in separators {
      var counts: [Int: Int] = [:]
      var trial = CSVReader.Text(bytes: text.bytes, separator: separator)
      (trial.strayPage, trial.hasNULs) = (text.strayPage, text.hasNULs)
      var reader = CSVReader(trial, position: start)
      var rows = 0
      while rows < 100, reader.offset - start < 1 << 18, let row = reader.next() {
        counts[row.cells.count, default: 0] += 1
        rows += 1
      }
      guard rows > 0 else { continue }
      // A separator that splits only some of the rows is punctuation inside their cells.
      let usual = counts.filter { $0.key > 1 }.max { ($0.value, $0.key) < ($1.value, $1.key) }
      guard let usual else { continue }
      let evenness = usual.value * 1000 / rows
      let score = evenness * evenness / 1000 * 4 + min(usual.key, 40) * 10
      if score > best.score { best = (score, separator, usual.key) }
    }
    var measured = CSVReader.Text(bytes: text.bytes, separator: best.separator, width: best.width)
    (measured.strayPage, measured.hasNULs) = (text.strayPage, text.hasNULs)
    return measured
  }
}

extension CSVText: RowReader {
  package static let formats = ["csv", "tsv", "txt"]

  package static func sniff(_ bytes: [UInt8]) -> Bool {
    ForeignFormat.refusal(of: bytes) == nil && !VCards.sniff(bytes) && !HTMLTables.sniff(bytes)
  }

  package static func read(_ bytes: [UInt8], _ options: ReadingOptions) throws(Diagnostic) -> RowSource {
    RowSource(try CSVText(bytes: bytes, encoding: options.encoding, separator: options.separator))
  }
}
