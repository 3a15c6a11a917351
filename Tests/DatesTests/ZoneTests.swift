import SeededRandomness
import Testing

@testable import Dates

struct ZoneTests {
  private static let moments: [Int64] = [
    -1_000_000_000, 0, 500_000_000, 1_300_000_000, 1_400_000_000, 1_774_745_999, 1_774_746_000, 1_792_285_199,
    1_792_285_200, 1_795_000_000, 1_805_000_000, 2_540_000_000, 4_100_000_000, 9_000_000_000, 32_503_680_000,
  ]

  /// Offsets at `moments`, computed with another implementation from the IANA data.
  @Test(arguments: [
    (
      "Europe/Berlin",
      [3600, 3600, 3600, 3600, 7200, 3600, 7200, 7200, 7200, 3600, 3600, 7200, 3600, 3600, 3600]
    ),
    (
      "America/New_York",
      [
        -14400, -18000, -18000, -14400, -14400, -14400, -14400, -14400, -14400, -18000, -18000, -14400,
        -18000,
        -14400, -18000,
      ]
    ),
    (
      "Europe/Moscow",
      [
        10800, 10800, 10800, 10800, 14400, 10800, 10800, 10800, 10800, 10800, 10800, 10800, 10800, 10800,
        10800,
      ]
    ),
    (
      "Australia/Sydney",
      [
        36000, 36000, 39600, 39600, 36000, 39600, 39600, 39600, 39600, 39600, 39600, 36000, 39600, 39600,
        39600,
      ]
    ),
    (
      "America/St_Johns",
      [
        -12600, -12600, -12600, -9000, -9000, -9000, -9000, -9000, -9000, -12600, -12600, -9000, -12600,
        -9000,
        -12600,
      ]
    ),
    ("Europe/Dublin", [3600, 3600, 0, 0, 3600, 0, 3600, 3600, 3600, 0, 0, 3600, 0, 0, 0]),
    (
      "Australia/Lord_Howe",
      [
        36000, 36000, 39600, 39600, 37800, 39600, 39600, 39600, 39600, 39600, 39600, 37800, 39600, 39600,
        39600,
      ]
    ),
    (
      "America/Nuuk",
      [
        -10800, -10800, -10800, -10800, -7200, -7200, -3600, -3600, -3600, -7200, -7200, -3600, -7200, -7200,
        -7200,
      ]
    ),
  ])
  func offsets(name: String, expected: [Int]) throws {
    let zone = try zone(name)
    let table = try #require(Zone(named: name, directories: []))
    for (seconds, offset) in zip(ZoneTests.moments, expected) {
      #expect(zone.offset(at: seconds) == Int32(offset), "\(name) at \(seconds)")
      if seconds >= 1_774_000_000 {
        #expect(table.offset(at: seconds) == Int32(offset), "built-in \(name) at \(seconds)")
      }
    }
  }

  /// Skipped readings move forward by the skip, doubled ones are the first; computed with another implementation.
  @Test(arguments: [
    ("Europe/Berlin", "2026-03-29 01:59", "2026-03-29T01:59:00+01:00"),
    ("Europe/Berlin", "2026-03-29 02:00", "2026-03-29T03:00:00+02:00"),
    ("Europe/Berlin", "2026-03-29 02:30", "2026-03-29T03:30:00+02:00"),
    ("Europe/Berlin", "2026-03-29 03:00", "2026-03-29T03:00:00+02:00"),
    ("Europe/Berlin", "2026-10-25 01:59", "2026-10-25T01:59:00+02:00"),
    ("Europe/Berlin", "2026-10-25 02:30", "2026-10-25T02:30:00+02:00"),
    ("Europe/Berlin", "2026-10-25 03:00", "2026-10-25T03:00:00+01:00"),
    ("America/New_York", "2026-03-08 02:30", "2026-03-08T03:30:00-04:00"),
    ("America/New_York", "2026-11-01 01:30", "2026-11-01T01:30:00-04:00"),
    ("America/New_York", "2026-11-01 00:59", "2026-11-01T00:59:00-04:00"),
    ("America/New_York", "2026-11-01 02:00", "2026-11-01T02:00:00-05:00"),
    ("Australia/Lord_Howe", "2026-10-04 02:15", "2026-10-04T02:45:00+11:00"),
    ("Australia/Lord_Howe", "2026-04-05 01:45", "2026-04-05T01:45:00+11:00"),
    ("Europe/Berlin", "2100-03-28 02:30", "2100-03-28T03:30:00+02:00"),
    ("Europe/Berlin", "2100-10-31 02:30", "2100-10-31T02:30:00+02:00"),
    ("Asia/Kolkata", "2026-07-01 09:00", "2026-07-01T09:00:00+05:30"),
    ("Europe/Berlin", "2026-07-01 24:00", "2026-07-02T00:00:00+02:00"),
    ("America/Nuuk", "2026-03-28 23:30", "2026-03-29T00:30:00-01:00"),
  ])
  func readings(name: String, reading: String, expected: String) throws {
    let (date, clock) = try (day(String(reading.prefix(10))), time(String(reading.suffix(5))))
    #expect(try zone(name).instant(date, clock).description == expected)
    let table = try #require(Zone(named: name, directories: []))
    #expect(table.instant(date, clock).description == expected, "built-in")
  }

  /// A whole day left out (Samoa crossed the date line) moves forward by that day.
  @Test func skippedDay() throws {
    let apia = try zone("Pacific/Apia")
    let instant = try apia.instant(day("2011-12-30"), .noon)
    // Machines without zone files know only the present rules.
    guard apia.offset(at: 0) == -39_600 else { return }
    #expect(instant.description == "2011-12-31T12:00:00+14:00")
  }

  /// Every moment is found again from its civil reading, unless the clocks showed that reading once before.
  @Test(arguments: ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Europe/Moscow", "UTC"])
  func roundTrip(name: String) throws {
    let seed = UInt64.random(in: 0 ... .max)
    var generator = SeededRandom(seed: seed)
    let zone = try zone(name)
    for _ in 0..<3000 {
      let seconds = Int64.random(in: -2_000_000_000...20_000_000_000, using: &generator) / 60 * 60
      let instant = Instant(seconds: seconds)
      let (date, time, second) = zone.civil(instant)
      let back = zone.instant(date, time).adding(seconds: second)
      let isSame = back == instant
      let isFirstOfTwo = back < instant && zone.civil(back) == (date, time, second)
      #expect(isSame || isFirstOfTwo, "seed \(seed), \(instant)")
      #expect(zone.localized(instant) == instant)
    }
  }

  @Test(arguments: [
    "", "/etc/passwd", "../etc/passwd", "Europe/../../etc/passwd", "Europe/Berlin/", "Europe/Berlin\0", "a b",
    "Европа/Москва", ".", "-Europe", "No/Such_Zone", "Europe", String(repeating: "A", count: 65),
  ])
  func refusedNames(name: String) {
    #expect(Zone(named: name) == nil)
  }

  @Test(
    arguments: [
      (nil, "/usr/share/zoneinfo/Europe/Moscow", "Europe/Moscow"),
      (nil, "../usr/share/zoneinfo/posix/Asia/Almaty", "Asia/Almaty"),
      (nil, "/var/db/timezone/zoneinfo/America/Argentina/Salta", "America/Argentina/Salta"),
      ("Europe/Berlin", "/usr/share/zoneinfo/Europe/Moscow", "Europe/Berlin"),
      (":Europe/Berlin", nil, "Europe/Berlin"), (":/usr/share/zoneinfo/Europe/Berlin", nil, "Europe/Berlin"),
      ("", "/usr/share/zoneinfo/Europe/Moscow", "UTC"), (nil, nil, nil), (nil, "/etc/other", nil),
      ("../../etc/passwd", nil, nil), (nil, "/usr/share/zoneinfo/../../etc/passwd", nil),
    ] as [(String?, String?, String?)])
  func systemName(tz: String?, link: String?, expected: String?) {
    #expect(Zone.systemZoneName(tz: tz, localtimeLink: link) == expected)
  }

  @Test(arguments: [
    (Int32(10_800), "+03:00"), (-12_600, "-03:30"), (0, "UTC"), (.max, "+23:59"), (.min, "-23:59"),
  ])
  func fixedOffsets(seconds: Int32, name: String) {
    #expect(Zone(fixedOffset: seconds).name == name)
  }

  @Test(arguments: [
    "", "CET", "CET-", "CET-1CEST", "CET-1CEST,M3.5.0", "CET-1CEST,M13.5.0,M10.5.0",
    "CET-1CEST,M3.6.0,M10.5.0",
    "CET-1CEST,M3.5.7,M10.5.0", "CET-25", "<+03-3", "CET-1CEST,J0,J365", "CET-1CEST,M3.5.0,M10.5.0/168",
    "CET-1CEST,M3.5.0,M10.5.0 ", "CE-1", "CET99999999999999999999",
  ])
  func refusedRules(text: String) {
    #expect(PosixRule(text) == nil)
  }

  @Test func permanentSummerTime() throws {
    let rule = try #require(PosixRule("EST5EDT,0/0,J365/25"))
    for seconds in stride(from: Int64(1_700_000_000), to: 1_800_000_000, by: 86_400) {
      #expect(rule.offset(at: seconds) == -14_400, "at \(seconds)")
    }
  }

  @Test func everyBuiltInRuleReads() throws {
    for name in [
      "Europe/Moscow", "Asia/Almaty", "Asia/Tashkent", "Europe/London", "America/Sao_Paulo", "US/Pacific",
    ] {
      #expect(Zone(named: name, directories: []) != nil, "\(name)")
    }
    #expect(Zone(named: "CET-1CEST", directories: []) == nil)
  }
}

struct ZoneFileTests {
  private func header(_ version: UInt8, _ counts: [UInt32]) -> [UInt8] {
    Array("TZif".utf8) + [version] + [UInt8](repeating: 0, count: 15)
      + counts.flatMap { count in (0..<4).map { UInt8(truncatingIfNeeded: count >> (24 - UInt32($0) * 8)) } }
  }

  private func big(_ value: Int64, _ width: Int) -> [UInt8] {
    (0..<width).map { UInt8(truncatingIfNeeded: value >> Int64((width - 1 - $0) * 8)) }
  }

  private func type(_ offset: Int64) -> [UInt8] { big(offset, 4) + [0, 0] }

  private var version1: [UInt8] {
    header(0, [0, 0, 0, 2, 2, 4]) + big(-100, 4) + big(100, 4) + [1, 0] + type(3600) + type(-7200) + [
      65, 66, 67, 0,
    ]
  }

  private func version2(footer: String) -> [UInt8] {
    header(50, [0, 0, 0, 0, 1, 4]) + type(0) + [65, 66, 67, 0] + header(50, [0, 0, 0, 1, 2, 4])
      + big(-5_000_000_000, 8) + [1] + type(1800) + type(3600) + [65, 66, 67, 0] + Array("\n\(footer)\n".utf8)
  }

  @Test func firstVersion() throws {
    let zone = try #require(Zone(name: "Test", tzif: version1))
    #expect(
      [-101, -100, 99, 100, 5_000_000_000].map { zone.offset(at: $0) } == [3600, -7200, -7200, 3600, 3600])
  }

  @Test func secondVersion() throws {
    let ruled = try #require(Zone(name: "Test", tzif: version2(footer: "CET-1CEST,M3.5.0,M10.5.0/3")))
    #expect(ruled.offset(at: -5_000_000_001) == 1800)
    #expect(ruled.offset(at: 1_780_000_000) == 7200)
    let plain = try #require(Zone(name: "Test", tzif: version2(footer: "")))
    #expect(plain.offset(at: 1_780_000_000) == 3600)
    #expect(Zone(name: "Test", tzif: version2(footer: "CET-1CEST,nonsense")) == nil)
  }

  /// No prefix of a file is sound, and no changed byte crashes the reader.
  @Test func damage() {
    for whole in [version1, version2(footer: "CET-1CEST,M3.5.0,M10.5.0/3")] {
      for length in 0..<whole.count {
        #expect(Zone(name: "Test", tzif: Array(whole[..<length])) == nil, "\(length) bytes")
      }
      for index in whole.indices {
        for byte: UInt8 in [0, 1, 127, 128, 255] {
          var bytes = whole
          bytes[index] = byte
          _ = Zone(name: "Test", tzif: bytes)?.offset(at: 1_780_000_000)
        }
      }
    }
  }
}
