/// Moments as a person wants to read them beside "now".
package enum RelativeTime {
  /// `today 15:00`, `tomorrow 11:00`, `fri 15:00` within six days, else `2026-12-05 09:00`; a past moment is
  /// `20 min ago`, `5 h ago`, `3 d ago`, and its date once 60 days have gone by; `now` within the same minute.
  package static func describe(_ instant: Instant, now: Instant, zone: Zone) -> String {
    let (date, time, _) = zone.civil(instant)
    let today = zone.civil(now)
    if date == today.date, time == today.time { return "now" }
    if instant < now {
      let elapsed = now.seconds(since: instant)
      switch elapsed {
      case ..<3600: return "\(max(elapsed / 60, 1)) min ago"
      case ..<86_400: return "\(elapsed / 3600) h ago"
      case ..<(60 * 86_400): return "\(elapsed / 86_400) d ago"
      default: return "\(date) \(time)"
      }
    }
    switch date.days(since: today.date) {
    case 0: return "today \(time)"
    case 1: return "tomorrow \(time)"
    case 2...6: return "\(date.weekday) \(time)"
    default: return "\(date) \(time)"
    }
  }

  package static func describe(_ deadline: Deadline, now: Instant, zone: Zone) -> String {
    switch deadline {
    case .moment(let instant): describe(instant, now: now, zone: zone)
    case .day(let day): describe(day, today: zone.date(now))
    }
  }

  /// `today`, `tomorrow`, `yesterday`, a weekday within six days, `3 d ago` up to 60 days, else the date.
  package static func describe(_ date: CivilDate, today: CivilDate) -> String {
    let distance = date.days(since: today)
    switch distance {
    case 0: return "today"
    case 1: return "tomorrow"
    case -1: return "yesterday"
    case 2...6: return "\(date.weekday)"
    case -59 ... -2: return "\(-distance) d ago"
    default: return "\(date)"
    }
  }
}
