import SeededRandomness
import Testing

@testable import Dates

struct InstantTests {
  @Test(arguments: [
    ("2026-11-20T10:15:00+03:00", 1_795_158_900, "2026-11-20T10:15:00+03:00"),
    ("2026-11-20t07:15:00z", 1_795_158_900, "2026-11-20T07:15:00Z"),
    ("2026-11-20 07:15:00.987Z", 1_795_158_900, "2026-11-20T07:15:00Z"),
    ("2026-11-20T07:15+00:00", 1_795_158_900, "2026-11-20T07:15:00Z"),
    ("2026-11-20T07:15:00-00:00", 1_795_158_900, "2026-11-20T07:15:00Z"),
    ("2026-11-20T02:45:00-04:30", 1_795_158_900, "2026-11-20T02:45:00-04:30"),
    ("1969-12-31T23:59:59Z", -1, "1969-12-31T23:59:59Z"),
    ("2016-12-31T23:59:60Z", 1_483_228_800, "2017-01-01T00:00:00Z"),
  ])
  func reading(text: String, seconds: Int, written: String) throws {
    let instant = try moment(text)
    #expect(instant.seconds == Int64(seconds))
    #expect(instant.description == written)
  }

  @Test(arguments: [
    "", "2026-11-20", "2026-11-20T10:15:00", "2026-11-20T10:15", "2026-02-30T10:15:00Z",
    "2026-11-20T24:00:00Z",
    "2026-11-20T10:60:00Z", "2026-11-20T10:15:61Z", "2026-11-20T10:15:00+3:00", "2026-11-20T10:15:00+0300",
    "2026-11-20T10:15:00+24:00", "2026-11-20T10:15:00.Z", "2026-11-20T10:15:00Z ", "2026-11-20T10:15:00Zz",
    "2026-11-20x10:15:00Z", "2026-11-20T10-15-00Z", "2026-11-20T10:15:", "2026-11-20T10:15:00+",
    "приветприветZ",
  ])
  func refusal(text: String) {
    #expect(Instant(rfc3339: text) == nil)
  }

  @Test func equalityIgnoresTheOffset() throws {
    let (moscow, utc) = try (moment("2026-11-20T10:15:00+03:00"), moment("2026-11-20T07:15:00Z"))
    #expect(moscow == utc)
    #expect(Set([moscow, utc]).count == 1)
    #expect(!(moscow < utc) && !(utc < moscow))
    #expect(moscow.adding(seconds: 1) > utc)
  }

  @Test func extremesStayWritable() {
    #expect(Instant(seconds: .max, offset: .max).description.hasPrefix("9999-12-31T"))
    #expect(Instant(seconds: .min, offset: .min).description.hasPrefix("0001-01-01T"))
    #expect(Instant(seconds: 0).adding(seconds: .max).seconds == 253_402_300_799)
    #expect(Instant(seconds: 0).adding(seconds: .min).seconds == -62_135_596_800)
    #expect(Instant(seconds: 0, offset: 9017).description == "1970-01-01T02:30:00+02:30")
  }

  @Test func textRoundTrip() {
    let seed = UInt64.random(in: 0 ... .max)
    var generator = SeededRandom(seed: seed)
    for _ in 0..<2000 {
      let seconds = Int64.random(in: -62_135_000_000...253_402_000_000, using: &generator)
      let offset = Int32.random(in: -1439...1439, using: &generator) * 60
      let instant = Instant(seconds: seconds, offset: offset)
      let read = Instant(rfc3339: instant.description)
      #expect(read == instant && read?.offset == offset, "seed \(seed), \(instant)")
    }
  }

  @Test(arguments: [("09:00", 540), ("9:00", 540), ("00:00", 0), ("23:59", 1439), ("24:00", 1440)])
  func timesOfDay(text: String, minutes: Int) {
    #expect(TimeOfDay(text)?.minutes == minutes)
  }

  @Test(arguments: ["", "9", "24:01", "25:00", "12:60", "009:00", "9:0", "-1:00", "12:000"])
  func noTimeOfDay(text: String) {
    #expect(TimeOfDay(text) == nil)
  }

  @Test func timeRanges() {
    #expect(TimeRange("13:00-14:00")?.description == "13:00-14:00")
    #expect(TimeRange("13:00 – 14:00")?.description == "13:00-14:00")
    for text in ["14:00-13:00", "13:00", "13:00-13:00", "13:00-14:00-15:00", ""] {
      #expect(TimeRange(text) == nil, "\(text)")
    }
  }
}
