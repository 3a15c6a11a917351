/// Why a WHEN expression names no usable moment.
package struct WhenError: Error, Hashable, Sendable {
  /// One sentence without a full stop.
  package let message: String
  /// What to write instead, where that can be told.
  package let hint: String?

  package init(message: String, hint: String? = nil) {
    self.message = message
    self.hint = hint
  }

  static func unreadable(_ text: String) -> WhenError {
    WhenError(
      message: text.isEmpty ? "no time given" : "cannot read \"\(text)\" as a time",
      hint: "write it as \"tomorrow 11:00\", \"fri 15:00\", \"+2d\", \"in 3 hours\" or \"2026-12-01 14:00\"")
  }

  static func noTime(_ text: String) -> WhenError {
    WhenError(message: "\"\(text)\" is no time of day", hint: "hours run from 00:00 to 23:59")
  }

  /// A day of two numbers with a dot after another day.
  static func secondDay(_ text: String) -> WhenError {
    WhenError(message: "\"\(text)\" is a date, and another day is named beside it", hint: clockHint(text))
  }

  static func clockHint(_ text: String) -> String {
    "write \(String(text.map { $0 == "." ? ":" : $0 })) for a time of day"
  }

  static func otherWeekday(_ date: CivilDate, named weekday: Weekday) -> WhenError {
    WhenError(message: "\(date) is a \(date.weekday.title), not a \(weekday.title)")
  }

  static func noDate(_ text: String, month: Int, year: Int?, hint: String? = nil) -> WhenError {
    guard (1...12).contains(month) else {
      return WhenError(message: "\"\(text)\" is no date: there is no month \(month)", hint: hint)
    }
    let name = Vocabulary.months[month - 1]
    let reason =
      if let year {
        "\(name) \(year) has \(CivilDate.days(inMonth: month, of: year)) days"
      } else {
        "\(name) has \(CivilDate.days(inMonth: month, of: 2000)) days" + (month == 2 ? " at most" : "")
      }
    return WhenError(message: "\"\(text)\" is no date: \(reason)")
  }

  static func openUnit(_ count: String, _ letter: String) -> WhenError {
    WhenError(
      message: "\"\(count)\(letter)\" may be minutes or months",
      hint: letter == "m" ? "write \(count)min or \(count)mo" : "write \(count)мин or \(count)мес")
  }

  static func tooFar(_ text: String) -> WhenError {
    WhenError(message: "\"\(text)\" is out of the calendar, which has the years 1 to 9999")
  }
}
