import Dates
import Records

/// The formats of cells.
enum WorkbookStyle: Int {
  case plain, header, text, date, moment, duration, money

  /// `@` keeps a spreadsheet from taking what is typed into a column of text for numbers.
  static let sheet =
    "<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><numFmts count=\"2\">"
    + "<numFmt numFmtId=\"164\" formatCode=\"yyyy\\-mm\\-dd\"/>"
    + "<numFmt numFmtId=\"165\" formatCode=\"yyyy\\-mm\\-dd\\ hh:mm:ss\"/></numFmts>"
    + "<fonts count=\"2\"><font><sz val=\"11\"/><name val=\"Calibri\"/></font>"
    + "<font><b/><sz val=\"11\"/><name val=\"Calibri\"/></font></fonts>"
    + "<fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill>"
    + "<fill><patternFill patternType=\"gray125\"/></fill></fills>"
    + "<borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>"
    + "<cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>"
    + "<cellXfs count=\"7\">"
    + [(0, 0), (49, 1), (49, 0), (164, 0), (165, 0), (46, 0), (4, 0)].map { format, font in
      "<xf numFmtId=\"\(format)\" fontId=\"\(font)\" fillId=\"0\" borderId=\"0\" xfId=\"0\""
        + (format > 0 ? " applyNumberFormat=\"1\"" : "") + (font > 0 ? " applyFont=\"1\"" : "") + "/>"
    }.joined()
    + "</cellXfs><cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles>"
    + "</styleSheet>"
}

/// Rows and cells as a worksheet has them.
enum WorkbookCell {
  /// `A`, `Z`, `AA`
  static func column(_ place: Int) -> String {
    var text = ""
    var rest = place
    repeat {
      text = String(UnicodeScalar(UInt8(65 + rest % 26))) + text
      rest = rest / 26 - 1
    } while rest >= 0
    return text
  }

  static func row(
    _ number: Int, _ cells: [ExportCell], isHeader: Bool = false, isMoney: [Bool] = [], zone: Zone
  ) -> String {
    var text = "<row r=\"\(number)\">"
    for (place, cell) in cells.enumerated() where cell != .empty {
      let address = column(place) + String(number)
      let isMoney = place < isMoney.count && isMoney[place]
      text += self.cell(cell, at: address, isHeader ? .header : isMoney ? .money : nil, zone)
    }
    return text + "</row>"
  }

  private static func cell(_ cell: ExportCell, at address: String, _ style: WorkbookStyle?, _ zone: Zone)
    -> String
  {
    func value(_ text: String, _ own: WorkbookStyle) -> String {
      "<c r=\"\(address)\" s=\"\((style ?? own).rawValue)\"><v>\(text)</v></c>"
    }
    func string(_ text: String) -> String {
      let own = style == .header ? WorkbookStyle.header : .text
      return "<c r=\"\(address)\" s=\"\(own.rawValue)\" t=\"inlineStr\"><is><t xml:space=\"preserve\">"
        + encoded(text) + "</t></is></c>"
    }
    switch cell {
    case .empty: return ""
    case .text, .list: return string(cell.text)
    case .number(let number): return SheetNumber.text(number).map { value($0, .plain) } ?? string(cell.text)
    case .flag(let flag): return "<c r=\"\(address)\" t=\"b\"><v>\(flag ? 1 : 0)</v></c>"
    case .date(let day): return serial(of: day).map { value(String($0), .date) } ?? string(cell.text)
    case .moment(let instant):
      let (day, time, second) = zone.civil(instant)
      guard let serial = serial(of: day) else { return string(cell.text) }
      return value(SheetNumber.days(serial, seconds: time.minutes * 60 + second), .moment)
    case .duration(let seconds):
      return value(SheetNumber.days(seconds / 86_400, seconds: seconds % 86_400), .duration)
    }
  }

  /// The number of a day since 1899-12-30; nil before 1900-03-01, where spreadsheets do not agree.
  static func serial(of day: CivilDate) -> Int? {
    guard let epoch = CivilDate(year: 1899, month: 12, day: 30) else { return nil }
    let serial = day.days(since: epoch)
    return serial > 60 ? serial : nil
  }

  /// What XML or Excel would take for something else is written `_xHHHH_`, and what looks like that begins with `_x005F_`.
  static func encoded(_ text: String) -> String {
    let isPlain = text.utf8.allSatisfy {
      $0 >= 0x20 && $0 != 0x26 && $0 != 0x3c && $0 != 0x3e && $0 != 0x5f && $0 != 0xef
    }
    if isPlain { return text }
    var result = ""
    let scalars = Array(text.unicodeScalars)
    for (place, scalar) in scalars.enumerated() {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\n", "\t": result.unicodeScalars.append(scalar)
      case "_": result += isEscape(scalars[place...]) ? "_x005F_" : "_"
      default:
        if XMLText.isAllowed(scalar), scalar != "\r" {
          result.unicodeScalars.append(scalar)
        } else {
          let digits = String(scalar.value, radix: 16, uppercase: true)
          result += "_x" + String(repeating: "0", count: 4 - digits.utf8.count) + digits + "_"
        }
      }
    }
    return result
  }

  private static func isEscape(_ scalars: ArraySlice<Unicode.Scalar>) -> Bool {
    let next = Array(scalars.prefix(7))
    return next.count == 7 && next[1] == "x" && next[6] == "_"
      && next[2..<6].allSatisfy { $0.properties.isASCIIHexDigit }
  }
}
