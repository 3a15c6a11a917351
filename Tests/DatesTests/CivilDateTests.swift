import SeededRandomness
import Testing

@testable import Dates

func day(_ text: String) throws -> CivilDate { try #require(CivilDate(text)) }
func moment(_ text: String) throws -> Instant { try #require(Instant(rfc3339: text)) }
func time(_ text: String) throws -> TimeOfDay { try #require(TimeOfDay(text)) }
func zone(_ name: String) throws -> Zone { try #require(Zone(named: name)) }

struct CivilDateTests {
  @Test(arguments: [
    ("2026-11-24", 20781, Weekday.tue, 2026, 48), ("2027-01-01", 20819, .fri, 2026, 53),
    ("2024-12-30", 20087, .mon, 2025, 1), ("2020-12-31", 18627, .thu, 2020, 53),
    ("2021-01-03", 18630, .sun, 2020, 53), ("0001-01-01", -719162, .mon, 1, 1),
    ("9999-12-31", 2_932_896, .fri, 9999, 52), ("2000-02-29", 11016, .tue, 2000, 9),
    ("1900-03-01", -25508, .thu, 1900, 9), ("1969-12-31", -1, .wed, 1970, 1),
  ])
  func calendar(text: String, number: Int, weekday: Weekday, isoYear: Int, week: Int) throws {
    let date = try day(text)
    #expect(date.dayNumber == number)
    #expect(CivilDate(dayNumber: number) == date)
    #expect(date.weekday == weekday)
    #expect(date.isoWeek == (isoYear, week))
    #expect(CivilDate(isoYear: isoYear, week: week) == date.startOfWeek)
    #expect(date.description == text)
  }

  @Test(arguments: [
    "", "2026-1-1", "2026-02-29", "1900-02-29", "2026-13-01", "2026-00-01", "2026-01-00", "2026-04-31",
    "0000-01-01", "2026-11-24 ", "2026/11/24", "+026-11-24", "２０２６-11-24", "10000-01-01",
  ])
  func refusal(text: String) {
    #expect(CivilDate(text) == nil)
  }

  @Test(arguments: [
    ("2026-01-31", 1, "2026-02-28"), ("2024-01-31", 1, "2024-02-29"), ("2026-03-31", -1, "2026-02-28"),
    ("2026-11-15", 2, "2027-01-15"), ("2026-01-15", -13, "2024-12-15"), ("9999-12-31", 1, "9999-12-31"),
    ("0001-01-31", -1, "0001-01-01"), ("2026-01-01", .max, "9999-12-31"), ("2026-01-01", .min, "0001-01-01"),
  ])
  func months(text: String, count: Int, expected: String) throws {
    #expect(try day(text).adding(months: count).description == expected)
  }

  @Test func daysStopAtTheEnds() throws {
    #expect(try day("2026-12-31").adding(days: 1).description == "2027-01-01")
    #expect(try day("2026-12-31").adding(days: .max) == .last)
    #expect(try day("2026-12-31").adding(days: .min) == .first)
  }

  @Test func partsOfTheYear() throws {
    let date = try day("2024-02-10")
    #expect(date.startOfMonth.description == "2024-02-01")
    #expect(date.endOfMonth.description == "2024-02-29")
    #expect(date.quarter == 1)
    #expect(date.endOfQuarter.description == "2024-03-31")
    #expect(date.endOfYear.description == "2024-12-31")
    #expect(date.startOfWeek.description == "2024-02-05")
    #expect(date.endOfWeek.description == "2024-02-11")
    #expect(try day("2024-12-31").startOfQuarter.description == "2024-10-01")
  }

  /// Each day follows the one before it: numbers by one, weekdays by one, dates in order.
  @Test func everyDayOfFourCenturies() throws {
    var before = try day("1799-12-31")
    for number in try (day("1800-01-01").dayNumber...day("2199-12-31").dayNumber) {
      let date = CivilDate(dayNumber: number)
      guard date > before, date.dayNumber == number, date.weekday.rawValue == before.weekday.rawValue % 7 + 1,
        CivilDate(year: date.year, month: date.month, day: date.day) == date
      else {
        Issue.record("\(before) is followed by \(date)")
        return
      }
      before = date
    }
  }

  @Test func textRoundTrip() {
    let seed = UInt64.random(in: 0 ... .max)
    var generator = SeededRandom(seed: seed)
    for _ in 0..<2000 {
      let date = CivilDate(dayNumber: Int.random(in: -719_162...2_932_896, using: &generator))
      #expect(CivilDate(date.description) == date, "seed \(seed)")
      let (year, week) = date.isoWeek
      if year >= 1, year <= 9998 {
        #expect(CivilDate(isoYear: year, week: week) == date.startOfWeek, "seed \(seed), \(date)")
      }
    }
  }

  @Test func intervals() throws {
    let holidays = try #require(CivilInterval("2027-01-01..2027-01-08"))
    #expect(holidays.dayCount == 8)
    #expect(try holidays.contains(day("2027-01-08")))
    #expect(try !holidays.contains(day("2027-01-09")))
    #expect(holidays.description == "2027-01-01..2027-01-08")
    #expect(CivilInterval("2027-05-09")?.description == "2027-05-09")
    for text in [
      "", "2027-01-08..2027-01-01", "2027-01-01.", "2027-01-01..", "2027-01-01..2027-01-02..2027-01-03",
    ] {
      #expect(CivilInterval(text) == nil, "\(text)")
    }
  }

  @Test(arguments: [
    ("mon", Weekday.mon), ("Friday", .fri), ("thurs", .thu), ("пт", .fri), ("Среду", .wed),
    ("воскресенья", .sun),
    ("сб", .sat), ("понедельника", .mon),
  ])
  func weekdayNames(text: String, expected: Weekday) {
    #expect(Weekday(text) == expected)
  }

  @Test(arguments: ["", "m", "mo", "month", "fridays night", "п", "среднее"])
  func noWeekday(text: String) {
    #expect(Weekday(text) == nil)
  }
}
