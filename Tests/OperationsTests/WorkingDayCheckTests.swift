import Dates
import Foundation
import Output
import Testing

@testable import Operations

/// `crm doctor` says until when the decreed working days are known that somebody's hours go by.
@Suite struct WorkingDayCheckTests {
  private func lines(_ settings: String, at now: String) throws -> [Substring] {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try "format: 1\ntimezone: UTC\n\(settings)\n".write(
      to: folder.appendingPathComponent("crm.yaml"), atomically: true, encoding: .utf8)
    let found = try Driver(folder: folder).run(
      CheckHealth(own: []), seed: 1, format: .csv, now: try #require(Instant(rfc3339: now)))
    return found.split(separator: "\n").filter { $0.hasPrefix("working-days,") }
  }

  @Test func knownDays() throws {
    let known = "working-days,ok,those of Russia are known until 2028-01-09,"
    #expect(try lines("country: RU", at: "2027-12-09T10:00:00Z") == [known[...]])
    #expect(try lines("country: DE", at: "2027-12-09T10:00:00Z").isEmpty)
    #expect(try lines("country: RU\nhours: {calendar: none}", at: "2027-12-09T10:00:00Z").isEmpty)
    let both = "country: RU\nowners:\n- {id: ana, hours: {calendar: KZ}}"
    #expect(try lines(both, at: "2026-11-24T10:00:00Z").count == 2)
  }

  @Test func daysSoonUnknown() throws {
    let found = try lines("country: RU", at: "2027-12-10T10:00:00Z")
    #expect(found.count == 1)
    #expect(
      found.first?.hasPrefix(
        "working-days,warn,those of Russia are known until 2028-01-09; later ones are counted by their weekday"
      )
        == true)
  }
}
