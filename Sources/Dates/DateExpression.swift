/// The days that a filter or a report's period names: `2026-Q4`, `today-7d`, `last-month`.
package enum DateExpression {
  /// The interval of an expression, or nil when it is none.
  ///
  /// Days: `2026-11-05`, `05.11.2026`, `today`, `now`, `tomorrow`, `yesterday`, `eow` (Sunday), `eom`, `eoq`,
  /// `eoy`, each with any `+2w`, `-7d`, `+1m` (a month), `+1y` after it; such an offset alone counts from today.
  /// Longer: `2026`, `2026-11`, `2026-Q4`, `2026-W47`, `this-`, `last-` and `next-` with `week`, `month`,
  /// `quarter`, `year`, and `wtd`, `mtd`, `qtd`, `ytd`, which end with today. Case does not matter; the words have
  /// Russian counterparts.
  package static func parse(_ text: String, today: CivilDate) -> CivilInterval? {
    guard text.utf8.count <= 64 else { return nil }
    let folded = normalise(text)
    if let interval = calendar(folded) ?? period(folded, today: today) { return interval }
    guard let day = offsetDay(folded, today: today) else { return nil }
    return CivilInterval(day: day)
  }

  /// True for days, months and years by number, false for those counted from today.
  package static func isAbsolute(_ text: String) -> Bool {
    let first = text.unicodeScalars.first { !$0.properties.isWhitespace }
    return first.map { ("0"..."9").contains($0) } ?? false
  }

  /// Blanks and underscores between words become hyphens, those beside a sign vanish.
  private static func normalise(_ text: String) -> String {
    let words = Vocabulary.fold(text).split { $0.isWhitespace || $0 == "_" }
    var result = ""
    for word in words {
      if let last = result.last, last.isLetter, word.first?.isLetter == true { result += "-" }
      result += word
    }
    return result
  }

  /// A year, month, quarter, ISO week or day by number.
  private static func calendar(_ text: String) -> CivilInterval? {
    if let day = CivilDate(text) ?? dotted(text) { return CivilInterval(day: day) }
    let bytes = Array(text.utf8)
    guard
      let year = bytes.withUnsafeBufferPointer({ FixedDigits.read($0, at: 0, count: 4) }),
      let start = CivilDate(year: year, month: 1, day: 1)
    else { return nil }
    if bytes.count == 4 { return CivilInterval(from: start, through: start.endOfYear) }
    var rest = bytes[4...]
    if rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
    let hasHyphen = rest.count == bytes.count - 5
    func number(_ digits: ArraySlice<UInt8>) -> Int? {
      Array(digits).withUnsafeBufferPointer { FixedDigits.read($0, at: 0, count: $0.count) }
    }
    switch rest.first {
    case UInt8(ascii: "q"):
      guard rest.count == 2, let quarter = number(rest.dropFirst()), (1...4).contains(quarter) else {
        return nil
      }
      let first = start.adding(months: (quarter - 1) * 3)
      return CivilInterval(from: first, through: first.endOfQuarter)
    case UInt8(ascii: "w"):
      guard rest.count == 2 || rest.count == 3, let week = number(rest.dropFirst()),
        let monday = CivilDate(isoYear: year, week: week)
      else { return nil }
      return CivilInterval(from: monday, through: monday.endOfWeek)
    default:
      guard hasHyphen, rest.count == 2, let month = number(rest),
        let first = CivilDate(year: year, month: month, day: 1)
      else { return nil }
      return CivilInterval(from: first, through: first.endOfMonth)
    }
  }

  /// `5.11.2026`.
  static func dotted(_ text: String) -> CivilDate? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[2].count == 4,
      parts.allSatisfy({ $0.allSatisfy { ("0"..."9").contains($0) } }),
      (1...2).contains(parts[0].count), (1...2).contains(parts[1].count),
      let day = Int(parts[0]), let month = Int(parts[1]), let year = Int(parts[2])
    else { return nil }
    return CivilDate(year: year, month: month, day: day)
  }

  private static func period(_ text: String, today: CivilDate) -> CivilInterval? {
    switch text {
    case "wtd": return CivilInterval(from: today.startOfWeek, through: today)
    case "mtd": return CivilInterval(from: today.startOfMonth, through: today)
    case "qtd": return CivilInterval(from: today.startOfQuarter, through: today)
    case "ytd": return CivilInterval(from: today.startOfYear, through: today)
    default: break
    }
    guard let hyphen = text.firstIndex(of: "-") else { return nil }
    let shift: Int
    switch text[..<hyphen] {
    case "this", "current", "этот", "эта", "эту", "это", "текущий", "текущая", "текущую": shift = 0
    case "last", "previous", "prev", "прошлый", "прошлая", "прошлую": shift = -1
    case "next", "следующий", "следующая", "следующую": shift = 1
    default: return nil
    }
    switch text[text.index(after: hyphen)...] {
    case "week", "неделя", "неделю":
      let first = today.startOfWeek.adding(days: shift * 7)
      return CivilInterval(from: first, through: first.endOfWeek)
    case "month", "месяц":
      let first = today.startOfMonth.adding(months: shift)
      return CivilInterval(from: first, through: first.endOfMonth)
    case "quarter", "квартал":
      let first = today.startOfQuarter.adding(months: shift * 3)
      return CivilInterval(from: first, through: first.endOfQuarter)
    case "year", "год":
      let first = today.startOfYear.adding(months: shift * 12)
      return CivilInterval(from: first, through: first.endOfYear)
    default: return nil
    }
  }

  /// A day's word or date and its offsets.
  private static func offsetDay(_ text: String, today: CivilDate) -> CivilDate? {
    var rest = Substring(text)
    var day = today
    let word = rest.prefix { $0.isLetter }
    if !word.isEmpty {
      guard let named = named(word, today: today) else { return nil }
      day = named
      rest = rest.dropFirst(word.count)
    } else if let date = CivilDate(String(rest.prefix(10))) {
      day = date
      rest = rest.dropFirst(10)
    }
    if word.isEmpty, rest.isEmpty { return nil }
    while let sign = rest.first {
      guard sign == "+" || sign == "-" else { return nil }
      let amount = rest.dropFirst().prefix { $0 != "+" && $0 != "-" }
      rest = rest.dropFirst(amount.count + 1)
      guard let parts = Vocabulary.amounts(amount), parts.count == 1 else { return nil }
      let count = parts[0].count * (sign == "-" ? -1 : 1)
      switch parts[0].unit {
      // A filter has no minutes, so that `m` can be a month.
      case "m", "м": day = day.adding(months: count)
      case let word:
        switch Vocabulary.unit(word) {
        case .day: day = day.adding(days: count)
        case .week: day = day.adding(days: count * 7)
        case .month: day = day.adding(months: count)
        case .quarter: day = day.adding(months: count * 3)
        case .year: day = day.adding(months: count * 12)
        case .second, .minute, .hour, .workday, nil: return nil
        }
      }
    }
    return day
  }

  private static func named(_ word: Substring, today: CivilDate) -> CivilDate? {
    switch word {
    case "today", "now", "сегодня", "сейчас": today
    case "tomorrow", "завтра": today.adding(days: 1)
    case "yesterday", "вчера": today.adding(days: -1)
    case "послезавтра": today.adding(days: 2)
    case "позавчера": today.adding(days: -2)
    case "sow": today.startOfWeek
    case "som": today.startOfMonth
    case "soq": today.startOfQuarter
    case "soy": today.startOfYear
    case "eow": today.endOfWeek
    case "eom": today.endOfMonth
    case "eoq": today.endOfQuarter
    case "eoy": today.endOfYear
    default: nil
    }
  }
}
