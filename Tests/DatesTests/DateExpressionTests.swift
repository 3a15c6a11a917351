import SeededRandomness
import Testing

@testable import Dates

/// "Today" is Tuesday 2026-11-24.
struct DateExpressionTests {
  @Test(arguments: [
    ("2026", "2026-01-01..2026-12-31"), ("2026-11", "2026-11-01..2026-11-30"),
    ("2024-02", "2024-02-01..2024-02-29"),
    ("2026-11-05", "2026-11-05"), ("05.11.2026", "2026-11-05"), ("2026-Q4", "2026-10-01..2026-12-31"),
    ("2026q1", "2026-01-01..2026-03-31"), ("2026-W47", "2026-11-16..2026-11-22"),
    ("2026-w1", "2025-12-29..2026-01-04"),
    ("today", "2026-11-24"), ("Tomorrow", "2026-11-25"), ("yesterday", "2026-11-23"), ("now", "2026-11-24"),
    ("eow", "2026-11-29"), ("eom", "2026-11-30"), ("eoq", "2026-12-31"), ("eoy", "2026-12-31"),
    ("som", "2026-11-01"),
    ("today-7d", "2026-11-17"), ("eom+2w", "2026-12-14"), ("today+1m", "2026-12-24"),
    ("today + 1 y", "2027-11-24"),
    ("eom+1d-1w", "2026-11-24"), ("-7d", "2026-11-17"), ("+2w", "2026-12-08"),
    ("2026-11-05+7d", "2026-11-12"),
    ("last-month", "2026-10-01..2026-10-31"), ("last month", "2026-10-01..2026-10-31"),
    ("this-month", "2026-11-01..2026-11-30"), ("next_month", "2026-12-01..2026-12-31"),
    ("this-week", "2026-11-23..2026-11-29"), ("last-week", "2026-11-16..2026-11-22"),
    ("this-quarter", "2026-10-01..2026-12-31"), ("last-quarter", "2026-07-01..2026-09-30"),
    ("this-year", "2026-01-01..2026-12-31"), ("last-year", "2025-01-01..2025-12-31"),
    ("ytd", "2026-01-01..2026-11-24"),
    ("mtd", "2026-11-01..2026-11-24"), ("сегодня", "2026-11-24"), ("завтра", "2026-11-25"),
    ("вчера", "2026-11-23"),
    ("сегодня-7д", "2026-11-17"), ("прошлый месяц", "2026-10-01..2026-10-31"),
  ])
  func reading(text: String, expected: String) throws {
    #expect(try DateExpression.parse(text, today: day("2026-11-24"))?.description == expected)
  }

  @Test(arguments: [
    "", " ", "2026-13", "2026-Q5", "2026-Q", "2026-W54", "2025-W53", "2026-W", "2026-11-31", "20261", "202",
    "202611",
    "todayish", "today-", "today-7", "today-7x", "today7d", "today+3h", "last-day", "month", "-", "+", "q4",
    "2026-",
    "0000", "today+9999999d", "31.11.2026", "x-7d",
  ])
  func refusal(text: String) throws {
    #expect(try DateExpression.parse(text, today: day("2026-11-24")) == nil)
  }
}

struct SpanTests {
  @Test func smallLettersMeanWhatCapitalsDo() {
    let seed = UInt64.random(in: 0..<1_000_000)
    var random = SeededRandom(seed: seed)
    for _ in 0..<3000 {
      let text = (0..<random.number(0...4)).map { _ in
        random.pick(["", "0", "7", "30", "999999", "1000000", " "])
          + random.pick(["d", "h", "m", "s", " ", "", "md"])
      }.joined()
      #expect(Span.parse(text) == Span.parse(text.uppercased()), "seed \(seed), \(text)")
    }
  }

  @Test(arguments: [
    ("10m", 600), ("1h30m", 5400), ("1h 30m", 5400), ("3d", 259_200), ("1w", 604_800), ("90s", 90),
    ("5 min", 300),
    ("10 мин", 600), ("10 мин.", 600), ("2 часа", 7200), ("1 Hour", 3600), ("0m", 0),
  ])
  func reading(text: String, seconds: Int) {
    #expect(Span.parse(text) == seconds)
  }

  @Test(arguments: ["", "10", "m", "1mo", "1y", "-5m", "1.5h", "5 bananas", "10m5", "9999999d", "h1"])
  func refusal(text: String) {
    // "1.5h" would be fifteen hours if the point were simply dropped.
    #expect(Span.parse(text) == nil)
  }

  @Test(arguments: [
    (5400, "1h 30m"), (0, "0m"), (90, "1m 30s"), (604_800, "7d"), (90_061, "1d 1h 1m 1s"), (-600, "-10m"),
    (Int.min, "-106751991167300d 15h 30m 8s"),
  ])
  func writing(seconds: Int, text: String) {
    #expect(Span.format(seconds: seconds) == text)
  }

  @Test func roundTrip() {
    let seed = UInt64.random(in: 0 ... .max)
    var generator = SeededRandom(seed: seed)
    for _ in 0..<1000 {
      let seconds = Int.random(in: 0...80_000_000, using: &generator)
      #expect(Span.parse(Span.format(seconds: seconds)) == seconds, "seed \(seed), \(seconds)")
    }
  }
}

struct RelativeTimeTests {
  @Test(arguments: [
    ("2026-11-24T15:00:00+03:00", "today 15:00"), ("2026-11-25T11:00:00+03:00", "tomorrow 11:00"),
    ("2026-11-27T15:00:00+03:00", "fri 15:00"), ("2026-11-30T09:00:00+03:00", "mon 09:00"),
    ("2026-12-01T09:00:00+03:00", "2026-12-01 09:00"), ("2026-12-05T06:00:00Z", "2026-12-05 09:00"),
    ("2026-11-24T10:00:40+03:00", "now"), ("2026-11-24T10:00:00+03:00", "now"),
    ("2026-11-24T09:59:50+03:00", "1 min ago"), ("2026-11-24T09:40:00+03:00", "20 min ago"),
    ("2026-11-23T23:00:00+03:00", "11 h ago"), ("2026-11-21T09:00:00+03:00", "3 d ago"),
    ("2026-09-01T09:00:00+03:00", "2026-09-01 09:00"),
  ])
  func moments(text: String, expected: String) throws {
    let now = try moment("2026-11-24T10:00:30+03:00")
    #expect(try RelativeTime.describe(moment(text), now: now, zone: zone("Europe/Moscow")) == expected)
  }

  @Test(arguments: [
    ("2026-11-24", "today"), ("2026-11-25", "tomorrow"), ("2026-11-23", "yesterday"), ("2026-11-30", "mon"),
    ("2026-12-01", "2026-12-01"), ("2026-11-14", "10 d ago"), ("2026-01-01", "2026-01-01"),
  ])
  func days(text: String, expected: String) throws {
    #expect(try RelativeTime.describe(day(text), today: day("2026-11-24")) == expected)
  }
}
