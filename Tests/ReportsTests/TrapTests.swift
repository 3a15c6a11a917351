import Dates
import Diagnostics
import Facts
import Records
import Reports
import Testing

/// Where reports of other programs go wrong; every figure here was worked out by hand.
@Suite struct TrapTests {
  private func run(_ name: String, _ input: ReportInput) throws -> ReportResult {
    try Reports.report(named: name).run(input)
  }

  /// 5.55 USD × 30 % = 1.665; 5 JPY × 30 % = 1.5 and 3 JPY × 50 % = 1.5, in whole yen; 0.003 KWD × 50 % = 0.0015, in fils.
  @Test func halvesGoAwayFromZero() throws {
    var fixture = Fixture()
    try fixture.deal("d1aaaaaa", [("meeting", "11-20")], "amount: 5.55\ncurrency: USD\n")
    try fixture.deal("d2aaaaaa", [("meeting", "11-20")], "amount: 5\ncurrency: JPY\n")
    try fixture.deal("d3aaaaaa", [("proposal", "11-20")], "amount: 0.003\ncurrency: KWD\n")
    try fixture.deal("d4aaaaaa", [("proposal", "11-20")], "amount: 3\ncurrency: JPY\n")
    let result = try run("pipeline", try fixture.input())
    #expect(
      result.lines("stage", "weighted") == [
        "first-contact | ", "meeting | 2 JPY+1.67 USD", "proposal | 2 JPY+0.002 KWD", "invoice | ",
      ])
    // 1.5 + 1.5 yen are 3: what is rounded is the sum.
    #expect(result.totalLines("weighted") == ["3 JPY+0.002 KWD+1.67 USD"])
  }

  /// 1 of 16 is 6.25 %.
  @Test func percentsAreRoundedHalfUp() throws {
    var fixture = Fixture()
    try fixture.deal("w0aaaaaa", [("won", "11-02")])
    for number in 10..<25 { try fixture.deal("x\(number)aaaaa", [("meeting", "10-01"), ("lost", "11-02")]) }
    let result = try run("won-lost", try fixture.input())
    #expect(result.lines("won", "lost", "win_rate") == ["1 | 15 | 6.3"])
  }

  /// A chance of 150 counts as 100, one of −20 as 0; the deal's own stands above its stage's.
  @Test func chancesStayBetweenNothingAndAll() throws {
    var fixture = Fixture()
    try fixture.deal("d1aaaaaa", [("meeting", "11-20")], "amount: 100\ncurrency: EUR\nprobability: 150\n")
    try fixture.deal("d2aaaaaa", [("invoice", "11-20")], "amount: 40\ncurrency: EUR\nprobability: -20\n")
    try fixture.deal("d3aaaaaa", [("invoice", "11-20")], "amount: 8\ncurrency: EUR\nprobability: 79\n")
    let pipeline = try run("pipeline", try fixture.input())
    #expect(pipeline.totalLines("sum", "weighted") == ["148.00 EUR | 106.32 EUR"])
    let forecast = try run("forecast", try fixture.input())
    #expect(forecast.totalLines("commit", "weighted", "best") == ["100.00 EUR | 106.32 EUR | 148.00 EUR"])
  }

  /// Lost deals are in no weighted sum, open ones in no average check, whatever they are worth.
  @Test func whatEndedIsNotWeightedAndWhatIsOpenIsNotAveraged() throws {
    var fixture = Fixture()
    try fixture.deal("d1aaaaaa", [("invoice", "11-01"), ("lost", "11-02")], "amount: 1000\ncurrency: EUR\n")
    try fixture.deal("d2aaaaaa", [("invoice", "11-01"), ("won", "11-02")], "amount: 30\ncurrency: EUR\n")
    try fixture.deal("d3aaaaaa", [("won", "11-01"), ("invoice", "11-02")], "amount: 500\ncurrency: EUR\n")
    #expect(try run("pipeline", try fixture.input()).totalLines("deals", "weighted") == ["1 | 400.00 EUR"])
    #expect(
      try run("average-check", try fixture.input()).lines("deals", "mean", "median") == [
        "1 | 30.00 EUR | 30.00 EUR"
      ])
    // The one that was won and reopened is neither won nor lost.
    #expect(try run("won-lost", try fixture.input()).lines("won", "lost", "win_rate") == ["1 | 1 | 50.0"])
  }

  /// Made in October and won in November, made in November and still open: November's rate is of what closed in it.
  @Test func theWinRateIsOfWhatClosedInThePeriod() throws {
    var fixture = Fixture()
    try fixture.deal("d1aaaaaa", [("meeting", "10-10"), ("won", "11-02")])
    try fixture.deal("d2aaaaaa", [("meeting", "11-01")])
    try fixture.deal("d3aaaaaa", [("meeting", "10-11"), ("lost", "10-30")])
    #expect(
      try run("won-lost", try fixture.input(period: "2026-11")).lines("won", "lost", "win_rate") == [
        "1 | 0 | 100.0"
      ])
    #expect(
      try run("won-lost", try fixture.input(period: "2026-10")).lines("won", "lost", "win_rate") == [
        "0 | 1 | 0.0"
      ])
    // The funnel is of those that began in the period.
    #expect(
      try run("funnel", try fixture.input(period: "2026-11")).lines("reached") == ["1", "1", "0", "0", "0"])
  }

  /// Bounced back twice: first contact 2 days and 1 day, meeting 3 days and 4 days, each a visit; the deal counts once.
  @Test func aBouncedDealCountsOnceAndItsVisitsEachByThemselves() throws {
    var fixture = Fixture()
    try fixture.deal(
      "d1aaaaaa",
      [
        ("first-contact", "11-01"), ("meeting", "11-03"), ("first-contact", "11-06"), ("meeting", "11-07"),
        ("proposal", "11-11"),
      ])
    let result = try run("funnel", try fixture.input())
    #expect(
      result.lines("stage", "reached", "median_days") == [
        "first-contact | 1 | 1.5", "meeting | 1 | 3.5", "proposal | 1 | -", "invoice | 0 | -", "won | 0 | -",
      ])
  }

  /// Lines of a history out of order, as a merge leaves them: it was lost on the 9th, not on the 5th.
  @Test func aHistoryIsReadInTheOrderOfTime() throws {
    var fixture = Fixture()
    try fixture.deal(
      "d1aaaaaa", [("lost", "11-09"), ("meeting", "11-01"), ("proposal", "11-05")],
      "lost_reason: price\namount: 7\ncurrency: EUR\n", stage: "lost")
    let result = try run("lost-reasons", try fixture.input(period: "2026-11"))
    #expect(result.lines("reason", "stage", "deals") == ["price | proposal | 1"])
    #expect(
      try run("pipeline", try fixture.input(asOf: "2026-11-04")).lines("stage", "deals") == [
        "first-contact | 0", "meeting | 1", "proposal | 0", "invoice | 0",
      ])
  }

  /// 21:30 UTC on the last of November is December three hours further east.
  @Test func monthsEndByTheClocksOfTheRepository() throws {
    var fixture = Fixture()
    for (id, moment) in [("d1aaaaaa", "2026-10-31T20:59:59Z"), ("d2aaaaaa", "2026-10-31T21:00:00Z")] {
      try fixture.deal(
        id, [("meeting", "10-01")], "closed: \(moment)\namount: 5\ncurrency: EUR\n", stage: "won")
    }
    let months = try run("won-lost", try fixture.input(by: "month"))
    #expect(months.lines("month", "won") == ["2026-10 | 1", "2026-11 | 1"])
    #expect(try run("won-lost", try fixture.input(period: "2026-10")).lines("won") == ["1"])
  }

  /// The last week of 2026 has days of two years; each counts in its own.
  @Test func theLastWeekOfAYearBelongsToTwo() throws {
    var fixture = Fixture()
    for (id, day) in [
      ("d1aaaaaa", "2026-12-28"), ("d2aaaaaa", "2026-12-31"), ("d3aaaaaa", "2027-01-01"),
      ("d4aaaaaa", "2027-01-03"),
    ] {
      try fixture.deal(id, [("invoice", "11-01")], "expected_close: \(day)\namount: 1\ncurrency: EUR\n")
    }
    #expect(
      try run("forecast", try fixture.input()).lines("month", "deals", "best") == [
        "2026-12 | 2 | 2.00 EUR", "2027-01 | 2 | 2.00 EUR",
      ])
    let week = ReportInput(
      snapshot: fixture.snapshot, stages: Fixture.stages, now: Fixture.now,
      period: try Periods.parse(
        period: nil, from: "2026-12-28", to: "2027-01-03", today: Fixture.day("2026-11-24")))
    #expect(try run("forecast", week).totalLines("deals") == ["4"])
  }

  /// Amounts in currencies of no, two and three decimals never meet, and each has its own.
  @Test func currenciesDoNotMeet() throws {
    var fixture = Fixture()
    for (id, money) in [
      ("d1aaaaaa", "100\ncurrency: JPY"), ("d2aaaaaa", "1.005\ncurrency: KWD"),
      ("d3aaaaaa", "2\ncurrency: EUR"),
    ] {
      try fixture.deal(id, [("meeting", "10-01"), ("won", "11-02")], "amount: \(money)\n")
    }
    #expect(
      try run("won-lost", try fixture.input()).lines("won", "won_amount") == [
        "3 | 2.00 EUR+100 JPY+1.005 KWD"
      ])
    #expect(
      try run("average-check", try fixture.input()).lines("currency", "mean") == [
        "EUR | 2.00 EUR", "JPY | 100 JPY", "KWD | 1.005 KWD",
      ])
  }

  /// Won in December without a history: on an earlier day nobody knows where it was, and won it was not.
  @Test func whatWasWonLaterWasNotWonBefore() throws {
    var fixture = Fixture()
    try fixture.add(
      .deal,
      "id: d1aaaaaa\ntitle: Deal\npipeline: sales\nstage: won\ncreated: 2026-10-01T10:00:00+03:00\nclosed: 2026-11-20T10:00:00+03:00\n"
    )
    #expect(try run("won-lost", try fixture.input(asOf: "2026-11-20")).totalLines("won") == ["1"])
    #expect(try run("won-lost", try fixture.input(asOf: "2026-11-19")).totalLines("won") == ["0"])
  }

  @Test(arguments: ["ZZ", "EURO", "", "€", "E1R"]) func whatIsNoCurrencyIsRefused(code: String) throws {
    let refused = failure {
      _ = try Reports.report(named: "pipeline").run(try Fixture().input(currency: code))
    }
    #expect(refused?.code == .invalidValue, "\(code)")
  }

  /// Nothing happened in March, and nothing is said of it but that.
  @Test func anEmptyPeriodHasNoRate() throws {
    var fixture = Fixture()
    try fixture.deal("d1aaaaaa", [("meeting", "10-01"), ("won", "11-02")], "amount: 1\ncurrency: EUR\n")
    let input = try fixture.input(period: "2026-03")
    #expect(try run("won-lost", input).lines("won", "lost", "win_rate", "won_amount") == ["0 | 0 | - | "])
    #expect(try run("average-check", input).rows.isEmpty)
    #expect(try run("lost-reasons", input).rows.isEmpty)
    #expect(
      try run("funnel", input).lines("reached", "step", "cumulative", "median_days")
        == ["0 | - | - | -"] + Array(repeating: "0 | - | - | -", count: 4))
  }

  /// A day's task that is done late in its evening is on time, and the next morning it is not; a moment passes by the second.
  @Test func aWholeDayIsTheWholeDay() throws {
    var fixture = Fixture()
    for (id, due, closed) in [
      ("t1aaaaaa", "2026-11-20", "2026-11-20T23:59:59+03:00"),
      ("t2aaaaaa", "2026-11-20", "2026-11-20T21:00:00Z"),
      ("t3aaaaaa", "2026-11-20T10:00:00+03:00", "2026-11-20T10:00:00+03:00"),
      ("t4aaaaaa", "2026-11-20T10:00:00+03:00", "2026-11-20T10:00:01+03:00"),
    ] {
      try fixture.add(
        .task, "id: \(id)\ntitle: Do it\nstatus: done\ndue: \(due)\nclosed: \(closed)\nowner: gleb\n")
    }
    #expect(
      try run("activity", try fixture.input()).lines("owner", "tasks_on_time", "tasks_late") == [
        "gleb | 2 | 2"
      ])
    try fixture.add(.task, "id: t5aaaaaa\ntitle: Yesterday\ndue: 2026-11-23\nowner: gleb\n")
    try fixture.add(.task, "id: t6aaaaaa\ntitle: Today\ndue: 2026-11-24\nowner: gleb\n")
    #expect(try run("overdue", try fixture.input()).lines("title", "late_days") == ["Yesterday | 1"])
  }

  /// Idle for exactly the limit is not over it; a done task and a change of stage begin anew.
  @Test func rottingBeginsAfterTheLimit() throws {
    var fixture = Fixture()
    func meeting(_ id: String, _ moment: String) throws {
      try fixture.add(
        .deal,
        "id: \(id)\ntitle: Deal \(id)\npipeline: sales\nstage: meeting\ncreated: \(moment)\nhistory:\n- {at: \(moment), stage: meeting}\n"
      )
    }
    try meeting("d1aaaaaa", "2026-11-17T12:00:00+03:00")
    try meeting("d2aaaaaa", "2026-11-17T11:59:59+03:00")
    try meeting("d3aaaaaa", "2026-11-01T12:00:00+03:00")
    try fixture.add(
      .task,
      "id: t1aaaaaa\ntitle: Call\nstatus: done\ndue: 2026-11-20\nclosed: 2026-11-20T10:00:00+03:00\ndeal: d3aaaaaa\n"
    )
    let result = try run("rotting", try fixture.input())
    #expect(result.lines("title", "idle_days", "limit_days") == ["Deal d2aaaaaa | 7 | 7.0"])
  }
}
