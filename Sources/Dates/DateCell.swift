/// The order in which a date of three numbers gives day and month.
package enum DateOrder: String, Sendable, CaseIterable {
  case dayFirst = "dmy"
  case monthFirst = "mdy"

  /// The words that mean this order; the first is the one that help and errors use.
  package var words: [String] {
    switch self {
    case .dayFirst: ["day-first", "dmy", "d/m/y", "day"]
    case .monthFirst: ["month-first", "mdy", "m/d/y", "month"]
    }
  }

  /// Takes any of the words; dates with the year first need no telling.
  package init?(word: String) {
    let word = word.lowercased()
    guard let order = DateOrder.allCases.first(where: { $0.words.contains(word) }) else { return nil }
    self = order
  }
}

/// A cell that reads as a date, perhaps with a time; which number is the day may still be open.
package struct DateCell: Sendable, Hashable {
  /// The date where the cell says it by itself: year first, dots, a named month, or a number above 12.
  private let first: Int
  private let second: Int
  private let year: Int
  /// The century is not written.
  private let isShortYear: Bool
  private let form: Form
  /// Seconds since midnight; nil where the cell has no time.
  package let secondOfDay: Int?
  /// Seconds east of UTC, where the cell says so.
  package let offset: Int?

  private enum Form: Hashable {
    case certain
    case dayAndMonth
  }

  /// What a cell says about the order of its column.
  package enum Evidence: Sendable { case none, dayFirst, monthFirst, open }

  package var evidence: Evidence {
    guard form == .dayAndMonth, first != second else { return .none }
    if first > 12 { return .dayFirst }
    return second > 12 ? .monthFirst : .open
  }

  /// The date; nil where it does not exist, or its order is open and not given.
  package func date(order: DateOrder?) -> CivilDate? {
    switch form {
    case .certain: CivilDate(year: year, month: second, day: first)
    case .dayAndMonth:
      switch (evidence, order) {
      case (.open, nil): nil
      case (.open, .monthFirst?), (.monthFirst, _): CivilDate(year: year, month: first, day: second)
      default: CivilDate(year: year, month: second, day: first)
      }
    }
  }

  /// The date of what has happened already: a year of two digits is the last one not after `today`.
  package func pastDate(order: DateOrder?, today: CivilDate) -> CivilDate? {
    guard let date = date(order: order) else { return nil }
    guard isShortYear, date > today else { return date }
    return CivilDate(year: date.year - 100, month: date.month, day: date.day)
  }

  /// The moment, its clock that of the zone unless the cell has an offset; nil without a time.
  package func instant(on date: CivilDate, zone: Zone) -> Instant? {
    guard let secondOfDay else { return nil }
    if let offset {
      let seconds = Int64(date.dayNumber) * 86_400 + Int64(secondOfDay - offset)
      return zone.localized(Instant(seconds: seconds, offset: Int32(offset)))
    }
    guard let time = TimeOfDay(minutes: secondOfDay / 60) else { return nil }
    return zone.instant(date, time).adding(seconds: secondOfDay % 60)
  }

  /// Nil for text that is no date in any of the forms that exports use.
  package init?(_ text: String) {
    var copy = text
    let parsed = copy.withUTF8 { DateCell.parse($0) } ?? DateCell.parseNamed(text)
    guard let parsed else { return nil }
    self = parsed
  }

  private init(day: Int, month: Int, year: Int, isShortYear: Bool = false, form: Form, clock: Clock) {
    first = day
    second = month
    self.year = year
    self.isShortYear = isShortYear
    self.form = form
    secondOfDay = clock.second
    offset = clock.offset
  }

  private struct Clock {
    var second: Int?
    var offset: Int?
  }

  /// `2024-01-31`, `31.01.2024`, `1/31/24`, `20240131`, each with a time behind it or without.
  private static func parse(_ bytes: UnsafeBufferPointer<UInt8>) -> DateCell? {
    var position = 0
    guard bytes.count <= 40, let first = number(bytes, &position), position < bytes.count || first.digits == 8
    else {
      return nil
    }
    if first.digits == 8 {
      guard position == bytes.count else { return nil }
      return DateCell(
        day: first.value % 100, month: first.value / 100 % 100, year: first.value / 10_000, form: .certain,
        clock: Clock()
      ).existing
    }
    let separator = bytes[position]
    guard separator == 0x2d || separator == 0x2e || separator == 0x2f else { return nil }
    position += 1
    guard let second = number(bytes, &position), second.digits <= 2, position < bytes.count,
      bytes[position] == separator
    else { return nil }
    position += 1
    guard let third = number(bytes, &position), let clock = clock(bytes, from: position) else { return nil }
    if first.digits == 4 {
      guard third.digits <= 2 else { return nil }
      return DateCell(day: third.value, month: second.value, year: first.value, form: .certain, clock: clock)
        .existing
    }
    guard first.digits <= 2, third.digits == 2 || third.digits == 4 else { return nil }
    let year = third.digits == 4 ? third.value : DateCell.fullYear(third.value)
    // Dots are written between day, month and year and in no other order.
    let form: Form = separator == 0x2e ? .certain : .dayAndMonth
    return DateCell(
      day: first.value, month: second.value, year: year, isShortYear: third.digits == 2, form: form,
      clock: clock
    ).existing
  }

  /// Itself when it is a date in one order at least.
  private var existing: DateCell? {
    date(order: .dayFirst) == nil && date(order: .monthFirst) == nil ? nil : self
  }

  private static func fullYear(_ short: Int) -> Int { short < 70 ? 2000 + short : 1900 + short }

  private static func number(_ bytes: UnsafeBufferPointer<UInt8>, _ position: inout Int) -> (
    value: Int, digits: Int
  )? {
    var value = 0
    var digits = 0
    while position < bytes.count, digits < 9, (0x30...0x39).contains(bytes[position]) {
      value = value * 10 + Int(bytes[position] - 0x30)
      digits += 1
      position += 1
    }
    return digits == 0 ? nil : (value, digits)
  }

  /// The time behind a date; nil when something else stands there.
  private static func clock(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Clock? {
    var position = start
    func skipBlanks() {
      while position < bytes.count, bytes[position] == 0x20 || bytes[position] == 0x2c { position += 1 }
    }
    if position < bytes.count, bytes[position] == 0x54 || bytes[position] == 0x74 {
      position += 1
    } else {
      skipBlanks()
    }
    if position == bytes.count { return Clock() }
    guard let hour = number(bytes, &position), hour.digits <= 2, position < bytes.count,
      bytes[position] == 0x3a
    else {
      return nil
    }
    position += 1
    guard let minute = number(bytes, &position), minute.digits == 2 else { return nil }
    var second = 0
    if position < bytes.count, bytes[position] == 0x3a {
      position += 1
      guard let value = number(bytes, &position), value.digits == 2 else { return nil }
      second = value.value
      if position < bytes.count, bytes[position] == 0x2e || bytes[position] == 0x2c {
        position += 1
        while number(bytes, &position) != nil {}
      }
    }
    skipBlanks()
    var hours = hour.value
    if position + 1 < bytes.count, bytes[position + 1] | 0x20 == 0x6d {
      let mark = bytes[position] | 0x20
      guard mark == 0x61 || mark == 0x70, (1...12).contains(hours) else { return nil }
      hours = hours % 12 + (mark == 0x70 ? 12 : 0)
      position += 2
      skipBlanks()
    }
    guard hours < 24, minute.value < 60, second < 60 else { return nil }
    var clock = Clock(second: hours * 3600 + minute.value * 60 + second)
    if position == bytes.count { return clock }
    guard let offset = offset(bytes, &position), position == bytes.count else { return nil }
    clock.offset = offset
    return clock
  }

  /// `Z`, `UTC`, `+03:00`, `+0300`, `+03`.
  private static func offset(_ bytes: UnsafeBufferPointer<UInt8>, _ position: inout Int) -> Int? {
    let rest = String(decoding: bytes[position...], as: UTF8.self).uppercased()
    if rest == "Z" || rest == "UTC" || rest == "GMT" {
      position = bytes.count
      return 0
    }
    guard bytes[position] == 0x2b || bytes[position] == 0x2d else { return nil }
    let sign = bytes[position] == 0x2d ? -1 : 1
    position += 1
    guard let hours = number(bytes, &position) else { return nil }
    var minutes = hours.digits == 4 ? hours.value / 100 * 60 + hours.value % 100 : hours.value * 60
    guard hours.digits == 4 || hours.digits <= 2 else { return nil }
    if position < bytes.count, bytes[position] == 0x3a {
      position += 1
      guard let tail = number(bytes, &position), tail.digits == 2 else { return nil }
      minutes += tail.value
    }
    return minutes <= 18 * 60 ? sign * minutes * 60 : nil
  }

  /// `02 Apr 2021`, `2 апреля 2021 г.`, `Apr 2, 2021`, `02-Apr-21`, `Mon, 02 Apr 2021 10:00`.
  private static func parseNamed(_ text: String) -> DateCell? {
    guard text.utf8.count <= 60, !text.utf8.contains(0x40),
      text.utf8.contains(where: { $0 >= 0x80 || (0x61...0x7a).contains($0 | 0x20) })
    else { return nil }
    var words: [String] = []
    var current = ""
    for character in text.lowercased() {
      if character.isLetter || character.isNumber || character == ":" || character == "+" {
        current.append(character)
      } else if !current.isEmpty {
        words.append(current)
        current = ""
      }
    }
    if !current.isEmpty { words.append(current) }
    guard let place = words.firstIndex(where: { month($0) != nil }), let month = month(words[place]) else {
      return nil
    }
    var day: Int?
    var year: Int?
    var isShortYear = false
    var rest: [String] = []
    for (index, word) in words.enumerated() where index != place {
      let digits =
        ["st", "nd", "rd", "th"].first { word.hasSuffix($0) }.map { String(word.dropLast($0.count)) } ?? word
      if day == nil, digits.count <= 2, let value = Int(digits), !rest.contains(where: { $0.contains(":") }) {
        day = value
      } else if year == nil, let value = Int(word), word.count == 4 || (word.count == 2 && day != nil) {
        year = word.count == 4 ? value : fullYear(value)
        isShortYear = word.count == 2
      } else if word == "г" || word == "года" || word == "at" || word == "в" || isWeekday(word) {
        continue
      } else {
        rest.append(word)
      }
    }
    guard let day, let year, rest.count <= 2 else { return nil }
    var tail = rest.joined(separator: " ")
    guard let clock = tail.withUTF8({ clock($0, from: 0) }) else { return nil }
    return DateCell(
      day: day, month: month, year: year, isShortYear: isShortYear, form: .certain, clock: clock
    ).existing
  }

  static let months = [
    ["jan", "янв"], ["feb", "фев"], ["mar", "мар"], ["apr", "апр"], ["may", "мая", "май"], ["jun", "июн"],
    ["jul", "июл"], ["aug", "авг"], ["sep", "сен"], ["oct", "окт"], ["nov", "ноя"], ["dec", "дек"],
  ]

  static func month(_ word: String) -> Int? {
    guard word.count >= 3 else { return nil }
    let head = String(word.prefix(3))
    return months.firstIndex { $0.contains(head) }.map { $0 + 1 }
  }

  private static func isWeekday(_ word: String) -> Bool {
    ["mon", "tue", "wed", "thu", "fri", "sat", "sun", "пон", "вто", "сре", "чет", "пят", "суб", "вос"]
      .contains {
        word.hasPrefix($0)
      }
  }
}
