/// A day of the proleptic Gregorian calendar, years 1 to 9999, without a zone.
///
/// Arithmetic that would leave those years stops at their first or last day.
package struct CivilDate: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// Year, month and day side by side, so that order and equality are those of one number.
  private let packed: UInt32

  package static let first = CivilDate(unchecked: 1, 1, 1)
  package static let last = CivilDate(unchecked: 9999, 12, 31)

  private static let firstDayNumber = -719_162
  private static let lastDayNumber = 2_932_896

  private init(unchecked year: Int, _ month: Int, _ day: Int) {
    packed =
      UInt32(truncatingIfNeeded: year) << 9 | UInt32(truncatingIfNeeded: month) << 5
      | UInt32(truncatingIfNeeded: day)
  }

  /// The date of these numbers, or nil when the calendar has no such day.
  package init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
      day <= CivilDate.days(inMonth: month, of: year)
    else { return nil }
    self.init(unchecked: year, month, day)
  }

  /// The date written `YYYY-MM-DD`, and nothing else.
  package init?(_ iso: String) {
    var text = iso
    guard
      let parts = text.withUTF8({ bytes -> (Int, Int, Int)? in
        bytes.count == 10 ? CivilDate.read(bytes) : nil
      })
    else { return nil }
    self.init(year: parts.0, month: parts.1, day: parts.2)
  }

  /// The numbers of `YYYY-MM-DD` at the start of `bytes`, not yet checked against the calendar.
  static func read(_ bytes: UnsafeBufferPointer<UInt8>) -> (Int, Int, Int)? {
    guard let year = FixedDigits.read(bytes, at: 0, count: 4),
      let month = FixedDigits.read(bytes, at: 5, count: 2),
      let day = FixedDigits.read(bytes, at: 8, count: 2), bytes[4] == UInt8(ascii: "-"),
      bytes[7] == UInt8(ascii: "-")
    else { return nil }
    return (year, month, day)
  }

  /// The date that many days after 1970-01-01.
  package init(dayNumber: Int) {
    // Days are counted in eras of 400 years that begin on 1 March, so that the leap day is the last of its year.
    let clamped = min(max(dayNumber, CivilDate.firstDayNumber), CivilDate.lastDayNumber)
    let shifted = clamped + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    self.init(unchecked: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
  }

  package var year: Int { Int(packed >> 9) }
  package var month: Int { Int(packed >> 5 & 15) }
  package var day: Int { Int(packed & 31) }

  /// Days since 1970-01-01.
  package var dayNumber: Int {
    let shiftedYear = month <= 2 ? year - 1 : year
    let era = shiftedYear / 400
    let yearOfEra = shiftedYear - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  package var weekday: Weekday {
    // 1970-01-01 was a Thursday.
    let index = ((dayNumber + 3) % 7 + 7) % 7
    return Weekday(rawValue: index + 1) ?? .mon
  }

  package static func isLeap(_ year: Int) -> Bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
  }

  /// The length of the month (1…12) in days; 0 for a month that is none.
  package static func days(inMonth month: Int, of year: Int) -> Int {
    switch month {
    case 2: isLeap(year) ? 29 : 28
    case 4, 6, 9, 11: 30
    case 1...12: 31
    default: 0
    }
  }

  package func adding(days: Int) -> CivilDate {
    let (sum, overflow) = dayNumber.addingReportingOverflow(days)
    return overflow ? (days > 0 ? .last : .first) : CivilDate(dayNumber: sum)
  }

  /// The same day of a later month, or that month's last day when it is shorter.
  package func adding(months: Int) -> CivilDate {
    let (sum, overflow) = (year * 12 + month - 1).addingReportingOverflow(months)
    if overflow { return months > 0 ? .last : .first }
    if sum < 12 { return .first }
    if sum > 9999 * 12 + 11 { return .last }
    let (year, month) = (sum / 12, sum % 12 + 1)
    return CivilDate(unchecked: year, month, min(day, CivilDate.days(inMonth: month, of: year)))
  }

  /// Whole days from `other` to this date, negative when it lies before.
  package func days(since other: CivilDate) -> Int { dayNumber - other.dayNumber }

  package var startOfWeek: CivilDate { adding(days: 1 - weekday.rawValue) }
  package var endOfWeek: CivilDate { adding(days: 7 - weekday.rawValue) }
  package var startOfMonth: CivilDate { CivilDate(unchecked: year, month, 1) }
  package var endOfMonth: CivilDate {
    CivilDate(unchecked: year, month, CivilDate.days(inMonth: month, of: year))
  }
  package var startOfQuarter: CivilDate { CivilDate(unchecked: year, quarter * 3 - 2, 1) }
  package var endOfQuarter: CivilDate { CivilDate(unchecked: year, quarter * 3, 1).endOfMonth }
  package var startOfYear: CivilDate { CivilDate(unchecked: year, 1, 1) }
  package var endOfYear: CivilDate { CivilDate(unchecked: year, 12, 31) }

  /// 1 to 4.
  package var quarter: Int { (month + 2) / 3 }

  /// The ISO 8601 week, and the year it belongs to, which differs from `year` around 1 January.
  package var isoWeek: (year: Int, week: Int) {
    let thursday = adding(days: 4 - weekday.rawValue)
    return (thursday.year, (thursday.dayNumber - thursday.startOfYear.dayNumber) / 7 + 1)
  }

  /// The Monday of an ISO 8601 week, or nil when that year has no such week.
  package init?(isoYear: Int, week: Int) {
    guard (1...53).contains(week), let january4 = CivilDate(year: isoYear, month: 1, day: 4) else {
      return nil
    }
    let monday = january4.startOfWeek.adding(days: (week - 1) * 7)
    guard monday.isoWeek == (isoYear, week) else { return nil }
    self = monday
  }

  /// Appends the ASCII bytes of `description`.
  package func append(to bytes: inout [UInt8]) {
    FixedDigits.write(year, width: 4, to: &bytes)
    bytes.append(UInt8(ascii: "-"))
    FixedDigits.write(month, width: 2, to: &bytes)
    bytes.append(UInt8(ascii: "-"))
    FixedDigits.write(day, width: 2, to: &bytes)
  }

  /// `YYYY-MM-DD`.
  package var description: String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(10)
    append(to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  package static func < (left: CivilDate, right: CivilDate) -> Bool { left.packed < right.packed }
}
