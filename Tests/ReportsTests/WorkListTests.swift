import Dates
import Diagnostics
import Facts
import JSON
import Output
import Records
import Reports
import Testing

@Suite struct WorkListTests {
  static func tasks() throws -> Fixture {
    var fixture = Fixture()
    try fixture.deal(
      "d1aaaaaa", [("first-contact", "11-01"), ("meeting", "11-10")],
      "owner: gleb\nnext_step: t1aaaaaa\namount: 5\ncurrency: EUR\n")
    try fixture.deal("d2aaaaaa", [("meeting", "11-20")], "owner: anna\nnext_step: t3aaaaaa\n")
    try fixture.deal("d3aaaaaa", [("meeting", "11-20")])
    try fixture.deal("d4aaaaaa", [("meeting", "11-20"), ("won", "11-21")])
    try fixture.deal("d5aaaaaa", [("meeting", "11-20")], "next_step: t2aaaaaa\n")
    try fixture.add(
      .task, "id: t1aaaaaa\ntitle: Call Anna\ntype: call\ndue: 2026-11-22T12:00:00+03:00\ndeal: d1aaaaaa\n")
    try fixture.add(.task, "id: t2aaaaaa\ntitle: Later\ndue: 2026-11-24T15:00:00+03:00\nowner: anna\n")
    try fixture.add(
      .task,
      "id: t3aaaaaa\ntitle: Done\nstatus: done\ndue: 2026-11-20T15:00:00+03:00\nclosed: 2026-11-23T15:00:00+03:00\ndeal: d2aaaaaa\n"
    )
    try fixture.add(.task, "id: t4aaaaaa\ntitle: Just now\ndue: 2026-11-24T08:59:00Z\nowner: anna\n")
    return fixture
  }

  @Test func overdueTasksTheLatestFirst() throws {
    let result = try Reports.report(named: "overdue").run(try WorkListTests.tasks().input())
    #expect(
      result.lines("ref", "title", "due", "late_days", "owner", "deal_title", "next_step") == [
        "call-anna-t1aaaaaa | Call Anna | 2026-11-22T12:00:00+03:00 | 2 | gleb | Deal d1aaaaaa | yes",
        "just-now-t4aaaaaa | Just now | 2026-11-24T11:59:00+03:00 | 0 | anna | - | no",
      ])
    let past = try Reports.report(named: "overdue").run(try WorkListTests.tasks().input(asOf: "2026-11-22"))
    #expect(past.lines("title", "late_days") == ["Done | 2", "Call Anna | 0"])
  }

  @Test func rottingDeals() throws {
    let result = try Reports.report(named: "rotting").run(try WorkListTests.tasks().input())
    #expect(
      result.lines("ref", "stage", "owner", "idle_days", "limit_days", "amount") == [
        "deal-d1aaaaaa-d1aaaaaa | meeting | gleb | 14 | 7.0 | 5.00 EUR"
      ])
    var active = try WorkListTests.tasks()
    try active.add(.activity, "id: a1aaaaaa\ntype: note\nat: 2026-11-20T10:00:00+03:00\ndeal: d1aaaaaa\n")
    #expect(try Reports.report(named: "rotting").run(try active.input()).rows.isEmpty)
  }

  @Test func dealsWithoutANextStep() throws {
    let result = try Reports.report(named: "no-next-step").run(try WorkListTests.tasks().input())
    #expect(
      result.lines("title", "problem") == [
        "Deal d2aaaaaa | done-t3aaaaaa is done", "Deal d3aaaaaa | none",
        "Deal d5aaaaaa | later-t2aaaaaa belongs to another deal",
      ])
  }

  @Test func activityPerOwner() throws {
    var fixture = try WorkListTests.tasks()
    try fixture.add(.contact, "id: c1aaaaaa\nname: Old Client\n")
    try fixture.add(.contact, "id: c2aaaaaa\nname: New Person\n")
    try fixture.deal(
      "d6aaaaaa", [("meeting", "10-01"), ("proposal", "10-02"), ("won", "10-02")],
      "contact: c1aaaaaa\nowner: gleb\namount: 3\ncurrency: EUR\n")
    func call(_ id: String, _ day: String, _ rest: String) throws {
      try fixture.add(
        .activity, "id: \(id)\ntype: call\nat: 2026-\(day)T10:00:00+03:00\nowner: gleb\n" + rest)
    }
    try call("a1aaaaaa", "11-03", "contact: c1aaaaaa\n")
    try call("a2aaaaaa", "09-03", "contact: c1aaaaaa\n")
    try call("a3aaaaaa", "11-03", "contact: c2aaaaaa\nresult: no-answer\n")
    try call("a4aaaaaa", "11-03", "number: \"+79161234567\"\nduration: 0m\n")
    try fixture.add(.activity, "id: a5aaaaaa\ntype: email\nat: 2026-11-03T10:00:00+03:00\n")
    let result = try Reports.report(named: "activity").run(try fixture.input(period: "ytd"))
    #expect(
      result.lines(
        "owner", "calls_answered", "calls_unanswered", "calls_clients", "calls_new", "calls_unknown",
        "emails",
        "tasks_on_time", "tasks_late", "deals_moved", "won", "revenue") == [
          "anna | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 1 | 0 | 0 | ",
          "gleb | 2 | 2 | 1 | 2 | 1 | 0 | 0 | 0 | 2 | 1 | 3.00 EUR",
          "- | 0 | 0 | 0 | 0 | 0 | 1 | 0 | 0 | 0 | 1 | ",
        ])
  }

  /// What was won at a time that nobody knows belongs to all time, as in the other reports, and to no period.
  @Test func activityOfAllTimeNeedsNoTime() throws {
    var fixture = Fixture()
    try fixture.deal("w1aaaaaa", [], "owner: gleb\namount: 5\ncurrency: EUR\n", stage: "won")
    let activity = try Reports.report(named: "activity")
    let all = try activity.run(try fixture.input())
    #expect(all.lines("owner", "won", "revenue") == ["gleb | 1 | 5.00 EUR"])
    #expect(all.notes.isEmpty)
    let rate = try Reports.report(named: "won-lost").run(try fixture.input())
    #expect(rate.totalLines("won", "won_amount") == ["1 | 5.00 EUR"])
    let year = try activity.run(try fixture.input(period: "2026"))
    #expect(year.totalLines("won", "revenue") == ["0 | "])
    #expect(year.notes == ["1 deal left out: won, but nobody knows when"])
  }

  @Test func anEmptyRepositoryHasEveryReport() throws {
    for report in Reports.all {
      let result = try report.run(try Fixture().input())
      for format in OutputFormat.allCases { _ = Renderer.render(result, as: format) }
      #expect(result.json["rows"]?.array != nil)
      for row in result.rows + result.totals { #expect(row.count == result.columns.count, "\(report.name)") }
    }
  }

  @Test func rowsAreAsWideAsTheirColumns() throws {
    for report in Reports.all {
      let by = report.options.contains(.by) ? "owner" : nil
      let result = try report.run(try FunnelTests.november().input(by: by))
      for row in result.rows + result.totals { #expect(row.count == result.columns.count, "\(report.name)") }
      #expect(Set(result.columns.map(\.key)).count == result.columns.count)
    }
  }

  /// A report of some columns is the whole report without the others.
  @Test func chosenColumnsAreThoseOfTheWholeReport() throws {
    for report in Reports.all {
      let by = report.options.contains(.by) ? "owner" : nil
      let input = try FunnelTests.november().input(by: by)
      let whole = try report.run(input)
      #expect(whole.columns == (try report.answer(input).fields), "\(report.name)")
      let singles = report.fields(by: by).filter { $0.pattern == nil }
      #expect(Array(whole.columns.prefix(singles.count)) == singles, "\(report.name)")
      let places = Array(whole.columns.indices.reversed().filter { $0 % 2 == 0 })
      let part = try report.answer(input).result(at: places)
      #expect(part.columns == places.map { whole.columns[$0] }, "\(report.name)")
      #expect(part.rows == whole.rows.map { row in places.map { row[$0] } }, "\(report.name)")
      #expect(part.totals == whole.totals.map { row in places.map { row[$0] } }, "\(report.name)")
      #expect(part.charts.allSatisfy(whole.charts.contains), "\(report.name)")
    }
  }
}
