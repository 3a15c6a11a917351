import Dates
import Records
import Testing

@testable import Facts

/// Whose clock a client's is, what decides it, and how it is shown.
@Suite struct ClientClockTests {
  private let berlin: Zone

  init() throws { berlin = try #require(Zone(named: "Europe/Berlin")) }

  private func text(_ fields: [String: String], at moment: Instant = Client.winter) -> String? {
    Client.clock(fields, at: moment)?.explained(from: berlin)
  }

  @Test func theFieldDecidesThenTheAddressThenThePhone() {
    let all = ["timezone": "Asia/Tokyo", "city": "Чита", "country": "Россия", "phones": "+12125550123"]
    #expect(text(all) == "21:00 in Tokyo (+8 h)")
    #expect(text(all.filter { $0.key != "timezone" }) == "21:00 in Чита (+8 h), by city")
    #expect(text(["phones": "+12125550123"]) == "07:00 in New York (−6 h), by phone +1 212")
    #expect(text(["timezone": "Nowhere/There", "city": "Omsk"]) == "18:00 in Omsk (+5 h), by city")
    #expect(text(["country": "India"]) == "17:30 in Kolkata (+4:30 h), by country India")
    #expect(text(["region": "Magallanes", "country": "CL"]) == "09:00 in Magallanes (−4 h), by region")
    #expect(text(["city": "Köln"]) == "13:00 in Köln, by city")
    #expect(text([:]) == nil)
  }

  @Test(arguments: [
    ("+7 302 212-34-56", "Asia/Chita"), ("+7 495 123-45-67", "Europe/Moscow"),
    ("+7 916 123-45-67", nil), ("+7 800 555-35-35", nil), ("+7 701 123 45 67", "Asia/Almaty"),
    ("+1 212 555 0123", "America/New_York"), ("+1 604 555 0123", "America/Vancouver"),
    ("+1 800 555 0123", nil), ("+49 30 1234567", "Europe/Berlin"), ("030 1234567", "Europe/Berlin"),
    ("+55 68 3212 1234", "America/Rio_Branco"), ("+55 11 98765 4321", "America/Sao_Paulo"),
    ("+61 8 8941 1234", "Australia/Darwin"), ("+61 8 9221 1234", "Australia/Perth"),
    ("+61 412 345 678", nil), ("+34 928 123 456", "Atlantic/Canary"), ("+34 91 123 45 67", "Europe/Madrid"),
    ("+34 612 345 678", nil), ("+351 296 123 456", "Atlantic/Azores"),
    ("+56 61 221 2345", "America/Punta_Arenas"), ("+64 3 305 0123", "Pacific/Chatham"),
    ("+380 44 123 45 67", "Europe/Kyiv"), ("+870 773 123 456", nil), ("12345", nil),
  ])
  func aNumberIsOfAZoneOnlyWhereAllOfItsRangeAre(number: String, zone: String?) {
    #expect(ClientClock(phone: number, home: "DE", at: Client.winter)?.zone.name == zone)
  }

  @Test func whatMayBeInSeveralZonesIsNotKnown() {
    #expect(text(["city": "Portland", "country": "US"]) == nil)
    #expect(text(["city": "Portland", "region": "Oregon", "country": "US"])?.contains("(−9 h)") == true)
    #expect(text(["city": "Portland", "region": "ME", "country": "USA"])?.contains("(−6 h)") == true)
    #expect(text(["country": "United States"]) == nil)
    #expect(text(["region": "Texas", "country": "US"]) == nil)
    // A city that contradicts its country is none of the table.
    #expect(text(["city": "Москва", "country": "DE"])?.contains("by country DE") == true)
    #expect(text(["city": "Москва", "country": "US"]) == nil)
    #expect(text(["city": "Москва", "country": "US", "phones": "+12125550123"])?.hasSuffix("+1 212") == true)
    // A second number may tell what the first does not.
    #expect(text(["phones": "+79161234567,+73022123456"])?.hasSuffix("by phone +7 302") == true)
  }

  @Test func oneNameOfSeveralCitiesIsTheOneAtHome() {
    #expect(Client.clock(["city": "Córdoba"], country: "AR")?.zone.name == "America/Argentina/Cordoba")
    #expect(Client.clock(["city": "Cordoba"], country: "ES")?.zone.name == "Europe/Madrid")
    #expect(Client.clock(["city": "Córdoba"], country: "DE") == nil)
    #expect(
      Client.clock(["city": "Cordoba", "country": "Spain"], country: "AR")?.zone.name == "Europe/Madrid")
  }

  @Test(arguments: [
    ("г. Чита", "Asia/Chita"), ("город Чита", "Asia/Chita"), ("ЧИТА", "Asia/Chita"),
    ("Chita (Russia)", "Asia/Chita"),
    ("St. Petersburg", "Europe/Moscow"), ("Санкт-Петербург", "Europe/Moscow"), ("Орёл", "Europe/Moscow"),
    ("Frankfurt am Main", "Europe/Berlin"), ("MÜNCHEN", "Europe/Berlin"), ("Muenchen", "Europe/Berlin"),
    ("Saint-Paul, MN", "America/Chicago"), ("New York City", "America/New_York"), ("Київ", "Europe/Kyiv"),
    ("Xi'an", "Asia/Shanghai"), ("Łódź", "Europe/Warsaw"), ("Lodz", "Europe/Warsaw"), ("東京", "Asia/Tokyo"),
  ])
  func citiesAreFoundAsPeopleWriteThem(city: String, zone: String) {
    #expect(Client.clock(["city": city])?.zone.name == zone)
  }

  @Test func dealsAndTasksHaveTheClockOfWhomTheyAreAbout() {
    let records = [
      Client.make(.company, "ka000001", ["name": "Acme", "city": "Omsk"]),
      Client.make(
        .contact, "ca000001", ["name": "Anna", "company": "acme-ka000001", "phones": "+12125550123"]),
      Client.make(.deal, "da000001", ["title": "Site", "contact": "anna-ca000001"]),
      Client.make(.task, "ta000001", ["title": "Call", "deal": "site-da000001"]),
      Client.make(.lead, "fa000001", ["title": "Ask", "phones": "+73022123456"]),
      Client.make(.task, "ta000002", ["title": "Answer", "lead": "ask-fa000001"]),
    ]
    let snapshot = Client.snapshot(records)
    for record in records.prefix(4) {
      // The address of the company comes before the phone of the contact.
      let clock = ClientClock(of: record, in: snapshot, at: Client.winter)
      #expect(clock?.zone.name == "Asia/Omsk", "\(record.kind)")
    }
    for record in records.suffix(2) {
      #expect(ClientClock(of: record, in: snapshot, at: Client.winter)?.place == "Chita", "\(record.kind)")
    }
  }

  /// The last moment before the clocks change and the first one after it, by zone.
  @Test(arguments: [
    ("Europe/Berlin", "2026-10-25T00:59:00Z", "02:59", "2026-10-25T01:00:00Z", "02:00"),
    ("America/New_York", "2027-03-14T06:59:00Z", "01:59", "2027-03-14T07:00:00Z", "03:00"),
    ("Australia/Sydney", "2026-10-03T15:59:00Z", "01:59", "2026-10-03T16:00:00Z", "03:00"),
    ("America/Santiago", "2026-09-06T03:59:00Z", "23:59", "2026-09-06T04:00:00Z", "01:00"),
    ("Europe/London", "2027-03-28T00:59:00Z", "00:59", "2027-03-28T01:00:00Z", "02:00"),
    ("Africa/Cairo", "2026-04-23T21:59:00Z", "23:59", "2026-04-23T22:00:00Z", "01:00"),
    ("Asia/Almaty", "2024-02-29T17:59:00Z", "23:59", "2024-02-29T18:00:00Z", "23:00"),
  ])
  func clocksChange(zone: String, before: String, first: String, after: String, second: String) throws {
    for (moment, shown) in [(before, first), (after, second)] {
      let instant = try #require(Instant(rfc3339: moment))
      let clock = try #require(Client.clock(["timezone": zone], at: instant))
      #expect(
        clock.text(from: berlin).hasPrefix(shown + " in "), "\(zone) \(moment): \(clock.text(from: berlin))")
    }
  }

  /// The zone data of 2026 changed these; what the system has decides.
  @Test func theSystemsDataDecides() throws {
    let folder = try #require(Zone.directories.first { Zone.dataVersion(in: $0) != nil })
    let version = try #require(Zone.dataVersion(in: folder))
    let vancouver = try #require(Client.clock(["city": "Vancouver"])).distance(from: .utc)
    let casablanca = try #require(Client.clock(["phones": "+212522123456"])).distance(from: .utc)
    switch version {
    case "2026f"...:
      #expect(vancouver == -7 * 3600 && casablanca == 0, "tzdata \(version): \(vancouver), \(casablanca)")
    case ..<"2026":
      #expect(vancouver == -8 * 3600 && casablanca == 3600, "tzdata \(version): \(vancouver), \(casablanca)")
    default:
      #expect(
        [-8, -7].contains(vancouver / 3600) && [0, 1].contains(casablanca / 3600), "tzdata \(version)")
    }
    print(
      "tzdata \(version): Vancouver \(vancouver / 3600) h, Casablanca \(casablanca / 3600) h on 2026-12-01")
  }
}
