import Dates
import Exports
import Reports

/// A digest as iCalendar (RFC 5545): events, since what shows calendars shows no to-dos; times in UTC.
struct DigestCalendar {
  private let digest: DigestResult
  private let zone: Zone

  /// `zone` has the clocks of the digest's day.
  init(_ digest: DigestResult, zone: Zone) {
    self.digest = digest
    self.zone = zone
  }

  var text: String {
    var lines = ContentLines()
    lines.add("BEGIN:VCALENDAR")
    lines.add("VERSION:2.0")
    lines.add("PRODID:-//crm//crm//EN")
    for entry in digest.entries { add(entry, to: &lines) }
    lines.add("END:VCALENDAR")
    return lines.text
  }

  private func add(_ entry: DigestEntry, to lines: inout ContentLines) {
    lines.add("BEGIN:VEVENT")
    lines.add("UID:" + entry.uid)
    // The same digest has the same bytes whenever in its day it is made, and that of a later day comes after it.
    lines.add("DTSTAMP:" + ContentLines.utc(zone.instant(digest.date)))
    lines.add("SEQUENCE:\(max(digest.date.days(since: DigestCalendar.start), 0))")
    lines.add("SUMMARY", text: entry.summary)
    lines.add("DESCRIPTION", text: entry.description)
    lines.add("CATEGORIES", text: entry.category)
    switch entry.place {
    case .moment(let start, let minutes):
      lines.add("DTSTART:" + ContentLines.utc(start))
      lines.add("DTEND:" + ContentLines.utc(start.adding(seconds: minutes * 60)))
    case .day(let day):
      lines.add("DTSTART;VALUE=DATE:" + ContentLines.day(day))
      lines.add("DTEND;VALUE=DATE:" + ContentLines.day(day.adding(days: 1)))
    }
    lines.add("TRANSP:" + (entry.isBusy ? "OPAQUE" : "TRANSPARENT"))
    lines.add("END:VEVENT")
  }

  private static let start = CivilDate("2026-01-01") ?? .first
}
