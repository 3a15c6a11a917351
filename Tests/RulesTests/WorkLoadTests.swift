// swift-format-ignore-file: NeverForceUnwrap

import Dates
import Facts
import Records
import SeededRandomness
import Testing

/// How many tasks somebody has in an hour, and where there is room for one more.
@Suite struct WorkLoadTests {
  private static func config(capacity: Int?, zone: String = "Europe/Berlin") -> Config {
    let zone = Zone(named: zone)!
    let hours = WorkingHours(
      from: TimeOfDay("09:00"), to: TimeOfDay("17:30"), breaks: [TimeRange("13:00-13:30")!],
      capacity: capacity,
      zone: zone)
    return Config(timezone: zone.name, zone: zone, hours: hours)
  }

  private static func task(_ number: Int, _ due: Value, owner: String? = "gleb", status: String = "open")
    -> Record
  {
    var values: [String: Value] = ["title": .text("T\(number)"), "due": due, "status": .text(status)]
    values["owner"] = owner.map { .text($0) }
    let digits = String(number)
    return World.record(.task, "task" + String(repeating: "0", count: 4 - digits.count) + digits, values)
  }

  private static func at(_ text: String) -> Instant { Instant(rfc3339: text)! }
  private static let day = CivilDate("2026-11-26")!

  private static let tasks = [
    task(1, .instant(at("2026-11-26T11:00:00+01:00"))), task(2, .instant(at("2026-11-26T11:59:59+01:00"))),
    task(3, .instant(at("2026-11-26T12:00:00+01:00"))), task(4, .date(day)),
    task(5, .instant(at("2026-11-26T11:30:00+01:00")), owner: "olga"),
    task(6, .instant(at("2026-11-26T11:30:00+01:00")), status: "done"),
    task(7, .instant(at("2026-11-26T11:30:00+01:00")), owner: nil),
    task(8, .instant(at("2026-11-26T20:00:00+01:00"))),
  ]

  private static func load(capacity: Int? = 2, rest: Bool = false, besides: Set<RecordID> = []) -> WorkLoad {
    WorkLoad(
      of: "gleb", in: World.snapshot(tasks, config: config(capacity: capacity)),
      from: at("2026-11-26T00:00:00+01:00"), besides: besides, ownsTheRest: rest)
  }

  private static func hour(_ number: Int) -> WorkLoad.Hour {
    let zone = Zone(named: "Europe/Berlin")!
    return load().hour(of: zone.instant(day, TimeOfDay(hour: number, minute: 0)!))
  }

  @Test func counts() {
    let load = Self.load()
    #expect(load.tasks(in: Self.hour(11)).map(\.name) == ["T1", "T2"])
    #expect(load.tasks(in: Self.hour(12)).map(\.name) == ["T3"])
    #expect(load.tasks(on: Self.day).map(\.name) == ["T4"])
    #expect(Self.load(rest: true).tasks(in: Self.hour(11)).map(\.name) == ["T1", "T7", "T2"])
    #expect(Self.load(besides: [World.id("task0001")]).tasks(in: Self.hour(11)).map(\.name) == ["T2"])
    #expect(!load.hasRoom(in: Self.hour(11)) && load.hasRoom(in: Self.hour(12)))
    #expect(Self.load(capacity: nil).hasRoom(in: Self.hour(11)))
  }

  @Test func aDayHasTheHoursOfWorkAndOfWhatIsDue() {
    #expect(Self.load().hours(of: Self.day).map(\.number) == [9, 10, 11, 12, 13, 14, 15, 16, 17, 20])
    #expect(Self.load().hours(of: Self.day.adding(days: 2)).isEmpty)
    #expect(Self.hour(9).description == "09:00–10:00" && Self.hour(23).description == "23:00–24:00")
  }

  @Test(arguments: [
    ("2026-11-26T10:20:00+01:00", "2026-11-26T10:20:00+01:00"),
    ("2026-11-26T11:20:00+01:00", "2026-11-26T12:00:00+01:00"),
    ("2026-11-26T13:05:00+01:00", "2026-11-26T13:30:00+01:00"),
    ("2026-11-26T18:00:00+01:00", "2026-11-27T09:00:00+01:00"),
    ("2026-11-27T17:30:00+01:00", "2026-11-30T09:00:00+01:00"),
  ])
  func firstFree(from: String, found: String) {
    #expect(Self.load().firstFree(notBefore: Self.at(from)) == Self.at(found))
  }

  @Test func nothingIsFreeWhereNobodyWorks() {
    var config = Self.config(capacity: 1)
    config.hours.days = []
    let load = WorkLoad(of: "gleb", in: World.snapshot([], config: config), from: World.now)
    #expect(load.firstFree(notBefore: World.now) == nil)
  }

  /// Against a look at every quarter of an hour, across changes of the clocks too.
  @Test func noEarlierQuarterIsFree() {
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SeededRandom(seed: seed)
    let starts = ["2026-10-23T12:00:00Z", "2026-11-26T07:00:00Z", "2027-03-26T07:00:00Z"]
    for _ in 0..<300 {
      let zone = random.pick(["Europe/Berlin", "Asia/Kathmandu", "America/New_York", "Australia/Lord_Howe"])
      var config = Self.config(capacity: random.number(1...2), zone: zone)
      config.hours.days = Weekdays(Weekday.allCases.filter { _ in random.chance(70) } + [.wed])
      let start = Self.at(random.pick(starts)).adding(seconds: random.number(0...200) * 900)
      let tasks = (0..<random.number(0...60)).map { number in
        Self.task(number, .instant(start.adding(seconds: random.number(-8...200) * 900)))
      }
      let load = WorkLoad(
        of: "gleb", in: World.snapshot(tasks, config: config), from: start.adding(seconds: -7200))
      var expected = start
      while !config.hours.isOpen(expected) || !load.hasRoom(in: load.hour(of: expected)) {
        expected = expected.adding(seconds: 900)
      }
      let found = load.firstFree(notBefore: start)
      #expect(found == expected, "seed \(seed): \(zone), from \(start)")
      if found != expected { return }
    }
  }
}
