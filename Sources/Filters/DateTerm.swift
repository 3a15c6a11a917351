import Dates

/// What a date in a filter stands for: always a run of time with a first and a last.
enum DateTerm: Sendable, Hashable {
  case days(CivilInterval)
  /// From the first second up to but without the second one.
  case seconds(Instant, Instant)

  /// Reads a day, month, year or period as `DateExpression` does; where a field has times also `now`, `now-2h`,
  /// RFC 3339 and `2026-12-01 10:00` in the zone.
  static func parse(_ text: String, now: Instant, zone: Zone, allowsTime: Bool) -> DateTerm? {
    if allowsTime, let moment = time(text, now: now, zone: zone) { return moment }
    return DateExpression.parse(text, today: zone.date(now)).map { .days($0) }
  }

  private static func time(_ text: String, now: Instant, zone: Zone) -> DateTerm? {
    let lower = text.lowercased()
    for word in ["now", "сейчас"] where lower.hasPrefix(word) {
      let rest = lower.dropFirst(word.count).filter { !$0.isWhitespace }
      if rest.isEmpty { return second(now) }
      // Days and longer are left to the calendar, which knows how long they are.
      guard let sign = rest.first, sign == "+" || sign == "-", let unit = rest.last,
        !"dwyднг".contains(unit),
        let seconds = Span.parse(String(rest.dropFirst()))
      else { return nil }
      return second(now.adding(seconds: sign == "-" ? -seconds : seconds))
    }
    guard text.utf8.count >= 16, text.utf8.contains(0x3a) else { return nil }
    if let instant = Instant(rfc3339: text) { return second(instant) }
    guard let date = CivilDate(String(text.prefix(10))), let separator = text.dropFirst(10).first,
      separator == "T" || separator == "t" || separator == " "
    else { return nil }
    let clock = text.dropFirst(11)
    guard let time = TimeOfDay(String(clock.prefix(5))) else { return nil }
    let start = zone.instant(date, time)
    let tail = clock.dropFirst(5)
    if tail.isEmpty { return .seconds(start, start.adding(seconds: 60)) }
    guard tail.first == ":", tail.utf8.count == 3, let value = Int(tail.dropFirst()), (0..<60).contains(value)
    else {
      return nil
    }
    return second(start.adding(seconds: value))
  }

  private static func second(_ instant: Instant) -> DateTerm { .seconds(instant, instant.adding(seconds: 1)) }
}

/// An open or closed run of ordered values; nil means no end on that side.
struct ValueRange<Bound: Comparable & Hashable & Sendable>: Sendable, Hashable {
  /// The first value inside.
  let low: Bound?
  /// The first value after it.
  let high: Bound?

  /// The values that stand so to the interval from `start` up to `end`.
  init(_ comparison: Comparison, start: Bound, end: Bound) {
    switch comparison {
    case .has, .equal, .notEqual, .matches: (low, high) = (start, end)
    case .less: (low, high) = (nil, start)
    case .lessOrEqual: (low, high) = (nil, end)
    case .greater: (low, high) = (end, nil)
    case .greaterOrEqual: (low, high) = (start, nil)
    }
  }

  func contains(_ value: Bound) -> Bool {
    if let low, value < low { return false }
    if let high, value >= high { return false }
    return true
  }
}
