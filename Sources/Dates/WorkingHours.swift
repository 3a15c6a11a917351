/// When an owner works: days of the week, hours, breaks and holidays, on the clocks of one zone.
package struct WorkingHours: Sendable, Hashable {
  package var days: Weekdays
  package var from: TimeOfDay
  /// Hours of which `to` is not after `from` are never open.
  package var to: TimeOfDay
  package var breaks: [TimeRange]
  package var holidays: [CivilInterval]
  /// Days that are worked whatever weekday they are, such as a Saturday in exchange for a Monday.
  package var work: [CivilInterval]
  /// The country whose days off and working weekends hold; nil for none.
  package var calendar: WorkCalendar?
  /// Tasks an hour that one owner can take; nil when not limited.
  package var capacity: Int?
  package var zone: Zone

  package static let standardDays: Weekdays = [.mon, .tue, .wed, .thu, .fri]

  /// 09:00 to 18:00 UTC, Monday to Friday, without breaks.
  package static let standard = WorkingHours()

  package init(
    days: Weekdays = WorkingHours.standardDays, from: TimeOfDay? = nil, to: TimeOfDay? = nil,
    breaks: [TimeRange] = [], holidays: [CivilInterval] = [], work: [CivilInterval] = [],
    calendar: WorkCalendar? = nil, capacity: Int? = nil, zone: Zone = .utc
  ) {
    self.days = days
    self.from = from ?? TimeOfDay(hour: 9, minute: 0) ?? .midnight
    self.to = to ?? TimeOfDay(hour: 18, minute: 0) ?? .noon
    self.breaks = breaks
    self.holidays = holidays
    self.work = work
    self.calendar = calendar
    self.capacity = capacity
    self.zone = zone
  }

  /// Why nobody works on a day.
  package enum DayOff: Sendable, Hashable {
    case weekend
    /// One of `holidays`.
    case holiday
    /// A day off of the country whose calendar holds.
    case decreed(WorkCalendar)
  }

  /// Why a day is no working day; nil where it is one. Holidays come before days that are worked, these before the
  /// country's calendar, and that before the week. A country's working weekends hold for who works Monday to Friday.
  package func dayOff(_ date: CivilDate) -> DayOff? {
    if !holidays.isEmpty, holidays.contains(where: { $0.contains(date) }) { return .holiday }
    if !work.isEmpty, work.contains(where: { $0.contains(date) }) { return nil }
    if let calendar {
      switch calendar.day(date) {
      case .off?: return .decreed(calendar)
      case .working? where days.isSuperset(of: WorkingHours.standardDays): return nil
      case .working?, nil: break
      }
    }
    return days.contains(date.weekday) ? nil : .weekend
  }

  package func isWorkingDay(_ date: CivilDate) -> Bool { dayOff(date) == nil }

  /// True for a day of which the country's calendar says nothing yet, so that its weekday decides.
  package func isUndecreed(_ date: CivilDate) -> Bool { calendar.map { date >= $0.known.end } ?? false }

  /// No working day for longer than this means that there is none to find.
  private static let longestPause = 366

  /// The first working day not before a day; nil where none follows within a year.
  package func workingDay(onOrAfter date: CivilDate) -> CivilDate? {
    (0...WorkingHours.longestPause).lazy.map { date.adding(days: $0) }.first(where: isWorkingDay)
  }

  /// The working day that is `count` working days after a day, which itself does not count; before it for a negative
  /// count. For 0 the day itself or the first working day after it. Nil where the calendar or working days end.
  package func workingDay(_ count: Int, after date: CivilDate) -> CivilDate? {
    guard count != 0 else { return workingDay(onOrAfter: date) }
    let step = count.signum()
    var date = date
    var left = count.magnitude
    var pause = 0
    while left > 0 {
      let next = date.adding(days: step)
      guard next != date, pause < WorkingHours.longestPause else { return nil }
      date = next
      let isWorking = isWorkingDay(date)
      pause = isWorking ? 0 : pause + 1
      if isWorking { left -= 1 }
    }
    return date
  }

  /// The open parts of a working day in order: the hours without the breaks.
  package var spans: [TimeRange] {
    var open = [TimeRange]()
    var start = from
    for pause in breaks.sorted(by: { $0.from < $1.from }) where pause.to > start && pause.from < to {
      if let span = TimeRange(from: start, to: pause.from) { open.append(span) }
      start = pause.to
    }
    if let span = TimeRange(from: start, to: to) { open.append(span) }
    return open
  }

  package func isOpen(_ instant: Instant) -> Bool {
    let (date, time, _) = zone.civil(instant)
    return from <= time && time < to && isWorkingDay(date) && !breaks.contains { $0.contains(time) }
  }

  /// Whether work may fall due at this moment: it is open, or a working day closes with it.
  package func allowsDeadline(_ instant: Instant) -> Bool {
    if isOpen(instant) { return true }
    let (date, time, second) = zone.civil(instant)
    if second == 0, time == to, from < to { return isWorkingDay(date) }
    let isMidnight = second == 0 && time == .midnight && to.minutes == 1440
    return isMidnight && from < to && isWorkingDay(date.adding(days: -1))
  }

  /// The first open moment not before `instant`; nil when there is none within a year.
  package func nextOpen(onOrAfter instant: Instant) -> Instant? {
    if isOpen(instant) { return zone.localized(instant) }
    let spans = self.spans
    guard !spans.isEmpty, !days.isEmpty else { return nil }
    var date = zone.date(instant)
    for _ in 0...WorkingHours.longestPause {
      if isWorkingDay(date) {
        for span in spans {
          let start = zone.instant(date, span.from)
          if start >= instant { return start }
        }
      }
      date = date.adding(days: 1)
    }
    return nil
  }

  /// When work begins on that day, were it a working day.
  package func start(of date: CivilDate) -> Instant { zone.instant(date, opening) }

  /// The first open time of a working day.
  package var opening: TimeOfDay {
    breaks.contains { $0.contains(from) } ? spans.first?.from ?? from : from
  }

  /// When work ends on that day, were it a working day.
  package func end(of date: CivilDate) -> Instant { zone.instant(date, to) }
}
