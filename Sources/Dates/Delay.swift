/// How long after a moment something falls due: calendar days, which keep the time of day, and then elapsed seconds.
package struct Delay: Sendable, Hashable {
  /// Days on the calendar; a week is seven of them.
  package let days: Int
  /// Elapsed time, of hours, minutes and seconds.
  package let seconds: Int

  package init(days: Int = 0, seconds: Int = 0) {
    self.days = days
    self.seconds = seconds
  }

  /// A duration as `Span.parse` reads it: `5m`, `1h30m`, `2d`; nil for anything else.
  package init?(_ text: String) {
    guard let amounts = Span.amounts(text) else { return nil }
    var (days, seconds) = (0, 0)
    for (count, unit) in amounts {
      guard let length = Span.seconds(in: unit) else { return nil }
      switch unit {
      case .day, .week: days += count * (length / 86_400)
      case .second, .minute, .hour: seconds += count * length
      case .workday, .month, .quarter, .year: return nil
      }
    }
    self.init(days: days, seconds: seconds)
  }

  /// In seconds, where every day has 24 hours.
  package var length: Int { days * 86_400 + seconds }

  /// The moment this long after another by the clocks of a zone. A time of day that the clocks skip is moved forward.
  package func after(_ moment: Instant, in zone: Zone) -> Instant {
    guard days != 0 else { return zone.localized(moment.adding(seconds: seconds)) }
    let (date, time, second) = zone.civil(moment)
    return zone.localized(zone.instant(date.adding(days: days), time).adding(seconds: second + seconds))
  }
}
