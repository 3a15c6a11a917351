import Dates
import Diagnostics
import Facts
import Records
import Reports
import Testing

@Suite struct DealReportTests {
  @Test func pipelineTotalsPerCurrency() throws {
    let result = try Reports.report(named: "pipeline").run(try FunnelTests.november().input())
    #expect(
      result.lines("stage", "probability", "deals", "sum", "weighted", "oldest", "rotting") == [
        "first-contact | 10 | 1 | 10.10 USD | 1.01 USD | 4 | 0",
        "meeting | 30 | 3 | 55000.50 RUB | 16500.15 RUB | 35 | 1",
        "proposal | 50 | 1 | 30000.00 RUB | 15000.00 RUB | 9 | 0",
        "invoice | 80 | 1 | 1000.00 EUR | 800.00 EUR | 19 | 0",
      ])
    #expect(
      result.totalLines("deals", "sum", "weighted", "oldest", "rotting") == [
        "6 | 1000.00 EUR+85000.50 RUB+10.10 USD | 800.00 EUR+31500.15 RUB+1.01 USD | 35 | 1"
      ])
    #expect(
      result.notes == ["1 deal without an amount", "1 deal without a currency counted in RUB"])
  }

  @Test func pipelineOfThePast() throws {
    let result = try Reports.report(named: "pipeline").run(
      try FunnelTests.november().input(asOf: "2026-11-05"))
    #expect(
      result.lines("stage", "deals", "sum") == [
        "first-contact | 1 | 1000.00 EUR", "meeting | 3 | 150000.50 RUB", "proposal | 1 | 2000.00 EUR",
        "invoice | 0 | ",
      ])
    #expect(result.notes.contains("3 deals left out: made after that day"))
    #expect(result.notes.contains("1 deal left out: no history and no creation date"))
    let future = failure {
      _ = try Reports.report(named: "pipeline").run(try Fixture().input(asOf: "2026-11-25"))
    }
    #expect(future?.code == .invalidValue)
  }

  @Test func dealsOwnProbabilityAndUnknownStages() throws {
    var fixture = Fixture()
    try fixture.deal("d1aaaaaa", [("meeting", "11-20")], "amount: 10\ncurrency: EUR\nprobability: 90\n")
    try fixture.deal("d2aaaaaa", [("nowhere", "11-20")], "amount: 7\ncurrency: EUR\n")
    let result = try Reports.report(named: "pipeline").run(try fixture.input())
    #expect(
      result.lines("stage", "deals", "sum", "weighted").filter { !$0.contains(" 0 ") } == [
        "meeting | 1 | 10.00 EUR | 9.00 EUR", "nowhere | 1 | 7.00 EUR | ",
      ])
    #expect(
      result.notes == [
        "1 deal left out of the weighted sum: no probability",
        "1 deal in a stage that no pipeline declares, counted as open",
      ])
  }

  @Test func conversionTakesTheLatestRateAndNamesMissingOnes() throws {
    let rates = CurrencyRates([
      .init(date: Fixture.day("2026-11-01"), from: "EUR", to: "RUB", rate: Decimal(100)),
      .init(date: Fixture.day("2026-11-20"), from: "EUR", to: "RUB", rate: Decimal(90)),
      .init(date: Fixture.day("2026-11-25"), from: "EUR", to: "RUB", rate: Decimal(1)),
    ])
    let result = try Reports.report(named: "pipeline").run(
      try FunnelTests.november().input(currency: "RUB", rates: rates))
    #expect(result.totalLines("sum") == ["175000.50 RUB"])
    #expect(result.notes.contains("1 deal left out of the amounts: no rate from USD to RUB"))
    #expect(rates.convert(Decimal(180), from: "RUB", to: "EUR", on: Fixture.day("2026-11-24")) == Decimal(2))
    #expect(rates.convert(Decimal(1), from: "EUR", to: "RUB", on: Fixture.day("2026-10-31")) == nil)
  }

  @Test func lostReasonsByStageLostFrom() throws {
    var fixture = Fixture()
    func lost(_ day: String, _ reason: String, _ money: String) -> String {
      (reason.isEmpty ? "" : "lost_reason: \(reason)\n") + money + "closed: 2026-\(day)T10:00:00+03:00\n"
    }
    try fixture.deal(
      "m1aaaaaa", [("first-contact", "11-01"), ("proposal", "11-02"), ("lost", "11-12")],
      lost("11-12", "price", "amount: 2000\ncurrency: EUR\n"))
    try fixture.deal(
      "m2aaaaaa", [("meeting", "11-01"), ("lost", "11-12")],
      lost("11-12", "price", "amount: 70\ncurrency: EUR\n"))
    try fixture.deal(
      "m3aaaaaa", [("proposal", "11-01"), ("meeting", "11-02"), ("lost", "11-12")],
      lost("11-12", "price", "amount: 500\ncurrency: RUB\n"))
    try fixture.deal("m4aaaaaa", [("lost", "11-03")], "amount: 300\ncurrency: RUB\n")
    try fixture.deal("m5aaaaaa", [("meeting", "10-01"), ("lost", "10-12")], lost("10-12", "price", ""))
    try fixture.deal("m6aaaaaa", [], stage: "lost")
    try fixture.deal("m7aaaaaa", [("meeting", "11-01"), ("archive", "11-12")])
    // In UTC it is still November; on the clocks of the repository it is not.
    try fixture.deal("m8aaaaaa", [("meeting", "11-01")], "closed: 2026-11-30T22:30:00Z\n", stage: "lost")
    let result = try Reports.report(named: "lost-reasons").run(try fixture.input(period: "2026-11"))
    #expect(
      result.lines("reason", "stage", "deals", "share", "amount") == [
        "price | meeting | 2 | 50.0 | 70.00 EUR+500.00 RUB", "price | proposal | 1 | 25.0 | 2000.00 EUR",
        "- | - | 1 | 25.0 | 300.00 RUB",
      ])
    #expect(result.totalLines("deals", "amount") == ["4 | 2070.00 EUR+800.00 RUB"])
    #expect(
      result.notes == ["1 deal left out: closed, but nobody knows when", "1 deal lost without a reason"])
    let all = try Reports.report(named: "lost-reasons").run(try fixture.input())
    #expect(all.totalLines("deals") == ["7"])
  }

  /// Three won, six lost: the rate is of those that were decided, not of the cohort.
  @Test func winRateAndAverageCheck() throws {
    var fixture = Fixture()
    for (number, amount) in ["100", "200", "600"].enumerated() {
      try fixture.deal(
        "w\(number)aaaaaa", [("meeting", "10-01"), ("won", "11-0\(number + 1)")],
        "amount: \(amount)\ncurrency: EUR\n")
    }
    try fixture.deal("w3aaaaaa", [("won", "11-05")], "amount: 0.99\ncurrency: RUB\n")
    try fixture.deal("w4aaaaaa", [("won", "10-05")], "amount: 5\ncurrency: RUB\n")
    for number in 0..<8 { try fixture.deal("x\(number)aaaaaa", [("meeting", "10-01"), ("lost", "11-02")]) }
    try fixture.deal("y0aaaaaa", [("archive", "11-02")], "amount: 9\ncurrency: EUR\n")
    try fixture.deal("y1aaaaaa", [("meeting", "11-02")], "amount: 1000000\ncurrency: EUR\n")
    let rate = try Reports.report(named: "won-lost").run(try fixture.input(period: "2026-11"))
    #expect(
      rate.lines("pipeline", "won", "lost", "win_rate", "won_amount", "lost_amount") == [
        "sales | 4 | 8 | 33.3 | 900.00 EUR+0.99 RUB | "
      ])
    #expect(rate.notes == ["1 deal left out: archived", "8 deals without an amount"])
    let check = try Reports.report(named: "average-check").run(try fixture.input(period: "2026-11"))
    #expect(
      check.lines("currency", "deals", "mean", "median", "sum") == [
        "EUR | 3 | 300.00 EUR | 200.00 EUR | 900.00 EUR", "RUB | 1 | 0.99 RUB | 0.99 RUB | 0.99 RUB",
      ])
    let months = try Reports.report(named: "average-check").run(try fixture.input(by: "month"))
    #expect(
      months.lines("month", "currency", "deals") == [
        "2026-10 | RUB | 1", "2026-11 | EUR | 3", "2026-11 | RUB | 1",
      ])
  }

  @Test func forecastByMonth() throws {
    var fixture = Fixture()
    func open(_ id: String, _ stage: String, _ close: String?, _ amount: Int) throws {
      let date = close.map { "expected_close: \($0)\n" } ?? ""
      try fixture.deal(id, [(stage, "11-01")], date + "amount: \(amount)\ncurrency: EUR\n")
    }
    try open("f1aaaaaa", "invoice", "2026-12-20", 100)
    try open("f2aaaaaa", "proposal", "2026-12-01", 50)
    try open("f3aaaaaa", "meeting", "2026-11-23", 10)
    try open("f4aaaaaa", "meeting", nil, 20)
    try fixture.deal("f5aaaaaa", [("won", "10-15")], "amount: 7\ncurrency: EUR\n")
    try fixture.deal("f6aaaaaa", [("won", "07-15")], "amount: 7\ncurrency: EUR\n")
    try fixture.deal(
      "f7aaaaaa", [("meeting", "10-01"), ("lost", "11-15")], "amount: 999\nexpected_close: 2026-12-05\n")
    let result = try Reports.report(named: "forecast").run(try fixture.input())
    #expect(
      result.lines("month", "deals", "commit", "weighted", "best", "won") == [
        "overdue | 1 |  | 3.00 EUR | 10.00 EUR | ", "2026-10 | 0 |  |  |  | 7.00 EUR",
        "2026-12 | 2 | 100.00 EUR | 105.00 EUR | 150.00 EUR | ", "undated | 1 |  | 6.00 EUR | 20.00 EUR | ",
      ])
    let december = try Reports.report(named: "forecast").run(try fixture.input(period: "2026-12"))
    #expect(
      december.lines("month", "best", "won") == ["2026-10 |  | 7.00 EUR", "2026-12 | 150.00 EUR | "])
    // The rows are months anyway.
    let months = try Reports.report(named: "forecast").run(try fixture.input(by: "month"))
    #expect(months.rows == result.rows && months.columns == result.columns)
    let october = try Reports.report(named: "forecast").run(try fixture.input(period: "2026-10"))
    #expect(october.lines("month", "won") == ["2026-07 | 7.00 EUR", "2026-10 | 7.00 EUR"])
    #expect(
      december.notes == [
        "1 deal left out: expected to close outside the period", "1 deal left out: no expected close date",
      ])
  }

  @Test func whereNarrowsTheSubject() throws {
    let result = try Reports.report(named: "pipeline").run(
      try FunnelTests.november().input(filter: { $0.text("owner") == "gleb" }))
    #expect(result.totalLines("deals", "sum") == ["1 | 50000.50 RUB"])
  }
}
