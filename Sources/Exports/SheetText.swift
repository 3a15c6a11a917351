import Diagnostics
import Records
import Text

/// Text inside XML.
enum XMLText {
  /// Text or the value of an attribute; what XML cannot hold becomes U+FFFD.
  static func escaped(_ text: String) -> String {
    let isPlain = text.utf8.allSatisfy {
      $0 >= 0x20 && $0 != 0x26 && $0 != 0x3c && $0 != 0x3e && $0 != 0x22 && $0 != 0xef
    }
    if isPlain { return text }
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      // Line ends and tabs would be blanks in an attribute.
      case "\n": result += "&#10;"
      case "\t": result += "&#9;"
      case "\r": result += "&#13;"
      default: result.unicodeScalars.append(isAllowed(scalar) ? scalar : "\u{fffd}")
      }
    }
    return result
  }

  static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0a, 0x0d: true
    case 0..<0x20, 0xfffe, 0xffff: false
    default: true
    }
  }
}

/// A number that a spreadsheet holds without rounding it.
enum SheetNumber {
  /// Doubles keep so many digits.
  private static let digits = 15

  /// The digits of a number; nil where it has more than a spreadsheet keeps.
  static func text(_ number: Decimal) -> String? {
    let trimmed = number.trimmed
    let count = String(trimmed.coefficient.magnitude).utf8.count
    return max(count, trimmed.scale) <= digits ? number.description : nil
  }

  /// A fraction of a day with as many digits as a second needs.
  static func days(_ whole: Int, seconds: Int) -> String {
    guard seconds > 0 else { return String(whole) }
    let scale = 10_000_000_000
    let digits = String(scale + (seconds * scale + 43_200) / 86_400).dropFirst()
    var fraction = digits[...]
    while fraction.last == "0" { fraction.removeLast() }
    return fraction.isEmpty ? String(whole) : "\(whole).\(fraction)"
  }
}

/// How wide the columns of a sheet are, in characters.
enum SheetWidths {
  private static let rowsLookedAt = 200

  static func of(_ sheet: ExportSheet, _ records: [Record]) -> [Int] {
    widths(sheet.columns.map(\.key), records.prefix(rowsLookedAt).lazy.map(sheet.cells))
  }

  static func of(_ sheet: Worksheet) throws -> [Int] {
    widths(sheet.columns.map(\.title), try (0..<min(sheet.count, rowsLookedAt)).map(sheet.cells))
  }

  private static func widths(_ titles: [String], _ rows: some Sequence<[ExportCell]>) -> [Int] {
    var widths = titles.map { max($0.unicodeScalars.count + 3, 8) }
    for cells in rows {
      for (place, cell) in cells.enumerated() {
        let width: Int =
          switch cell {
          case .empty: 0
          case .moment: 19
          case .text(let text): text.split(separator: "\n").lazy.map(\.unicodeScalars.count).max() ?? 0
          case .list, .number, .flag, .date, .duration: cell.text.unicodeScalars.count
          }
        widths[place] = min(max(widths[place], width + 2), 50)
      }
    }
    return widths
  }
}
