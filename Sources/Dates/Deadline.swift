/// When something is due: at a moment, or at any time of a day.
package enum Deadline: Sendable, Hashable {
  case moment(Instant)
  case day(CivilDate)

  package func date(in zone: Zone) -> CivilDate {
    switch self {
    case .moment(let instant): zone.date(instant)
    case .day(let day): day
    }
  }

  /// The moment that it is sorted and compared by; a day counts as its last second.
  package func last(in zone: Zone) -> Instant {
    switch self {
    case .moment(let instant): instant
    case .day(let day): zone.instant(day.adding(days: 1)).adding(seconds: -1)
    }
  }

  /// A day is late only when it is over.
  package func isPast(at now: Instant, in zone: Zone) -> Bool { last(in: zone) < now }

  /// How late it is at `now`, in seconds; a day is late by whole days.
  package func seconds(lateAt now: Instant, in zone: Zone) -> Int {
    switch self {
    case .moment(let instant): now.seconds(since: instant)
    case .day(let day): zone.date(now).days(since: day) * 86_400
    }
  }

  /// The moment, for a day the start of work on it.
  package func start(_ hours: WorkingHours) -> Instant {
    switch self {
    case .moment(let instant): instant
    case .day(let day): hours.start(of: day)
    }
  }

  /// With its weekday: `thu 2026-12-03`, `thu 2026-12-03 15:00`.
  package func full(in zone: Zone) -> String { "\(date(in: zone).weekday) \(description(in: zone))" }

  /// `2026-12-03`, or with a time `2026-12-03 15:00`; a WHEN means the same by it.
  package func description(in zone: Zone) -> String {
    switch self {
    case .moment(let instant): zone.describe(instant)
    case .day(let day): day.description
    }
  }
}
