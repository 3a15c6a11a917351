/// A day of every year, such as a birthday whose year nobody told.
package struct MonthDay: Sendable, Hashable, Comparable, CustomStringConvertible {
  package let month: Int
  package let day: Int

  /// Nil for a day that no year has; 29 February is one.
  package init?(month: Int, day: Int) {
    guard (1...12).contains(month), day >= 1, day <= CivilDate.days(inMonth: month, of: 2000) else {
      return nil
    }
    self.month = month
    self.day = day
  }

  package init(_ date: CivilDate) {
    month = date.month
    day = date.day
  }

  /// The day written `--MM-DD` or `--MMDD`, and nothing else.
  package init?(_ text: String) {
    guard text.utf8.first == 0x2d else { return nil }
    let bytes = Array(text.utf8)
    guard bytes.count == 7 || bytes.count == 6, bytes[1] == 0x2d, bytes.count == 6 || bytes[4] == 0x2d else {
      return nil
    }
    let numbers = bytes.withUnsafeBufferPointer {
      (FixedDigits.read($0, at: 2, count: 2), FixedDigits.read($0, at: $0.count - 2, count: 2))
    }
    guard let month = numbers.0, let day = numbers.1 else { return nil }
    self.init(month: month, day: day)
  }

  /// The day in a year; 29 February falls on the 28th in a year without it.
  package func date(in year: Int) -> CivilDate? {
    CivilDate(year: year, month: month, day: min(day, CivilDate.days(inMonth: month, of: year)))
  }

  /// The first such day not before `date`.
  package func next(from date: CivilDate) -> CivilDate? {
    [date.year, date.year + 1].lazy.compactMap { self.date(in: $0) }.first { $0 >= date }
  }

  /// Whether a year's such day is in the interval.
  package func falls(in days: CivilInterval) -> Bool { next(from: days.start).map(days.contains) ?? false }

  /// `--MM-DD`.
  package var description: String {
    var bytes: [UInt8] = [0x2d, 0x2d]
    FixedDigits.write(month, width: 2, to: &bytes)
    bytes.append(0x2d)
    FixedDigits.write(day, width: 2, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  package static func < (a: MonthDay, b: MonthDay) -> Bool { (a.month, a.day) < (b.month, b.day) }
}
