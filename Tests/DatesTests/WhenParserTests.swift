import SeededRandomness
import Testing

@testable import Dates

/// "Now" is Tuesday 2026-11-24 10:00 in Moscow unless a test says otherwise.
struct WhenParserTests {
  private func parser(
    now: String = "2026-11-24T10:00:00+03:00", allowPast: Bool = false, in name: String = "Europe/Moscow"
  )
    throws -> WhenParser
  {
    let zone = try zone(name)
    let hours = WorkingHours(
      breaks: [try #require(TimeRange("13:00-14:00"))],
      holidays: [try #require(CivilInterval("2027-01-01..2027-01-08"))], zone: zone)
    return WhenParser(now: try moment(now), zone: zone, hours: hours, allowPast: allowPast)
  }

  private func read(_ text: String, _ parser: WhenParser) throws -> String {
    parser.zone.describe(try parser.parse(text).instant)
  }

  @Test(arguments: [
    ("today", "2026-11-24 09:00"), ("tomorrow", "2026-11-25 09:00"), ("tomorrow 11:00", "2026-11-25 11:00"),
    ("  Tomorrow,   AT 11:00 ", "2026-11-25 11:00"), ("11:00 tomorrow", "2026-11-25 11:00"),
    ("day after tomorrow", "2026-11-26 09:00"), ("the day after tomorrow at noon", "2026-11-26 12:00"),
    ("fri 15:00", "2026-11-27 15:00"), ("friday at 3pm", "2026-11-27 15:00"),
    ("fri 3:30 pm", "2026-11-27 15:30"),
    ("on friday", "2026-11-27 09:00"), ("this fri", "2026-11-27 09:00"), ("tue", "2026-12-01 09:00"),
    ("tue 15:00", "2026-11-24 15:00"), ("tue 09:30", "2026-12-01 09:30"), ("next mon", "2026-11-30 09:00"),
    ("next tue 15:00", "2026-12-01 15:00"), ("next week", "2026-11-30 09:00"),
    ("next month", "2026-12-01 09:00"),
    ("+2d", "2026-11-26 09:00"), ("2d", "2026-11-26 09:00"), ("+ 2 days", "2026-11-26 09:00"),
    ("+3h", "2026-11-24 13:00"), ("+30m", "2026-11-24 10:30"), ("+1w", "2026-12-01 09:00"),
    ("+1mo", "2026-12-24 09:00"), ("+1h30m", "2026-11-24 11:30"),
    ("in 1 hour and 30 minutes", "2026-11-24 11:30"),
    ("in 3 hours", "2026-11-24 13:00"), ("in 30 min", "2026-11-24 10:30"), ("in 2 weeks", "2026-12-08 09:00"),
    ("in a month", "2026-12-24 09:00"), ("in an hour", "2026-11-24 11:00"),
    ("in half an hour", "2026-11-24 10:30"),
    ("in 2 days at 15:00", "2026-11-26 15:00"), ("+1d 2h", "2026-11-25 12:00"), ("+0d", "2026-11-24 09:00"),
    ("2026-12-01", "2026-12-01 09:00"), ("2026-12-01 14:00", "2026-12-01 14:00"),
    ("2026-12-01T14:00", "2026-12-01 14:00"), ("2026-12-01T14:00:00", "2026-12-01 14:00"),
    ("2026-12-01T14:00:00+01:00", "2026-12-01 16:00"), ("2026-12-01T14:00:00Z", "2026-12-01 17:00"),
    ("2026/12/1", "2026-12-01 09:00"), ("01.12.2026", "2026-12-01 09:00"), ("1.12", "2026-12-01 09:00"),
    ("01.12. 14:00", "2026-12-01 14:00"), ("1.12.26", "2026-12-01 09:00"), ("1.11", "2027-11-01 09:00"),
    ("2026-11-24", "2026-11-24 09:00"), ("24.11", "2026-11-24 09:00"),
    ("dec 5", "2026-12-05 09:00"), ("5 dec", "2026-12-05 09:00"), ("dec. 5, 14:00", "2026-12-05 14:00"),
    ("5th of December 2026", "2026-12-05 09:00"), ("5 december 2026", "2026-12-05 09:00"),
    ("december 5th, 2028", "2028-12-05 09:00"), ("feb 29", "2028-02-29 09:00"), ("nov 3", "2027-11-03 09:00"),
    ("eom", "2026-11-30 09:00"), ("eow", "2026-11-27 09:00"), ("eoy", "2026-12-31 09:00"),
    ("eoq", "2026-12-31 09:00"), ("end of the month", "2026-11-30 09:00"), ("eom 17:00", "2026-11-30 17:00"),
    ("now", "2026-11-24 10:00"), ("noon", "2026-11-24 12:00"), ("11:00", "2026-11-24 11:00"),
    ("at 11", "2026-11-24 11:00"), ("10:00", "2026-11-24 10:00"), ("12am tomorrow", "2026-11-25 00:00"),
    ("12pm tomorrow", "2026-11-25 12:00"), ("in two weeks", "2026-12-08 09:00"),
    ("in three days", "2026-11-27 09:00"), ("in one hour", "2026-11-24 11:00"),
    ("in two hours", "2026-11-24 12:00"), ("in twenty minutes", "2026-11-24 10:20"),
    ("in a couple of days", "2026-11-26 09:00"), ("two days", "2026-11-26 09:00"),
    ("in twelve months", "2027-11-24 09:00"), ("mon 9", "2026-11-30 09:00"), ("fri 15", "2026-11-27 15:00"),
    ("next mon 10", "2026-11-30 10:00"), ("at 9 on fri", "2026-11-27 09:00"),
    ("mon 2026-11-30", "2026-11-30 09:00"), ("thu 2026-12-03 15:00", "2026-12-03 15:00"),
    ("2026-12-03 thu", "2026-12-03 09:00"), ("sat, dec 5", "2026-12-05 09:00"),
    ("fri 4 dec 14:00", "2026-12-04 14:00"),
  ])
  func english(text: String, expected: String) throws {
    #expect(try read(text, parser()) == expected)
  }

  @Test(arguments: [
    ("сегодня", "2026-11-24 09:00"), ("Завтра", "2026-11-25 09:00"), ("завтра 11:00", "2026-11-25 11:00"),
    ("завтра в 11", "2026-11-25 11:00"), ("завтра в 9 утра", "2026-11-25 09:00"),
    ("завтра в 3 дня", "2026-11-25 15:00"),
    ("завтра в 7 вечера", "2026-11-25 19:00"),
    ("завтра в 15 часов", "2026-11-25 15:00"), ("послезавтра", "2026-11-26 09:00"),
    ("пт 15:00", "2026-11-27 15:00"),
    ("в пятницу", "2026-11-27 09:00"), ("в пятницу в 15:00", "2026-11-27 15:00"),
    ("к пятнице", "2026-11-27 09:00"),
    ("во вторник", "2026-12-01 09:00"), ("в эту среду", "2026-11-25 09:00"),
    ("следующий пн", "2026-11-30 09:00"),
    ("след пн", "2026-11-30 09:00"), ("след. пн.", "2026-11-30 09:00"),
    ("на следующей неделе", "2026-11-30 09:00"),
    ("через 3 часа", "2026-11-24 13:00"), ("через час", "2026-11-24 11:00"),
    ("через полчаса", "2026-11-24 10:30"),
    ("через 3 часа 30 минут", "2026-11-24 13:30"), ("через 2 дня", "2026-11-26 09:00"),
    ("через 3 дня в 15:00", "2026-11-27 15:00"), ("через неделю", "2026-12-01 09:00"),
    ("через месяц", "2026-12-24 09:00"), ("через полгода", "2027-05-24 09:00"),
    ("через год", "2027-11-24 09:00"),
    ("5 дек", "2026-12-05 09:00"), ("5 дек. 14:00", "2026-12-05 14:00"), ("5 декабря", "2026-12-05 09:00"),
    ("5-го декабря 2026 года", "2026-12-05 09:00"), ("3 мая", "2027-05-03 09:00"),
    ("конец месяца", "2026-11-30 09:00"),
    ("в конце недели", "2026-11-27 09:00"), ("до конца года", "2026-12-31 09:00"),
    ("+2д", "2026-11-26 09:00"),
    ("+2ч", "2026-11-24 12:00"), ("в полдень", "2026-11-24 12:00"), ("сейчас", "2026-11-24 10:00"),
    ("в 11", "2026-11-24 11:00"), ("ЧЕТВЁРГ", "2026-11-26 09:00"), ("через две недели", "2026-12-08 09:00"),
    ("через три дня", "2026-11-27 09:00"), ("через пару дней", "2026-11-26 09:00"),
    ("через полтора часа", "2026-11-24 11:30"), ("через десять минут", "2026-11-24 10:10"),
    ("через одну неделю", "2026-12-01 09:00"), ("через пять лет", "2031-11-24 09:00"),
    ("завтра 3 дня", "2026-11-25 15:00"), ("пт 15", "2026-11-27 15:00"), ("пн 9", "2026-11-30 09:00"),
    ("сегодня в 3 дня", "2026-11-24 15:00"), ("сегодня 3 дня", "2026-11-24 15:00"),
    ("завтра 9 утра", "2026-11-25 09:00"), ("пт 7 вечера", "2026-11-27 19:00"),
    ("7 вечера", "2026-11-24 19:00"), ("в 3 дня", "2026-11-24 15:00"), ("3 дня", "2026-11-27 09:00"),
    ("завтра 2 ночи", "2026-11-25 02:00"), ("вт 1.12", "2026-12-01 09:00"), ("9.12", "2026-12-09 09:00"),
    ("в 9.12", "2026-12-09 09:00"),
  ])
  func russian(text: String, expected: String) throws {
    #expect(try read(text, parser()) == expected)
  }

  @Test(arguments: [
    ("yesterday", "2026-11-23 09:00"), ("вчера", "2026-11-23 09:00"), ("вчера в 15:00", "2026-11-23 15:00"),
    ("позавчера", "2026-11-22 09:00"), ("day before yesterday", "2026-11-22 09:00"),
    ("-2d", "2026-11-22 09:00"),
    ("- 2 days", "2026-11-22 09:00"), ("-3h", "2026-11-24 07:00"), ("2 hours ago", "2026-11-24 08:00"),
    ("an hour ago", "2026-11-24 09:00"), ("2 дня назад", "2026-11-22 09:00"),
    ("час назад", "2026-11-24 09:00"),
    ("неделю назад", "2026-11-17 09:00"), ("two days ago", "2026-11-22 09:00"),
    ("две недели назад", "2026-11-10 09:00"), ("a week ago 15:00", "2026-11-17 15:00"),
    ("fri", "2026-11-20 09:00"),
    ("пт 15:00", "2026-11-20 15:00"), ("tue", "2026-11-17 09:00"), ("tue 09:30", "2026-11-24 09:30"),
    ("tue 15:00", "2026-11-17 15:00"), ("last fri", "2026-11-20 09:00"),
    ("в прошлую пятницу", "2026-11-20 09:00"),
    ("2026-11-01", "2026-11-01 09:00"), ("nov 3", "2026-11-03 09:00"), ("dec 5", "2025-12-05 09:00"),
    ("feb 29", "2024-02-29 09:00"), ("today", "2026-11-24 09:00"), ("09:30", "2026-11-24 09:30"),
    ("tomorrow", "2026-11-25 09:00"), ("now", "2026-11-24 10:00"),
  ])
  func past(text: String, expected: String) throws {
    #expect(try read(text, parser(allowPast: true)) == expected)
    let early = try parser(now: "2026-11-24T08:00:00+03:00", allowPast: true)
    #expect(try read("today", early) == "2026-11-24 08:00")
    #expect(try parser(allowPast: true).parse("sat 12:00").warning == nil)
  }

  @Test(arguments: [
    ("2026-11-01", "2026-11-01 is in the past (now 2026-11-24 10:00)"),
    ("yesterday", "yesterday is in the past (now 2026-11-24 10:00)"),
    ("09:30", "09:30 is in the past (now 2026-11-24 10:00)"),
    ("-2d", "-2d is in the past (now 2026-11-24 10:00)"),
    ("2 hours ago", "2 hours ago is in the past (now 2026-11-24 10:00)"),
    ("last fri", "last fri is in the past (now 2026-11-24 10:00)"),
    ("2026-11-24T09:59:00+03:00", "2026-11-24T09:59:00+03:00 is in the past (now 2026-11-24 10:00)"),
    ("feb 30", "\"feb 30\" is no date: February has 29 days at most"),
    ("31 ноября", "\"31 ноября\" is no date: November has 30 days"),
    ("2027-02-29", "\"2027-02-29\" is no date: February 2027 has 28 days"),
    ("2027-02-29T10:00:00Z", "\"2027-02-29\" is no date: February 2027 has 28 days"),
    ("2026-13-01", "\"2026-13-01\" is no date: there is no month 13"),
    ("32.12", "\"32.12\" is no date: December has 31 days"),
    ("25:00", "\"25:00\" is no time of day"), ("tomorrow 24:00", "\"24:00\" is no time of day"),
    ("tomorrow 12:60", "\"12:60\" is no time of day"), ("fri 13 pm", "\"13 pm\" is no time of day"),
    ("fri at 25", "\"25\" is no time of day"), ("2026-12-01T25:00", "\"25:00\" is no time of day"),
    ("2026-12-01T25:00:00+03:00", "\"25:00:00\" is no time of day"),
    ("2026-12-01T15:00:00+99:00", "cannot read \"2026-12-01T15:00:00+99:00\" as a time"),
    ("12/05/2026", "cannot tell day from month in \"12/05/2026\""),
    ("", "no time given"), ("   ", "no time given"), ("someday", "cannot read \"someday\" as a time"),
    ("tomorrow tomorrow", "cannot read \"tomorrow tomorrow\" as a time"),
    ("tomorrow 11:00 12:00", "cannot read \"tomorrow 11:00 12:00\" as a time"),
    ("+3h 15:00", "cannot read \"+3h 15:00\" as a time"), ("5", "cannot read \"5\" as a time"),
    ("day", "cannot read \"day\" as a time"), ("week", "cannot read \"week\" as a time"),
    ("at", "cannot read \"at\" as a time"), ("in", "cannot read \"in\" as a time"),
    ("+", "cannot read \"+\" as a time"),
    ("mon 9 dec", "2026-12-09 is a Wednesday, not a Monday"),
    ("2026-12-09 mon", "2026-12-09 is a Wednesday, not a Monday"),
    ("fri 1.12", "2026-12-01 is a Tuesday, not a Friday"),
    ("завтра в 15.30", "\"15.30\" is a date, and another day is named beside it"),
    ("завтра 9.11", "\"9.11\" is a date, and another day is named beside it"),
    ("в 15.30", "\"15.30\" is no date: there is no month 30"),
    ("tomorrow at", "cannot read \"tomorrow at\" as a time"),
    ("завтра в", "cannot read \"завтра в\" as a time"), ("mon the", "cannot read \"mon the\" as a time"),
    ("in 2 hours and", "cannot read \"in 2 hours and\" as a time"),
    ("3 дня завтра", "cannot read \"3 дня завтра\" as a time"),
    ("tomorrow 9", "cannot read \"tomorrow 9\" as a time"),
    ("завтра 9", "cannot read \"завтра 9\" as a time"),
    ("mon 9 10", "cannot read \"mon 9 10\" as a time"), ("mon tue", "cannot read \"mon tue\" as a time"),
    ("+1w 2wd", "cannot read \"+1w 2wd\" as a time"), ("1m", "\"1m\" may be minutes or months"),
    ("in 9999999 wd", "\"in 9999999 wd\" is out of the calendar, which has the years 1 to 9999"),
    ("-3wd", "-3wd is in the past (now 2026-11-24 10:00)"), ("+1m", "\"1m\" may be minutes or months"),
    ("in 6 m", "\"6m\" may be minutes or months"), ("через 3 м", "\"3м\" may be minutes or months"),
    ("in few days", "cannot read \"in few days\" as a time"),
    ("mon 25", "\"25\" is no time of day"), ("2026", "cannot read \"2026\" as a time"),
    ("+999999w", "\"+999999w\" is out of the calendar, which has the years 1 to 9999"),
    ("in 99999999999 days", "\"in 99999999999 days\" is out of the calendar, which has the years 1 to 9999"),
    ("+999999y", "\"+999999y\" is out of the calendar, which has the years 1 to 9999"),
  ])
  func refusal(text: String, message: String) throws {
    let parser = try parser()
    let error = #expect(throws: WhenError.self) { try parser.parse(text) }
    #expect(error?.message == message)
  }

  @Test(arguments: [
    "2026-11-24T08:00:00+03:00", "2026-11-24T09:00:00+03:00", "2026-11-24T10:15:30+03:00",
    "2026-11-24T17:59:00+03:00", "2026-11-28T12:30:00+03:00",
  ])
  func todayIsTheWholeDay(now: String) throws {
    let parser = try parser(now: now)
    let day = try #require(CivilDate(String(now.prefix(10))))
    for text in ["today", "сегодня", String(now.prefix(10))] {
      #expect(try parser.parse(text).deadline == .day(day))
    }
  }

  @Test func todayAfterHours() throws {
    let parser = try parser(now: "2026-11-24T18:00:00+03:00")
    let error = #expect(throws: WhenError.self) { try parser.parse("today") }
    #expect(
      error?.message == "today: today's working hours are over (now 2026-11-24 18:00, they end at 18:00)")
    #expect(error?.hint?.contains("\"tomorrow\" (wed 2026-11-25)") == true)
    #expect(try read("today 20:00", parser) == "2026-11-24 20:00")
  }

  @Test(arguments: [
    (
      "sat 12:00", "2026-11-30 09:00",
      "sat 2026-11-28 12:00 is on a Saturday, outside working days; the nearest moment inside is mon 2026-11-30 09:00"
    ),
    (
      "sat", "2026-11-30 09:00",
      "sat 2026-11-28 is a Saturday, outside working days; the next working day is mon 2026-11-30"
    ),
    (
      "tomorrow 20:00", "2026-11-26 09:00",
      "wed 2026-11-25 20:00 is after working hours (09:00–18:00); the nearest moment inside is thu 2026-11-26 09:00"
    ),
    (
      "tomorrow 7:30", "2026-11-25 09:00",
      "wed 2026-11-25 07:30 is before working hours (09:00–18:00); the nearest moment inside is wed 2026-11-25 09:00"
    ),
    (
      "tomorrow 13:30", "2026-11-25 14:00",
      "wed 2026-11-25 13:30 is in the break 13:00–14:00; the nearest moment inside is wed 2026-11-25 14:00"
    ),
    (
      "2027-01-04", "2027-01-11 09:00",
      "mon 2027-01-04 is a holiday; the next working day is mon 2027-01-11"
    ),
  ])
  func warning(text: String, nearest: String, warning: String) throws {
    let parser = try parser()
    let parsed = try parser.parse(text)
    #expect(parsed.warning == warning)
    #expect(parsed.nearestInside.map(parser.zone.describe) == nearest)
  }

  @Test(arguments: ["tomorrow 11:00", "fri", "fri 18:00", "+30m", "today", "eom"])
  func noWarning(text: String) throws {
    let parsed = try parser().parse(text)
    #expect(parsed.warning == nil)
    #expect(parsed.nearestInside == nil)
  }

  @Test func dayOnly() throws {
    let parser = try parser()
    for text in ["tomorrow", "fri", "+2d", "dec 5", "eom", "через неделю"] {
      #expect(try parser.parse(text).day != nil, "\(text)")
    }
    for text in ["tomorrow 11:00", "+3h", "now", "11:00", "2026-12-01T14:00:00Z", "через час"] {
      #expect(try parser.parse(text).day == nil, "\(text)")
    }
  }

  @Test func offsetIsThatOfTheDay() throws {
    let parser = try parser(now: "2026-03-20T10:00:00+01:00", in: "Europe/Berlin")
    #expect(try parser.parse("2026-03-27").instant.description == "2026-03-27T09:00:00+01:00")
    #expect(try parser.parse("2026-03-30").instant.description == "2026-03-30T09:00:00+02:00")
    #expect(try parser.parse("+240h").instant.description == "2026-03-30T11:00:00+02:00")
    let skipped = try parser.parse("2026-03-29 02:30")
    #expect(skipped.instant.description == "2026-03-29T03:30:00+02:00")
    #expect(
      skipped.warning?.hasPrefix("clocks skip 02:30 on 2026-03-29 in Europe/Berlin; taken as 03:30; ") == true
    )
    #expect(try parser.parse("2026-04-01T10:00:00-05:00").instant.description == "2026-04-01T10:00:00-05:00")
  }

  @Test func endOfWeekAtTheWeekend() throws {
    let parser = try parser(now: "2026-11-28T08:00:00+03:00")
    #expect(try read("eow", parser) == "2026-12-04 09:00")
  }

  /// Nothing a person can type may crash, and what is read is never before the minute of now.
  @Test func anyWordsInAnyOrder() throws {
    let seed = UInt64.random(in: 0 ... .max)
    var generator = SeededRandom(seed: seed)
    let words = [
      "today", "завтра", "fri", "next", "last", "в", "at", "11:00", "25:00", "3pm", "5", "dec", "мая", "2026",
      "+2d", "wd", "working", "рабочих", "+3wd", "eow", "15.30",
      "-3h", "in", "через", "2", "two", "три", "couple", "1m", "m", "дня", "час", "weeks", "ago", "назад",
      "eom", "end", "of", "month",
      "2026-12-01",
      "1.12", ":", "-", "+", "t", "999999", "a", "half", "noon", "the", "day", "after", "tomorrow", "🙂",
      "\u{0}",
    ]
    let parser = try parser()
    let lenient = try self.parser(allowPast: true)
    for _ in 0..<5000 {
      let count = Int.random(in: 1...5, using: &generator)
      let text = (0..<count).map { _ in words[Int.random(in: 0..<words.count, using: &generator)] }
        .joined(separator: Bool.random(using: &generator) ? " " : "")
      if let parsed = try? parser.parse(text) {
        #expect(parsed.deadline.last(in: parser.zone) >= parser.now, "seed \(seed), \(text)")
        #expect((try? lenient.parse(text)) != nil, "seed \(seed), \(text)")
      }
    }
  }
}
