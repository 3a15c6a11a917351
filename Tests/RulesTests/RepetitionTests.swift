// swift-format-ignore-file: NeverForceUnwrap

import Dates
import Diagnostics
import Facts
import Records
import Testing

@testable import Rules

/// What follows a repeating task that is done.
@Suite struct RepetitionTests {
  private static func zone(_ name: String) -> Config {
    Config(timezone: name, zone: Zone(named: name)!)
  }

  private static func next(
    _ due: Value, _ text: String, now: String, wait: String? = nil, day: Int? = nil,
    zone: String = "Europe/Berlin"
  ) -> Repetition? {
    var values: [String: Value] = ["title": .text("X"), "due": due, "repeat": .text(text)]
    values["wait"] = wait.map { .date(CivilDate($0)!) }
    values["repeat_day"] = day.map { .number(Decimal($0)) }
    let task = World.record(.task, "tasc0009", values)
    let snapshot = World.snapshot([task], config: Self.zone(zone))
    return TaskFacts(task).repetition(after: Instant(rfc3339: now)!, in: snapshot)
  }

  private static func day(_ text: String) -> Value { .date(CivilDate(text)!) }
  private static func moment(_ text: String) -> Value { .instant(Instant(rfc3339: text)!) }

  @Test(arguments: [
    // Done early, on the day, late: never the same one again.
    ("2026-12-01", "1 month", "2026-11-20T10:00:00+01:00", "2027-01-01"),
    ("2026-12-01", "1 month", "2026-12-01T10:00:00+01:00", "2027-01-01"),
    ("2026-12-01", "1 month", "2026-12-05T10:00:00+01:00", "2027-01-01"),
    // Missed ones are left out; a day that is not over is not missed.
    ("2026-12-01", "1 month", "2027-03-15T10:00:00+01:00", "2027-04-01"),
    ("2026-12-01", "1 month", "2027-04-01T23:59:00+02:00", "2027-04-01"),
    ("2026-12-01", "1 month", "2027-04-02T00:00:00+02:00", "2027-05-01"),
    ("2026-11-23", "1 week", "2026-11-30T10:00:00+01:00", "2026-11-30"),
    ("2026-12-07", "first mon", "2026-12-07T10:00:00+01:00", "2027-01-04"),
    ("2026-11-27", "last fri", "2026-11-27T10:00:00+01:00", "2026-12-25"),
  ])
  func countsFromTheDueDay(due: String, text: String, now: String, next: String) {
    #expect(Self.next(Self.day(due), text, now: now)?.due == .day(CivilDate(next)!))
  }

  @Test(arguments: [
    ("2027-03-22T10:00:00+01:00", "1 week", "2027-03-22T09:00:00+01:00", "2027-03-29T10:00:00+02:00"),
    ("2026-10-20T10:00:00+02:00", "1 week", "2026-10-20T11:00:00+02:00", "2026-10-27T10:00:00+01:00"),
    // Of today's only what is ahead.
    ("2026-11-23T10:00:00+01:00", "1 week", "2026-11-30T09:59:00+01:00", "2026-11-30T10:00:00+01:00"),
    ("2026-11-23T10:00:00+01:00", "1 week", "2026-11-30T10:00:00+01:00", "2026-12-07T10:00:00+01:00"),
    ("2026-11-23T10:00:00+01:00", "1 day", "2026-11-30T10:00:01+01:00", "2026-12-01T10:00:00+01:00"),
  ])
  func keepsTheTimeOfDay(due: String, text: String, now: String, next: String) {
    #expect(Self.next(Self.moment(due), text, now: now)?.due == .moment(Instant(rfc3339: next)!))
  }

  @Test func waitMovesAlong() {
    let next = Self.next(
      Self.day("2027-01-31"), "1 month", now: "2027-01-31T10:00:00+01:00", wait: "2027-01-29")
    #expect(next?.due == .day(CivilDate("2027-02-28")!))
    #expect(next?.wait == CivilDate("2027-02-26"))
    #expect(next?.dayOfMonth == 31)
    let march = Self.next(Self.day("2027-02-28"), "1 month", now: "2027-02-28T10:00:00+01:00", day: 31)
    #expect(march?.due == .day(CivilDate("2027-03-31")!))
    #expect(march?.dayOfMonth == nil)
    // A day that somebody chose counts more than the one that was to come back.
    let chosen = Self.next(Self.day("2027-02-20"), "1 month", now: "2027-02-20T10:00:00+01:00", day: 31)
    #expect(chosen?.due == .day(CivilDate("2027-03-20")!))
  }

  private static let repeating = World.record(
    .task, "tasc0005",
    [
      "title": .text("Call Anna"), "due": .instant(World.nextWeek), "deal": World.reference("dea00004"),
      "contact": World.reference("anna0001"), "repeat": .text("1 week"), "notes": .text("ask for Bob"),
      "type": .text("call"), "owner": .text("gleb"), "external": .map([MapEntry("amocrm", .text("7"))]),
    ])

  private static var records: [Record] { World.records.filter { $0.id != World.step } + [repeating] }

  @Test func aNextStepIsFollowedByItself() throws {
    var desk = World.desk(Self.records)
    let made = try #require(try desk.completeTask(World.step, result: "later"))
    #expect(desk.record(World.deal)?.reference("next_step") == made)
    let task = try #require(desk.record(made.id))
    #expect(task["due"]?.instant == World.nextWeek.adding(seconds: 7 * 86_400))
    for key in ["title", "deal", "contact", "repeat", "notes", "type", "owner"] {
      #expect(task[key] == Self.repeating[key], "\(key)")
    }
    #expect(task["result"] == nil && task["external"] == nil && task.isOpenTask)
    #expect(desk.breaches.isEmpty)
  }

  @Test func besideAnotherStepItIsOneMore() throws {
    var desk = World.desk(Self.records)
    let made = try #require(try desk.completeTask(World.step, next: World.next))
    #expect(desk.record(made.id)?.name == World.next.title)
    #expect(desk.change.repetitions.count == 1)
    #expect(desk.breaches.isEmpty)
  }

  @Test func aClosedDealHasNoRepetition() throws {
    for finish: (inout ChangePlanner) throws -> Void in [
      { try $0.close(World.deal, as: .won) },
      { try $0.completeTask(World.step, stage: "archive") },
      { try $0.close(World.deal, as: .archived) },
    ] {
      var desk = World.desk(Self.records, pipeline: DefaultPipeline.text)
      try finish(&desk)
      #expect(desk.change.repetitions.isEmpty)
      #expect(desk.breaches.isEmpty)
    }
  }

  @Test func cancelledItEnds() throws {
    let plain = World.otherTask.replacing(["repeat": .text("1 month")])
    var desk = World.desk(World.records.filter { $0.id != World.plainTask } + [plain])
    try desk.cancelTask(World.plainTask)
    #expect(desk.change.repetitions.isEmpty)
  }
}
