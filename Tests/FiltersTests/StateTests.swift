import Dates
import Facts
import Filters
import Records
import Testing

struct StateTests {
  @Test(arguments: [
    Case(.deal, "is:open", "d1", "d2", "d5"), Case(.deal, "is:closed", "d3", "d4"),
    Case(.deal, "is:won", "d3"),
    Case(.deal, "is:lost", "d4"), Case(.deal, "is:archived"), Case(.deal, "is:overdue", "d2"),
    Case(.deal, "is:due", "d2"), Case(.deal, "is:today", "d2"), Case(.deal, "is:nonext", "d5"),
    Case(.deal, "is:late", "d2"), Case(.deal, "is:slipped", "d2"), Case(.deal, "is:rotting", "d5"),
    Case(.deal, "is!=open", "d3", "d4"), Case(.deal, "not is:open", "d3", "d4"),
    Case(.deal, "IS:open".lowercased(), "d1", "d2", "d5"),
    Case(.task, "is:open", "t1", "t2", "t3"), Case(.task, "is:done", "t4"), Case(.task, "is:cancelled"),
    Case(.task, "is:closed", "t4"), Case(.task, "is:overdue", "t2"), Case(.task, "is:due", "t2", "t3"),
    Case(.task, "is:today", "t2", "t3"), Case(.task, "is:upcoming", "t1"), Case(.task, "is:next", "t1", "t2"),
    Case(.lead, "is:open", "e1"), Case(.lead, "is:new", "e1"), Case(.lead, "is:rejected", "e2"),
    Case(.lead, "is:closed", "e2"), Case(.lead, "is:working"), Case(.lead, "is:qualified"),
    Case(.contact, "is:active", "c1", "c2", "c3"), Case(.contact, "is:customer"),
    Case(.contact, "is:silent", "c1"),
    Case(.company, "is:active", "k1", "k2"), Case(.company, "is:customer", "k1"),
    Case(.product, "is:active", "p1"), Case(.product, "is:inactive", "p2"),
    Case(.activity, "is:in", "v1"), Case(.activity, "is:out", "v2"), Case(.activity, "is:answered", "v1"),
    Case(.activity, "is:missed", "v2"),
  ])
  func states(_ row: Case) throws { try row.check() }

  @Test func everyStateOfAKindParses() throws {
    for kind in Kind.allCases {
      for state in RecordState.known(for: kind) {
        _ = try Office.select("is:" + state.rawValue, kind)
        #expect(!state.doc(for: kind).isEmpty)
      }
      for state in RecordState.allCases where !RecordState.known(for: kind).contains(state) {
        let context = Office.context().evaluation
        for record in Office.records where record.kind == kind {
          #expect(!state.holds(for: record, in: context), "\(kind) \(state)")
        }
      }
    }
  }

  @Test(arguments: [
    // Made on 11-20 at 10:15: eleven whole days at noon of 12-01.
    Case(.deal, "age:11", "d1"), Case(.deal, "age>=30", "d2", "d3", "d4"), Case(.deal, "age<4", "d5"),
    Case(.task, "age>0"), Case(.task, "age:", "t1", "t2", "t3", "t4"),
    Case(.deal, "idle:6", "d1"), Case(.deal, "idle=30", "d2"), Case(.contact, "idle:0", "c2"),
    Case(.contact, "idle:6", "c1", "c3"),
    Case(.company, "idle:6", "k1"), Case(.company, "idle:47", "k3"), Case(.task, "idle:6", "t1", "t4"),
    Case(.activity, "idle:6", "v1"),
    Case(.deal, "weighted=60k", "d1"), Case(.deal, "weighted=4500EUR", "d2"),
    Case(.deal, "weighted=70000", "d3"),
    Case(.deal, "weighted=0", "d4"), Case(.deal, "weighted:", "d5"), Case(.deal, "weighted>1RUB", "d1", "d3"),
  ])
  func computed(_ row: Case) throws { try row.check() }

  @Test func weightedKeepsTheDecimalsOfMoney() {
    #expect(Office.facts("da000001").weighted?.description == "60000.00")
    #expect(Office.facts("da000002").weighted?.description == "4500.00")
    #expect(Office.facts("da000004").weighted == .zero)
  }

  @Test func daysAreWholeAndNeverNegative() {
    func age(_ seconds: Int) -> Int? {
      Office.record("da000001").replacing(["created": .instant(Office.now.adding(seconds: seconds))])
        .ageDays(at: Office.now)
    }
    #expect(age(-86_399) == 0)
    #expect(age(-86_400) == 1)
    #expect(age(500_000) == 0)
  }

  @Test func rottingWaitsForTheLastSign() {
    let snapshot = Office.snapshot()
    let deal = Office.record("da000001")
    func isRotting(_ now: String) -> Bool {
      let now = Instant(rfc3339: now)!
      return DealFacts(deal, stages: Office.stages, at: now).idleness(
        lastActivity: snapshot.lastActivity(of: deal, until: now))!.isRotting
    }
    // The activity of 11-25 10:00 came after the change of stage on 11-22.
    #expect(!isRotting("2026-12-02T10:00:00+03:00"))
    #expect(isRotting("2026-12-02T10:00:01+03:00"))
  }
}

struct StageIndexTests {
  @Test func findsByPipelineAndId() {
    let index = Office.stages
    #expect(index.facts(pipeline: "sales", stage: "invoice")?.probability == 80)
    #expect(index.facts(pipeline: "service", stage: "invoice") == nil)
    #expect(index.pipelines == ["sales", "service"])
    #expect(index.stages(of: "service").map(\.id) == ["request", "done"])
    #expect(index.facts(of: Office.record("da000003"))?.outcome == .won)
    #expect(index.facts(of: Office.record("ta000001")) == nil)
  }

  @Test func anUnknownStageIsOpen() {
    let deal = Office.record("da000003").replacing(["stage": .text("nowhere")])
    #expect(Office.stages.isOpen(deal))
    #expect(!Office.stages.isOpen(Office.record("da000003")))
    #expect(StageIndex().isOpen(deal))
  }

  @Test func dealsInUnknownStagesAreFoundByTheWord() throws {
    let context = Office.context(stages: StageIndex())
    try Case(.deal, "stage:prop", "d1").check(context)
    try Case(.deal, "stage=proposal", "d1").check(context)
    try Case(.deal, "stage:nowhere").check(context)
  }
}
