import Dates
import Diagnostics
import Facts
import Records
import Reports
import Testing

@Suite struct FunnelTests {
  /// Won straight, bounced, skipped, lost after a skip, imported late, too early, still at the start, archived, unknown.
  static func november() throws -> Fixture {
    var fixture = Fixture()
    try fixture.deal(
      "d1aaaaaa",
      [
        ("first-contact", "11-01"), ("meeting", "11-03"), ("proposal", "11-07"), ("invoice", "11-08"),
        ("won", "11-10"),
      ],
      "amount: 100000\ncurrency: RUB\nowner: gleb\n")
    try fixture.deal(
      "d2aaaaaa",
      [("first-contact", "11-02"), ("meeting", "11-04"), ("first-contact", "11-06"), ("meeting", "11-10")],
      "amount: 50000.50\ncurrency: RUB\nowner: gleb\ntags: [web, vip]\n")
    try fixture.deal(
      "d3aaaaaa", [("first-contact", "11-05"), ("invoice", "11-09")],
      "amount: 1000\ncurrency: EUR\nowner: anna\n")
    try fixture.deal(
      "d4aaaaaa", [("first-contact", "11-01"), ("proposal", "11-02"), ("lost", "11-12")],
      "amount: 2000\ncurrency: EUR\nlost_reason: price\n")
    try fixture.deal("d5aaaaaa", [("proposal", "11-15")], "amount: 30000\ncurrency: RUB\n")
    try fixture.deal("d6aaaaaa", [("first-contact", "10-20"), ("meeting", "10-25")])
    try fixture.deal("d7aaaaaa", [("first-contact", "11-20")], "amount: 10.10\ncurrency: USD\n")
    try fixture.deal("d8aaaaaa", [("first-contact", "11-11"), ("archive", "11-13")])
    try fixture.deal("d9aaaaaa", [], "amount: 5000\n", stage: "meeting")
    try fixture.add(
      .activity, "id: a1aaaaaa\ntype: call\nat: 2026-11-20T10:00:00+03:00\ndeal: d6aaaaaa\nowner: gleb\n")
    return fixture
  }

  @Test func passedThroughCountsSkippedStagesAndBouncesOnce() throws {
    let result = try Reports.report(named: "funnel").run(try FunnelTests.november().input(period: "2026-11"))
    #expect(
      result.lines("pipeline", "stage", "reached", "step", "cumulative", "median_days") == [
        "sales | first-contact | 7 | - | 100.0 | 2.0",
        "sales | meeting | 5 | 71.4 | 71.4 | 3.0",
        "sales | proposal | 4 | 80.0 | 57.1 | 5.5",
        "sales | invoice | 2 | 50.0 | 28.6 | 2.0",
        "sales | won | 1 | 50.0 | 14.3 | -",
      ])
    #expect(
      result.notes == [
        "cohort of 7: 1 won, 1 lost, 1 archived, 4 open",
        "1 deal entered after the first stage; the stages before count as passed through",
        "1 deal left out: no history and no creation date",
      ])
  }

  @Test(arguments: [("reached", ["1", "1", "1", "1", "1"]), ("visited", ["1", "0", "0", "1", "1"])])
  func whatWasReopenedHasNotBeenWon(_ mode: String, _ reached: [String]) throws {
    var fixture = Fixture()
    try fixture.deal("d1aaaaaa", [("first-contact", "11-01"), ("invoice", "11-02"), ("won", "11-03")])
    #expect(
      try Reports.report(named: "funnel").run(try fixture.input(mode: mode)).lines("reached") == reached)
    let end = ["invoice", "lost", "archive"]
    for last in end {
      var fixture = Fixture()
      try fixture.deal(
        "d1aaaaaa",
        [("first-contact", "11-01"), ("invoice", "11-02"), ("won", "11-03"), (last, "11-04")],
        "lost_reason: price\n")
      let result = try Reports.report(named: "funnel").run(try fixture.input(mode: mode))
      #expect(result.lines("reached") == reached.dropLast() + ["0"], "\(last)")
    }
  }

  @Test func visitedCountsOnlyStagesReallyEntered() throws {
    let result = try Reports.report(named: "funnel").run(
      try FunnelTests.november().input(period: "2026-11", mode: "visited"))
    #expect(
      result.lines("stage", "reached", "step", "cumulative") == [
        "first-contact | 6 | - | 85.7", "meeting | 2 | 33.3 | 28.6", "proposal | 3 | 150.0 | 42.9",
        "invoice | 2 | 66.7 | 28.6", "won | 1 | 50.0 | 14.3",
      ])
  }

  @Test func theDefaultPeriodIsAllTime() throws {
    let result = try Reports.report(named: "funnel").run(try FunnelTests.november().input())
    #expect(result.lines("reached") == ["8", "6", "4", "2", "1"])
    #expect(result.period == nil)
  }

  @Test func byOwnerSplitsTheCohort() throws {
    let result = try Reports.report(named: "funnel").run(
      try FunnelTests.november().input(period: "2026-11", by: "owner"))
    #expect(
      result.lines("owner", "stage", "reached").filter { $0.contains("first") } == [
        "anna | first-contact | 1", "gleb | first-contact | 2", "- | first-contact | 4",
      ])
  }

  @Test func aTagCountsInEachOfItsGroupsAndThatIsSaid() throws {
    let result = try Reports.report(named: "funnel").run(try FunnelTests.november().input(by: "tag"))
    #expect(
      result.lines("tag", "stage", "reached").filter { $0.contains("meeting") } == [
        "vip | meeting | 1", "web | meeting | 1", "- | meeting | 5",
      ])
    #expect(result.notes.contains("1 deal counts under several of tag"))
  }

  @Test func aReopenedDealCountsUpToWhereItIs() throws {
    var fixture = Fixture()
    try fixture.deal("d1aaaaaa", [("first-contact", "11-01"), ("won", "11-02"), ("proposal", "11-03")])
    let result = try Reports.report(named: "funnel").run(try fixture.input())
    #expect(result.lines("reached") == ["1", "1", "1", "0", "0"])
    #expect(result.notes == ["cohort of 1: 0 won, 0 lost, 0 archived, 1 open"])
  }

  @Test func unknownStagesAndDealsOutsideTheFunnelAreCounted() throws {
    var fixture = Fixture()
    try fixture.deal("d1aaaaaa", [("first-contact", "11-01"), ("old-stage", "11-02"), ("meeting", "11-03")])
    try fixture.deal("d2aaaaaa", [("lost", "11-01")])
    try fixture.deal("d3aaaaaa", [("old-stage", "11-02")])
    let result = try Reports.report(named: "funnel").run(try fixture.input())
    #expect(result.lines("reached", "cumulative").first == "1 | 100.0")
    #expect(result.lines("reached") == ["1", "1", "0", "0", "0"])
    #expect(
      result.notes == [
        "cohort of 1: 0 won, 0 lost, 0 archived, 1 open",
        "1 deal went through stages that the pipeline does not declare",
        "1 deal left out: closed without having been in an open stage",
        "1 deal left out: only in stages that the pipeline does not declare",
      ])
  }

  @Test func aStageWrittenByHandIsReached() throws {
    var fixture = Fixture()
    try fixture.deal("d1aaaaaa", [("first-contact", "11-01")], stage: "proposal")
    let result = try Reports.report(named: "funnel").run(try fixture.input())
    #expect(result.lines("reached", "median_days") == ["1 | -", "1 | -", "1 | -", "0 | -", "0 | -"])
  }

  @Test func modeAndOptionsAreChecked() throws {
    let fixture = Fixture()
    let mode = failure { _ = try Reports.report(named: "funnel").run(try fixture.input(mode: "half")) }
    #expect(mode?.code == .invalidValue)
    let currency = failure { _ = try Reports.report(named: "funnel").run(try fixture.input(currency: "EUR")) }
    #expect(currency?.code == .usage)
    let by = failure { _ = try Reports.report(named: "funnel").run(try fixture.input(by: "colour")) }
    #expect(by?.code == .invalidValue)
    let pipeline = failure {
      _ = try Reports.report(named: "funnel").run(try fixture.input(pipeline: "sale"))
    }
    #expect(pipeline?.hints == ["the pipelines are sales"])
    #expect(failure { _ = try Reports.report(named: "funel") }?.hints.first == "did you mean \"funnel\"?")
  }

  /// Whatever the histories, a funnel narrows, and the order of lines in a file changes nothing.
  @Test(arguments: 1...20 as ClosedRange<UInt64>) func narrows(seed: UInt64) throws {
    print("seed \(seed)")
    var state = seed &* 0x9e37_79b9_7f4a_7c15
    func draw(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    let names = Fixture.stages.all.map(\.id)
    var (ordered, shuffled) = (Fixture(), Fixture())
    var mint = IDMint(seed: seed)
    for _ in 0..<30 {
      let days = Array(Set((0..<1 + draw(6)).map { _ in 10 + draw(15) })).sorted()
      let history = days.map { (names[draw(names.count)], "11-\($0)") }
      let id = mint.mint().description
      try ordered.deal(id, history)
      try shuffled.deal(id, history.reversed(), stage: history.last?.0)
    }
    let funnel = try Reports.report(named: "funnel")
    let first = try funnel.run(try ordered.input())
    let second = try funnel.run(try shuffled.input())
    #expect(first.rows == second.rows)
    let reached = first.rows.indices.compactMap { first.value("reached", row: $0)?.count }
    #expect(reached == reached.sorted(by: >))
    let visited = try funnel.run(try ordered.input(mode: "visited"))
    for row in visited.rows.indices {
      #expect((visited.value("reached", row: row)?.count ?? 0) <= reached[row])
    }
  }
}
