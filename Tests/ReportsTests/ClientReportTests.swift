import Dates
import JSON
import Output
import Records
import Reports
import Testing

/// `rfm`, `retention` and `dormant`.
@Suite struct ClientReportTests {
  private static let letters = Array("abcdefghjk")

  /// Of ten clients two are in each fifth.
  @Test func quintilesOfTen() throws {
    var fixture = Fixture()
    for (place, client) in ClientReportTests.letters.enumerated() {
      // The last one bought last, most often, and for most.
      for number in 0...place {
        try fixture.buy(client, number, "2026-11-\(place + 10)", number == 0 ? "\(place + 1)" : "100")
      }
    }
    let result = try fixture.report("rfm")
    #expect(
      result.lines("name", "days", "deals", "r", "f", "m", "segment") == [
        "client-k-ckaaaaaa | 5 | 10 | 5 | 5 | 5 | champions",
        "client-j-cjaaaaaa | 6 | 9 | 5 | 5 | 5 | champions",
        "client-h-chaaaaaa | 7 | 8 | 4 | 4 | 4 | champions",
        "client-g-cgaaaaaa | 8 | 7 | 4 | 4 | 4 | champions",
        "client-f-cfaaaaaa | 9 | 6 | 3 | 3 | 3 | promising",
        "client-e-ceaaaaaa | 10 | 5 | 3 | 3 | 3 | promising",
        "client-d-cdaaaaaa | 11 | 4 | 2 | 2 | 2 | cooling",
        "client-c-ccaaaaaa | 12 | 3 | 2 | 2 | 2 | cooling",
        "client-b-cbaaaaaa | 13 | 2 | 1 | 1 | 1 | lost", "client-a-caaaaaaa | 14 | 1 | 1 | 1 | 1 | lost",
      ])
    #expect(result.notes == ["clients by segment: champions 4, promising 2, cooling 2, lost 2"])
    #expect(result.totalLines("deals", "r") == ["55 | -"])
    #expect(
      result.period == CivilInterval(from: Fixture.day("2025-11-25"), through: Fixture.day("2026-11-24")))
  }

  /// The best of few has 5 all the same: ⌈5k ÷ n⌉.
  @Test(arguments: [(1, ["5"]), (2, ["5", "3"]), (3, ["5", "4", "2"]), (4, ["5", "4", "3", "2"])])
  func fewClients(count: Int, scores: [String]) throws {
    var fixture = Fixture()
    for place in 0..<count {
      try fixture.buy(ClientReportTests.letters[place], 1, "2026-11-1\(9 - place)", "\(9 - place)")
    }
    let result = try fixture.report("rfm")
    #expect(result.lines("r") == scores)
    #expect(result.lines("m") == scores)
    // They bought once each, so that all are as good as the best.
    #expect(Set(result.lines("f")) == ["5"])
  }

  /// Equal clients have the best of their scores, whoever they are.
  @Test func ties() throws {
    var fixture = Fixture()
    for client in "abcd" { try fixture.buy(client, 1, "2026-11-10", "10") }
    try fixture.buy("e", 1, "2026-11-12", "20")
    #expect(
      try fixture.report("rfm").lines("name", "r", "f", "m", "segment") == [
        "client-e-ceaaaaaa | 5 | 5 | 5 | new", "client-a-caaaaaaa | 4 | 5 | 4 | new",
        "client-b-cbaaaaaa | 4 | 5 | 4 | new", "client-c-ccaaaaaa | 4 | 5 | 4 | new",
        "client-d-cdaaaaaa | 4 | 5 | 4 | new",
      ])
  }

  @Test func segments() throws {
    var fixture = Fixture()
    // Twice this year: lately, some time ago, long ago.
    for (client, days) in [
      ("a", ["11-20", "11-19"]), ("b", ["06-20", "06-19"]), ("c", ["01-20", "01-19"]),
    ] {
      for (number, day) in days.enumerated() {
        try fixture.buy(Character(client), number, "2026-\(day)", "500")
      }
    }
    // Once this year; the third one bought long ago as well.
    try fixture.buy("d", 1, "2026-11-21", "1")
    try fixture.buy("e", 1, "2026-06-01", "2")
    try fixture.buy("f", 1, "2026-11-22", "3")
    try fixture.buy("f", 2, "2024-11-22", "3")
    try fixture.buy("g", 1, "2026-01-02", "4")
    try fixture.buy("h", 1, "2024-01-02", "1000")
    try fixture.buy("j", 1, "2026-02-02", "5")
    try fixture.buy("k", 1, "2026-03-02", nil)
    let result = try fixture.report("rfm")
    // Nine clients; k, whose amount nobody knows, is the last by money.
    #expect(
      result.lines("name", "r", "f", "m", "segment") == [
        "client-a-caaaaaaa | 4 | 5 | 5 | champions", "client-b-cbaaaaaa | 4 | 5 | 5 | champions",
        "client-f-cfaaaaaa | 5 | 4 | 3 | loyal", "client-d-cdaaaaaa | 5 | 4 | 2 | new",
        "client-e-ceaaaaaa | 3 | 4 | 2 | promising", "client-k-ckaaaaaa | 3 | 4 | 1 | promising",
        "client-c-ccaaaaaa | 2 | 5 | 5 | at risk", "client-j-cjaaaaaa | 2 | 4 | 4 | at risk",
        "client-g-cgaaaaaa | 1 | 4 | 3 | lost",
      ])
  }

  /// Amounts of different currencies are never compared; `--currency` makes them one.
  @Test func moneyIsRankedInItsCurrency() throws {
    var fixture = Fixture()
    try fixture.buy("a", 1, "2026-11-10", "10", "EUR")
    try fixture.buy("b", 1, "2026-11-10", "20", "EUR")
    try fixture.buy("e", 1, "2026-11-10", "500", "RUB")
    try fixture.buy("f", 1, "2026-11-10", "900", "RUB")
    try fixture.buy("f", 2, "2026-11-09", "1", "EUR")
    let apart = try fixture.report("rfm")
    #expect(
      apart.lines("name", "revenue", "m").sorted() == [
        "client-a-caaaaaaa | 10.00 EUR | 4", "client-b-cbaaaaaa | 20.00 EUR | 5",
        "client-e-ceaaaaaa | 500.00 RUB | 3", "client-f-cfaaaaaa | 1.00 EUR+900.00 RUB | 5",
      ])
    #expect(apart.notes.last == "m is ranked in each of EUR, RUB apart; --currency makes them one")
    let rates = CurrencyRates([
      .init(date: Fixture.day("2026-11-01"), from: "EUR", to: "RUB", rate: Decimal(100))
    ])
    let together = try fixture.report("rfm", currency: "RUB", rates: rates)
    #expect(
      together.lines("name", "m").sorted() == [
        "client-a-caaaaaaa | 4", "client-b-cbaaaaaa | 5", "client-e-ceaaaaaa | 2", "client-f-cfaaaaaa | 4",
      ])
    #expect(together.notes.count == 1)
  }

  /// The last 365 days are those up to today, or up to the day of `--as-of`.
  @Test func theYearOfRfm() throws {
    var fixture = Fixture()
    try fixture.buy("a", 1, "2025-11-24", "1")
    try fixture.buy("b", 1, "2025-11-24T21:00:00Z", "1")
    try fixture.buy("e", 1, "2026-11-24", "1")
    try fixture.buy("f", 1, "2026-11-25", "1")
    try fixture.win("d9aaaaaa", nil, "1", company: "x-cxaaaaaa")
    try fixture.win("d8aaaaaa", "2026-11-01", "1")
    let year = try fixture.report("rfm")
    #expect(year.lines("name", "days") == ["client-e-ceaaaaaa | 0", "client-b-cbaaaaaa | 364"])
    #expect(
      year.notes == [
        "clients by segment: new 1, promising 1", "1 deal left out: won, but nobody knows when",
        "1 deal left out: neither a company nor a contact",
        "1 client left out: bought before the period only",
      ])
    try fixture.deal("h1aaaaaa", [("meeting", "02-01"), ("won", "03-01")], "company: y-cyaaaaaa\n")
    let march = try fixture.report("rfm", asOf: "2026-03-04")
    #expect(march.lines("name", "days") == ["y-cyaaaaaa | 3"])
    #expect(march.period?.start == Fixture.day("2025-03-05"))
    #expect(try fixture.report("rfm", asOf: "2026-02-28").rows.isEmpty)
    let november = try fixture.report("rfm", period: "2026-11")
    #expect(november.lines("name") == ["client-e-ceaaaaaa"])
    #expect(november.notes.contains("1 deal left out: won after this day"))
    // Of a period that is over the days count from its end.
    #expect(try fixture.report("rfm", to: "2025-11-30").lines("days") == ["5", "6"])
    #expect(try Fixture().report("rfm").totals.isEmpty)
  }

  private static func cohorts() throws -> Fixture {
    var fixture = Fixture()
    try fixture.buy("a", 1, "2026-08-31", "10")
    try fixture.buy("a", 2, "2026-08-01", "20")
    try fixture.buy("a", 3, "2026-10-31", "30")
    try fixture.buy("b", 1, "2026-08-31T21:00:00Z", "100")
    try fixture.buy("b", 2, "2026-11-01", nil)
    try fixture.buy("e", 1, "2026-09-15", "0.01", "RUB")
    try fixture.buy("f", 1, "2026-11-24", "7")
    return fixture
  }

  @Test func retentionByMonthOfTheFirstPurchase() throws {
    let result = try ClientReportTests.cohorts().report("retention")
    #expect(
      result.columns.map(\.key) == [
        "month", "size", "repeat_share", "lifetime_value", "m0", "m1", "m2", "m3",
      ])
    #expect(
      result.lines("month", "size", "repeat_share", "lifetime_value", "m0", "m1", "m2", "m3") == [
        "2026-08 | 1 | 100.0 | 60.00 EUR | 1 | 0 | 1 | 0",
        "2026-09 | 2 | 50.0 | 50.00 EUR+0.01 RUB | 2 | 0 | 1 | -",
        "2026-11 | 1 | 0.0 | 7.00 EUR | 1 | - | - | -",
      ])
    #expect(
      result.totalLines("month", "size", "repeat_share", "lifetime_value", "m0", "m1", "m2", "m3")
        == ["- | 4 | 50.0 | 41.75 EUR+0.00 RUB | 4 | 0 | 2 | 0"])
    #expect(result.notes == ["1 deal without an amount"])
  }

  /// The period chooses first purchases; what clients bought later counts up to the present month.
  @Test func retentionOfSomeMonths() throws {
    let fixture = try ClientReportTests.cohorts()
    let september = try fixture.report("retention", period: "2026-09")
    #expect(september.lines("month", "size", "m0", "m1", "m2") == ["2026-09 | 2 | 2 | 0 | 1"])
    #expect(september.notes == ["1 deal without an amount"])
    #expect(try fixture.report("retention", period: "2026-10").rows.isEmpty)
    let past = try fixture.report("retention", asOf: "2026-08-31")
    #expect(past.lines("month", "size", "m0") == [])
    let empty = try Fixture().report("retention")
    #expect(empty.columns.map(\.key) == ["month", "size", "repeat_share", "lifetime_value"])
    #expect(empty.rows.isEmpty && empty.totals.isEmpty)
  }

  /// A client belongs where the first purchase does, whoever sold the next one.
  @Test func retentionByOwner() throws {
    var fixture = Fixture()
    try fixture.win("d1aaaaaa", "2026-10-01", "1", company: "x-cxaaaaaa", rest: "owner: gleb\n")
    try fixture.win("d2aaaaaa", "2026-11-01", "1", company: "x-cxaaaaaa", rest: "owner: anna\n")
    try fixture.win("d3aaaaaa", "2026-11-01", "1", contact: "y-pyaaaaaa", rest: "owner: anna\n")
    #expect(
      try fixture.report("retention", by: "owner").lines("owner", "month", "size", "m0", "m1")
        == ["anna | 2026-11 | 1 | 1 | -", "gleb | 2026-10 | 1 | 1 | 1"])
    // It has a row a month anyway.
    #expect(try fixture.report("retention", by: "month").rows == fixture.report("retention").rows)
  }

  /// The rows decide how many months there are; who asks for more gets empty ones.
  @Test func aFamilyOfColumns() throws {
    let report = try Reports.report(named: "retention")
    let field = try #require(report.fields.last)
    #expect(field.pattern == "^m(0|[1-9][0-9]*)$")
    let fixture = try ClientReportTests.cohorts()
    let answer = try report.answer(try fixture.input())
    #expect(answer.fields.count == 8)
    let wide = answer.holding(["month", "m0", "m12"])
    #expect(wide.fields.count == 17 && wide.fields.last?.key == "m12")
    let chosen = wide.result(at: [0, 4, 16])
    #expect(chosen.lines("month", "m0", "m12") == ["2026-08 | 1 | -", "2026-09 | 2 | -", "2026-11 | 1 | -"])
    for key in ["m", "m01", "m-1", "m+1", "m1200", "m99999999999999999999", "x3", "month", ""] {
      #expect(answer.holding([key]).fields.count == 8, "\(key)")
    }
    let text = report.schema(by: nil).encoded(pretty: false)
    #expect(text.contains("\"patternProperties\":{\"^m(0|[1-9][0-9]*)$\":"))
    #expect(!text.contains("m0…mN\":"))
    let row = try #require(answer.result().json["rows"]?.array?.first)
    #expect(row["m2"] == 1 && row["m3"] == 0)
  }

  private static func quiet() throws -> Fixture {
    var fixture = Fixture()
    for (client, name) in [
      ("a", "Acme"), ("b", "Beta"), ("e", "Echo"), ("f", "Foxtrot"), ("g", "Golf"), ("h", "Hotel"),
    ] {
      try fixture.add(.company, "id: c\(client)aaaaaa\nname: \(name)\nowner: gleb\n")
    }
    // Ninety days before 24 November is 26 August.
    try fixture.buy("a", 1, "2026-08-26T20:59:59Z", "10")
    try fixture.buy("b", 1, "2026-08-26T21:00:00Z", "20")
    try fixture.buy("e", 1, "2025-01-01", "30")
    try fixture.buy("e", 2, "2025-02-01", "5", "RUB")
    try fixture.buy("f", 1, "2025-01-01", "40")
    try fixture.buy("g", 1, "2025-01-01", "50")
    try fixture.buy("h", 1, "2025-03-01", "60")
    return fixture
  }

  @Test func dormantClients() throws {
    var fixture = try ClientReportTests.quiet()
    // Clients are companies; a person of theirs is another matter.
    try fixture.win("p1aaaaaa", "2026-11-20", "1", contact: "anna-pnaaaaaa")
    // A call, a done task and a move wake a client; an open task does not.
    try fixture.add(
      .activity, "id: a1aaaaaa\ntype: call\nat: 2026-11-01T10:00:00+03:00\ncompany: f-cfaaaaaa\n")
    try fixture.add(
      .task,
      "id: t1aaaaaa\ntitle: Wrote\nstatus: done\ndue: 2026-11-01\nclosed: 2026-11-01T10:00:00+03:00\ndeal: d-d1agaaaa\n"
    )
    try fixture.add(
      .task, "id: t2aaaaaa\ntitle: Write\nstatus: open\ndue: 2026-11-01T10:00:00+03:00\ncompany: e-ceaaaaaa\n"
    )
    let result = try fixture.report("dormant")
    // By roubles, the currency of the repository, then by euros.
    #expect(
      result.lines("ref", "name", "owner", "idle_days", "deals", "value") == [
        "echo-ceaaaaaa | Echo | gleb | 661 | 2 | 30.00 EUR+5.00 RUB",
        "hotel-chaaaaaa | Hotel | gleb | 633 | 1 | 60.00 EUR",
        "acme-caaaaaaa | Acme | gleb | 90 | 1 | 10.00 EUR",
      ])
    #expect(result.totalLines("deals", "value") == ["4 | 100.00 EUR+5.00 RUB"])
    #expect(try fixture.report("dormant", days: 91).lines("name") == ["Echo", "Hotel"])
    #expect(try fixture.report("dormant", days: 89).lines("name") == ["Echo", "Hotel", "Beta", "Acme"])
    #expect(try fixture.report("dormant", days: 0).rows.count == 7)
    #expect(try fixture.report("dormant", days: 10_000).rows.isEmpty)
    // A deal that is opened for a client is something that happens.
    try fixture.deal("n1aaaaaa", [("meeting", "11-10")], "company: hotel-chaaaaaa\n")
    #expect(try fixture.report("dormant").lines("name") == ["Echo", "Acme"])
  }

  @Test func dormantClientsOfAnEarlierDay() throws {
    var fixture = Fixture()
    try fixture.add(.company, "id: cxaaaaaa\nname: X\n")
    try fixture.deal(
      "d1aaaaaa", [("won", "01-10")], "company: x-cxaaaaaa\namount: 1\ncurrency: EUR\n")
    try fixture.add(
      .activity, "id: a1aaaaaa\ntype: note\nat: 2026-06-01T10:00:00+03:00\ncompany: x-cxaaaaaa\n")
    #expect(try fixture.report("dormant").lines("idle_days") == ["176"])
    #expect(try fixture.report("dormant", asOf: "2026-04-10").lines("idle_days") == ["90"])
    #expect(try fixture.report("dormant", asOf: "2026-04-09").rows.isEmpty)
    #expect(try fixture.report("dormant", asOf: "2026-01-09", days: 0).rows.isEmpty)
    // Nobody knows when it was won.
    var timeless = Fixture()
    try timeless.win("d2aaaaaa", nil, "1", company: "x-cxaaaaaa")
    #expect(
      try timeless.report("dormant").notes == ["1 client left out: nobody knows when anything happened"])
  }
}
