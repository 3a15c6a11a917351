import Dates
import Diagnostics
import Records
import Rules
import Testing

@testable import Imports

@Suite struct DealImportTests {
  @Test func anOpenDealNeedsANextStep() throws {
    let text = "Title,Stage,Amount\nSite,proposal,120000.50\n"
    let refused = try Workbench().plan(text)
    #expect(refused.counts == [0, 0, 0, 0, 0, 1])
    #expect(refused.errors[0].contains("--next"))
    #expect(refused.change.isEmpty)
    var bench = Workbench()
    let plan = try bench.run(text) { $0.next = Workbench.step }
    #expect(plan.counts == [1, 0, 0, 0, 0, 0])
    #expect(plan.report.linked == [.task: 1])
    let deal = try #require(bench.only(.deal))
    let task = try #require(bench.snapshot.record(deal.reference("next_step")))
    #expect(task.name == "Call")
    #expect(task.reference("deal")?.id == deal.id)
    #expect(deal["amount"]?.plainText == "120000.50")
    #expect(deal.text("currency") == "RUB")
    #expect(deal["history"]?.list?.count == 1)
  }

  @Test func thePipelineMayMakeTheNextStep() throws {
    let pipeline = """
      name: Sales
      stages:
      - id: new
        on_enter: {next: {title: "Call {{contact.name}}", type: call, within: 1h}}
      - {id: won, outcome: won}
      - {id: lost, outcome: lost, require: [lost_reason]}

      """
    var bench = Workbench(pipeline: pipeline)
    #expect(try bench.run("Title,Stage,Contact\nSite,new,Anna\n").counts == [1, 0, 0, 0, 0, 0])
    #expect(bench.only(.task)?.name == "Call Anna")
  }

  @Test func closedDealsKeepTheirTimes() throws {
    var bench = Workbench()
    let plan = try bench.run(
      "ID,Title,Stage,Created,Closed,Lost reason\n1,A,won,2026-01-02 10:00,2026-02-03 11:00,\n"
        + "2,B,lost,2026-01-02 10:00,,Price\n3,C,lost,2026-01-02 10:00,,\n4,D,lost,2026-01-02 10:00,,prise\n")
    #expect(plan.counts == [3, 0, 0, 0, 0, 1])
    #expect(plan.errors[0].contains("did you mean \"price\"?"))
    #expect(bench.named("C", .deal)?.text("lost_reason") == "other")
    #expect(
      plan.report.warnings.contains { $0.text.hasPrefix("1 lost deal has no reason; taken for it: other") })
    let won = try #require(bench.named("A", .deal))
    #expect(won["closed"]?.instant == Instant(rfc3339: "2026-02-03T11:00:00Z"))
    #expect(won["history"]?.list?.count == 1)
    #expect(won["history"]?.list?.first?["at"]?.instant == won["closed"]?.instant)
    let lost = try #require(bench.named("B", .deal))
    #expect(lost.text("lost_reason") == "price")
    #expect(lost["closed"]?.instant == lost["created"]?.instant)
    #expect(bench.snapshot.records(.task).isEmpty)
  }

  /// Where the pipeline lists no reason for all others, somebody has to say one.
  @Test func aLostDealWithoutAReasonIsRejectedWhereThereIsNoOther() throws {
    let bench = Workbench(pipeline: DefaultPipeline.text.split(separator: ", other").joined())
    let text = "Title,Stage,Created\nC,lost,2026-01-02 10:00\n"
    let plan = try bench.plan(text)
    #expect(plan.counts == [0, 0, 0, 0, 0, 1])
    #expect(plan.errors[0].contains("--set lost_reason="))
    #expect(try bench.plan(text) { $0.constants = [.init("lost_reason", "price")] }.counts[0] == 1)
  }

  /// Bitrix24 says in one column that a deal is closed and in another how.
  @Test(arguments: [
    ("Да", "Сделка успешна", "won"), ("Yes", "Deal lost", "lost"), ("Нет", "proposal", "proposal"),
    ("Да", "proposal", nil), ("Да", "", nil), ("N", "", "first-contact"),
  ])
  func aClosedDealNeedsAStageThatSaysHow(_ closed: String, _ stage: String, _ wanted: String?) throws {
    let plan = try Workbench().plan("Title,Stage,Status,Created\nA,\(stage),\(closed),2026-01-02 10:00\n") {
      $0.next = Workbench.step
    }
    #expect(plan.change.creations.first { $0.kind == .deal }?.values["stage"]?.text == wanted)
    #expect(wanted != nil || plan.errors[0].contains("the deal is closed"))
  }

  /// A stage beside a status is the one that the deal was in before it ended.
  @Test(arguments: ["won", "lost", "archived"]) func aClosedDealKeepsTheStageItWasIn(_ status: String) throws
  {
    var bench = Workbench()
    let text =
      "Deal name,Stage,Status,Created,Closed,Lost reason\nA,Proposal,\(status),2026-01-02 10:00,2026-02-03 11:00,price\n"
      + "B,Nowhere,\(status),2026-01-02 10:00,2026-02-03 11:00,price\n"
    #expect(try bench.run(text) { $0.kind = .deal }.counts == [2, 0, 0, 0, 0, 0])
    let deal = try #require(bench.named("A", .deal))
    let history = (deal["history"]?.list ?? []).map { [$0["at"]?.plainText, $0["stage"]?.text] }
    #expect(history.map { $0[1] } == ["proposal", deal.text("stage")])
    #expect(history.map { $0[0] } == [deal["created"]?.plainText, deal["closed"]?.plainText])
    #expect(bench.named("B", .deal)?["extra"]?["Stage"] == .text("Nowhere"))
    #expect(try bench.plan(text) { $0.kind = .deal }.change.isEmpty)
  }

  @Test func whatIsTakenForADateOfClosingIsSaid() throws {
    let plan = try Workbench().plan(
      "Title,Stage,Created,Expected close\nA,won,2026-01-02 10:00,\nB,won,,\nC,won,2026-01-02 10:00,2026-02-03\n"
        + "D,proposal,,\n"
    ) { $0.next = Workbench.step }
    #expect(
      plan.report.warnings.map(\.text) == [
        "3 closed deals have no date of closing; taken for it: the expected date (1), the day it was made (1), now (1); "
          + "--map COLUMN=closed names a column that has it"
      ])
    let dated = try Workbench().plan("Title,Stage,Closed\nA,won,2026-01-02 10:00\n")
    #expect(dated.report.warnings.isEmpty)
  }

  @Test func stagesAndOwnersMapByNameOrAreRejectedWithTheNearest() throws {
    let gleb = Owner(id: "gleb", name: "Глеб Петров", email: nil, manager: nil, hours: .standard)
    let bench = Workbench(owners: [gleb])
    let text =
      "Title,Stage,Owner\nA,First contact,Глеб Петров\nB,proposl,gleb\nC,Новая,gleb\nD,meeting,Глеп Петров\n"
    let plan = try bench.plan(text) {
      $0.next = Workbench.step
      $0.user = "gleb"
    }
    #expect(plan.counts == [1, 0, 0, 0, 0, 3])
    #expect(plan.errors[0].contains("did you mean \"proposal\"?"))
    #expect(plan.errors[2].contains("Глеб Петров"))
    let mapped = try bench.plan(text) {
      $0.next = Workbench.step
      $0.user = "gleb"
      $0.valueMaps = [
        .init(column: "Stage", entries: [.init("Новая", "first-contact"), .init("proposl", "proposal")])
      ]
    }
    #expect(mapped.counts == [3, 0, 0, 0, 0, 1])
  }

  @Test(arguments: [
    ("Успешно реализовано", "won"), ("Closed Won", "won"), ("closedwon", "won"),
    ("Закрыто и не реализовано", "lost"), ("closedlost", "lost"),
  ])
  func finalStagesOfOtherSystems(_ word: String, _ stage: String) throws {
    let plan = try Workbench().plan("Title,Stage,Lost reason\nA,\(word),price\n")
    #expect(plan.change.creations.first { $0.kind == .deal }?.values["stage"] == .text(stage))
  }

  @Test func contactsAndCompaniesAreLinkedOrMade() throws {
    var bench = Workbench()
    try bench.run("Name,Email,Phone\nAnna Ivanova,anna@x.example,+79161234567\n", file: "contacts.csv")
    let text =
      "Title,Stage,Contact,Contact Email,Contact Phone,Company\nA,won,,ANNA@x.example,,Ромашка\n"
      + "B,won,,,8 916 123 45 67,\"Ромашка, ООО\"\nC,won,Ivanova Anna,,,\nD,won,Boris,b@x.example,,Acme\nE,won,Boris,b@x.example,,ACME Ltd\n"
    let plan = try bench.run(text)
    #expect(plan.counts == [5, 0, 0, 0, 0, 0])
    #expect(plan.report.linked == [.contact: 1, .company: 2])
    let anna = try #require(bench.named("Anna Ivanova"))
    for title in ["A", "B", "C"] {
      #expect(bench.named(title, .deal)?.reference("contact")?.id == anna.id, "\(title)")
    }
    let boris = try #require(bench.named("Boris"))
    #expect(boris.texts("emails") == ["b@x.example"])
    #expect(bench.snapshot.record(boris.reference("company"))?.name == "Acme")
    #expect(bench.named("E", .deal)?.reference("contact")?.id == boris.id)
    #expect(try bench.run(text).change.isEmpty)
  }

  @Test func withoutLinksToMakeTheRowIsRejectedWhole() throws {
    let plan = try Workbench().plan("Title,Stage,Contact,Company\nA,won,Anna,Acme\n") {
      $0.createsLinks = false
    }
    #expect(plan.counts == [0, 0, 0, 0, 0, 1])
    #expect(plan.change.isEmpty)
    // A refusal of the deal leaves no contact behind either.
    let refused = try Workbench().plan("Title,Stage,Contact,Company\nA,proposal,Anna,Acme\n")
    #expect(refused.counts == [0, 0, 0, 0, 0, 1])
    #expect(refused.change.isEmpty)
  }

  @Test func anotherStageMovesTheDeal() throws {
    var bench = Workbench()
    let head = "ID,Title,Stage,Amount,Lost reason\n"
    try bench.run(head + "1,A,proposal,5.00,\n2,B,proposal,5.00,\n") { $0.next = Workbench.step }
    let step = try #require(bench.named("A", .deal)?.reference("next_step"))
    let moved = try bench.run(head + "1,A,invoice,6.00,\n2,B,lost,,price\n")
    #expect(moved.counts == [0, 2, 0, 0, 0, 0])
    let a = try #require(bench.named("A", .deal))
    #expect(a.text("stage") == "invoice")
    #expect(a["amount"]?.plainText == "6.00")
    #expect(a.reference("next_step")?.id == step.id)
    #expect(a["history"]?.list?.count == 2)
    let b = try #require(bench.named("B", .deal))
    #expect(b.text("stage") == "lost")
    #expect(b.text("lost_reason") == "price")
    #expect(b.reference("next_step") == nil)
    #expect(bench.snapshot.records(.task).filter { $0.text("status") == "open" }.count == 1)
    // Reopening needs a next step of its own.
    #expect(try bench.plan(head + "2,B,meeting,,\n").counts == [0, 0, 0, 0, 0, 1])
    #expect(
      try bench.plan(head + "2,B,meeting,,\n") { $0.next = Workbench.step }.counts == [0, 1, 0, 0, 0, 0])
    // Filling never moves.
    #expect(try bench.plan(head + "1,A,won,,\n") { $0.mode = .fill }.counts == [0, 0, 1, 0, 0, 0])
  }

  @Test func dealsMatchByTitleAndContactWithoutIds() throws {
    var bench = Workbench()
    let text = "Title,Stage,Contact Email,Amount\nSite,won,a@x.example,1.00\nSite,won,b@x.example,2.00\n"
    #expect(try bench.run(text).counts == [2, 0, 0, 0, 0, 0])
    #expect(try bench.run(text).counts == [0, 0, 2, 0, 0, 0])
  }

  @Test func activitiesAndTasksFindTheirDeals() throws {
    var bench = Workbench()
    try bench.run("ID,Title,Stage,Contact Email\n1,Site,proposal,a@x.example\n") { $0.next = Workbench.step }
    let deal = try #require(bench.only(.deal))
    let calls = "Date,Type,Text,Contact Email,Deal\n2026-01-02 10:00,Звонок,Hi,a@x.example,Site\n"
    #expect(try bench.run(calls, file: "activities.csv").counts == [1, 0, 0, 0, 0, 0])
    #expect(
      bench.snapshot.records(.activity).first { $0.text("type") == "call" }?.reference("deal")?.id == deal.id)
    #expect(try bench.run(calls, file: "activities.csv").change.isEmpty)
    let tasks =
      "Task,Due date,Deal,Status\nSend,2026-12-01 10:00,Site,open\nDone,2026-01-01 10:00,Nothing,open\n"
    let plan = try bench.run(tasks, file: "tasks.csv")
    #expect(plan.counts == [1, 0, 0, 0, 0, 1])
    #expect(try bench.run(tasks, file: "tasks.csv").change.isEmpty)
  }

  /// No import leaves an open deal without exactly one open next step, and importing twice changes nothing.
  @Test(arguments: 1...30) func theNextStepHolds(_ seed: Int) throws {
    var random = Stream(seed: UInt64(seed))
    var bench = Workbench()
    for _ in 0..<3 {
      var text = "ID,Title,Stage,Contact,Contact Email,Company,Amount,Closed,Lost reason\n"
      for _ in 0..<(1 + random.below(15)) {
        text +=
          [
            String(random.below(8)), random.element(["A", "B", "C", ""]),
            random.element(["proposal", "won", "lost", "Meeting", "archive", "nowhere", ""]),
            random.element(["Anna", "Boris", ""]), random.element(["a@x.example", "b@x.example", "bad", ""]),
            random.element(["Acme", "Ромашка", ""]), random.element(["1.50", "\"1 200,50\"", ""]),
            random.element(["2026-02-03", ""]), random.element(["price", "other", ""]),
          ].joined(separator: ",") + "\n"
      }
      let hasStep = random.chance(60)
      // Two spellings of decimals in one column are for a person to decide.
      let plan = try bench.run(text) {
        $0.next = hasStep ? Workbench.step : nil
        $0.kind = .deal
      }
      #expect(plan.counts.reduce(0, +) == plan.report.rows)
      for deal in bench.snapshot.records(.deal) {
        let isOpen = !["won", "lost", "archive"].contains(deal.text("stage") ?? "")
        let open = bench.snapshot.referrers(of: deal.id, kind: .task, key: "deal").filter {
          $0.text("status") == "open"
        }
        #expect(open.count == (isOpen ? 1 : 0), "seed \(seed)")
        #expect(deal.reference("next_step")?.id == open.first?.id, "seed \(seed)")
      }
    }
  }
}
