import Dates
import Records
import Reports

extension Fixture {
  /// A deal that was won; `closed` is a day, at 10:00, or a moment, and no client or amount is written that is not given.
  mutating func win(
    _ id: String, _ closed: String?, _ amount: String? = nil, _ currency: String? = "EUR",
    company: String? = nil, contact: String? = nil, rest: String = ""
  ) throws {
    var yaml = "id: \(id)\ntitle: Deal \(id)\npipeline: sales\nstage: won\n"
    if let company { yaml += "company: \(company)\n" }
    if let contact { yaml += "contact: \(contact)\n" }
    if let closed { yaml += "closed: \(closed.contains("T") ? closed : closed + "T10:00:00+03:00")\n" }
    if let amount { yaml += "amount: \(amount)\n" + (currency.map { "currency: \($0)\n" } ?? "") }
    try add(.deal, yaml + rest)
  }

  /// A won deal of the client with this letter, who needs no record of its own.
  mutating func buy(
    _ client: Character, _ number: Int, _ closed: String, _ amount: String?, _ currency: String = "EUR"
  ) throws {
    try win(
      "d\(number)a\(client)aaaa", closed, amount, currency, company: "client-\(client)-c\(client)aaaaaa")
  }

  func report(
    _ name: String, period: String? = nil, from: String? = nil, to: String? = nil, by: String? = nil,
    pipeline: String? = nil, asOf: String? = nil, currency: String? = nil, limits: [Decimal]? = nil,
    days: Int? = nil, rates: CurrencyRates = CurrencyRates()
  ) throws -> ReportResult {
    try Reports.report(named: name).run(
      ReportInput(
        snapshot: snapshot, stages: Fixture.stages, now: Fixture.now,
        period: try Periods.parse(period: period, from: from, to: to, today: Fixture.day("2026-11-24")),
        pipeline: pipeline, by: by, asOf: asOf.map(Fixture.day), currency: currency, limits: limits,
        days: days, rates: rates))
  }
}
