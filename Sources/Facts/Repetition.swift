package import Dates
package import Records

/// When a repeating task is to be done the next time.
package struct Repetition: Sendable, Hashable {
  package let due: Deadline
  /// The day until which it waits, as long before the due day as that of the task that was done.
  package let wait: CivilDate?
  /// The day of the month that it would be due on, where its month is shorter; nil where it is due on it.
  package let dayOfMonth: Int?
}

extension TaskFacts {
  /// The first repetition of the task after a moment, counted from the day on which it is due, so that what was missed is
  /// left out. A moment keeps the time of day on the clocks of its owner.
  ///
  /// Nil for a task that does not repeat, and where the calendar ends first.
  package func repetition(after now: Instant, in snapshot: Snapshot) -> Repetition? {
    guard let recurrence = task.text("repeat").flatMap({ Recurrence($0) }), let due = task.due else {
      return nil
    }
    let zone = snapshot.config.zone(of: owner(in: snapshot))
    let day = due.date(in: zone)
    let anchor = recurrence.hasAnchor ? dayOfMonth(dueOn: day) : nil
    func deadline(notBefore floor: CivilDate) -> (day: CivilDate, due: Deadline)? {
      guard let next = recurrence.next(after: day, notBefore: floor, anchor: anchor) else { return nil }
      guard case .moment(let moment) = due else { return (next, .day(next)) }
      let (_, time, second) = zone.civil(moment)
      return (next, .moment(zone.instant(next, time).adding(seconds: second)))
    }
    let today = zone.date(now)
    guard var found = deadline(notBefore: today) else { return nil }
    if case .moment(let moment) = found.due, moment <= now {
      guard let later = deadline(notBefore: today.adding(days: 1)) else { return nil }
      found = later
    }
    return Repetition(
      due: found.due, wait: task["wait"]?.date.map { $0.adding(days: found.day.days(since: day)) },
      dayOfMonth: anchor.flatMap { $0 > found.day.day ? $0 : nil })
  }

  /// The day of the month that repetitions go by: that of the due day, unless a short month made this one earlier.
  private func dayOfMonth(dueOn day: CivilDate) -> Int {
    guard day == day.endOfMonth, let wanted = task["repeat_day"]?.number?.integer else { return day.day }
    return min(max(wanted, day.day), 31)
  }
}
