import Testing

@testable import Dates

struct BirthdayTests {
  private func read(_ text: String, _ order: DateOrder? = nil) throws -> String? {
    switch Birthday(text, order: order, today: try #require(CivilDate("2026-11-24"))) {
    case .date(let date)?: date.description
    case .day(let day)?: day.description
    case nil: nil
    }
  }

  @Test(arguments: [
    ("1949-05-12", "1949-05-12"), ("12.05.49", "1949-05-12"), ("31.12.68", "1968-12-31"),
    ("01.02.99", "1999-02-01"), ("12.05.26", "2026-05-12"), ("12.12.26", "1926-12-12"),
    ("12 May 49", "1949-05-12"), ("12 мая 1949 г.", "1949-05-12"), ("1949-05-12T00:00:00Z", "1949-05-12"),
    ("--05-12", "--05-12"), ("--0512", "--05-12"), ("--02-29", "--02-29"), ("12.05.", "--05-12"),
    ("12.5", "--05-12"), ("1/1", "--01-01"), ("31/12", "--12-31"), ("12/31", "--12-31"),
    ("12 May", "--05-12"),
    ("May 12th", "--05-12"), ("12 мая", "--05-12"), ("1604-05-12", "--05-12"), ("0000-05-12", "--05-12"),
    ("29353", "1980-05-12"), ("29353.0", "1980-05-12"),
  ])
  func reads(text: String, expected: String) throws { #expect(try read(text) == expected) }

  @Test func bothNumbersSmall() throws {
    #expect(try read("5/12") == nil)
    #expect(try read("5/12", .dayFirst) == "--12-05")
    #expect(try read("5/12", .monthFirst) == "--05-12")
  }

  @Test(arguments: ["", "--02-30", "--13-01", "1980", "May", "32.01.", "soon", "12.05.1949.1"])
  func refuses(text: String) throws { #expect(try read(text) == nil) }

  @Test func daysOfEveryYear() throws {
    let leap = try #require(MonthDay("--02-29"))
    #expect(leap.next(from: try #require(CivilDate("2026-11-24")))?.description == "2027-02-28")
    #expect(leap.next(from: try #require(CivilDate("2027-12-01")))?.description == "2028-02-29")
    let today = try #require(MonthDay("--11-24"))
    #expect(today.next(from: try #require(CivilDate("2026-11-24")))?.description == "2026-11-24")
    #expect(try #require(MonthDay("--12-31")) > today)
  }

  @Test(
    arguments: [
      ("46371", "2026-12-15", nil), ("46372.0", "2026-12-16", nil), ("46372,5", "2026-12-16", 43_200),
      ("46346.4270833333", "2026-11-20", 36_900), ("46346.9999999999", "2026-11-21", 0),
    ] as [(String, String, Int?)])
  func serials(text: String, date: String, second: Int?) {
    let serial = ExcelSerial(text)
    #expect(serial?.date.description == date)
    #expect(serial?.secondOfDay == second)
  }

  @Test(arguments: ["60", "2026", "012345", "463711", "46371.", "46371.x", "-46371", ""])
  func noSerials(text: String) { #expect(ExcelSerial(text) == nil) }

  @Test func wholeDaysAreLateWhenTheyAreOver() throws {
    let zone = try zone("Europe/Berlin")
    let day = Deadline.day(try #require(CivilDate("2026-12-03")))
    #expect(!day.isPast(at: try moment("2026-12-03T23:59:59+01:00"), in: zone))
    #expect(day.isPast(at: try moment("2026-12-04T00:00:00+01:00"), in: zone))
    #expect(day.seconds(lateAt: try moment("2026-12-05T09:00:00+01:00"), in: zone) == 2 * 86_400)
    let moment = Deadline.moment(try moment("2026-12-03T15:00:00+01:00"))
    #expect(moment.last(in: zone) < day.last(in: zone))
    #expect(day.description(in: zone) == "2026-12-03")
    #expect(moment.description(in: zone) == "2026-12-03 15:00")
  }
}
