/// Turns what a person writes for WHEN, in English or Russian, into a moment.
///
/// - A day or longer (`fri`, `+2d`, `in 2 weeks`, `eom`) means the whole day, its moment being the start of that day's
///   working hours; hours and minutes (`+3h`, `in 30 min`) are exact. A time alone is today.
/// - `+2d`, `in 2 weeks` is the first working day at or after that day; `+3wd` counts working days. A day that is named
///   (`sat`, `dec 5`, `+1mo`) stays, with a warning when nobody works on it.
/// - A day that is today is an error after working hours.
/// - A bare weekday is the next such day after today; today itself when a time still ahead is given with it. `next mon`
///   is always after today. `dec 5` is the next such date, today included.
/// - `eow` is the last working day up to Sunday, where none is left that of the next week; `eom`, `eoq`, `eoy` are calendar days.
///   `next week`, `next month` and their like are the first day of it.
/// - With `allowPast` (what happened, not what is due) past moments pass without a warning, a bare weekday or `dec 5`
///   is the most recent one, and `today` is the start of work or now, whichever is earlier.
package struct WhenParser: Sendable {
  package struct Parsed: Sendable, Hashable {
    package let instant: Instant
    /// The day, where one was given and no time, so that `instant` is a convention.
    package let day: CivilDate?
    /// What the person should know: the moment is outside working hours, or was moved because clocks change.
    package let warning: String?
    /// The first open moment after an `instant` outside working hours.
    package let nearestInside: Instant?
    /// Said once where working days were counted that no decree is known for yet.
    package var undecreed: String?

    package var deadline: Deadline { day.map { .day($0) } ?? .moment(instant) }
  }

  package let now: Instant
  package let zone: Zone
  package let hours: WorkingHours
  package let allowPast: Bool

  package init(now: Instant, zone: Zone, hours: WorkingHours, allowPast: Bool = false) {
    self.now = now
    self.zone = zone
    self.hours = hours
    self.allowPast = allowPast
  }

  private var today: CivilDate { zone.date(now) }

  package func parse(_ text: String) throws(WhenError) -> Parsed {
    let shown = WhenParser.trim(text)
    guard shown.utf8.count <= 200 else { throw .unreadable(String(shown.prefix(60)) + "…") }
    if let instant = Instant(rfc3339: shown) { return try finish(instant, shown: shown) }
    let phrase = try WhenGrammar.parse(shown)
    var parsed = try read(phrase, shown: shown)
    if !allowPast, phrase.countsWorkingDays { parsed.undecreed = undecreed(parsed.deadline.date(in: zone)) }
    return parsed
  }

  /// The same of a time that is known already; throws where it has passed.
  package func parsed(_ deadline: Deadline) throws(WhenError) -> Parsed {
    let shown = deadline.description(in: zone)
    switch deadline {
    case .moment(let instant): return try finish(instant, shown: shown)
    case .day(let day): return try finish(day: day, shown: shown)
    }
  }

  private func read(_ phrase: WhenPhrase, shown: String) throws(WhenError) -> Parsed {
    if let elapsed = phrase.elapsed { return try exact(phrase.day, elapsed, shown: shown) }
    let date = try date(of: phrase.day ?? WhenPhrase.today, clock: phrase.clock, shown: shown)
    if let weekday = phrase.weekday, weekday != date.weekday { throw .otherWeekday(date, named: weekday) }
    if let clock = phrase.clock {
      return try finish(
        date, clock: clock, hint: phrase.day == nil ? "write \"tomorrow \(shown)\"" : nil, shown: shown)
    }
    return try finish(day: date, shown: shown)
  }

  private func undecreed(_ date: CivilDate) -> String? {
    guard let calendar = hours.calendar, hours.isUndecreed(date) else { return nil }
    let rest = hours.days == WorkingHours.standardDays ? "Monday to Friday" : "by their weekday"
    return "the working days of \(calendar.title) are known until \(calendar.known.lastDay); "
      + "later ones are counted \(rest)"
  }

  private static func trim(_ text: String) -> String {
    var rest = Substring(text)
    while rest.first?.isWhitespace == true { rest = rest.dropFirst() }
    while rest.last?.isWhitespace == true { rest = rest.dropLast() }
    return String(rest)
  }

  // MARK: Days

  private func date(of day: WhenPhrase.Day, clock: Int?, shown: String) throws(WhenError) -> CivilDate {
    switch day {
    case .date(let date): return date
    case .away(let months, let days): return try away(months: months, days: days, shown: shown)
    case .distance(let months, let days):
      let date = try away(months: months, days: days, shown: shown)
      guard !allowPast, months == 0, days >= 0 else { return date }
      return hours.workingDay(onOrAfter: date) ?? date
    case .workingDays(let count):
      guard let date = hours.workingDay(count, after: today) else { throw .tooFar(shown) }
      return date
    case .weekday(let weekday, let week): return self.date(of: weekday, week, clock: clock)
    case .monthDay(let month, let day): return try nearest(month: month, day: day, shown: shown)
    case .end(.week): return endOfWeek(clock: clock)
    case .end(.quarter): return today.endOfQuarter
    case .end(.year): return today.endOfYear
    case .end: return today.endOfMonth
    case .next(.week): return today.endOfWeek.adding(days: 1)
    case .next(.quarter): return today.endOfQuarter.adding(days: 1)
    case .next(.year): return today.endOfYear.adding(days: 1)
    case .next: return today.endOfMonth.adding(days: 1)
    }
  }

  private func away(months: Int, days: Int, shown: String) throws(WhenError) -> CivilDate {
    let month = today.year * 12 + today.month - 1 + months
    guard month >= 12, month < 10_000 * 12 else { throw .tooFar(shown) }
    let date = today.adding(months: months)
    guard date.adding(days: days).days(since: date) == days else { throw .tooFar(shown) }
    return date.adding(days: days)
  }

  private func date(of weekday: Weekday, _ week: WhenPhrase.Week, clock: Int?) -> CivilDate {
    let ahead = (weekday.rawValue - today.weekday.rawValue + 7) % 7
    let after = today.adding(days: ahead == 0 ? 7 : ahead)
    let before = today.adding(days: ahead - 7)
    switch week {
    case .next: return after
    case .last: return before
    case .nearest:
      if ahead == 0, let clock {
        let moment = moment(today, clock: clock).instant
        if allowPast ? moment <= now : moment > now { return today }
      }
      return allowPast ? before : after
    }
  }

  /// The next such date, or with `allowPast` the most recent one; 29 February can be eight years away.
  private func nearest(month: Int, day: Int, shown: String) throws(WhenError) -> CivilDate {
    for distance in 0...8 {
      let year = today.year + (allowPast ? -distance : distance)
      guard let date = CivilDate(year: year, month: month, day: day) else { continue }
      if allowPast ? date <= today : date >= today { return date }
    }
    throw .tooFar(shown)
  }

  private func endOfWeek(clock: Int?) -> CivilDate {
    let isOver = clock.map { moment(today, clock: $0).instant < now } ?? (now >= hours.end(of: today))
    var first = isOver && !allowPast ? today.adding(days: 1) : today
    var sunday = first.endOfWeek
    for _ in 0..<60 {
      var date = sunday
      while date >= first {
        if hours.isWorkingDay(date) { return date }
        date = date.adding(days: -1)
      }
      first = sunday.adding(days: 1)
      sunday = first.endOfWeek
    }
    return today.endOfWeek
  }

  // MARK: Moments

  /// The moment of a clock reading, and whether the clocks skip that reading.
  private func moment(_ date: CivilDate, clock: Int) -> (instant: Instant, isMoved: Bool) {
    let time = TimeOfDay(minutes: clock / 60) ?? .midnight
    let instant = zone.instant(date, time)
    let isMoved = zone.civil(instant).time != time
    return (instant.adding(seconds: clock % 60), isMoved)
  }

  /// A day without a time.
  private func finish(day: CivilDate, shown: String) throws(WhenError) -> Parsed {
    let start = zone.localized(hours.start(of: day))
    if allowPast {
      return Parsed(
        instant: day == today ? min(start, now) : start, day: day, warning: nil, nearestInside: nil)
    }
    guard day >= today else {
      throw WhenError(message: "\(shown) is in the past (now \(zone.describe(now)))")
    }
    if day == today, now >= hours.end(of: today) {
      let tomorrow = today.adding(days: 1)
      throw WhenError(
        message:
          "\(shown): today's working hours are over (now \(zone.describe(now)), they end at \(hours.to))",
        hint: "write \"tomorrow\" (\(tomorrow.weekday) \(tomorrow)), or a time, as in \"today 23:00\"")
    }
    if hours.isWorkingDay(day) {
      return Parsed(instant: start, day: day, warning: nil, nearestInside: nil)
    }
    let nearest = hours.nextOpen(onOrAfter: hours.start(of: day)).map(zone.localized)
    let next = nearest.map { hours.zone.date($0) }
    let cause =
      switch hours.dayOff(day) {
      case .holiday: "a holiday"
      case .decreed(let calendar): "a day off in \(calendar.title)"
      case .weekend, nil: "a \(day.weekday.title), outside working days"
      }
    let advice = next.map { "; the next working day is \($0.weekday) \($0)" } ?? ""
    return Parsed(
      instant: start, day: day, warning: "\(day.weekday) \(day) is \(cause)" + advice, nearestInside: nearest)
  }

  /// The day from which hours and minutes are counted on; a distance in days does not move to a working day then.
  private func start(ofExact day: WhenPhrase.Day, shown: String) throws(WhenError) -> CivilDate? {
    switch day {
    case .distance(let months, let days): try away(months: months, days: days, shown: shown)
    default: try date(of: day, clock: nil, shown: shown)
    }
  }

  /// A distance with hours or minutes in it: its days keep the clock's reading, the rest is exact.
  private func exact(_ day: WhenPhrase.Day?, _ elapsed: Int, shown: String) throws(WhenError) -> Parsed {
    var base = now
    if let day, let date = try start(ofExact: day, shown: shown) {
      let (_, time, second) = zone.civil(now)
      base = moment(date, clock: time.minutes * 60 + second).instant
    }
    let instant = base.adding(seconds: elapsed)
    guard instant.seconds(since: base) == elapsed else { throw .tooFar(shown) }
    return try finish(zone.localized(instant), shown: shown)
  }

  private func finish(
    _ date: CivilDate, clock: Int, hint: String?, shown: String
  ) throws(WhenError) -> Parsed {
    let (instant, isMoved) = moment(date, clock: clock)
    let skipped = TimeOfDay(minutes: clock / 60) ?? .midnight
    let note =
      isMoved
      ? "clocks skip \(skipped) on \(date) in \(zone); taken as \(zone.civil(instant).time)" : nil
    return try finish(instant, note: note, hint: hint, shown: shown)
  }

  private func finish(
    _ instant: Instant, note: String? = nil, hint: String? = nil, shown: String
  ) throws(WhenError) -> Parsed {
    guard !allowPast else {
      return Parsed(instant: instant, day: nil, warning: note, nearestInside: nil)
    }
    // To the minute, since that is what a person sees of a clock.
    let minute = now.adding(seconds: -Int(((now.seconds % 60) + 60) % 60))
    guard instant >= minute else {
      throw WhenError(message: "\(shown) is in the past (now \(zone.describe(now)))", hint: hint)
    }
    if hours.allowsDeadline(instant) {
      return Parsed(instant: instant, day: nil, warning: note, nearestInside: nil)
    }
    let nearest = hours.nextOpen(onOrAfter: instant).map(zone.localized)
    let outside = "\(label(instant)) is \(reason(instant))"
    let advice = nearest.map { "; the nearest moment inside is \(label($0))" } ?? ""
    return Parsed(
      instant: instant, day: nil,
      warning: (note.map { $0 + "; " } ?? "") + outside + advice, nearestInside: nearest)
  }

  private func reason(_ instant: Instant) -> String {
    let date = hours.zone.date(instant)
    switch hours.dayOff(date) {
    case .holiday: return "on a holiday"
    case .decreed(let calendar): return "on a day off in \(calendar.title)"
    case .weekend: return "on a \(date.weekday.title), outside working days"
    case nil: break
    }
    let time = hours.zone.civil(instant).time
    if let pause = hours.breaks.first(where: { $0.contains(time) }), hours.from <= time, time < hours.to {
      return "in the break \(pause.from)–\(pause.to)"
    }
    return "\(time < hours.from ? "before" : "after") working hours (\(hours.from)–\(hours.to))"
  }

  private func label(_ instant: Instant) -> String {
    "\(zone.date(instant).weekday) \(zone.describe(instant))"
  }
}
