import Dates
import Diagnostics
import Records
import Reports
import Testing

/// What reports read beside the records: rates, costs, plans.
@Suite struct ReportFileTests {
  /// `line:column message`
  private func shown(_ problems: [Diagnostic]) -> [String] {
    problems.map { "\($0.location?.line ?? 0):\($0.location?.column ?? 0) \($0.message)" }
  }

  private func rates(_ text: String) -> (rates: CurrencyRates, problems: [Diagnostic]) {
    CurrencyRates.read(Array(text.utf8), base: "EUR")
  }

  @Test(arguments: ["", "rates:\n"]) func ratesAreAListOrUnderAKey(head: String) throws {
    let (rates, problems) = rates(
      head
        + "- {date: 2026-11-01, from: eur, to: RUB, rate: 98.50}\n- {date: 2026-11-20, from: EUR, to: RUB, rate: 90}\n"
    )
    #expect(problems.isEmpty)
    #expect(rates.convert(Decimal(2), from: "EUR", to: "RUB", on: Fixture.day("2026-11-19")) == Decimal(197))
    #expect(rates.convert(Decimal(2), from: "EUR", to: "RUB", on: Fixture.day("2026-11-20")) == Decimal(180))
  }

  @Test func twoCurrenciesMeetInTheRepositorysOwn() throws {
    let (rates, _) = rates(
      """
      - {date: 2026-11-01, from: USD, to: EUR, rate: 0.9}
      - {date: 2026-11-01, from: EUR, to: KZT, rate: 600}
      - {date: 2026-11-10, from: KZT, to: EUR, rate: 0.002}
      - {date: 2026-11-20, from: USD, to: KZT, rate: 1000}

      """)
    func tenge(_ day: String) -> String? {
      rates.convert(Decimal(10), from: "USD", to: "KZT", on: Fixture.day("2026-11-\(day)"))?.description
    }
    #expect(tenge("01") == "5400.00")
    // 10 × 0.9 ÷ 0.002, rounded once.
    #expect(tenge("10") == "4500.00")
    // A rate of their own goes first.
    #expect(tenge("20") == "10000.00")
    #expect(rates.convert(Decimal(1), from: "USD", to: "EUR", on: Fixture.day("2026-10-31")) == nil)
    let dollars = rates.convert(Decimal(4500), from: "KZT", to: "USD", on: Fixture.day("2026-11-10"))
    #expect(dollars?.description == "10.00")
    // Not by way of any other currency.
    let plain = CurrencyRates.read(
      Array(
        "- {date: 2026-11-01, from: USD, to: EUR, rate: 0.9}\n- {date: 2026-11-01, from: EUR, to: KZT, rate: 600}\n"
          .utf8),
      base: "RUB")
    #expect(plain.rates.convert(Decimal(1), from: "USD", to: "KZT", on: Fixture.day("2026-11-24")) == nil)
  }

  @Test(arguments: [
    ("other: 1\n", "1:1 rates.yaml is no list"), ("rates: 5\n", "1:8 rates.yaml is no list"),
    ("- 5\n", "1:3 a rate is a map"),
    (
      "rates: [{date: 2026-13-01, from: EUR, to: RUB, rate: 1}]\n",
      "1:16 a rate needs date, a day such as 2026-11-01"
    ),
    ("- {date: 2026-11-01, from: EUR, to: RUB, rate: 0}\n", "1:48 a rate needs rate, a number above 0"),
    ("- {date: 2026-11-01, from: EUR, to: RUB}\n", "1:3 a rate needs rate, a number above 0"),
    (
      "- {date: 2026-11-01, from: XYZ, to: RUB, rate: 1}\n",
      "1:28 a rate needs from, three letters of ISO 4217 such as EUR"
    ),
    (
      "- {date: 2026-11-01, from: USD, to: EUR, rate: 1}\n- {date: 2026-11-01, from: USD, to: EUR, rate: 2}\n",
      "2:3 the rate from USD to EUR on 2026-11-01 is in line 1 already"
    ),
  ])
  func faultyRatesAreLocated(text: String, fault: String) throws {
    let problems = rates(text).problems
    #expect(shown(problems) == [fault])
    #expect(
      problems.allSatisfy { $0.code == .invalidData && !$0.hints.isEmpty || $0.message.contains("already") })
  }

  @Test(arguments: ["", "# none yet\n", "\u{feff}---\n\n"]) func commentsAloneAreNoFault(text: String) throws
  {
    #expect(rates(text).problems.isEmpty)
    #expect(CampaignCosts.read(Array(text.utf8), currency: "EUR").problems.isEmpty)
  }

  @Test func costsAreRead() throws {
    let (costs, problems) = CampaignCosts.read(
      Array(
        """
        # what we spend
        - {source: site, campaign: spring, month: 2026-10, cost: 1000.00, currency: EUR}
        - source: "fair"
          month: 2026-11
          cost: 0

        """.utf8), currency: "RUB")
    #expect(problems.isEmpty)
    #expect(costs.costs.map(\.source) == ["site", "fair"])
    #expect(costs.costs.map(\.campaign) == ["spring", nil])
    #expect(costs.costs.map { "\($0.month)" } == ["2026-10-01..2026-10-31", "2026-11-01..2026-11-30"])
    #expect(costs.costs.map { "\($0.amount) \($0.currency)" } == ["1000.00 EUR", "0 RUB"])
  }

  @Test func faultyCostsAreLocatedAndLeftOut() throws {
    let (costs, problems) = CampaignCosts.read(
      Array(
        """
        - {source: a, month: 2026-13, cost: 1, currency: EUR}
        - {source: b, month: 2026-10, cost: -1, currency: EUR}
        - {source: c, month: 2026-10, cost: 1, currency: EURO}
        - {source: d, month: 2026-10, cost: 1.005, currency: EUR}
        - {month: 2026-10, cost: 1}
        - {source: e, month: 2026-10, cost: 1, curency: EUR}
        - {source: e, month: 2026-10, cost: 2}
        - {source: e, month: 2026-10, cost: 2.00, currency: EUR}
        - {source: e, campaign: ~, month: 2026-10-01, cost: 1,000}
        """.utf8), currency: "EUR")
    #expect(
      shown(problems) == [
        "1:22 a cost needs month, a month such as 2026-10",
        "2:37 a cost needs cost, an amount of EUR from 0 on, with 2 decimals at most",
        "3:50 a cost needs currency, three letters of ISO 4217 such as EUR",
        "4:37 a cost needs cost, an amount of EUR from 0 on, with 2 decimals at most",
        "5:3 a cost needs source, the source of leads and deals",
        "6:40 unknown key \"curency\" of a cost",
        "8:3 this cost is in line 7 already",
        "9:55 unknown key \"000\" of a cost",
        "9:35 a cost needs month, a month such as 2026-10",
      ])
    #expect(costs.costs.map { "\($0.source) \($0.amount)" } == ["e 1", "e 2"])
  }

  private func plans(_ files: [String: String], owners: [String] = []) -> (Plans, [String]) {
    let config = Config(
      currency: "EUR",
      owners: owners.map { Owner(id: $0, name: nil, email: nil, manager: nil, hours: .standard) })
    let (plans, problems) = Plans.read(
      files.sorted { $0.key < $1.key }.map { SupportFile(path: $0.key, bytes: Array($0.value.utf8)) },
      config: config)
    return (plans, shown(problems))
  }

  @Test func plansAreReadByMonth() throws {
    let (plans, problems) = plans([
      "plans/2026-11.yaml":
        "- {owner: gleb, won: 4, revenue: 10000.00}\n- {owner: gleb, revenue: 5, currency: USD}\n- {owner: anna, won: 0}\n"
    ])
    #expect(problems.isEmpty)
    #expect(
      plans.plans.map { "\($0.owner) \($0.won ?? -1) \($0.revenue?.description ?? "-") \($0.currency)" } == [
        "gleb 4 10000.00 EUR", "gleb -1 5 USD", "anna 0 - EUR",
      ])
    #expect(Set(plans.plans.map(\.month.start)) == [Fixture.day("2026-11-01")])
  }

  @Test func faultyPlansAreLocated() throws {
    let text = """
      - {owner: gleb, won: 1.5}
      - {owner: gelb, won: 2}
      - {owner: gleb, won: 3}
      - {owner: gleb, revenue: 1, won: 4}
      - {owner: anna}
      - {owner: anna, revenue: -5}
      - {won: 5}
      """
    let (plans, problems) = plans(
      [
        "plans/2026-11.yaml": text, "plans/november.yaml": "- {owner: gleb, won: 1}\n",
        "plans/2026-13.yaml": "", "plans/old/2026-10.yaml": "- {owner: gleb, won: 1}\n",
      ], owners: ["anna", "gleb"])
    #expect(
      problems == [
        "1:22 a plan needs won, a number of deals from 0 on", "2:11 crm.yaml lists no owner \"gelb\"",
        "4:3 won of gleb is planned in line 3 already", "5:3 a plan needs won or revenue",
        "6:26 a plan needs revenue, an amount of EUR from 0 on, with 2 decimals at most",
        "7:3 a plan needs owner, whose plan it is", "1:1 plans/2026-13.yaml is named after no month",
        "1:1 plans/november.yaml is named after no month",
        "1:1 plans/old/2026-10.yaml is named after no month",
      ])
    #expect(plans.plans.map(\.owner) == ["gelb", "gleb"])
  }
}
