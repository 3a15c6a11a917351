import Dates
import SeededRandomness
import Testing

@Suite struct RecurrenceTests {
  @Test(arguments: [
    ("1 month", "1 month"), ("2 weeks", "2 weeks"), ("first mon", "first mon"), ("last fri", "last fri"),
    ("month", "1 month"), ("every month", "1 month"), ("monthly", "1 month"), ("once a week", "1 week"),
    ("every other week", "2 weeks"), ("every 2 weeks", "2 weeks"), ("2w", "2 weeks"), ("1mo", "1 month"),
    ("10 days", "10 days"), ("daily", "1 day"), ("a year", "1 year"), ("Every Quarter", "3 months"),
    ("two months", "2 months"), ("first Monday of the month", "first mon"), ("the last friday", "last fri"),
    ("every first tuesday of each month", "first tue"), ("36500 days", "36500 days"),
    ("каждый месяц", "1 month"), ("раз в месяц", "1 month"), ("ежемесячно", "1 month"),
    ("каждые две недели", "2 weeks"), ("2 недели", "2 weeks"), ("каждые 3 месяца", "3 months"),
    ("раз в год", "1 year"), ("квартал", "3 months"), ("полгода", "6 months"), ("5 дней", "5 days"),
    ("каждый первый понедельник", "first mon"), ("последняя пятница месяца", "last fri"),
    ("в последнюю среду месяца", "last wed"), ("Первую субботу каждого месяца", "first sat"),
  ])
  func reads(text: String, stored: String) throws {
    let found = try #require(Recurrence(text))
    #expect(found.description == stored)
    #expect(Recurrence(stored) == found)
  }

  @Test(arguments: [
    "", " ", "every", "0 days", "-1 week", "1 hour", "30 minutes", "1m", "м", "m", "month of", "first",
    "first month",
    "second mon", "mon", "every mon", "1 month 2 days", "1mo2d", "101 years", "1201 months", "36501 days",
    "never",
    "first mon fri", "9999999 days", "1.5 months",
  ])
  func refuses(text: String) { #expect(Recurrence(text) == nil) }

  private func next(_ text: String, _ day: String, _ floor: String = "0001-01-01", _ anchor: Int? = nil)
    throws
    -> String?
  {
    let recurrence = try #require(Recurrence(text))
    return recurrence.next(
      after: try #require(CivilDate(day)), notBefore: try #require(CivilDate(floor)), anchor: anchor
    )?.description
  }

  @Test func comesAfter() throws {
    #expect(try next("1 day", "2026-12-31") == "2027-01-01")
    #expect(try next("2 weeks", "2026-12-24") == "2027-01-07")
    #expect(try next("1 year", "2026-12-24") == "2027-12-24")
    #expect(try next("first mon", "2026-12-07") == "2027-01-04")
    #expect(try next("first mon", "2026-12-01") == "2026-12-07")
    #expect(try next("last fri", "2026-12-25") == "2027-01-29")
    #expect(try next("last fri", "2026-12-01") == "2026-12-25")
  }

  @Test func missedOnesAreLeftOut() throws {
    #expect(try next("1 month", "2026-09-15", "2026-11-24") == "2026-12-15")
    #expect(try next("1 month", "2026-09-24", "2026-11-24") == "2026-11-24")
    #expect(try next("3 days", "2026-11-01", "2026-11-24") == "2026-11-25")
    #expect(try next("first mon", "2026-09-07", "2026-11-24") == "2026-12-07")
    #expect(try next("1 day", "0001-01-01", "9999-12-31") == "9999-12-31")
    #expect(try next("1 month", "0001-01-31", "9999-12-31") == "9999-12-31")
  }

  @Test func theLastDayComesBack() throws {
    #expect(try next("1 month", "2027-01-31") == "2027-02-28")
    #expect(try next("1 month", "2027-02-28", "0001-01-01", 31) == "2027-03-31")
    #expect(try next("1 month", "2027-02-28") == "2027-03-28")
    #expect(try next("1 month", "2027-10-31", "2028-02-01") == "2028-02-29")
    #expect(try next("1 year", "2028-02-29") == "2029-02-28")
    #expect(try next("1 year", "2029-02-28", "2032-01-01", 29) == "2032-02-29")
  }

  @Test func theCalendarEnds() throws {
    #expect(try next("1 day", "9999-12-31") == nil)
    #expect(try next("100 years", "9950-01-01") == nil)
    #expect(try next("last fri", "9999-12-31") == nil)
  }

  /// Against steps taken one by one, each from the first day.
  @Test func agreesWithSteps() throws {
    var random = SeededRandom(seed: .random(in: 0 ... .max))
    for _ in 0..<2000 {
      let day = CivilDate(dayNumber: Int.random(in: 15_000...25_000, using: &random))
      let floor = day.adding(days: Int.random(in: -50...1500, using: &random))
      let count = Int.random(in: 1...40, using: &random)
      let recurrence = Recurrence.every(
        count, Recurrence.Period.allCases.randomElement(using: &random) ?? .day)
      var step = 0
      var expected: CivilDate
      repeat {
        step += 1
        switch recurrence {
        case .every(let count, .day): expected = day.adding(days: count * step)
        case .every(let count, .week): expected = day.adding(days: count * step * 7)
        case .every(let count, .year): expected = day.adding(months: count * step * 12)
        case .every(let count, _): expected = day.adding(months: count * step)
        case .weekday: expected = .last
        }
      } while expected < floor
      #expect(
        recurrence.next(after: day, notBefore: floor) == expected,
        "\(recurrence.description) after \(day), not before \(floor), seed \(random.seed)")
    }
  }
}
