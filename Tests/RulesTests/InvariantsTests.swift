import Dates
import Diagnostics
import Records
import Testing

@testable import Rules

@Suite struct InvariantsTests {
  struct Break: Sendable, CustomTestStringConvertible {
    let name: String
    let deal: [String: Value?]
    var step: [String: Value?] = [:]
    let message: String
    let key: String
    var isFixed = true
    var testDescription: String { name }
  }

  static let closed: Value = .instant(World.now)

  static let breaks: [Break] = [
    Break(name: "no step", deal: ["next_step": nil], message: "has no next step", key: "next_step"),
    Break(
      name: "dangling", deal: ["next_step": World.reference("zzzz9999")], message: "does not exist",
      key: "next_step"),
    Break(
      name: "no task", deal: ["next_step": World.reference("anna0001")], message: "is a contact, not a task",
      key: "next_step"),
    Break(
      name: "done by hand", deal: [:], step: ["status": .text("done"), "closed": closed],
      message: "is done, and the open deal", key: "next_step"),
    Break(
      name: "unlinked", deal: [:], step: ["deal": nil], message: "does not name the deal", key: "next_step"),
    Break(
      name: "won by hand", deal: ["stage": .text("won"), "history": World.history("won")],
      message: "has a next step", key: "next_step"),
    Break(
      name: "leftover",
      deal: ["stage": .text("won"), "history": World.history("won"), "next_step": nil, "closed": closed],
      message: "is open, and its deal", key: "status"),
    Break(
      name: "never closed", deal: ["stage": .text("won"), "history": World.history("won"), "next_step": nil],
      message: "does not say since when", key: "stage"),
    Break(name: "open and closed", deal: ["closed": closed], message: "has a time of closing", key: "closed"),
    Break(name: "no history", deal: ["history": nil], message: "has no history", key: "history"),
    Break(
      name: "moved by hand", deal: ["stage": .text("invoice")],
      message: "its history ends in \"first-contact\"", key: "stage"),
    Break(
      name: "task closed", deal: [:], step: ["status": .text("done")], message: "does not say since when",
      key: "status"),
    Break(
      name: "task open", deal: [:], step: ["closed": closed], message: "is open and has a time of closing",
      key: "closed"),
    Break(
      name: "unknown stage", deal: ["stage": .text("invoise")],
      message: "stage \"invoise\" is not in pipeline \"sales\"", key: "stage", isFixed: false),
    Break(
      name: "unknown pipeline", deal: ["pipeline": .text("salse")],
      message: "pipeline \"salse\" does not exist", key: "pipeline", isFixed: false),
    Break(
      name: "no contact", deal: ["contact": World.reference("zzzz9999")],
      message: "contact \"x-zzzz9999\" does not exist", key: "contact", isFixed: false),
    Break(
      name: "wrong kind", deal: ["contact": World.reference("acme0003")],
      message: "is a company, not a contact", key: "contact", isFixed: false),
    Break(
      name: "lost without reason",
      deal: ["stage": .text("lost"), "history": World.history("lost"), "closed": closed],
      message: "lost without a lost_reason", key: "stage", isFixed: false),
  ]

  func broken(_ fault: Break) -> Snapshot {
    World.snapshot([
      World.annaRecord, World.acmeRecord, World.dealRecord.replacing(fault.deal),
      World.stepRecord.replacing(fault.step),
      World.otherTask,
    ])
  }

  @Test func aSoundRepositoryHasNoFinding() {
    #expect(World.desk().breaches.isEmpty)
  }

  @Test(arguments: breaks) func handMadeBreachesAreFoundAndRepaired(_ fault: Break) throws {
    let snapshot = broken(fault)
    let pipelines = Pipelines.compile(snapshot)
    let findings = Invariants.check(snapshot, pipelines: pipelines, now: World.now)
    let found = try #require(
      findings.first { $0.diagnostic.message.contains(fault.message) },
      "\(findings.map(\.diagnostic.message))")
    #expect(found.key == fault.key)
    #expect(found.diagnostic.code == .invalidData && found.diagnostic.location != nil)
    #expect(!found.diagnostic.hints.isEmpty)
    let (change, fixed) = Invariants.fix(
      snapshot, pipelines: pipelines, now: World.now, user: "gleb", mint: IDMint(seed: 9))
    let left = Invariants.check(snapshot.applying(change), pipelines: pipelines, now: World.now)
    if fault.isFixed {
      #expect(left.isEmpty, "\(left.map(\.diagnostic.message))")
      #expect(!fixed.isEmpty)
    } else {
      #expect(left.contains { $0.diagnostic.message.contains(fault.message) })
      #expect(left.allSatisfy { $0.fix == nil })
    }
  }

  @Test func theOnlyOpenTaskBecomesTheNextStep() throws {
    let snapshot = World.snapshot([
      World.annaRecord, World.acmeRecord, World.dealRecord.replacing(["next_step": nil]), World.otherTask,
    ])
    let pipelines = Pipelines.compile(snapshot)
    let fixed = Invariants.fix(
      snapshot, pipelines: pipelines, now: World.now, user: "", mint: IDMint(seed: 9))
    #expect(snapshot.applying(fixed.change).record(World.deal)?.reference("next_step")?.id == World.plainTask)
  }

  @Test func aDealWithoutAnyTaskGetsOne() throws {
    let snapshot = World.snapshot([World.annaRecord, World.acmeRecord, World.dealRecord])
    let pipelines = Pipelines.compile(snapshot)
    let fixed = Invariants.fix(
      snapshot, pipelines: pipelines, now: World.now, user: "", mint: IDMint(seed: 9))
    let after = snapshot.applying(fixed.change)
    let step = try #require(after.record(after.record(World.deal)?.reference("next_step")))
    #expect(step.name == "Decide the next step for Website for Acme")
    #expect(step["due"]?.instant == World.now.adding(seconds: 3600))
  }

  @Test func twoDealsCannotShareANextStep() throws {
    let second = World.record(
      .deal, "dea00009",
      [
        "title": .text("Second"), "pipeline": .text("sales"), "stage": .text("invoice"),
        "next_step": World.reference("tasc0005"), "history": World.history("invoice"),
      ])
    let snapshot = World.snapshot(World.records + [second])
    let pipelines = Pipelines.compile(snapshot)
    let findings = Invariants.check(snapshot, pipelines: pipelines, now: World.now)
    #expect(findings.map(\.record) == [second.id])
    #expect(findings.first?.diagnostic.message.contains("belongs to deal \"Website for Acme\"") == true)
    let fixed = Invariants.fix(
      snapshot, pipelines: pipelines, now: World.now, user: "", mint: IDMint(seed: 9))
    #expect(Invariants.check(snapshot.applying(fixed.change), pipelines: pipelines, now: World.now).isEmpty)
  }

  @Test func aFileThatCannotBeReadIsNoReasonToReplaceIt() throws {
    let problem = Diagnostic(
      .invalidData, "broken", at: SourceLocation(file: "tasks/2026-11/x-tasc0005.yaml"))
    let whole = World.snapshot([World.annaRecord, World.acmeRecord, World.dealRecord])
    let snapshot = Snapshot(
      config: whole.config, schema: whole.schema, source: whole.source, pipelineFiles: whole.pipelineFiles,
      problems: [problem])
    #expect(Invariants.check(snapshot, pipelines: .compile(snapshot), now: World.now).isEmpty)
  }

  @Test func aChangeAnswersForWhatItBreaksAlone() throws {
    let snapshot = World.snapshot()
    let pipelines = Pipelines.compile(snapshot)
    var change = Change()
    change.set(World.step, "status", .text("done"))
    change.set(World.step, "closed", .instant(World.now))
    let broken = Invariants.check(snapshot, pipelines: pipelines, touching: change, now: World.now)
    #expect(broken.count == 1 && broken[0].diagnostic.message.contains("is done, and the open deal"))
    var removal = Change()
    removal.delete(World.contact)
    let dangling = Invariants.check(snapshot, pipelines: pipelines, touching: removal, now: World.now)
    #expect(dangling.count == 2)
    let stray = snapshot.applying(change)
    var harmless = Change()
    harmless.set(World.deal, "title", .text("Other"))
    #expect(Invariants.check(stray, pipelines: pipelines, touching: harmless, now: World.now).count == 0)
  }

  // MARK: What clients have

  private static func invoice(_ values: [String: Value]) -> Record {
    World.record(
      .invoice, "aaaa0001",
      [
        "number": .text("A-1"), "amount": .number(Decimal(100)), "currency": .text("EUR"),
        "status": .text("sent"),
      ].merging(values) { $1 })
  }

  private static func payments(_ amounts: Int...) -> Value {
    .list(
      amounts.map {
        .map([
          MapEntry("at", .date(CivilDate(dayNumber: 20_783))),
          MapEntry("amount", .number(Decimal($0))),
        ])
      })
  }

  /// The keys at fault where a person edits an invoice, and where anybody changes its file.
  private static func faults(_ before: [String: Value], _ edit: [String: Value?]) -> (
    hand: [String], push: [String]
  ) {
    let old = invoice(before)
    let new = old.replacing(edit)
    let (was, will) = (World.snapshot(World.records + [old]), World.snapshot(World.records + [new]))
    let pipelines = Pipelines.compile(was)
    var change = Change()
    for (key, value) in edit { change.set(old.id, key, value) }
    let hand = Invariants.check(was, pipelines: pipelines, touching: change, byHand: true, now: World.now)
    let push = PartialCheck(before: [old.id: old], after: [new.id: new]).findings(
      (was, will), (pipelines, pipelines), now: World.now)
    func frozen(_ found: [Finding]) -> [String] {
      found.filter { $0.rule == .frozenInvoice }.compactMap(\.key).sorted()
    }
    return (frozen(hand), frozen(push))
  }

  @Test func anInvoiceThatIsOutStaysWhoeverWritesItsFile() {
    let paid: [String: Value] = ["status": .text("paid"), "payments": Self.payments(100)]
    let lines: [(before: [String: Value], edit: [String: Value?], hand: [String], push: [String])] = [
      ([:], ["amount": .number(Decimal(1))], ["amount"], ["amount"]),
      ([:], ["tax": .number(Decimal(19)), "notes": .text("x")], ["tax"], ["tax"]),
      ([:], ["number": .text("A-2")], ["number"], ["number"]),
      ([:], ["status": .text("draft")], ["status"], ["status"]),
      ([:], ["status": Value?.none], ["status"], ["status"]),
      (paid, ["status": .text("draft"), "payments": Value?.none], ["status"], ["status"]),
      // What commands do is no fault of whoever pushes it, and not for an editor.
      (paid, ["status": .text("sent"), "payments": Value?.none], ["payments", "status"], []),
      ([:], ["status": .text("paid"), "payments": Self.payments(100)], ["payments", "status"], []),
      ([:], ["status": .text("void")], ["status"], []),
      (["status": .text("void")], ["status": .text("draft")], ["status"], []),
      (["status": .text("draft")], ["status": .text("sent")], ["status"], []),
      (["status": .text("draft")], ["amount": .number(Decimal(1)), "number": .text("A-2")], [], []),
      ([:], ["due": .date(CivilDate(year: 2026, month: 12, day: 1)!), "notes": .text("x")], [], []),
      // What does not fit together is mended by hand.
      (["payments": Self.payments(60, 60)], ["payments": Self.payments(60)], [], []),
    ]
    for (index, line) in lines.enumerated() {
      let found = Self.faults(line.before, line.edit)
      #expect(found.hand == line.hand, "line \(index)")
      #expect(found.push == line.push, "line \(index)")
    }
  }

  @Test func anInvoiceThatIsOutIsNotDeletedAndADraftIs() {
    for status in ["draft", "sent", "paid", "void"] {
      let old = Self.invoice(["status": .text(status)])
      let snapshot = World.snapshot(World.records + [old])
      let pipelines = Pipelines.compile(snapshot)
      let found = PartialCheck(before: [old.id: old], after: [:]).findings(
        (snapshot, World.snapshot()), (pipelines, pipelines), now: World.now)
      #expect(found.map(\.rule) == (status == "draft" ? [] : [.frozenInvoice]), "\(status)")
    }
  }

  @Test func ofTwoWithOneNumberOneGetsAnother() {
    let old = Self.invoice([:])
    let new = old.replacing(["number": .text("A-2")])
    let other = World.record(.invoice, "aaaa0002", ["number": .text("A-1"), "status": .text("sent")])
    let snapshot = World.snapshot()
    let pipelines = Pipelines.compile(snapshot)
    var check = PartialCheck(before: [old.id: old], after: [new.id: new])
    #expect(check.lostNumbers == ["A-1"])
    check.add(other)
    let found = check.findings((snapshot, snapshot), (pipelines, pipelines), now: World.now)
    #expect(!found.contains { $0.rule == .frozenInvoice })
  }
}
