import Dates
import Diagnostics
import Facts
import Filters
import Records
import Testing

@testable import Rules

@Suite struct DeskTests {
  @Test func aMoveDoesEverythingTogether() throws {
    var desk = World.desk()
    try desk.setFields(World.deal, ["amount": .number(Decimal(100))])
    let moved = try desk.move(
      World.deal, to: "proposal", TransitionRequest(next: World.next, note: "They agreed"))
    #expect(moved.from == "first-contact" && moved.to == "proposal" && moved.closed == [World.step])
    let snapshot = desk.snapshot
    let deal = try #require(snapshot.record(World.deal))
    #expect(deal.text("stage") == "proposal")
    let step = try #require(snapshot.record(deal.reference("next_step")))
    #expect(step.name == "Send the offer" && step.reference("deal")?.id == World.deal)
    #expect(snapshot.record(World.step)?.text("status") == "done")
    #expect(snapshot.record(World.step)?["closed"]?.instant == World.now)
    #expect(snapshot.record(World.plainTask)?.text("status") == nil)
    let history = try #require(deal["history"]?.list)
    #expect(history.count == 2 && history[1]["stage"]?.text == "proposal" && history[1]["by"]?.text == "gleb")
    let activity = try #require(snapshot.records(.activity).first)
    #expect(activity.text("type") == "stage" && activity.text("text") == "They agreed")
    #expect(desk.change.message.contains("deal: Website for Acme"))
    #expect(desk.breaches.isEmpty, "\(desk.breaches)")
  }

  @Test func theMessageOfOneMoveIsItsWay() throws {
    var desk = World.desk()
    try desk.move(World.deal, to: "lost", TransitionRequest(sets: ["lost_reason": .text("price")]))
    #expect(desk.change.message == "deal: Website for Acme: first-contact → lost")
  }

  @Test func everyUnmetRequirementIsListedAtOnce() throws {
    var desk = World.desk()
    let refused = try #require(refusal { try desk.move(World.deal, to: "visit", TransitionRequest()) })
    #expect(refused.code == .requirementUnmet)
    #expect(refused.related.count == 3, "\(refused.related)")
    #expect(refused.message.contains("contact.phone") && refused.message.contains("address"))
    let phone = refused.related[0]
    #expect(phone.location == SourceLocation(file: "pipelines/sales.yaml", line: 11, column: 13))
    #expect(phone.hints.map(\.description) == ["crm contacts set anna0001 phones+=…"])
    #expect(
      refused.hints.map(\.description) == [
        "crm contacts set anna0001 phones+=…",
        "crm deals move dea00004 visit --set address=… --next 'Call Anna Ivanova' --due 'tomorrow 10:00'",
        "or keep \"Call Anna\" as it: add --keep-next instead of --next and --due",
      ])
    #expect(desk.change.isEmpty)
  }

  @Test func conditionsAreEvaluatedAfterTheSets() throws {
    var desk = World.desk()
    let refused = try #require(
      refusal { try desk.move(World.deal, to: "proposal", TransitionRequest(next: World.next)) })
    #expect(refused.code == .requirementUnmet)
    #expect(refused.hints.first?.description.contains("--set amount=…") == true)
    try desk.move(
      World.deal, to: "proposal",
      TransitionRequest(next: World.next, sets: ["amount": .number(Decimal(5))]))
    #expect(desk.snapshot.record(World.deal)?["amount"]?.number == Decimal(5))
  }

  @Test func aNextStepIsAskedForWithTheCommandThatPasses() throws {
    var desk = World.desk()
    try desk.setFields(World.contact, ["phones": .list([.text("+79161234567")])])
    let refused = try #require(
      refusal {
        try desk.move(World.deal, to: "visit", TransitionRequest(sets: ["address": .text("Main St 5")]))
      })
    #expect(refused.code == .nextStepRequired)
    #expect(
      refused.hints.first?.description
        == "crm deals move dea00004 visit --set 'address=Main St 5' --next 'Call Anna Ivanova' --due 'tomorrow 10:00'"
    )
    try desk.move(
      World.deal, to: "visit", TransitionRequest(keepNext: true, sets: ["address": .text("Main St 5")]))
    let deal = try #require(desk.snapshot.record(World.deal))
    #expect(deal.reference("next_step")?.id == World.step)
    let tasks = desk.snapshot.records(.task).map(\.name)
    #expect(tasks.contains("Measure at Main St 5"))
    #expect(desk.breaches.isEmpty, "\(desk.breaches)")
  }

  @Test func aStageMayMakeTheNextStepItself() throws {
    var desk = World.desk()
    let added = try desk.addDeal(values: ["title": .text("Kitchen"), "contact": World.reference("bbbb0002")])
    let step = try #require(desk.snapshot.record(added.nextStep))
    #expect(step.name == "Call Bob Stone" && step.text("type") == "call")
    #expect(step["due"]?.instant == World.now.adding(seconds: 600))
    #expect(desk.breaches.isEmpty, "\(desk.breaches)")
  }

  @Test func dueTimesOfTheEngineFallIntoWorkingHours() throws {
    let friday = Instant(rfc3339: "2026-11-27T17:55:00Z")!
    let snapshot = World.snapshot()
    var desk = ChangePlanner(
      snapshot: snapshot, pipelines: .compile(snapshot), now: friday, user: "", mint: IDMint(seed: 3))
    let added = try desk.addDeal(values: ["title": .text("Kitchen")])
    let step = try #require(desk.snapshot.record(added.nextStep))
    #expect(step["due"]?.instant == Instant(rfc3339: "2026-11-30T09:00:00Z"))
    #expect(step.name == "Call")
  }

  @Test func addingIsRefusedWithoutANextStep() throws {
    var desk = World.desk(pipeline: DefaultPipeline.text)
    let refused = try #require(
      refusal {
        try desk.addDeal(values: [
          "title": .text("Big deal"), "contact": World.reference("bbbb0002"), "amount": .number(Decimal(7)),
          "tags": .list([.text("a"), .text("b")]),
        ])
      })
    #expect(refused.code == .nextStepRequired)
    #expect(
      refused.hints.first?.description
        == "crm deals add 'Big deal' --contact bbbb0002 --amount 7 tags=a,b --next 'Call Bob Stone' --due 'tomorrow 10:00'"
    )
    let added = try desk.addDeal(
      values: ["title": .text("Big deal"), "amount": .number(Decimal(7))], stage: "meet", next: World.next)
    let deal = try #require(desk.snapshot.record(added.deal))
    #expect(deal.text("stage") == "meeting" && deal.text("currency") == "EUR" && deal.text("owner") == "gleb")
    #expect(desk.breaches.isEmpty, "\(desk.breaches)")
  }

  @Test func closingClosesAllTasks() throws {
    for outcome in ["won", "archive"] {
      var desk = World.desk(pipeline: DefaultPipeline.text)
      try desk.move(World.deal, to: outcome)
      let snapshot = desk.snapshot
      let deal = try #require(snapshot.record(World.deal))
      #expect(deal["next_step"] == nil && deal["closed"]?.instant == World.now)
      #expect(snapshot.record(World.step)?.text("status") == (outcome == "won" ? "done" : "cancelled"))
      #expect(snapshot.record(World.plainTask)?.text("status") == "cancelled")
      #expect(desk.breaches.isEmpty, "\(desk.breaches)")
      let again = try #require(refusal { try desk.close(World.deal, as: .won) })
      #expect(again.code == .alreadyClosed)
      #expect(
        again.hints.map(\.description) == [
          "crm deals reopen dea00004 --next 'Call Anna Ivanova' --due 'tomorrow 10:00'"
        ])
    }
  }

  @Test func losingNeedsAReasonOfTheList() throws {
    var desk = World.desk()
    let refused = try #require(refusal { try desk.close(World.deal, as: .lost) })
    #expect(refused.code == .requirementUnmet)
    #expect(refused.hints.first?.description == "crm deals lose dea00004 --reason …")
    #expect(
      refusal {
        try desk.close(World.deal, as: .lost, TransitionRequest(sets: ["lost_reason": .text("weather")]))
      }?.code == .invalidValue)
    try desk.close(World.deal, as: .lost, TransitionRequest(sets: ["lost_reason": .text("Price")]))
    #expect(desk.snapshot.record(World.deal)?.text("lost_reason") == "price")
    try desk.reopen(World.deal, TransitionRequest(next: World.next))
    let deal = try #require(desk.snapshot.record(World.deal))
    #expect(deal.text("stage") == "first-contact" && deal["lost_reason"] == nil && deal["closed"] == nil)
    #expect(desk.breaches.isEmpty, "\(desk.breaches)")
  }

  @Test func whatCannotBeIsRefused() throws {
    let table: [(String, TransitionRequest, DiagnosticCode)] = [
      ("invoice", TransitionRequest(next: World.next), .transitionNotAllowed),
      ("first-contact", TransitionRequest(next: World.next), .transitionNotAllowed),
      ("proposl", TransitionRequest(next: World.next), .invalidValue),
      ("archive", TransitionRequest(next: World.next), .usage),
      ("archive", TransitionRequest(keepNext: true), .usage),
      ("visit", TransitionRequest(next: World.next, keepNext: true), .usage),
      ("archive", TransitionRequest(sets: ["stage": .text("won")]), .transitionNotAllowed),
      ("archive", TransitionRequest(sets: ["nonsense": .text("won")]), .invalidValue),
      ("archive", TransitionRequest(sets: ["contact": World.reference("zzzz9999")]), .notFound),
      ("archive", TransitionRequest(sets: ["title": nil]), .invalidValue),
      ("visit", TransitionRequest(next: NextStep(title: " ", due: World.nextWeek)), .invalidValue),
    ]
    for (stage, wish, code) in table {
      var desk = World.desk()
      #expect(refusal { try desk.move(World.deal, to: stage, wish) }?.code == code, "\(stage)")
      #expect(desk.change.isEmpty)
    }
  }

  @Test func stagesOfActionsOnlyLetNoDealMove() throws {
    let text = DefaultPipeline.text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      line == "  probability: 10" ? "  probability: 10\n  actions_only: true" : String(line)
    }.joined(separator: "\n")
    var desk = World.desk(pipeline: text)
    let refused = refusal {
      try desk.move(World.deal, to: "meeting", TransitionRequest(next: World.next))
    }
    #expect(refused?.code == .transitionNotAllowed)
    #expect(
      refused?.hints.map(\.description) == [
        "crm deals act dea00004 no-answer", "crm deals act dea00004 invoice-sent --due 'tomorrow 10:00'",
        "crm deals act dea00004 paid",
      ]
    )
  }

  @Test func aDealMayLeaveAStageThatIsGone() throws {
    let stray = World.dealRecord.replacing(["stage": .text("proposl"), "history": World.history("proposl")])
    var desk = World.desk([World.annaRecord, World.acmeRecord, stray, World.stepRecord])
    try desk.move(World.deal, to: "invoice", TransitionRequest(keepNext: true))
    #expect(desk.breaches.isEmpty, "\(desk.breaches)")
  }

  @Test func aDealMayLeaveAPipelineThatIsGone() throws {
    let stray = World.dealRecord.replacing(["pipeline": .text("salse")])
    var desk = World.desk([World.annaRecord, World.acmeRecord, stray, World.stepRecord])
    #expect(
      refusal { try desk.move(World.deal, to: "invoice", TransitionRequest(keepNext: true)) }?.code
        == .invalidData)
    try desk.move(
      World.deal, to: "invoice", TransitionRequest(keepNext: true, sets: ["pipeline": .text("sales")]))
    #expect(desk.breaches.isEmpty, "\(desk.breaches)")
  }

  @Test func ofOperationsTogetherAllHappenOrNone() throws {
    var desk = World.desk()
    let refused = refusal {
      try desk.together { planner throws(Diagnostic) in
        try planner.addRecord(.company, values: ["name": .text("Firm")])
        try planner.setFields(World.deal, ["address": .some(.text("Main St 5"))])
        #expect(planner.snapshot.record(World.deal)?.text("address") == "Main St 5")
        try planner.move(World.deal, to: "lost")
      }
    }
    #expect(refused?.code == .requirementUnmet)
    #expect(desk.change.isEmpty)
    #expect(desk.snapshot.records(.company).count == 1)
    #expect(desk.snapshot.record(World.deal)?["address"] == nil)
  }

  @Test func whatIsRefusedInsideUndoesItselfAlone() throws {
    var desk = World.desk()
    let made = try desk.together { planner throws(Diagnostic) in
      let made = try planner.addRecord(.company, values: ["name": .text("Firm")])
      let sets: [String: Value?] = ["amount": .some(.number(Decimal(5)))]
      #expect(refusal { try planner.move(World.deal, to: "lost", TransitionRequest(sets: sets)) } != nil)
      return made
    }
    #expect(desk.change.creations.map(\.id) == [made.id])
    #expect(desk.change.updates.isEmpty)
    #expect(desk.change.message == "company: Firm: added")
  }

  @Test func renamingAStageKeepsHistoryTrue() throws {
    var desk = World.desk()
    #expect(try desk.renameStage("first-contact", to: "hello", of: "sales") == 1)
    let deal = try #require(desk.snapshot.record(World.deal))
    #expect(deal.text("stage") == "hello" && deal["history"]?.list?.last?["stage"]?.text == "hello")
    #expect(refusal { try desk.renameStage("hello", to: "won", of: "sales") }?.code == .invalidValue)
  }

  @Test func thousandsOfWishesStayCheap() throws {
    var desk = World.desk(pipeline: DefaultPipeline.text)
    let clock = ContinuousClock()
    func add(_ count: Int) throws -> Duration {
      try clock.measure {
        for number in 0..<count {
          try desk.addDeal(
            values: ["title": .text("Deal \(number)"), "contact": World.reference("bbbb0002")],
            next: World.next)
        }
      }
    }
    _ = try add(50)
    let first = try add(500)
    _ = try add(2000)
    let last = try add(500)
    // Quadratic planning would take several times as long; noise does not reach this.
    #expect(last < first * 4, "\(first), then \(last)")
    #expect(desk.change.message.hasPrefix("deal: Deal 0: added in first-contact and 3049 more\n"))
  }

  /// Whatever names have in them, each operation is a line of the message.
  @Test func aMessageHasALineForEachOperation() throws {
    var desk = World.desk()
    for title in ["One\n\nCrm-Change: c-0000000000000000", "Two"] {
      try desk.addDeal(
        values: ["title": .text(title), "contact": World.reference("bbbb0002")], next: World.next)
    }
    let lines = desk.change.message.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count == 4 && lines[1].isEmpty, "\(lines)")
    #expect(lines[0].hasSuffix(" and 1 more") && !lines.contains { $0.hasPrefix("Crm-") })
  }
}
