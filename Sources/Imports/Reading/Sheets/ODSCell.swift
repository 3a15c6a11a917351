import Archive
import Dates
import Records

/// A cell of an OpenDocument spreadsheet while its elements go by, and what it means: the stored value first, the text that
/// it shows second.
struct ODSCell {
  let repeats: Int
  /// Covered by a merged cell: a column of its own, but empty.
  private let isCovered: Bool
  private let type: String
  private let value: String
  private let currency: String
  private let hasFormula: Bool
  private var text: [UInt8] = []
  private var isInParagraph = false
  private var paragraphs = 0
  /// Blanks of any number are one, and none at the start of a paragraph.
  private var endsInBlank = true
  private var target: String?

  init(_ reader: XMLReader, isCovered: Bool) {
    self.isCovered = isCovered
    repeats = ODSCursor.number(reader, ODSName.columnsRepeated)
    type = reader.attribute(ODSName.valueType) ?? ""
    currency = reader.attribute(ODSName.currency) ?? ""
    hasFormula = reader.attribute(ODSName.formula) != nil
    let attribute: Int32 =
      switch type {
      case "date": ODSName.dateValue
      case "time": ODSName.timeValue
      case "boolean": ODSName.booleanValue
      case "string": ODSName.stringValue
      default: ODSName.value
      }
    value = reader.attribute(attribute) ?? ""
  }

  var size: Int { text.count + value.utf8.count }

  // MARK: Text

  mutating func startParagraph() {
    if paragraphs > 0 { text.append(0x0a) }
    paragraphs += 1
    (isInParagraph, endsInBlank) = (true, true)
  }

  mutating func endParagraph() {
    isInParagraph = false
    if text.last == 0x20, endsInBlank { text.removeLast() }
  }

  mutating func append(_ reader: XMLReader) {
    guard isInParagraph else { return }
    var piece: [UInt8] = []
    reader.appendText(to: &piece)
    for byte in piece {
      if byte == 0x20 || byte == 0x09 || byte == 0x0a || byte == 0x0d {
        if !endsInBlank { text.append(0x20) }
        endsInBlank = true
      } else {
        text.append(byte)
        endsInBlank = false
      }
    }
  }

  /// Characters that are elements of their own, so that they stay as they are.
  mutating func append(_ character: Character, count: Int) {
    guard isInParagraph else { return }
    for _ in 0..<min(count, SheetText.cellLimit + 1) { text += Array(String(character).utf8) }
    endsInBlank = false
  }

  mutating func add(_ target: String) { if self.target == nil { self.target = target } }

  // MARK: Meaning

  var meaning: (cell: SourceCell, oddity: String?) {
    if isCovered { return (.empty, nil) }
    let shown = String(decoding: text, as: UTF8.self)
    let (cell, oddity) = typed(shown)
    // A place within the document is no link to keep.
    guard let target, !target.hasPrefix("#") else { return (cell, oddity) }
    return (CellLink.cell(cell.text, target: target), oddity)
  }

  private func typed(_ shown: String) -> (cell: SourceCell, oddity: String?) {
    switch type {
    case "float", "currency", "percentage": return number(shown)
    case "date": return (value.isEmpty ? ODSCell.plain(shown) : XLSXCell.isoDate(value), nil)
    case "time": return (ODSCell.duration(value).map { .text($0) } ?? ODSCell.plain(shown), nil)
    case "boolean":
      switch value {
      case "true", "1": return (.flag(true), nil)
      case "false", "0": return (.flag(false), nil)
      default: return (ODSCell.plain(shown), nil)
      }
    default:
      let text = value.isEmpty ? shown : SheetText.lines(value)
      // Programs write an error as a text that a formula gave.
      if hasFormula, text.hasPrefix("#") || text.hasPrefix("Err:"), text.utf8.count < 12 {
        return (.empty, "\(text) is an error, not a value; it counts as empty")
      }
      return (ODSCell.plain(text), nil)
    }
  }

  private static func plain(_ text: String) -> SourceCell { text.isEmpty ? .empty : .text(text) }

  private func number(_ shown: String) -> (cell: SourceCell, oddity: String?) {
    if value.isEmpty { return (ODSCell.plain(shown), nil) }
    guard let number = SheetNumber.decimal(Array(value.utf8)) else {
      return (
        .text(value), "\"\(value.prefix(40))\" is no number, though the file says so; it is kept as text"
      )
    }
    if type == "percentage" {
      let percent = (number * Decimal(100)).trimmed
      return (.labelled(percent, "\(percent)%"), nil)
    }
    if type == "currency", !currency.isEmpty {
      return (.labelled(number, "\(number.trimmed) \(currency)"), nil)
    }
    return (ODSCell.isMoreThanNumber(shown) ? .labelled(number, shown) : .number(number), nil)
  }

  /// Whether what is shown has words, or zeros in front, that the number alone does not have.
  private static func isMoreThanNumber(_ shown: String) -> Bool {
    guard !shown.isEmpty, shown.utf8.count <= 200, shown.utf8.contains(where: { (0x30...0x39).contains($0) })
    else {
      return false
    }
    if shown.utf8.first == 0x30, shown.utf8.count > 1, shown.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
      return true
    }
    // An exponent has a letter too.
    let isScientific = shown.contains { $0 == "E" || $0 == "e" } && shown.count { $0.isLetter } == 1
    return !isScientific
      && shown.unicodeScalars.contains {
        $0.properties.isAlphabetic || $0.properties.generalCategory == .currencySymbol
      }
  }

  /// `PT30H15M07.5S`, `P1DT2H`, `-PT1H` as `30:15:08`; nil for what is no duration of days and less.
  static func duration(_ text: String) -> String? {
    var rest = text[...]
    let isNegative = rest.hasPrefix("-")
    if isNegative { rest.removeFirst() }
    guard rest.popFirst() == "P" else { return nil }
    var seconds = 0.0
    var isTime = false
    var count = 0
    while let first = rest.first {
      if first == "T" {
        isTime = true
        rest.removeFirst()
        continue
      }
      let digits = rest.prefix { $0.isNumber || $0 == "." || $0 == "," }
      rest = rest.dropFirst(digits.count)
      guard let number = Double(digits.split(separator: ",").joined(separator: ".")),
        let unit = rest.popFirst(),
        let length = [true: ["H": 3600.0, "M": 60, "S": 1], false: ["D": 86_400.0, "W": 604_800]][isTime]?[
          unit]
      else { return nil }
      seconds += number * length
      count += 1
    }
    guard count > 0, seconds < 1e12 else { return nil }
    return (isNegative ? "-" : "") + SheetTime.clock(Int(seconds.rounded()))
  }
}
