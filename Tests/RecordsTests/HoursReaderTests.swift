import Dates
import Diagnostics
import SeededRandomness
import Testing
import YAML

@testable import Records

struct HoursReaderTests {
  private func read(_ lines: String) throws -> (config: Config, problems: [String]) {
    let read = ConfigReader.read(try Document(parsing: Array(("format: 1\n" + lines).utf8), file: "crm.yaml"))
    return (
      read.config,
      read.problems.map { "\($0.location?.line ?? 0):\($0.location?.column ?? 0) \($0.message)" }
    )
  }

  @Test func ownersHoursReplaceTheFirmsKeyByKey() throws {
    let (config, problems) = try read(
      """
      country: RU
      hours: {days: [mon, tue, wed, thu, fri], from: "09:00", to: "18:00", breaks: ["13:00-14:00"],
        holidays: [2027-03-05], work: [2027-04-24], capacity: 4}
      owners:
      - {id: gleb, hours: {from: "10:00", days: [mon, tue]}}
      - {id: olga, hours: {breaks: [], holidays: [2027-07-01..2027-07-14]}}
      - {id: vera, hours: {calendar: none, work: [], timezone: Asia/Tokyo}}
      - {id: ivan}
      """)
    #expect(problems.isEmpty)
    let firm = config.hours
    #expect(firm.calendar == .russia)
    let gleb = config.hours(of: "gleb")
    #expect(gleb.from.description == "10:00" && gleb.to == firm.to && gleb.days == [.mon, .tue])
    #expect(gleb.breaks == firm.breaks && gleb.holidays == firm.holidays && gleb.work == firm.work)
    #expect(gleb.capacity == 4 && gleb.calendar == .russia)
    let olga = config.hours(of: "olga")
    #expect(olga.breaks.isEmpty && olga.from == firm.from && olga.work == firm.work)
    #expect(olga.holidays.map(\.description) == ["2027-07-01..2027-07-14"])
    let vera = config.hours(of: "vera")
    #expect(vera.calendar == nil && vera.work.isEmpty && vera.holidays == firm.holidays)
    #expect(config.hours(of: "ivan") == firm && config.hours(of: "nobody") == firm)
  }

  @Test(arguments: [
    ("country: KZ", WorkCalendar?.some(.kazakhstan)), ("hours: {from: \"08:00\"}\ncountry: ru", .russia),
    ("country: DE", nil), ("country: RU\nhours: {calendar: none}", nil),
    ("country: DE\nhours: {calendar: KZ}", .kazakhstan), ("hours: {calendar: ru}", .russia),
    ("lang: en", nil),
  ])
  func calendar(lines: String, expected: WorkCalendar?) throws {
    let (config, problems) = try read(lines)
    #expect(problems.isEmpty)
    #expect(config.hours.calendar == expected)
  }

  @Test(arguments: [
    ("hours: {breaks: [\"09:00-18:00\"]}", "2:17 the breaks leave no working moment between 09:00 and 18:00"),
    (
      "hours: {breaks: [\"08:00-13:00\", \"12:30-19:00\"]}",
      "2:17 the breaks leave no working moment between 09:00 and 18:00"
    ),
    ("hours: {days: []}", "2:15 days name no working day"),
    ("hours: {from: \"18:00\", to: \"09:00\"}", "2:8 hours end before they begin"),
    (
      "hours: {holidays: [2026-12-25, 2027-01-01..2031-12-31]}",
      "2:32 no working day in the year from 2027-01-01"
    ),
    (
      "hours: {holidays: [2027-01-01..2027-06-30, 2027-07-01..2028-02-29]}",
      "2:20 no working day in the year from 2027-01-01"
    ),
    ("hours: {holidays: [2027-01-01..9999-12-31]}", "2:20 no working day in the year from 2027-01-01"),
    (
      "hours: {breaks: [\"13:00-14:00\"]}\nowners:\n- {id: g, hours: {from: \"13:00\", to: \"14:00\"}}",
      "4:18 the breaks leave no working moment between 13:00 and 14:00"
    ),
    (
      "hours: {holidays: [2027-02-15..2027-02-21], work: [2027-04-24, 2027-02-20]}",
      "2:64 2027-02-20 is among the holidays too"
    ),
    ("hours: {work: [saturday]}", "2:16 a working day is a date or a range such as 2027-02-20"),
    ("hours: {calendar: DE}", "2:19 calendar is one of RU, KZ, none"),
    ("hours: {calender: RU}", "2:9 unknown key \"calender\" in hours"),
    (
      "hours: 9-18",
      "2:8 hours is a map of days, from, to, breaks, holidays, work, calendar, capacity, timezone"
    ),
  ])
  func faults(lines: String, problem: String) throws {
    let (config, problems) = try read(lines)
    #expect(problems == [problem])
    for owner in [nil, "g"] {
      #expect(config.hours(of: owner).nextOpen(onOrAfter: Instant(seconds: 1_798_761_600)) != nil)
    }
  }

  /// An owner's own holidays stand over the firm's working weekend.
  @Test func holidaysOfAnOwner() throws {
    let (config, problems) = try read(
      "hours: {work: [2027-02-20]}\nowners:\n- {id: g, hours: {holidays: [2027-02-15..2027-02-21]}}")
    #expect(problems.isEmpty)
    let day = try #require(CivilDate("2027-02-20"))
    #expect(config.hours.isWorkingDay(day) && !config.hours(of: "g").isWorkingDay(day))
  }

  /// Whatever is written, the hours that are used have a working moment within a year of any moment, or the file is at fault
  /// and says where.
  @Test func everyHoursHaveAWorkingMoment() throws {
    let seed = UInt64.random(in: 0 ... .max)
    var generator = SeededRandom(seed: seed)
    func time() -> String {
      let minutes = Int.random(in: 0...47, using: &generator) * 30
      return "\"\(minutes / 60 < 10 ? "0" : "")\(minutes / 60):\(minutes % 60 == 0 ? "00" : "30")\""
    }
    var faults = 0
    for _ in 0..<400 {
      var keys: [String] = []
      if Bool.random(using: &generator) {
        let days = Weekday.allCases.filter { _ in Int.random(in: 0...3, using: &generator) == 0 }
        keys.append("days: \(days.map(\.description))".replacing("\"", with: ""))
      }
      if Bool.random(using: &generator) { keys.append("from: \(time()), to: \(time())") }
      let breaks = (0..<Int.random(in: 0...4, using: &generator)).map { _ in
        "\(time())-\(time())".replacing("\"", with: "")
      }
      if !breaks.isEmpty { keys.append("breaks: \(breaks)") }
      let start = try #require(CivilDate("2027-01-01"))
      let holidays = (0..<Int.random(in: 0...5, using: &generator)).map { _ in
        let first = start.adding(days: Int.random(in: 0...400, using: &generator))
        return CivilInterval(
          from: first, through: first.adding(days: Int.random(in: 0...80, using: &generator))
        )
        .description
      }
      if !holidays.isEmpty { keys.append("holidays: [\(holidays.joined(separator: ", "))]") }
      keys.append("calendar: \(["RU", "KZ", "none"].randomElement(using: &generator) ?? "none")")
      let line = "hours: {\(keys.joined(separator: ", "))}"
      let (config, problems) = try read(line)
      faults += problems.isEmpty ? 0 : 1
      let at = Instant(seconds: Int64.random(in: 1_796_000_000...1_830_000_000, using: &generator))
      let next = config.hours.nextOpen(onOrAfter: at)
      #expect(next.map(config.hours.isOpen) == true, "seed \(seed): \(line)")
      let parser = WhenParser(now: at, zone: .utc, hours: config.hours)
      for word in ["+3wd", "+2d", "eow"] {
        let parsed = try? parser.parse(word)
        #expect(parsed?.day.map(config.hours.isWorkingDay) == true, "seed \(seed): \(line) \(word)")
      }
    }
    #expect(faults > 20 && faults < 380, "seed \(seed)")
  }
}
