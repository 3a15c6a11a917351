/// A run of days: `start` belongs to it, `end` is the first day after it.
package struct CivilInterval: Sendable, Hashable, CustomStringConvertible {
  package let start: CivilDate
  package let end: CivilDate

  /// The days from `start` up to but without `end`; none when `end` is not later.
  package init(start: CivilDate, end: CivilDate) {
    self.start = start
    self.end = max(start, end)
  }

  package init(day: CivilDate) { self.init(start: day, end: day.adding(days: 1)) }

  package init(from first: CivilDate, through last: CivilDate) {
    self.init(start: first, end: last.adding(days: 1))
  }

  /// Reads `2027-01-01` or `2027-01-01..2027-01-08`, both ends included, as holidays are written.
  package init?(_ text: String) {
    var days: [CivilDate] = []
    var rest = Substring(text)
    while let dot = rest.firstIndex(of: ".") {
      guard days.isEmpty, let day = CivilDate(CivilInterval.trim(rest[..<dot])) else { return nil }
      days.append(day)
      rest = rest[rest.index(after: dot)...]
      guard rest.first == "." else { return nil }
      rest = rest.dropFirst()
    }
    guard let last = CivilDate(CivilInterval.trim(rest)) else { return nil }
    let first = days.first ?? last
    guard first <= last else { return nil }
    self.init(from: first, through: last)
  }

  private static func trim(_ text: Substring) -> String {
    var text = text
    while text.first == " " { text = text.dropFirst() }
    while text.last == " " { text = text.dropLast() }
    return String(text)
  }

  package var isEmpty: Bool { start >= end }
  package var dayCount: Int { end.days(since: start) }

  /// The last day inside; `start` itself for an empty interval.
  package var lastDay: CivilDate { isEmpty ? start : end.adding(days: -1) }

  package func overlaps(_ other: CivilInterval) -> Bool { start < other.end && other.start < end }

  package func contains(_ date: CivilDate) -> Bool { start <= date && date < end }

  /// The moments at which the interval begins and ends in `zone`.
  package func instants(in zone: Zone) -> (start: Instant, end: Instant) {
    (zone.instant(start, .midnight), zone.instant(end, .midnight))
  }

  /// As `init(_:)` reads it.
  package var description: String { dayCount <= 1 ? "\(start)" : "\(start)..\(lastDay)" }
}
