import Testing

@testable import Dates

struct ZoneNumbersTests {
  @Test func rulesThatDifferHaveOtherNumbers() throws {
    let rules = [
      "CET-1", "EET-2", "CET-1CEST,M3.5.0,M10.5.0/3", "CET-1CEST,M3.4.0,M10.5.0/3",
      "CET-1CEST,M3.5.1,M10.5.0/3", "CET-1CEST,M4.5.0,M10.5.0/3", "CET-1CEST,M3.5.0,M10.5.0/2",
      "CET-1CEST,J60,J300", "CET-1CEST,60,300", "CET-1CEST-3,M3.5.0,M10.5.0/3",
    ]
    var seen: Set<[Int64]> = []
    for text in rules {
      let rule = try #require(PosixRule(text))
      #expect(seen.insert(ZoneFile(rule: rule).numbers).inserted, "\(text)")
    }
  }

  @Test func zonesHaveTheirOwnNumbers() throws {
    let names = ["UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Sydney"]
    let numbers = try names.map { try #require(Zone(named: $0)).numbers }
    #expect(Set(numbers).count == names.count)
    #expect(try #require(Zone(named: "Europe/Berlin")).numbers == numbers[1])
    #expect(Zone(fixedOffset: 3600).numbers != Zone(fixedOffset: 7200).numbers)
  }
}
