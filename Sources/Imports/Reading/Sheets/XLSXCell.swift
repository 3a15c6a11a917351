import Archive
import Dates
import Records

/// A cell while its elements go by, and what it means at its end.
struct XLSXCell {
  private(set) var column = 0
  private var type: UInt8 = 0
  private var style = 0
  private var hasFormula = false
  /// Which text is being read.
  var reading: Reading?
  private var value: [UInt8] = []
  private var text: [UInt8] = []
  private var formula: [UInt8] = []
  /// The value begins with what could be a link's formula.
  private static let formulaLimit = 2_500

  enum Reading { case value, text, formula }

  /// `t` as one byte: its first letter, but `t="str"` and `t="s"` are told apart.
  private enum TypeByte {
    static let shared: UInt8 = 0x73
    static let string: UInt8 = 0x53
    static let inline: UInt8 = 0x69
    static let boolean: UInt8 = 0x62
    static let error: UInt8 = 0x65
    static let date: UInt8 = 0x64
  }

  mutating func start(_ reader: XMLReader, column: Int) {
    self.column = column
    type =
      reader.withAttribute(XLSXName.type) { text in
        text.count > 1 && text[0] == TypeByte.shared ? TypeByte.string : text.first ?? 0
      } ?? 0
    style =
      reader.withAttribute(XLSXName.style) { text in
        text.count > 6 ? -1 : text.reduce(0) { (0x30...0x39).contains($1) ? $0 * 10 + Int($1 - 0x30) : -1 }
      } ?? 0
    hasFormula = false
    reading = nil
    value.removeAll(keepingCapacity: true)
    text.removeAll(keepingCapacity: true)
    formula.removeAll(keepingCapacity: true)
  }

  mutating func startFormula() {
    hasFormula = true
    reading = .formula
  }

  /// False where the cell is too long.
  mutating func append(_ reader: XMLReader) -> Bool {
    switch reading {
    case .value: reader.appendText(to: &value)
    case .text: reader.appendText(to: &text)
    case .formula: if formula.count < XLSXCell.formulaLimit { reader.appendText(to: &formula) }
    case nil: break
    }
    return value.count + text.count <= SheetText.cellLimit
  }

  /// What the cell holds, and what is odd about it.
  func meaning(_ book: XLSXBook) -> (cell: SourceCell, oddity: String?) {
    switch type {
    case TypeByte.inline:
      return (XLSXCell.text(text.isEmpty && !value.isEmpty ? value : text), nil)
    case TypeByte.string: return (XLSXCell.text(value.isEmpty ? text : value), nil)
    case TypeByte.shared: return sharedText(book)
    case TypeByte.boolean:
      if value.isEmpty { return noValue }
      return (.flag(value.first == 0x31 || value.first == 0x74), nil)
    case TypeByte.error:
      let word = String(decoding: value.prefix(40), as: UTF8.self)
      return (.empty, "\(word.isEmpty ? "the cell" : word) is an error, not a value; it counts as empty")
    case TypeByte.date: return (XLSXCell.isoDate(String(decoding: value, as: UTF8.self)), nil)
    default: return number(book)
    }
  }

  private static func text(_ bytes: [UInt8]) -> SourceCell {
    bytes.isEmpty ? .empty : .text(SheetText.text(bytes))
  }

  private func sharedText(_ book: XLSXBook) -> (cell: SourceCell, oddity: String?) {
    if value.isEmpty { return (XLSXCell.text(text), nil) }
    var index = 0
    for byte in value where byte > 0x20 {
      guard (0x30...0x39).contains(byte), index < 1 << 40 else {
        index = -1
        break
      }
      index = index * 10 + Int(byte - 0x30)
    }
    guard let text = book.strings[index] else {
      let shown = String(decoding: value.prefix(20), as: UTF8.self)
      return (.empty, "the cell points to text \(shown), which the workbook does not have")
    }
    return (text.isEmpty ? .empty : .text(text), nil)
  }

  /// ISO 8601 as the strict standard has it.
  static func isoDate(_ text: String) -> SourceCell {
    if let date = CivilDate(text) { return .date(date) }
    return text.isEmpty ? .empty : .text(text)
  }

  private var noValue: (cell: SourceCell, oddity: String?) {
    guard hasFormula else { return (.empty, nil) }
    let shown = String(decoding: formula.prefix(40), as: UTF8.self)
    return (
      .empty,
      "the formula =\(shown)\(formula.count > 40 ? "…" : "") has no stored value: open the file in a spreadsheet and save it"
    )
  }

  private func number(_ book: XLSXBook) -> (cell: SourceCell, oddity: String?) {
    if value.isEmpty { return text.isEmpty ? noValue : (XLSXCell.text(text), nil) }
    guard let number = SheetNumber.decimal(value) else {
      let text = SheetText.text(value)
      return (.text(text), "\"\(text.prefix(40))\" is no number, though the file says so; it is kept as text")
    }
    guard book.formats.indices.contains(style), let format = book.formats[style] else {
      return (.number(number), nil)
    }
    return format.value(number, is1904: book.is1904)
  }

  /// Where `HYPERLINK("https://…","shown")` leads; nil for any other formula.
  var formulaTarget: String? {
    guard hasFormula, formula.count > 12 else { return nil }
    let text = String(decoding: formula, as: UTF8.self)
    guard text.prefix(11).uppercased() == "HYPERLINK(\"" else { return nil }
    let target = text.dropFirst(11).prefix { $0 != "\"" }
    return target.isEmpty || target.hasPrefix("#") ? nil : String(target)
  }
}
