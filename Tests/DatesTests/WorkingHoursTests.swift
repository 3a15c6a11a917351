import SeededRandomness
import Testing

@testable import Dates

struct WorkingHoursTests {
  private func hours() throws -> WorkingHours {
    WorkingHours(
      breaks: [try #require(TimeRange("13:00-14:00"))],
      holidays: [try #require(CivilInterval("2027-01-01..2027-01-08"))], capacity: 4,
      zone: try zone("Europe/Berlin"))
  }

  @Test(arguments: [
    ("2026-11-24T08:59:59+01:00", false, "2026-11-24T09:00:00+01:00"),
    ("2026-11-24T09:00:00+01:00", true, "2026-11-24T09:00:00+01:00"),
    ("2026-11-24T11:30:30Z", true, "2026-11-24T12:30:30+01:00"),
    ("2026-11-24T13:00:00+01:00", false, "2026-11-24T14:00:00+01:00"),
    ("2026-11-24T17:59:59+01:00", true, "2026-11-24T17:59:59+01:00"),
    ("2026-11-24T18:00:00+01:00", false, "2026-11-25T09:00:00+01:00"),
    ("2026-11-27T19:00:00+01:00", false, "2026-11-30T09:00:00+01:00"),
    ("2026-12-31T18:00:00+01:00", false, "2027-01-11T09:00:00+01:00"),
    ("2026-03-28T12:00:00+01:00", false, "2026-03-30T09:00:00+02:00"),
  ])
  func opening(at text: String, isOpen: Bool, next: String) throws {
    let hours = try hours()
    let instant = try moment(text)
    #expect(hours.isOpen(instant) == isOpen)
    #expect(hours.nextOpen(onOrAfter: instant)?.description == next)
  }

  @Test func closingTimeIsADeadline() throws {
    let hours = try hours()
    #expect(try hours.allowsDeadline(moment("2026-11-24T18:00:00+01:00")))
    #expect(try !hours.allowsDeadline(moment("2026-11-24T18:00:01+01:00")))
    #expect(try !hours.allowsDeadline(moment("2026-11-28T18:00:00+01:00")))
    var late = hours
    late.to = try time("24:00")
    #expect(try late.allowsDeadline(moment("2026-11-28T00:00:00+01:00")))
    #expect(try !late.allowsDeadline(moment("2026-11-29T00:00:00+01:00")))
  }

  @Test func neverOpen() throws {
    var hours = try hours()
    hours.days = []
    #expect(try hours.nextOpen(onOrAfter: moment("2026-11-24T10:00:00Z")) == nil)
    hours = try self.hours()
    (hours.from, hours.to) = (hours.to, hours.from)
    #expect(hours.spans.isEmpty)
    #expect(try hours.nextOpen(onOrAfter: moment("2026-11-24T10:00:00Z")) == nil)
    hours = try self.hours()
    hours.holidays = [CivilInterval(from: .first, through: .last)]
    #expect(try hours.nextOpen(onOrAfter: moment("2026-11-24T10:00:00Z")) == nil)
  }

  @Test func spansWithoutBreaks() throws {
    var hours = try hours()
    hours.breaks = try ["08:00-09:30", "12:00-13:00", "12:30-14:00", "17:00-20:00"].map {
      try #require(TimeRange($0))
    }
    #expect(hours.spans.map(\.description) == ["09:30-12:00", "14:00-17:00"])
  }

  @Test func nextOpenIsOpenAndNotBefore() throws {
    let seed = UInt64.random(in: 0 ... .max)
    var generator = SeededRandom(seed: seed)
    let hours = try hours()
    for _ in 0..<1000 {
      let instant = Instant(seconds: Int64.random(in: 1_700_000_000...1_900_000_000, using: &generator))
      let next = try #require(hours.nextOpen(onOrAfter: instant))
      #expect(next >= instant && hours.isOpen(next), "seed \(seed), \(instant)")
      #expect(next == instant || !hours.isOpen(next.adding(seconds: -1)), "seed \(seed), \(instant)")
    }
  }
}
