package import Dates
package import Records
import Text

/// What the cells of one column have in common; gathered over all rows in constant memory.
package struct ColumnProfile: Sendable {
  package private(set) var emails = 0
  package private(set) var phones = 0
  package private(set) var links = 0
  package private(set) var dates = 0
  package private(set) var numbers = 0
  package private(set) var companies = 0
  package private(set) var examined = 0
  package private(set) var firstOpenDate: String?
  package private(set) var firstOpenNumber: String?
  private var dayFirst = 0
  private var monthFirst = 0
  private var points = 0
  private var commas = 0

  /// Cells beyond these tell nothing new about what a column holds; dates and decimals are read to the end.
  private static let examinedLimit = 300

  /// The first cells, by which a title is held to what it promises.
  package private(set) var samples: [String] = []
  private static let sampleLimit = 24

  private let countsCompanies: Bool

  /// Legal forms are looked for only where they help to tell the kind.
  package init(countingCompanies: Bool = true) { countsCompanies = countingCompanies }

  /// True when no further cell could change what is known: of hundreds none was a date or a number, or nearly all were
  /// phones and none had a separator that might be a decimal mark.
  package var isSettled: Bool {
    guard examined >= ColumnProfile.examinedLimit, dates == 0 else { return false }
    return numbers == 0 || (isMostly(phones) && points + commas == 0 && firstOpenNumber == nil)
  }

  /// Takes in a cell that is not empty; what is in `emptyMarks` counts as empty.
  package mutating func add(_ cell: SourceCell, emptyMarks: Set<String>) {
    switch cell {
    case .text(let text): return add(CellText.value(text, emptyMarks: emptyMarks))
    case .linked(let text, let target):
      return add(CellText.value(CellLink.email(target) ?? text, emptyMarks: emptyMarks))
    case .number, .labelled:
      numbers += 1
      if examined < ColumnProfile.examinedLimit, ColumnProfile.isPhone(cell.text) { phones += 1 }
    case .date, .instant: dates += 1
    case .empty, .flag, .list: return add(cell.text)
    }
    guard examined < ColumnProfile.examinedLimit else { return }
    examined += 1
    if samples.count < ColumnProfile.sampleLimit { samples.append(cell.text) }
  }

  package mutating func add(_ text: String) {
    if text.isEmpty || isSettled { return }
    addFormats(text)
    guard examined < ColumnProfile.examinedLimit else { return }
    examined += 1
    if samples.count < ColumnProfile.sampleLimit { samples.append(text) }
    if text.utf8.contains(0x40),
      EmailAddress.isPlausible(CellText.parts(text, splittingCommas: true).first ?? text)
    {
      emails += 1
    } else if ColumnProfile.isLink(text) {
      links += 1
    } else if ColumnProfile.isPhone(text) {
      phones += 1
    } else if countsCompanies, ColumnProfile.hasLegalForm(text) {
      companies += 1
    }
  }

  private mutating func addFormats(_ text: String) {
    guard text.utf8.count <= 40, text.utf8.contains(where: { (0x30...0x39).contains($0) }) else { return }
    if let date = DateCell(text) {
      dates += 1
      switch date.evidence {
      case .none: break
      case .dayFirst: dayFirst += 1
      case .monthFirst: monthFirst += 1
      case .open: if firstOpenDate == nil { firstOpenDate = text }
      }
    } else if let number = NumberCell(text) {
      numbers += 1
      switch number.evidence {
      case .none: break
      case .point: points += 1
      case .comma: commas += 1
      case .open: if firstOpenNumber == nil { firstOpenNumber = text }
      }
    }
  }

  /// The order that the column's own cells prove; nil when none does or they contradict each other.
  package var provenOrder: DateOrder? {
    if dayFirst > 0, monthFirst == 0 { return .dayFirst }
    return monthFirst > 0 && dayFirst == 0 ? .monthFirst : nil
  }

  package var provenMark: DecimalMark? {
    if points > 0, commas == 0 { return .point }
    return commas > 0 && points == 0 ? .comma : nil
  }

  /// True when nearly all of the cells that were looked at are of one sort.
  package func isMostly(_ count: Int) -> Bool { examined > 0 && count * 10 >= examined * 8 }

  private static func isLink(_ text: String) -> Bool {
    text.hasPrefix("http://") || text.hasPrefix("https://") || text.hasPrefix("www.")
  }

  private static func isPhone(_ text: String) -> Bool {
    var digits = 0
    for byte in text.utf8 {
      switch byte {
      case 0x30...0x39: digits += 1
      case 0x20, 0x28, 0x29, 0x2b, 0x2d, 0x2e, 0x2f: break
      default: return false
      }
    }
    // A run of digits alone may as well be a number of any kind.
    return (7...15).contains(digits) && (text.utf8.first == 0x2b || digits < text.utf8.count || digits == 11)
      && DateCell(text) == nil
  }

  private static func hasLegalForm(_ text: String) -> Bool {
    let words = Folding.joinedWords(text).joined(separator: " ")
    return words != CompanyName.foldedWithoutLegalForm(text)
  }
}
