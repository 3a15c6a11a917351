import Dates
import Diagnostics
import Records
import Reports
import Testing

/// What comes back of what is spent, and of what was planned.
@Suite struct PlanReportTests {
  private func run(_ name: String, _ input: ReportInput) throws -> ReportResult {
    try Reports.report(named: name).run(input)
  }

  private func costs(_ text: String) -> CampaignCosts {
    CampaignCosts.read(Array(text.utf8), currency: "EUR").costs
  }

  private func plans(_ month: String, _ text: String) -> Plans {
    Plans.read(
      [SupportFile(path: "plans/\(month).yaml", bytes: Array(text.utf8))], config: Config(currency: "EUR")
    ).plans
  }

  private let october = "- {source: site, campaign: spring, month: 2026-10, cost: 1000, currency: EUR}\n"

  private func spring() throws -> Fixture {
    var fixture = Fixture()
    func lead(_ id: String, _ created: String, _ rest: String) throws {
      try fixture.add(.lead, "id: \(id)\ntitle: Lead\ncreated: \(created)\n" + rest)
    }
    let site = "source: site\ncampaign: spring\n"
    for number in 1...3 { try lead("k\(number)aaaaaa", "2026-10-0\(number)T10:00:00+03:00", site) }
    // In UTC it is still September; on the clocks of the repository it is October.
    try lead("k4aaaaaa", "2026-09-30T21:00:00Z", site)
    try lead("k5aaaaaa", "2026-11-02T10:00:00+03:00", "source: site\nowner: gleb\n")
    try lead("k6aaaaaa", "2026-10-02T10:00:00+03:00", "")
    let money = "amount: 1500\ncurrency: EUR\n"
    try fixture.deal("w1aaaaaa", [("meeting", "10-01"), ("won", "10-11")], site + money)
    try fixture.deal("w2aaaaaa", [("meeting", "10-01"), ("won", "11-11")], site + money)
    try fixture.deal("p1aaaaaa", [("meeting", "10-01")], site + money)
    try fixture.deal(
      "w3aaaaaa", [("meeting", "10-01"), ("won", "10-02")], "source: fair\namount: 7\ncurrency: USD\n")
    return fixture
  }

  @Test func sourcesCountEachByItsOwnDay() throws {
    let keys = ["source", "campaign", "leads", "deals", "won", "revenue", "conversion", "cost", "roi"]
    let result = try run("sources", try spring().input(period: "2026-10", costs: costs(october)))
    func lines(_ result: ReportResult) -> [String] {
      result.lines(keys[0], keys[1], keys[2], keys[3], keys[4], keys[5], keys[6], keys[7], keys[8])
    }
    #expect(
      lines(result) == [
        "fair | - | 0 | 1 | 1 | 7.00 USD | - | - | -",
        "site | spring | 4 | 3 | 1 | 1500.00 EUR | 25.0 | 1000.00 EUR | 50.0",
        "- | - | 1 | 0 | 0 |  | 0.0 | - | -",
      ])
    #expect(result.totalLines("leads", "deals", "won", "conversion", "roi") == ["5 | 4 | 2 | 40.0 | -"])
    let all = try run("sources", try spring().input(costs: costs(october)))
    #expect(
      lines(all) == [
        "fair | - | 0 | 1 | 1 | 7.00 USD | - | - | -",
        "site | spring | 4 | 3 | 2 | 3000.00 EUR | 50.0 | 1000.00 EUR | 200.0",
        "site | - | 1 | 0 | 0 |  | 0.0 | - | -", "- | - | 1 | 0 | 0 |  | 0.0 | - | -",
      ])
    let months = try run("sources", try spring().input(by: "month", costs: costs(october)))
    #expect(
      months.lines("month", "source", "campaign", "leads", "won", "cost") == [
        "2026-10 | fair | - | 0 | 1 | -", "2026-10 | site | spring | 4 | 1 | 1000.00 EUR",
        "2026-10 | - | - | 1 | 0 | -",
        "2026-11 | site | spring | 0 | 1 | -", "2026-11 | site | - | 1 | 0 | -",
      ])
    let owners = try run("sources", try spring().input(by: "owner", costs: costs(october)))
    #expect(owners.lines("owner", "source", "leads", "cost").first == "gleb | site | 1 | -")
    #expect(owners.notes == ["1 cost left out: a cost has no owner"])
    let past = try run("sources", try spring().input(asOf: "2026-10-02", costs: costs(october)))
    #expect(past.totalLines("leads", "deals", "won") == ["4 | 4 | 1"])
    #expect(try run("sources", try spring().input(by: "source", costs: costs(october))).rows == all.rows)
  }

  @Test func costsAndRevenueOfDifferentCurrenciesDoNotMeet() throws {
    let dollars = costs("- {source: site, campaign: spring, month: 2026-10, cost: 100, currency: USD}\n")
    let result = try run("sources", try spring().input(costs: dollars))
    #expect(result.lines("cost", "roi")[1] == "100.00 USD | -")
    #expect(result.notes == ["1 row without ROI: cost and revenue are in different currencies"])
    let rates = CurrencyRates([
      .init(date: Fixture.day("2026-10-01"), from: "USD", to: "EUR", rate: Decimal(2))
    ])
    let euros = try run("sources", try spring().input(currency: "EUR", rates: rates, costs: dollars))
    #expect(euros.lines("revenue", "cost", "roi")[1] == "3000.00 EUR | 200.00 EUR | 1400.0")
    let none = try run("sources", try spring().input(currency: "KZT", costs: dollars))
    #expect(none.notes.contains("1 cost left out: no rate from USD to KZT"))
  }

  @Test func costsOfPartsAndOfTheFuture() throws {
    let some = costs(
      "- {source: tv, month: 2026-11, cost: 5}\n- {source: tv, month: 2026-12, cost: 7}\n- {source: free, month: 2026-11, cost: 0}\n"
    )
    let result = try run("sources", try Fixture().input(period: "ytd", costs: some))
    // Nothing came back of five; of nothing spent there is no share.
    #expect(
      result.lines("source", "leads", "cost", "roi") == [
        "free | 0 | 0.00 EUR | -", "tv | 0 | 5.00 EUR | -100.0",
      ])
    #expect(result.notes == ["2 costs counted whole: the period has only a part of the month"])
    let all = try run("sources", try Fixture().input(costs: some))
    #expect(all.notes == ["1 cost left out: in a month to come"])
    #expect(try run("sources", try Fixture().input()).rows.isEmpty)
  }

  @Test func kpiSetsFactsBesideThePlan() throws {
    var fixture = Fixture()
    func won(_ id: String, _ day: String, _ rest: String) throws {
      try fixture.deal(id, [("meeting", "10-01"), ("won", day)], rest)
    }
    try won("w1aaaaaa", "11-03", "owner: gleb\namount: 3000\ncurrency: EUR\n")
    try won("w2aaaaaa", "11-20", "owner: gleb\namount: 1000\ncurrency: EUR\n")
    try won("w3aaaaaa", "10-20", "owner: gleb\namount: 1000\ncurrency: EUR\n")
    try won("w4aaaaaa", "11-04", "owner: bert\namount: 9\ncurrency: USD\n")
    try won("w5aaaaaa", "11-04", "owner: zoe\n")
    try won("w6aaaaaa", "11-04", "amount: 1\ncurrency: EUR\n")
    let november = plans(
      "2026-11",
      "- {owner: gleb, won: 4, revenue: 10000, currency: EUR}\n- {owner: anna, won: 0, revenue: 500}\n- {owner: bert, revenue: 5}\n"
    )
    let result = try run("kpi", try fixture.input(plans: november))
    #expect(result.period?.description == "2026-11-01..2026-11-30")
    #expect(
      result.lines("owner", "plan_won", "won", "won_percent", "won_run_rate") == [
        "anna | 0 | 0 | - | 0.0", "bert | - | 1 | - | 1.3", "gleb | 4 | 2 | 50.0 | 2.5",
        "zoe | - | 1 | - | 1.3",
        "- | - | 1 | - | 1.3",
      ])
    #expect(
      result.lines("plan_revenue", "revenue", "revenue_percent", "revenue_run_rate") == [
        "500.00 EUR |  | 0.0 | ", "5.00 EUR | 9.00 USD | - | 11.25 USD",
        "10000.00 EUR | 4000.00 EUR | 40.0 | 5000.00 EUR", "- |  | - | ", "- | 1.00 EUR | - | 1.25 EUR",
      ])
    #expect(
      result.totalLines("plan_won", "won", "plan_revenue", "revenue_percent") == ["4 | 5 | 10505.00 EUR | -"])
    #expect(
      result.notes == [
        "1 deal without an amount",
        "1 owner without a share of revenue: plan and fact are in different currencies",
      ])
    // A period that is over ends with what it has; one that has not begun ends with what nobody knows.
    let october = try run("kpi", try fixture.input(period: "2026-10", plans: november))
    #expect(october.lines("owner", "plan_won", "won", "won_run_rate") == ["gleb | - | 1 | 1.0"])
    let december = try run(
      "kpi", try fixture.input(period: "2026-12", plans: plans("2026-12", "- {owner: gleb, won: 1}\n")))
    #expect(
      december.lines("owner", "plan_won", "won", "won_percent", "won_run_rate") == ["gleb | 1 | 0 | 0.0 | -"])
    // As of the 10th, ten of thirty days were over.
    let then = try run("kpi", try fixture.input(filter: { $0.text("owner") == "gleb" }, asOf: "2026-11-10"))
    #expect(then.lines("owner", "won", "won_run_rate") == ["gleb | 1 | 3.0"])
    #expect(try run("kpi", try Fixture().input()).rows.isEmpty)
  }

  @Test func kpiOfLongerAndBrokenPeriods() throws {
    let november = plans("2026-11", "- {owner: gleb, won: 4}\n")
    let quarter = try run("kpi", try Fixture().input(period: "2026-Q4", plans: november))
    #expect(quarter.lines("owner", "plan_won") == ["gleb | 4"])
    #expect(quarter.notes.isEmpty)
    let part = try run("kpi", try Fixture().input(period: "ytd", plans: november))
    #expect(part.lines("plan_won") == ["4"])
    #expect(part.notes == ["1 plan counted whole: the period has only a part of the month"])
    let rubles = try run(
      "kpi", try Fixture().input(currency: "RUB", plans: plans("2026-11", "- {owner: gleb, revenue: 4}\n")))
    #expect(rubles.lines("owner", "plan_revenue") == ["gleb | -"])
    #expect(rubles.notes == ["1 plan without its revenue: no rate from EUR to RUB"])
  }
}
