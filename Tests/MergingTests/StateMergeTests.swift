import Merging
import Records
import Testing

/// Where a deal and a task stand after two edits, by table. Every line is merged both ways.
@Suite struct StateMergeTests {
  private static let header = "id: d7f3q2mz\ntitle: T\npipeline: sales\n"
  private static let start = "- {at: 2026-11-01T10:00:00Z, stage: meeting, by: anna}\n"

  /// A deal file of a stage, a next step, a closing, a reason and rows of history.
  static func deal(
    _ stage: String, next: String? = "a-a7f3q2mz", closed: String? = nil, reason: String? = nil,
    rows: [String] = []
  ) -> String {
    var text = header + "stage: \(stage)\n"
    if let next { text += "next_step: \(next)\n" }
    if let reason { text += "lost_reason: \(reason)\n" }
    if let closed { text += "closed: \(closed)\n" }
    return text + "history:\n" + start + rows.map { $0 + "\n" }.joined()
  }

  static func row(_ day: Int, _ stage: String, _ by: String = "anna") -> String {
    "- {at: 2026-11-\(day)T10:00:00Z, stage: \(stage), by: \(by)}"
  }

  static let cases: [RecordMergeTests.Case] = [
    row(
      "of two moves the later stands", deal("meeting"),
      deal("proposal", next: "b-b7f3q2mz", rows: [row(10, "proposal")]),
      deal("invoice", next: "c-c7f3q2mz", rows: [row(11, "invoice")]),
      deal("invoice", next: "c-c7f3q2mz", rows: [row(10, "proposal"), row(11, "invoice")]), ["next_step"]),
    row(
      "a closing beats a later move", deal("meeting"),
      deal("won", next: nil, closed: "2026-11-10T10:00:00Z", rows: [row(10, "won")]),
      deal("invoice", next: "c-c7f3q2mz", rows: [row(11, "invoice")]),
      deal(
        "won", next: nil, closed: "2026-11-10T10:00:00Z", rows: [row(11, "invoice"), row(10, "won")]),
      ["next_step"]),
    row(
      "the same closing twice: the earlier", deal("meeting"),
      deal("won", next: nil, closed: "2026-11-10T10:00:00Z", rows: [row(10, "won")]),
      deal("won", next: nil, closed: "2026-11-12T10:00:00Z", rows: [row(12, "won", "carl")]),
      deal("won", next: nil, closed: "2026-11-10T10:00:00Z", rows: [row(10, "won"), row(12, "won", "carl")]),
      ["closed"]),
    row(
      "a move, and another next step", deal("meeting"),
      deal("proposal", next: "b-b7f3q2mz", rows: [row(10, "proposal")]), deal("meeting", next: "c-c7f3q2mz"),
      deal("proposal", next: "b-b7f3q2mz", rows: [row(10, "proposal")]), ["next_step"]),
    row(
      "a move that keeps the step, and another next step", deal("meeting"),
      deal("proposal", rows: [row(10, "proposal")]), deal("meeting", next: "c-c7f3q2mz"),
      deal("proposal", next: "c-c7f3q2mz", rows: [row(10, "proposal")]), []),
    row(
      "two next steps: the greater id", deal("meeting"), deal("meeting", next: "x-b7f3q2mz"),
      deal("meeting", next: "a-c7f3q2mz"), deal("meeting", next: "a-c7f3q2mz"), ["next_step"]),
    row(
      "a reopening beside an edit of the reason",
      deal("lost", next: nil, closed: "2026-11-05T10:00:00Z", reason: "price", rows: [row(5 + 10, "lost")]),
      deal("meeting", next: "b-b7f3q2mz", rows: [row(15, "lost"), row(16, "meeting")]),
      deal("lost", next: nil, closed: "2026-11-05T10:00:00Z", reason: "other", rows: [row(15, "lost")]),
      deal("meeting", next: "b-b7f3q2mz", rows: [row(15, "lost"), row(16, "meeting")]), ["lost_reason"]),
    task(
      "done beats a new due day", "due: 2026-11-01\n",
      "status: done\ndue: 2026-11-01\nclosed: 2026-11-02T10:00:00Z\n", "due: 2026-11-09\n",
      "status: done\ndue: 2026-11-01\nclosed: 2026-11-02T10:00:00Z\n", ["due"]),
    task(
      "both did it: the earlier", "due: 2026-11-01\n",
      "status: done\ndue: 2026-11-01\nresult: yes\nclosed: 2026-11-02T10:00:00Z\n",
      "status: cancelled\ndue: 2026-11-03\nclosed: 2026-11-03T10:00:00Z\n",
      "status: done\ndue: 2026-11-01\nresult: yes\nclosed: 2026-11-02T10:00:00Z\n",
      ["status", "due", "closed"]),
    task(
      "a new due day and a new title's neighbour", "due: 2026-11-01\n", "due: 2026-11-02\n",
      "due: 2026-11-01\nowner: anna\n", "due: 2026-11-02\nowner: anna\n", []),
    task(
      "reopened, and a result", "status: done\ndue: 2026-11-01\nclosed: 2026-11-02T10:00:00Z\n",
      "due: 2026-11-01\n", "status: done\ndue: 2026-11-01\nresult: yes\nclosed: 2026-11-02T10:00:00Z\n",
      "due: 2026-11-01\nresult: yes\n", []),
  ]

  private static func row(
    _ what: String, _ base: String, _ ours: String, _ theirs: String, _ merged: String, _ superseded: [String]
  ) -> RecordMergeTests.Case {
    RecordMergeTests.Case(
      what: what, path: "deals/t-d7f3q2mz.yaml", base: base, ours: ours, theirs: theirs, merged: merged,
      superseded: superseded)
  }

  private static func task(
    _ what: String, _ base: String, _ ours: String, _ theirs: String, _ merged: String, _ superseded: [String]
  ) -> RecordMergeTests.Case {
    let head = "id: t7f3q2mz\ntitle: Call\n"
    return RecordMergeTests.Case(
      what: what, path: "tasks/2026-11/call-t7f3q2mz.yaml", base: head + base, ours: head + ours,
      theirs: head + theirs, merged: head + merged, superseded: superseded)
  }

  @Test(arguments: cases) func stands(_ row: RecordMergeTests.Case) {
    RecordMergeTests().merges(row)
  }

  @Test func twoClosingsThatDifferAreForAPerson() {
    let outcome = RecordMergeTests.merge(
      Self.deal("meeting"),
      Self.deal("won", next: nil, closed: "2026-11-10T10:00:00Z", rows: [Self.row(10, "won")]),
      Self.deal(
        "lost", next: nil, closed: "2026-11-11T10:00:00Z", reason: "price", rows: [Self.row(11, "lost")]))
    #expect(outcome.conflicts.map(\.field) == ["stage", "lost_reason", "closed"])
    let file = ConflictedFile(outcome.bytes)
    // The stage brings its closing and reason along.
    #expect(
      file.map { String(decoding: $0.settled("stage", .theirs), as: UTF8.self) }
        == Self.deal(
          "lost", next: nil, closed: "2026-11-11T10:00:00Z", reason: "price",
          rows: [Self.row(10, "won"), Self.row(11, "lost")]))
  }

  @Test func otherReasonsForOneLossAreForAPerson() {
    let outcome = RecordMergeTests.merge(
      Self.deal("meeting"),
      Self.deal(
        "lost", next: nil, closed: "2026-11-12T10:00:00Z", reason: "other", rows: [Self.row(12, "lost")]),
      Self.deal(
        "lost", next: nil, closed: "2026-11-11T10:00:00Z", reason: "price", rows: [Self.row(11, "lost")]))
    #expect(outcome.conflicts.map(\.field) == ["lost_reason"])
    #expect(RecordMergeTests.text(outcome).contains("closed: 2026-11-11T10:00:00Z\n"))
  }

  @Test func aStageByHandIsNeverLost() {
    let outcome = RecordMergeTests.merge(
      Self.deal("meeting"), Self.deal("proposal", next: "b-b7f3q2mz", rows: [Self.row(10, "proposal")]),
      Self.deal("invoice"))
    #expect(outcome.conflicts.map(\.field).contains("stage"))
  }

  @Test func twoResultsAreAConflict() {
    let outcome = RecordMergeTests.merge(
      "id: t7f3q2mz\ntitle: C\ndue: 2026-11-01\n",
      "id: t7f3q2mz\ntitle: C\nstatus: done\ndue: 2026-11-01\nresult: a\nclosed: 2026-11-02T10:00:00Z\n",
      "id: t7f3q2mz\ntitle: C\nstatus: done\ndue: 2026-11-01\nresult: b\nclosed: 2026-11-03T10:00:00Z\n",
      path: "tasks/2026-11/c-t7f3q2mz.yaml")
    #expect(outcome.conflicts.map(\.field) == ["result"])
  }
}
