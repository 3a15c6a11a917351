import Testing

@testable import Dates

/// Days that are counted land on working days; days that are named stay. New year's days of 2027 are holidays.
struct WorkingDayWordTests {
  private func parser(_ now: String, allowPast: Bool = false) throws -> WhenParser {
    let zone = try zone("Europe/Moscow")
    let hours = WorkingHours(holidays: [try #require(CivilInterval("2027-01-01..2027-01-08"))], zone: zone)
    return WhenParser(now: try moment(now + ":00+03:00"), zone: zone, hours: hours, allowPast: allowPast)
  }

  /// Thursday, and Friday in the morning and after work, Saturday, Sunday.
  @Test(arguments: [
    ("2026-11-26T10:00", "+2d", "mon 2026-11-30"), ("2026-11-26T10:00", "+1d", "fri 2026-11-27"),
    ("2026-11-26T10:00", "in 3 days", "mon 2026-11-30"),
    ("2026-11-26T10:00", "через 2 дня", "mon 2026-11-30"),
    ("2026-11-26T10:00", "+4d", "mon 2026-11-30"), ("2026-11-28T10:00", "+1w", "mon 2026-12-07"),
    ("2026-11-28T10:00", "in a week", "mon 2026-12-07"),
    ("2026-11-28T10:00", "через неделю", "mon 2026-12-07"),
    ("2026-11-28T10:00", "через две недели", "mon 2026-12-14"), ("2026-11-28T10:00", "+0d", "mon 2026-11-30"),
    ("2026-12-29T10:00", "+3d", "mon 2027-01-11"), ("2026-12-25T10:00", "+1w", "mon 2027-01-11"),
    ("2026-11-26T10:00", "+1wd", "fri 2026-11-27"), ("2026-11-26T10:00", "+2wd", "mon 2026-11-30"),
    ("2026-11-26T10:00", "+3wd", "tue 2026-12-01"), ("2026-11-26T10:00", "3wd", "tue 2026-12-01"),
    ("2026-11-26T10:00", "in 3 working days", "tue 2026-12-01"),
    ("2026-11-26T10:00", "in three business days", "tue 2026-12-01"),
    ("2026-11-26T10:00", "3 workdays", "tue 2026-12-01"), ("2026-11-26T10:00", "+3 wd", "tue 2026-12-01"),
    ("2026-11-26T10:00", "через 3 рабочих дня", "tue 2026-12-01"),
    ("2026-11-26T10:00", "через пять рабочих дней", "thu 2026-12-03"),
    ("2026-11-26T10:00", "через рабочий день", "fri 2026-11-27"),
    ("2026-11-26T10:00", "+3рд", "tue 2026-12-01"),
    ("2026-11-26T10:00", "через 3 раб. дня", "tue 2026-12-01"),
    ("2026-11-27T10:00", "next working day", "mon 2026-11-30"),
    ("2026-11-27T10:00", "на следующий рабочий день", "mon 2026-11-30"),
    ("2026-11-28T10:00", "+1wd", "mon 2026-11-30"), ("2026-11-28T10:00", "+0wd", "mon 2026-11-30"),
    ("2026-12-28T10:00", "+3wd", "thu 2026-12-31"), ("2026-12-28T10:00", "+4wd", "mon 2027-01-11"),
    ("2026-11-26T10:00", "eow", "fri 2026-11-27"), ("2026-11-27T10:00", "eow", "fri 2026-11-27"),
    ("2026-11-27T18:00", "eow", "fri 2026-12-04"), ("2026-11-28T10:00", "eow", "fri 2026-12-04"),
    ("2026-11-29T10:00", "до конца недели", "fri 2026-12-04"), ("2026-12-31T19:00", "eow", "fri 2027-01-15"),
  ])
  func counted(now: String, text: String, expected: String) throws {
    let parser = try parser(now)
    let parsed = try parser.parse(text)
    #expect(parsed.deadline.full(in: parser.zone) == expected)
    #expect(parsed.warning == nil)
  }

  @Test(arguments: [
    ("+2d 15:00", "mon 2026-11-30 15:00"), ("in 2 days at 15:00", "mon 2026-11-30 15:00"),
    ("через 2 дня в 3 дня", "mon 2026-11-30 15:00"), ("+3wd 11:00", "tue 2026-12-01 11:00"),
    ("eow 15:00", "fri 2026-11-27 15:00"), ("+48h", "sat 2026-11-28 10:00"),
    ("+2d 1h", "sat 2026-11-28 11:00"),
    ("+1wd 1h", "fri 2026-11-27 11:00"),
  ])
  func withTime(text: String, expected: String) throws {
    let parser = try parser("2026-11-26T10:00")
    #expect(try parser.parse(text).deadline.full(in: parser.zone) == expected)
  }

  @Test(arguments: [
    ("2026-11-26T10:00", "sat", "sat 2026-11-28"), ("2026-11-27T10:00", "tomorrow", "sat 2026-11-28"),
    ("2026-11-27T10:00", "послезавтра", "sun 2026-11-29"),
    ("2026-11-26T10:00", "2026-11-29", "sun 2026-11-29"),
    ("2026-11-26T10:00", "5 дек", "sat 2026-12-05"), ("2026-10-28T10:00", "+1mo", "sat 2026-11-28"),
    ("2026-12-01T10:00", "+1mo", "fri 2027-01-01"), ("2027-01-20T10:00", "eom", "sun 2027-01-31"),
  ])
  func named(now: String, text: String, expected: String) throws {
    let parser = try parser(now)
    let parsed = try parser.parse(text)
    #expect(parsed.deadline.full(in: parser.zone) == expected)
    #expect(parsed.warning != nil)
  }

  @Test(arguments: [
    ("3 working days ago", "mon 2026-11-23"), ("-1wd", "wed 2026-11-25"),
    ("4 рабочих дня назад", "fri 2026-11-20"), ("-4d", "sun 2026-11-22"), ("4 дня назад", "sun 2026-11-22"),
  ])
  func past(text: String, expected: String) throws {
    let parser = try parser("2026-11-26T10:00", allowPast: true)
    #expect(try parser.parse(text).deadline.full(in: parser.zone) == expected)
  }

  @Test func withoutWorkingDays() throws {
    var hours = WorkingHours(days: [])
    let now = try moment("2026-11-26T10:00:00Z")
    #expect(WhenParser(now: now, zone: .utc, hours: hours).reads("+3wd") == nil)
    hours.days = [.wed]
    #expect(WhenParser(now: now, zone: .utc, hours: hours).reads("+3wd") == "wed 2026-12-16")
    #expect(WhenParser(now: now, zone: .utc, hours: hours).reads("eow") == "wed 2026-12-02")
  }
}

extension WhenParser {
  fileprivate func reads(_ text: String) -> String? { try? parse(text).deadline.full(in: zone) }
}
