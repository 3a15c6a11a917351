import Dates
import Diagnostics
import Records
import Reports
import Testing

/// How long deals take, and what that is worth.
@Suite struct SpeedReportTests {
  private func run(_ name: String, _ input: ReportInput) throws -> ReportResult {
    try Reports.report(named: name).run(input)
  }

  /// 50 open deals, one in four won of those decided, 10,000 a deal, 30 days.
  private func known() throws -> Fixture {
    var fixture = Fixture()
    func id(_ prefix: String, _ number: Int) -> String {
      prefix + (number < 10 ? "0" : "") + "\(number)aaaaa"
    }
    for number in 0..<50 { try fixture.deal(id("p", number), [("meeting", "11-20")]) }
    for number in 0..<5 {
      let money = "amount: \(8_000 + number * 1_000)\n"
      try fixture.deal(id("w", number), [("meeting", "10-01"), ("won", "10-31")], money)
    }
    for number in 0..<15 { try fixture.deal(id("x", number), [("meeting", "10-01"), ("lost", "10-02")]) }
    return fixture
  }

  @Test func velocityOfTheTextbook() throws {
    let result = try run("velocity", try known().input())
    #expect(
      result.lines(
        "pipeline", "currency", "open", "won", "lost", "mean_amount", "win_rate", "cycle_days", "velocity")
        == ["sales | RUB | 50 | 5 | 15 | 10000.00 RUB | 25.0 | 30.0 | 4166.67 RUB"])
    #expect(result.notes == ["5 deals without a currency counted in RUB"])
    let rates = CurrencyRates([
      .init(date: Fixture.day("2026-10-01"), from: "RUB", to: "JPY", rate: Decimal(1))
    ])
    let yen = try run("velocity", try known().input(currency: "JPY", rates: rates))
    #expect(yen.lines("currency", "velocity") == ["JPY | 4167 JPY"])
  }

  @Test func velocityHasARowPerPipelineAndCurrency() throws {
    var fixture = Fixture()
    try fixture.deal("p1aaaaaa", [("meeting", "11-01")], "amount: 5\ncurrency: USD\n")
    try fixture.deal("p2aaaaaa", [("meeting", "11-01")], "amount: 5\ncurrency: EUR\n")
    try fixture.deal("p3aaaaaa", [("meeting", "11-01")], "currency: EUR\n")
    try fixture.deal("w1aaaaaa", [("meeting", "11-01"), ("won", "11-11")], "amount: 100\ncurrency: EUR\n")
    try fixture.deal("w2aaaaaa", [("meeting", "11-01"), ("won", "11-21")], "currency: EUR\n")
    try fixture.deal("x1aaaaaa", [("meeting", "11-01"), ("lost", "11-02")], "currency: EUR\n")
    // Won, then lost: it was not won.
    try fixture.deal(
      "x2aaaaaa", [("meeting", "11-01"), ("won", "11-02"), ("lost", "11-03")], "amount: 7\ncurrency: EUR\n")
    let result = try run("velocity", try fixture.input())
    // 2 open × 100 × 1/2 ÷ 15 days; of dollars nothing was ever won.
    #expect(
      result.lines("currency", "open", "won", "lost", "mean_amount", "win_rate", "cycle_days", "velocity")
        == [
          "EUR | 2 | 2 | 2 | 100.00 EUR | 50.0 | 15.0 | 6.67 EUR", "USD | 1 | 0 | 0 | - | - | - | -",
        ])
    #expect(result.notes == ["1 deal without an amount"])
  }

  @Test func velocityOfNothingIsNotZero() throws {
    var fixture = Fixture()
    // Won at the moment at which it was made: no days to divide by.
    try fixture.deal("w1aaaaaa", [("won", "11-11")], "amount: 100\ncurrency: EUR\n")
    let result = try run("velocity", try fixture.input())
    #expect(
      result.lines("open", "mean_amount", "win_rate", "cycle_days", "velocity") == [
        "0 | 100.00 EUR | 100.0 | 0.0 | -"
      ])
    #expect(try run("velocity", try Fixture().input()).rows.isEmpty)
    let month = failure { _ = try run("velocity", try fixture.input(by: "month")) }
    #expect(month?.code == .invalidValue)
  }

  @Test func cycleIsFromMadeToWon() throws {
    var fixture = Fixture()
    try fixture.deal("w1aaaaaa", [("meeting", "11-01"), ("won", "11-04")])
    try fixture.deal("w2aaaaaa", [("meeting", "11-01"), ("won", "11-05")])
    // Reopened and won again: the last closing counts.
    try fixture.deal(
      "w3aaaaaa", [("meeting", "11-01"), ("won", "11-02"), ("meeting", "11-03"), ("won", "11-21")])
    try fixture.deal("w4aaaaaa", [("meeting", "09-01"), ("won", "10-31")])
    try fixture.deal("x1aaaaaa", [("meeting", "11-01"), ("won", "11-02"), ("lost", "11-09")])
    try fixture.deal("p1aaaaaa", [("meeting", "11-01"), ("won", "11-02"), ("meeting", "11-09")])
    try fixture.deal("w5aaaaaa", [], "closed: 2026-11-03T10:00:00+03:00\n", stage: "won")
    try fixture.deal(
      "w6aaaaaa", [("won", "11-03")], "closed: 2026-11-02T10:00:00+03:00\n")
    // Nothing says when it was won.
    try fixture.add(
      .deal, "id: w7aaaaaa\ntitle: Old\npipeline: sales\nstage: won\ncreated: 2026-11-05T10:00:00+03:00\n")
    let november = try run("cycle", try fixture.input(period: "2026-11"))
    #expect(
      november.lines("pipeline", "deals", "median_days", "mean_days") == ["sales | 3 | 4.0 | 9.0"])
    #expect(
      november.notes == [
        "1 deal left out of the cycle: no history and no creation date",
        "1 deal left out of the cycle: closed before it was made",
        "1 deal left out of the cycle: closed, but nobody knows when",
      ])
    let all = try run("cycle", try fixture.input())
    #expect(all.totalLines("deals", "median_days", "mean_days") == ["4 | 12.0 | 21.8"])
    let months = try run("cycle", try fixture.input(by: "month"))
    #expect(months.lines("month", "deals") == ["2026-10 | 1", "2026-11 | 3"])
    let none = try run("cycle", try Fixture().input())
    #expect(none.rows.isEmpty)
    #expect(none.totalLines("deals", "median_days", "mean_days") == ["0 | - | -"])
  }

  /// What was won on the 2nd, reopened on the 3rd and won again on the 21st was won on the 2nd as things stood then.
  @Test func thePastHasItsOwnClosing() throws {
    var fixture = Fixture()
    try fixture.deal(
      "w3aaaaaa", [("meeting", "11-01"), ("won", "11-02"), ("meeting", "11-03"), ("won", "11-21")],
      "closed: 2026-11-21T10:00:00+03:00\namount: 5\ncurrency: EUR\n")
    func days(_ asOf: String?) throws -> [String] {
      try run("cycle", try fixture.input(asOf: asOf)).lines("deals", "mean_days")
    }
    #expect(try days(nil) == ["1 | 20.0"])
    #expect(try days("2026-11-02") == ["1 | 1.0"])
    #expect(try days("2026-11-10") == [])
    let rate = try run("won-lost", try fixture.input(period: "2026-11", asOf: "2026-11-02"))
    #expect(rate.lines("won", "won_amount") == ["1 | 5.00 EUR"])
    let funnel = try run("funnel", try fixture.input(asOf: "2026-11-03"))
    #expect(funnel.lines("stage", "reached", "median_days")[1] == "meeting | 1 | 1.0")
    #expect(funnel.lines("stage", "reached").last == "won | 0")
  }

  @Test func npsOfOneAnswerOfEach() throws {
    var fixture = Fixture()
    func answer(_ number: Int, _ points: String, _ at: String = "2026-11-03T10:00:00+03:00") throws {
      let id = "a" + (number < 10 ? "0" : "") + "\(number)aaaaa"
      try fixture.add(.activity, "id: \(id)\ntype: call\nat: \(at)\nnps: \(points)\nowner: gleb\n")
    }
    for points in 0...10 { try answer(points, "\(points)") }
    try answer(11, "11")
    try answer(12, "-1")
    // In UTC it is still October; on the clocks of the repository it is November. So it is at the year's end.
    try answer(13, "9", "2026-10-31T21:00:00Z")
    try answer(14, "0", "2026-10-31T20:59:59Z")
    try fixture.add(.activity, "id: b1aaaaaa\ntype: call\nat: 2026-11-03T10:00:00+03:00\n")
    let result = try run("nps", try fixture.input())
    #expect(
      result.lines("month", "answers", "promoters", "passives", "detractors", "nps") == [
        "2026-10 | 1 | 0 | 0 | 1 | -100.00", "2026-11 | 12 | 3 | 2 | 7 | -33.33",
      ])
    #expect(result.totalLines("answers", "nps") == ["13 | -38.46"])
    #expect(result.notes == ["2 activities left out: nps is no whole number from 0 to 10"])
    let eleven = try run(
      "nps",
      try fixture.input(filter: { ($0["nps"]?.number ?? .zero) < Decimal(11) && $0.id.description < "a13" }))
    #expect(eleven.totalLines("answers", "nps").first == "11 | -45.45")
    let owners = try run("nps", try fixture.input(period: "2026-11", by: "owner"))
    #expect(owners.lines("owner", "month", "answers") == ["gleb | 2026-11 | 12"])
    // The rows are split by month anyway.
    #expect(try run("nps", try fixture.input(by: "month")).rows == result.rows)
    let past = try run("nps", try fixture.input(asOf: "2026-10-31"))
    #expect(past.lines("month", "nps") == ["2026-10 | -100.00"])
    let none = try run("nps", try Fixture().input())
    #expect(none.rows.isEmpty)
    #expect(none.totalLines("answers", "nps") == ["0 | -"])
  }

  /// Quotients are exact up to the last digit, and a half goes away from zero.
  @Test func percentsAreRoundedHalfUp() throws {
    var fixture = Fixture()
    try fixture.deal("w0aaaaaa", [("won", "11-02")])
    for number in 10..<25 { try fixture.deal("x\(number)aaaaa", [("lost", "11-02")]) }
    // 1 of 16 is 6.25 %.
    #expect(try run("won-lost", try fixture.input()).lines("win_rate") == ["6.3"])
  }
}
