import Dates
import Diagnostics
import Records
import Reports
import Testing

/// `abc`, `xyz` and `abc-xyz`.
@Suite struct ClassReportTests {
  /// 80 and 95 % exactly, in one currency; another one beside it.
  private static func clients() throws -> Fixture {
    var fixture = Fixture()
    try fixture.buy("b", 1, "2026-11-05", "15")
    try fixture.buy("a", 1, "2026-11-04", "50")
    try fixture.buy("a", 2, "2026-11-06", "30")
    try fixture.buy("e", 1, "2026-11-06", "5")
    try fixture.buy("b", 2, "2026-11-06", "700", "RUB")
    return fixture
  }

  @Test func anItemOnALimitIsInTheClassAndTheNextOneIsNot() throws {
    let result = try ClassReportTests.clients().report("abc")
    #expect(
      result.lines("name", "currency", "deals", "revenue", "share", "cumulative", "class") == [
        "client-a-caaaaaaa | EUR | 2 | 80.00 EUR | 80.0 | 80.0 | A",
        "client-b-cbaaaaaa | EUR | 1 | 15.00 EUR | 15.0 | 95.0 | B",
        "client-e-ceaaaaaa | EUR | 1 | 5.00 EUR | 5.0 | 100.0 | C",
        "client-b-cbaaaaaa | RUB | 1 | 700.00 RUB | 100.0 | 100.0 | A",
      ])
    #expect(
      result.totalLines("currency", "deals", "revenue", "share", "class") == [
        "EUR | 4 | 100.00 EUR | 100.0 | -", "RUB | 1 | 700.00 RUB | 100.0 | -",
      ])
    #expect(result.notes == ["EUR: A 1, B 1, C 1", "RUB: A 1, B 0, C 0"])
  }

  @Test func whoCrossesALimitIsInTheHigherClass() throws {
    var fixture = Fixture()
    for (client, amount) in zip("abefg", ["70", "20", "4", "3", "3"]) {
      try fixture.buy(client, 1, "2026-11-05", amount)
    }
    #expect(
      try fixture.report("abc").lines("ref", "cumulative", "class") == [
        "client-a-caaaaaaa | 70.0 | A", "client-b-cbaaaaaa | 90.0 | A", "client-e-ceaaaaaa | 94.0 | B",
        "client-f-cfaaaaaa | 97.0 | B", "client-g-cgaaaaaa | 100.0 | C",
      ])
    #expect(
      try fixture.report("abc", limits: [Decimal(70), Decimal(90)]).lines("class")
        == ["A", "B", "C", "C", "C"])
    #expect(try fixture.report("abc", limits: [Decimal(97), Decimal(100)]).lines("class").last == "B")
  }

  /// One client has everything; equal ones are ordered by identifier, and shares are rounded half up.
  @Test func oneClientAndEqualOnes() throws {
    var fixture = Fixture()
    try fixture.buy("a", 1, "2026-11-05", "0.01")
    #expect(try fixture.report("abc").lines("share", "cumulative", "class") == ["100.0 | 100.0 | A"])
    for client in "gfe" { try fixture.buy(client, 1, "2026-11-05", "0.05") }
    #expect(
      try fixture.report("abc").lines("name", "share", "class") == [
        "client-e-ceaaaaaa | 31.3 | A", "client-f-cfaaaaaa | 31.3 | A", "client-g-cgaaaaaa | 31.3 | A",
        "client-a-caaaaaaa | 6.3 | B",
      ])
  }

  @Test func nothingAboveZeroHasNoClass() throws {
    var fixture = Fixture()
    try fixture.buy("a", 1, "2026-11-05", "0")
    try fixture.buy("b", 1, "2026-11-05", "-5")
    let result = try fixture.report("abc")
    #expect(result.lines("revenue", "class") == ["0.00 EUR | -", "-5.00 EUR | -"])
    #expect(result.notes == ["no classes in EUR: the revenue is not above 0"])
    try fixture.buy("e", 1, "2026-11-05", "10")
    // A part that was paid back raises the shares of the others.
    #expect(
      try fixture.report("abc").lines("revenue", "share", "cumulative", "class") == [
        "10.00 EUR | 200.0 | 200.0 | A", "0.00 EUR | 0.0 | 200.0 | C", "-5.00 EUR | -100.0 | 100.0 | C",
      ])
    #expect(try Fixture().report("abc").rows.isEmpty)
  }

  /// What is no purchase: reopened, lost after it was won, archived; and what a purchase has to have.
  @Test func whatIsLeftOutIsCounted() throws {
    var fixture = try ClassReportTests.clients()
    try fixture.deal(
      "r1aaaaaa", [("won", "11-02"), ("meeting", "11-03")],
      "amount: 900\ncurrency: EUR\ncompany: x-cxaaaaaa\n")
    try fixture.deal(
      "r2aaaaaa", [("won", "11-02"), ("lost", "11-03")], "amount: 900\ncurrency: EUR\ncompany: x-cxaaaaaa\n")
    try fixture.deal("r3aaaaaa", [("archive", "11-03")], "amount: 9\ncompany: x-cxaaaaaa\n")
    try fixture.win("r4aaaaaa", "2026-11-05", "900")
    try fixture.win("r5aaaaaa", "2026-11-05", company: "x-cxaaaaaa")
    try fixture.win("r6aaaaaa", "2026-11-05", "1", nil, company: "x-cxaaaaaa")
    try fixture.win("r7aaaaaa", nil, "0.5", company: "x-cxaaaaaa")
    let result = try fixture.report("abc")
    #expect(
      result.notes == [
        "EUR: A 2, B 1, C 1", "RUB: A 1, B 0, C 1",
        "1 deal left out: neither a company nor a contact", "1 deal without an amount",
        "1 deal without a currency counted in RUB",
      ])
    #expect(result.lines("name", "revenue").contains("x-cxaaaaaa | 0.50 EUR"))
    let november = try fixture.report("abc", period: "2026-11")
    #expect(november.notes.contains("1 deal left out: won, but nobody knows when"))
    #expect(!november.lines("name", "revenue").contains("x-cxaaaaaa | 0.50 EUR"))
    // On the evening of the 2nd both were won.
    #expect(
      try fixture.report("abc", period: "2026-11", asOf: "2026-11-02").lines("name", "deals", "revenue")
        == ["x-cxaaaaaa | 2 | 1800.00 EUR"])
    // A hand-written deal without a history was not yet won before it was closed.
    try fixture.win(
      "r8aaaaaa", "2026-11-05", "1", company: "x-cxaaaaaa", rest: "created: 2026-10-01T10:00:00+03:00\n")
    let early = try fixture.report("abc", asOf: "2026-11-04")
    #expect(
      early.rows.isEmpty && early.notes.contains("1 deal left out: closed after that day, and no history"),
      "\(early.notes)")
  }

  /// The clocks of the repository are three hours ahead of UTC.
  @Test func periodsEndByTheClocksOfTheRepository() throws {
    var fixture = Fixture()
    try fixture.buy("a", 1, "2026-10-31T20:59:59Z", "1")
    try fixture.buy("b", 1, "2026-10-31T21:00:00Z", "2")
    try fixture.buy("e", 1, "2026-11-30T20:59:59Z", "4")
    try fixture.buy("f", 1, "2026-11-30T21:00:00Z", "8")
    try fixture.buy("g", 1, "2027-01-03T20:59:59Z", "16")
    try fixture.buy("h", 1, "2027-01-03T21:00:00Z", "32")
    #expect(try fixture.report("abc", period: "2026-11").lines("revenue") == ["4.00 EUR", "2.00 EUR"])
    // The last week of the year ends on 3 January.
    #expect(try fixture.report("abc", period: "2026-W53").lines("revenue") == ["16.00 EUR"])
    let week = try fixture.report("xyz", period: "2026-W53")
    #expect(week.lines("mean", "cv", "class") == ["8.00 EUR | 100.0 | Z"])
    #expect(week.notes == ["2 months: 2026-12 to 2027-01", "2 of them have not begun and count as 0"])
    #expect(try fixture.report("abc", from: "2026-12-01").lines("revenue").count == 3)
    #expect(
      try fixture.report("abc", by: "month").lines("month", "revenue").prefix(2)
        == ["2026-10 | 1.00 EUR", "2026-11 | 4.00 EUR"])
  }

  /// A client is the company, else the contact; a merged record is the one that it lives on in.
  @Test func clients() throws {
    var fixture = Fixture()
    try fixture.add(.company, "id: c1aaaaaa\nname: Acme\naliases: [c2aaaaaa]\n")
    try fixture.add(.contact, "id: p1aaaaaa\nname: Anna\n")
    try fixture.win("d1aaaaaa", "2026-11-01", "1", company: "acme-c1aaaaaa", contact: "anna-p1aaaaaa")
    try fixture.win("d2aaaaaa", "2026-11-01", "2", company: "acme-ltd-c2aaaaaa")
    try fixture.win("d3aaaaaa", "2026-11-01", "4", contact: "anna-p1aaaaaa")
    #expect(
      try fixture.report("abc").lines("ref", "name", "deals", "revenue") == [
        "anna-p1aaaaaa | Anna | 1 | 4.00 EUR", "acme-c1aaaaaa | Acme | 2 | 3.00 EUR",
      ])
  }

  @Test func conversionMakesOneCurrency() throws {
    let rates = CurrencyRates([
      .init(date: Fixture.day("2026-11-01"), from: "EUR", to: "RUB", rate: Decimal(100))
    ])
    let result = try ClassReportTests.clients().report("abc", currency: "RUB", rates: rates)
    #expect(
      result.lines("name", "revenue", "class") == [
        "client-a-caaaaaaa | 8000.00 RUB | A", "client-b-cbaaaaaa | 2200.00 RUB | A",
        "client-e-ceaaaaaa | 500.00 RUB | C",
      ])
    let dollars = try ClassReportTests.clients().report("abc", currency: "USD")
    #expect(dollars.rows.isEmpty)
    #expect(dollars.notes.contains("4 deals left out of the amounts: no rate from EUR to USD"))
  }

  @Test func productsByTheirItems() throws {
    var fixture = Fixture()
    try fixture.add(.product, "id: p1aaaaaa\nname: Logo\nprice: 300\ncurrency: EUR\n")
    try fixture.add(.product, "id: p2aaaaaa\nname: Site\n")
    func items(_ lines: String...) -> String { "items:\n" + lines.map { "- {\($0)}\n" }.joined() }
    // 2 × 100.50 and the product's own price.
    try fixture.win(
      "d1aaaaaa", "2026-11-01", "501",
      rest: items("product: logo-p1aaaaaa, quantity: 2, price: 100.50", "product: logo-p1aaaaaa"))
    // The only thing sold is worth the deal's amount.
    try fixture.win("d2aaaaaa", "2026-11-01", "70", rest: items("product: site-p2aaaaaa, quantity: 7"))
    // Half a cent goes up; the deal's amount says otherwise, and one item has no price in roubles.
    try fixture.win(
      "d3aaaaaa", "2026-11-01", "5", rest: items("product: site-p2aaaaaa, price: 0.01, quantity: 0.5"))
    try fixture.win(
      "d4aaaaaa", "2026-11-01", "9", "RUB",
      rest: items("product: logo-p1aaaaaa", "product: site-p2aaaaaa, price: 4"))
    try fixture.win("d5aaaaaa", "2026-11-01", "1000")
    let result = try fixture.report("abc", by: "product")
    #expect(
      result.lines("ref", "name", "deals", "revenue", "class") == [
        "logo-p1aaaaaa | Logo | 1 | 501.00 EUR | A", "site-p2aaaaaa | Site | 2 | 70.01 EUR | B",
        "site-p2aaaaaa | Site | 1 | 4.00 RUB | A",
      ])
    #expect(result.totalLines("currency", "deals") == ["EUR | 3", "RUB | 1"])
    #expect(
      result.notes == [
        "EUR: A 1, B 1, C 0", "RUB: A 1, B 0, C 0",
        "1 deal counted by the items, which do not add up to the deal's amount", "1 deal left out: no items",
        "1 item without a price counted at the product's present one",
        "1 item left out: neither the item nor its product has a price in the deal's currency",
      ])
    #expect(result.columns.first?.key == "ref")
    #expect(try fixture.report("xyz", by: "product").lines("name").count == 3)
  }

  @Test func xyzCountsEmptyMonths() throws {
    var fixture = Fixture()
    try fixture.buy("a", 1, "2026-09-05", "63")
    try fixture.buy("a", 2, "2026-10-05", "70")
    try fixture.buy("a", 3, "2026-10-06", "8")
    try fixture.buy("b", 1, "2026-10-06", "100")
    try fixture.buy("e", 1, "2026-10-06", "5")
    try fixture.buy("e", 2, "2026-09-06", "-5")
    let two = try fixture.report("xyz", from: "2026-09", to: "2026-10")
    #expect(
      two.lines("name", "revenue", "mean", "deviation", "cv", "class") == [
        "client-a-caaaaaaa | 141.00 EUR | 70.50 EUR | 7.50 EUR | 10.6 | Y",
        "client-b-cbaaaaaa | 100.00 EUR | 50.00 EUR | 50.00 EUR | 100.0 | Z",
        "client-e-ceaaaaaa | 0.00 EUR | 0.00 EUR | 5.00 EUR | - | -",
      ])
    #expect(
      two.totalLines("deals", "revenue", "mean", "cv", "class") == ["6 | 241.00 EUR | 120.50 EUR | 51.9 | -"])
    #expect(two.notes == ["2 months: 2026-09 to 2026-10"])
    // All time goes from the first purchase to the present month.
    let all = try fixture.report("xyz")
    #expect(all.notes == ["3 months: 2026-09 to 2026-11"])
    #expect(all.lines("name", "cv").first == "client-a-caaaaaaa | 71.9")
    #expect(
      try fixture.report("xyz", period: "2026-10").lines("cv", "class") == ["0.0 | X", "0.0 | X", "0.0 | X"])
    #expect(
      try fixture.report("xyz", from: "2026-09", to: "2026-10", limits: [Decimal(11), Decimal(99)])
        .lines("class") == ["X", "Z", "-"])
    #expect(try fixture.report("xyz", period: "2026-08").rows.isEmpty)
    #expect(
      try fixture.report("xyz", from: "0001-02-01", to: "2026-10").notes == [
        "24309 months: 0001-02 to 2026-10"
      ])
  }

  @Test func nineFields() throws {
    var fixture = Fixture()
    for (month, amount) in [("09", "63"), ("10", "78")] {
      try fixture.buy("a", month == "09" ? 1 : 2, "2026-\(month)-05", amount)
      try fixture.buy("b", month == "09" ? 1 : 2, "2026-\(month)-05", "10")
    }
    try fixture.buy("e", 1, "2026-10-06", "1", "RUB")
    try fixture.buy("f", 1, "2026-10-06", "2")
    try fixture.buy("f", 2, "2026-09-06", "-2")
    let result = try fixture.report("abc-xyz", from: "2026-09", to: "2026-10")
    #expect(
      result.lines("currency", "class", "x", "y", "z", "unclassed", "revenue", "x_share", "y_share") == [
        "EUR | A | 0 | 1 | 0 | 0 | 141.00 EUR | 0.0 | 87.6",
        "EUR | B | 1 | 0 | 0 | 0 | 20.00 EUR | 12.4 | 0.0",
        "EUR | C | 0 | 0 | 0 | 1 | 0.00 EUR | 0.0 | 0.0", "RUB | A | 0 | 0 | 1 | 0 | 1.00 RUB | 0.0 | 0.0",
        "RUB | B | 0 | 0 | 0 | 0 | 0.00 RUB | 0.0 | 0.0", "RUB | C | 0 | 0 | 0 | 0 | 0.00 RUB | 0.0 | 0.0",
      ])
    #expect(
      result.totalLines("currency", "x", "y", "z", "unclassed", "revenue") == [
        "EUR | 1 | 1 | 0 | 1 | 161.00 EUR", "RUB | 0 | 0 | 1 | 0 | 1.00 RUB",
      ])
    #expect(try Fixture().report("abc-xyz").rows.isEmpty)
  }

  @Test(arguments: [[80], [80, 80], [95, 80], [0, 80], [-1, 80], [80, 101], [10, 20, 30], []])
  func limitsThatCannotBe(limits: [Int]) {
    for name in ["abc", "xyz"] {
      let found = failure { _ = try Fixture().report(name, limits: limits.map { Decimal($0) }) }
      #expect(found?.code == .invalidValue, "\(name) \(limits)")
    }
  }

  @Test func optionsThatMakeNoSense() {
    for (name, by) in [
      ("abc", "company"), ("xyz", "month"), ("abc-xyz", "company"), ("retention", "company"),
    ] {
      #expect(failure { _ = try Fixture().report(name, by: by) }?.code == .invalidValue, "\(name) --by \(by)")
    }
    #expect(
      failure { _ = try Fixture().report("abc-xyz", limits: [Decimal(1), Decimal(2)]) }?.code == .usage)
    #expect(failure { _ = try Fixture().report("rfm", by: "owner") }?.code == .usage)
    #expect(failure { _ = try Fixture().report("dormant", days: -1) }?.code == .invalidValue)
  }
}
