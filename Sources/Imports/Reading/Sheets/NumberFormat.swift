import Dates
package import Records

/// What a number means by the format in which its cell shows it: a number, an amount, a date, a duration, or text that the
/// format makes of it.
///
/// Codes are those of ECMA-376 part 1, 18.8.30 and 18.8.31 (fifth edition, 2021).
package struct NumberFormat: Sendable {
  private let sections: [NumberFormatSection]

  /// The format of a code such as `dd.mm.yyyy`, `#,##0.00" USD"` or `"INV-"0000`; an unreadable one is `General`.
  package init(_ code: String) {
    let parsed = NumberFormatSection.sections(of: code)
    sections = parsed.isEmpty ? NumberFormatSection.sections(of: "General") : parsed
  }

  package static let general = NumberFormat("General")

  /// The code of a number that every workbook knows without a definition; nil for those without a meaning of their own.
  package static func builtIn(_ number: Int) -> String? {
    switch number {
    case 9, 10: "0%"
    case 14...17, 27...31, 36, 50...54, 57, 58: "yyyy-mm-dd"
    case 18...21, 32...35, 45, 47, 55, 56: "h:mm:ss"
    case 22: "yyyy-mm-dd h:mm"
    case 46: "[h]:mm:ss"
    default: nil
    }
  }

  /// The cell, and what is odd about it.
  package func value(_ number: Decimal, is1904: Bool) -> (cell: SourceCell, oddity: String?) {
    guard let section = section(for: number) else { return (.number(number), nil) }
    switch section.meaning {
    case .plain: return (.number(number), nil)
    case .duration: return (.text(SheetTime.duration(number)), nil)
    case .date(let hasDay, let hasTime):
      return SheetTime.date(number, hasDay: hasDay, hasTime: hasTime, is1904: is1904)
    case .percent:
      let shown = (number * Decimal(100)).trimmed
      return (.labelled(shown, "\(shown)%"), nil)
    case .words: return (.labelled(number, section.text(of: number, isOwnSign: isOwnSign(section))), nil)
    }
  }

  /// Whether the section says by itself that a number is negative.
  private func isOwnSign(_ section: NumberFormatSection) -> Bool {
    sections.count > 1 && sections[1].code == section.code && sections.allSatisfy { $0.condition == nil }
  }

  private func section(for number: Decimal) -> NumberFormatSection? {
    let own = sections.filter { !$0.isForText }
    if own.contains(where: { $0.condition != nil }) {
      return own.first { $0.condition?.holds(for: number) ?? true } ?? own.last
    }
    switch own.count {
    case 0: return nil
    case 1: return own[0]
    case 2: return number.isNegative ? own[1] : own[0]
    default: return number.isNegative ? own[1] : number == .zero ? own[2] : own[0]
    }
  }
}

/// Days since an epoch as dates and times of the clock on the wall.
enum SheetTime {
  /// The day before which nothing is, in both systems of counting: 31 December 9999.
  private static let lastSerial = 2_958_465

  /// The number of days as seconds; a binary fraction of a day hits few seconds exactly.
  private static func seconds(_ number: Decimal) -> Int? {
    (number * Decimal(86_400)).rounded(to: 0).integer
  }

  /// `30:00:00`
  static func duration(_ number: Decimal) -> String {
    guard let total = seconds(number) else { return number.description }
    return (total < 0 ? "-" : "") + clock(abs(total))
  }

  static func clock(_ seconds: Int) -> String {
    [seconds / 3600, seconds / 60 % 60, seconds % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(
      separator: ":")
  }

  static func date(
    _ number: Decimal, hasDay: Bool, hasTime: Bool, is1904: Bool
  ) -> (cell: SourceCell, oddity: String?) {
    // Days before 1904 are negative there, and still days of the other system.
    let shift = is1904 ? 1462 * 86_400 : 0
    guard let total = seconds(number).map({ $0 + shift }), total >= 0, total / 86_400 <= lastSerial,
      hasDay || total - shift >= 0
    else {
      return (.number(number), "\(number) is formatted as a date and is none")
    }
    let (day, second) = (total / 86_400, total % 86_400)
    if is1904, !hasDay, total - shift < 86_400 { return (.text(clock(second)), nil) }
    if day == 0 {
      // Where a date is shown this is "0 January 1900": nothing.
      return (.text(hasTime || second > 0 ? clock(second) : "0000-00-00"), nil)
    }
    if day == 60 {
      return (.text("1900-02-29"), "day 60 is 29 February 1900, a day that never was")
    }
    let date = CivilDate(dayNumber: day - (day < 60 ? 25_568 : 25_569))
    return (hasTime || second > 0 ? .text("\(date) \(clock(second))") : .date(date), nil)
  }
}
