import Testing

@testable import Dates

struct WorkCalendarTests {
  private func date(_ text: String) throws -> CivilDate { try #require(CivilDate(text)) }

  /// The working days of a year or a part of it, as the production calendars of a five-day week count them.
  @Test(arguments: [
    (WorkCalendar.russia, "2026-01-01..2026-12-31", 247), (.russia, "2027-01-01..2027-12-31", 247),
    (.russia, "2026-01-01..2026-01-31", 15), (.russia, "2027-01-01..2027-01-31", 15),
    (.russia, "2026-03-01..2026-03-31", 21), (.russia, "2026-05-01..2026-05-31", 19),
    (.russia, "2026-12-01..2026-12-31", 22), (.russia, "2027-02-01..2027-02-28", 19),
    (.russia, "2027-11-01..2027-11-30", 20), (.kazakhstan, "2026-10-01..2026-10-31", 21),
    (.kazakhstan, "2026-12-01..2026-12-31", 22), (.kazakhstan, "2027-01-01..2027-01-07", 2),
  ])
  func workingDays(calendar: WorkCalendar, period: String, count: Int) throws {
    let hours = WorkingHours(calendar: calendar)
    let period = try #require(CivilInterval(period))
    let days = (0..<period.dayCount).map { period.start.adding(days: $0) }
    #expect(days.count(where: hours.isWorkingDay) == count)
    #expect(days.allSatisfy { calendar.known.contains($0) })
    #expect(days.allSatisfy { !hours.isUndecreed($0) })
  }

  @Test(arguments: [
    (WorkCalendar?.some(.russia), "2026-12-28", 3, "2027-01-11"), (.russia, "2026-12-30", 1, "2027-01-11"),
    (.russia, "2027-02-19", 1, "2027-02-20"), (.russia, "2027-02-20", 1, "2027-02-24"),
    (.russia, "2027-01-11", -3, "2026-12-28"), (.russia, "2027-11-03", 1, "2027-11-08"),
    (.kazakhstan, "2026-12-28", 3, "2026-12-31"), (.kazakhstan, "2026-12-28", 4, "2027-01-05"),
    (.kazakhstan, "2026-12-15", 1, "2026-12-17"), (nil, "2026-12-28", 3, "2026-12-31"),
    (nil, "2026-12-28", 4, "2027-01-01"),
  ])
  func counting(calendar: WorkCalendar?, from: String, count: Int, expected: String) throws {
    let hours = WorkingHours(calendar: calendar)
    #expect(try hours.workingDay(count, after: date(from))?.description == expected)
  }

  @Test func whatComesFirst() throws {
    var hours = WorkingHours(calendar: .russia)
    #expect(try hours.dayOff(date("2026-12-31")) == .decreed(.russia))
    #expect(try hours.dayOff(date("2027-02-20")) == nil)
    #expect(try hours.dayOff(date("2027-02-27")) == .weekend)
    // Who works other days than Monday to Friday keeps them, and the days off.
    hours.days = [.mon, .wed]
    #expect(try hours.dayOff(date("2027-02-20")) == .weekend)
    #expect(try hours.dayOff(date("2027-02-22")) == .decreed(.russia))
    // Days that are named as worked are so whatever the calendar or the week says, and holidays are free all the same.
    hours.work = [CivilInterval(day: try date("2026-12-31")), CivilInterval(day: try date("2027-02-27"))]
    #expect(try hours.isWorkingDay(date("2026-12-31")))
    #expect(try hours.isWorkingDay(date("2027-02-27")))
    hours.holidays = [CivilInterval(day: try date("2026-12-31"))]
    #expect(try hours.dayOff(date("2026-12-31")) == .holiday)
  }

  /// Beyond what is known the week counts, and a counted day says so.
  @Test(arguments: [
    ("2027-01-06T10:00:00+05:00", "+2d", "2027-01-08", true),
    ("2026-12-28T10:00:00+05:00", "+3wd", "2026-12-31", false),
    ("2027-01-11T10:00:00+05:00", "eow", "2027-01-15", true),
    ("2027-01-11T10:00:00+05:00", "fri", "2027-01-15", false),
    ("2027-03-01T10:00:00+05:00", "+1w", "2027-03-08", true),
    ("2027-03-01T10:00:00+05:00", "+3h", "2027-03-01", false),
  ])
  func beyond(now: String, text: String, day: String, isTold: Bool) throws {
    let zone = try zone("Asia/Almaty")
    let hours = WorkingHours(calendar: .kazakhstan, zone: zone)
    let parsed = try WhenParser(now: moment(now), zone: zone, hours: hours).parse(text)
    #expect(parsed.deadline.date(in: zone).description == day)
    let told =
      "the working days of Kazakhstan are known until 2027-01-07; later ones are counted Monday to Friday"
    #expect(parsed.undecreed == (isTold ? told : nil))
  }

  @Test(arguments: [
    ("2026-12-31", "thu 2026-12-31 is a day off in Russia; the next working day is mon 2027-01-11"),
    (
      "2027-02-22 11:00",
      "mon 2027-02-22 11:00 is on a day off in Russia; the nearest moment inside is wed 2027-02-24 09:00"
    ),
    (
      "2027-02-27",
      "sat 2027-02-27 is a Saturday, outside working days; the next working day is mon 2027-03-01"
    ),
  ])
  func cause(text: String, warning: String) throws {
    let hours = WorkingHours(calendar: .russia)
    let parser = WhenParser(now: try moment("2026-12-01T10:00:00Z"), zone: .utc, hours: hours)
    #expect(try parser.parse(text).warning == warning)
    #expect(try parser.parse("2027-02-20 11:00").warning == nil)
  }

  /// Lists are in order and name real days.
  @Test(arguments: WorkCalendar.allCases) func knownDays(calendar: WorkCalendar) {
    #expect(calendar.known.dayCount > 100)
    let days = (0..<calendar.known.dayCount).map { calendar.known.start.adding(days: $0) }
    #expect(days.contains { calendar.day($0) == .off })
    #expect(calendar.day(calendar.known.end) == nil)
  }
}
