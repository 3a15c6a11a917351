import Diagnostics
import Records
import Reports
import Testing

/// What campaigns plan, cost and bring.
@Suite struct CampaignReportTests {
  private let costs = CampaignCosts.read(
    Array(
      """
      - {source: site, campaign: spring, month: 2026-11, cost: 400, plan: 500, currency: EUR}
      - {source: fair, campaign: spring, month: 2026-11, cost: 100, currency: EUR}
      - {source: site, campaign: winter, month: 2026-12, plan: 900, currency: EUR}
      - {source: site, month: 2026-11, cost: 7, currency: EUR}

      """.utf8), currency: "EUR")

  private let columns = [
    "campaign", "plan", "cost", "letters", "answers", "leads", "deals", "won", "revenue", "roi",
  ]

  private func lines(_ input: ReportInput) throws -> [String] {
    let result = try Reports.report(named: "campaigns").run(input)
    return result.lines(
      columns[0], columns[1], columns[2], columns[3], columns[4], columns[5], columns[6], columns[7],
      columns[8],
      columns[9])
  }

  private func fixture() throws -> Fixture {
    var fixture = Fixture()
    for (id, name) in [("ca000001", "Anna"), ("ca000002", "Bob"), ("ca000003", "Cy")] {
      try fixture.add(.contact, "id: \(id)\nname: \(name)\n")
    }
    try fixture.add(
      .lead,
      "id: ma000001\ntitle: Ask\ncampaign: spring\ncreated: 2026-11-03T10:00:00+03:00\ncontact: cy-ca000003\n"
    )
    func happened(_ id: String, _ day: String, _ way: String, _ rest: String) throws {
      try fixture.add(
        .activity, "id: \(id)\ntype: email\nat: \(day)T10:00:00+03:00\ndirection: \(way)\n\(rest)\n")
    }
    let (anna, bob) = ("contact: anna-ca000001", "contact: bob-ca000002")
    try happened("va000001", "2026-11-02", "out", anna + "\ncampaign: spring")
    try happened("va000002", "2026-11-02", "out", bob + "\ncampaign: spring")
    // To a lead that became Cy.
    try happened("va000003", "2026-11-02", "out", "lead: ask-ma000001\ncampaign: spring")
    try happened("va000004", "2026-11-05", "out", anna + "\ncampaign: autumn")
    try happened("va000005", "2026-11-03", "out", anna)
    // Bob wrote before his letter; Anna twice after the second one; Cy as a contact.
    try happened("va000006", "2026-11-01", "in", bob)
    try happened("va000007", "2026-11-06", "in", anna)
    try happened("va000008", "2026-11-07", "in", anna)
    try happened("va000009", "2026-11-20", "in", "contact: cy-ca000003")
    let spring = "campaign: spring\namount: 1500\ncurrency: EUR\n"
    try fixture.deal("w1aaaaaa", [("meeting", "11-01"), ("won", "11-11")], spring)
    try fixture.deal("p1aaaaaa", [("meeting", "11-01")], spring)
    try fixture.deal("p2aaaaaa", [("meeting", "11-01")], "amount: 3\ncurrency: EUR\n")
    return fixture
  }

  @Test func eachCampaign() throws {
    #expect(costs.problems.isEmpty)
    let input = try fixture().input(costs: costs.costs)
    #expect(
      try lines(input) == [
        "autumn | - | - | 1 | 1 | 0 | 0 | 0 |  | -",
        "spring | 500.00 EUR | 500.00 EUR | 3 | 1 | 1 | 2 | 1 | 1500.00 EUR | 200.0",
        "winter | 900.00 EUR | - | 0 | 0 | 0 | 0 | 0 |  | -",
      ])
    let result = try Reports.report(named: "campaigns").run(input)
    #expect(result.totalLines("letters", "answers", "won", "roi") == ["4 | 2 | 1 | 200.0"])
  }

  @Test func anAnswerComesInTimeAndAfterTheLetter() throws {
    var input = try fixture().input(costs: costs.costs)
    input = ReportInput(
      snapshot: input.snapshot, stages: input.stages, now: input.now, days: 10, costs: costs.costs)
    // Cy took 18 days.
    #expect(try lines(input)[1].hasPrefix("spring | 500.00 EUR | 500.00 EUR | 3 | 0 |"))
    let early = try fixture().input(asOf: "2026-11-04")
    #expect(try lines(early) == ["spring | - | - | 3 | 0 | 1 | 2 | 0 |  | -"])
    let refused = failure {
      _ = try Reports.report(named: "campaigns").run(
        ReportInput(snapshot: input.snapshot, stages: input.stages, now: input.now, days: -1))
    }
    #expect(refused?.code == .invalidValue)
  }

  @Test func currenciesDoNotMeet() throws {
    let dollars = CampaignCosts.read(
      Array("- {source: site, campaign: spring, month: 2026-11, cost: 10, currency: USD}\n".utf8),
      currency: "EUR"
    ).costs
    let result = try Reports.report(named: "campaigns").run(try fixture().input(costs: dollars))
    #expect(result.lines("campaign", "cost", "roi") == ["autumn | - | -", "spring | 10.00 USD | -"])
    #expect(result.notes == ["1 row without ROI: cost and revenue are in different currencies"])
  }

  @Test(arguments: [
    ("- {source: a, month: 2026-11}", "needs cost"), ("- {source: a, month: 2026-11, plan: x}", "needs plan"),
    ("- {source: a, month: 2026-11, plan: 1}\n- {source: a, month: 2026-11, plan: 1}", "already"),
  ]) func entriesThatCannotBe(text: String, words: String) {
    let read = CampaignCosts.read(Array(text.utf8), currency: "EUR")
    #expect(read.problems.count == 1 && read.problems[0].message.contains(words), "\(read.problems)")
  }
}
