/// A date of birth, with its year or without.
package enum Birthday: Sendable, Hashable {
  case date(CivilDate)
  case day(MonthDay)

  /// Reads what programs and people write: `1949-05-12`, `12.05.49` (never in the future), `--05-12`, `--0512`, `12.05.`,
  /// `5/12` by `order`, `12 May`, `12 мая 1949`, and the years 0000 and 1604 that stand for none.
  package init?(_ text: String, order: DateOrder?, today: CivilDate) {
    if let date = CivilDate(text) ?? DateCell(text)?.pastDate(order: order, today: today) {
      self = Birthday.yearless.contains(date.year) ? .day(MonthDay(date)) : .date(date)
      return
    }
    if let date = ExcelSerial(text)?.date, date <= today {
      self = .date(date)
      return
    }
    guard let day = MonthDay(text) ?? Birthday.numbers(text, order) ?? Birthday.named(text) else {
      return nil
    }
    self = .day(day)
  }

  /// Apple's address book writes 1604 for a year that is not known.
  private static let yearless: Set<Int> = [1604]

  /// `12.05.`, `12.5`, `31/12`, `0000-05-12`.
  private static func numbers(_ text: String, _ order: DateOrder?) -> MonthDay? {
    if text.hasPrefix("0000-") { return MonthDay("-" + text.dropFirst(4)) }
    guard let mark = text.first(where: { !$0.isNumber }), mark == "." || mark == "/" else { return nil }
    let parts = text.split(separator: mark)
    guard parts.count == 2, parts.allSatisfy({ (1...2).contains($0.utf8.count) }), let first = Int(parts[0]),
      let second = Int(parts[1])
    else { return nil }
    // Dots are written between day and month in no other order.
    if mark == "." || first == second || first > 12 { return MonthDay(month: second, day: first) }
    switch order {
    case .dayFirst?: return MonthDay(month: second, day: first)
    case .monthFirst?: return MonthDay(month: first, day: second)
    case nil: return second > 12 ? MonthDay(month: first, day: second) : nil
    }
  }

  /// `12 May`, `May 12th`, `12 мая`.
  private static func named(_ text: String) -> MonthDay? {
    let words = text.lowercased().split { !$0.isLetter && !$0.isNumber }
    guard words.count == 2 || words.count == 3 && words.contains("of") else { return nil }
    let month = words.lazy.compactMap { $0.first?.isLetter == true ? DateCell.month(String($0)) : nil }.first
    let day = words.lazy.compactMap { Int($0.prefix { $0.isNumber }) }.first
    guard let month, let day else { return nil }
    return MonthDay(month: month, day: day)
  }
}

/// A date as spreadsheets count it: days since the end of 1899, in five digits, with a fraction for the time.
package struct ExcelSerial: Sendable, Hashable {
  package let date: CivilDate
  /// Nil where the number is whole.
  package let secondOfDay: Int?

  /// Numbers of fewer digits are years, days or counts far more often than days before 1927.
  package init?(_ text: String) {
    let bytes = text.utf8
    guard (5...32).contains(bytes.count), (0x31...0x39).contains(bytes.first ?? 0) else { return nil }
    let whole = bytes.prefix { (0x30...0x39).contains($0) }
    guard whole.count == 5 else { return nil }
    let fraction = bytes.dropFirst(5)
    var share = 0.0
    if let mark = fraction.first {
      let digits = fraction.dropFirst()
      guard mark == 0x2e || mark == 0x2c, !digits.isEmpty,
        digits.allSatisfy({ (0x30...0x39).contains($0) }),
        let value = Double("0." + String(decoding: digits, as: UTF8.self))
      else { return nil }
      share = value
    }
    let days = whole.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    // Rounded, since a fraction of a day hits few seconds exactly.
    let seconds = Int((share * 86_400).rounded())
    // 1899-12-30 is day 0, for a calendar that has a 29 February 1900.
    date = CivilDate(dayNumber: days - 25_569 + seconds / 86_400)
    secondOfDay = share == 0 ? nil : seconds % 86_400
  }

  /// The sixtieth day is 29 February 1900, which did not exist.
  package static func isMissingDay(_ text: String) -> Bool { text == "60" || text == "60.0" }
}
