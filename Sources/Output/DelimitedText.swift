import Text

/// Rows of CSV or TSV, written cell by cell. A text that a spreadsheet would take for a formula has `'` before it, and what
/// steers a terminal is written out.
package struct DelimitedText: Sendable {
  /// What is written so far.
  package private(set) var bytes: [UInt8] = []
  private let separator: UInt8
  /// Whether a row has one cell.
  private let isSingle: Bool
  private var isFirst = true

  /// With a header of keys; each row has as many cells.
  package init(keys: [String], _ dialect: CSVRenderer.Dialect) {
    separator = dialect.separator
    isSingle = keys.count == 1
    for key in keys { append(key) }
    endRow()
  }

  /// Forgets what is written, and keeps its memory.
  package mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }

  package mutating func endRow() {
    bytes.append(0x0A)
    isFirst = true
  }

  package mutating func cell(_ cell: Cell) {
    switch cell {
    case .text, .list, .date, .number, .money: append(CSVNeutraliser.neutralise(cell.raw))
    case .empty where !isSingle: separate()
    case .empty, .boolean: append(cell.raw)
    }
  }

  /// A cell that `append` makes of ASCII letters, digits and `-+:` behind a first letter or digit.
  package mutating func cell(ascii append: (inout [UInt8]) -> Void) {
    separate()
    append(&bytes)
  }

  /// A text by its bytes; what is no UTF-8 in them becomes U+FFFD.
  package mutating func cell(utf8 text: UnsafeRawBufferPointer) {
    guard DelimitedText.isPlain(text), isSafeBeginning(text), !text.isEmpty else {
      return cell(.text(String(decoding: text, as: UTF8.self)))
    }
    separate()
    bytes.append(contentsOf: text)
  }

  /// A list by the bytes of its texts.
  package mutating func cell(utf8 texts: [UnsafeRawBufferPointer]) {
    // A semicolon of a text has to be told from those between texts.
    guard texts.count == 1, let text = texts.first, DelimitedText.isPlain(text), !text.contains(0x3B) else {
      return cell(.list(texts.map { String(decoding: $0, as: UTF8.self) }))
    }
    cell(utf8: text)
  }

  private mutating func separate() {
    if !isFirst { bytes.append(separator) }
    isFirst = false
  }

  private mutating func append(_ text: String) {
    separate()
    let field = TerminalEscaping.escape(text, keepingNewlines: true)
    CSVRenderer.append(field, separator: separator, isAlone: isSingle, to: &bytes)
  }

  /// Whether no spreadsheet takes the text for a formula; at times false for such a text, too.
  private func isSafeBeginning(_ text: UnsafeRawBufferPointer) -> Bool {
    switch text.first {
    case 0x3D, 0x40, 0x27, 0x2D: false
    // A phone number in full is a number; one in groups has to be looked at.
    case 0x2B: text.count > 1 && text.dropFirst().allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
    default: true
    }
  }

  /// Whether the text is printable ASCII without quotes, backslashes and commas; at times false for such a text, too.
  private static func isPlain(_ text: UnsafeRawBufferPointer) -> Bool {
    PrintableASCII.holds(text, without: 0x22, 0x2C, 0x5C)
  }
}
