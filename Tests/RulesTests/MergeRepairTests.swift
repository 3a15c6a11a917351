import Dates
import Diagnostics
import Facts
import Records
import Testing

@testable import Rules

/// What a merge leaves broken, and what becomes of it; each case with the sides in both orders.
@Suite struct MergeRepairTests {
  static let later = World.now.adding(seconds: 3600)

  /// A base, what each side does to it, and what the merge of the files comes to.
  struct Scene {
    var base = World.snapshot()
    var one: Snapshot
    var other: Snapshot

    init(
      _ base: Snapshot = World.snapshot(), one: (inout ChangePlanner) throws -> Void,
      other: (inout ChangePlanner) throws -> Void
    ) rethrows {
      self.base = base
      func side(_ user: String, _ now: Instant, _ edit: (inout ChangePlanner) throws -> Void) rethrows
        -> Snapshot
      {
        var planner = ChangePlanner(
          snapshot: base, pipelines: Pipelines.compile(base), now: now, user: user,
          mint: IDMint(seed: user == "anna" ? 7 : 8))
        try edit(&planner)
        return base.applying(planner.change)
      }
      self.one = try side("anna", World.now, one)
      self.other = try side("boris", MergeRepairTests.later, other)
    }

    var merged: Snapshot { MergedValues(base: base, one: one, other: other).snapshot }

    /// The repaired records, with what was said; the same whichever side comes first, and whole at once.
    func repaired() -> (snapshot: Snapshot, notes: [RepairNote]) {
      let plans = [(one, other), (other, one)].map { ours, theirs in
        MergeRepair(
          merged: merged, base: base, ours: ours, theirs: theirs, pipelines: Pipelines.compile(base),
          now: World.now
        ).plan()
      }
      let after = plans.map { merged.applying($0.change) }
      #expect(after[0].dump == after[1].dump)
      #expect(plans[0].notes.map(\.text) == plans[1].notes.map(\.text))
      #expect(plans[0].change.message == plans[1].change.message)
      let again = MergeRepair(
        merged: after[0], base: base, ours: one, theirs: other, pipelines: Pipelines.compile(base),
        now: World.now
      ).plan()
      #expect(again.change.isEmpty)
      let broken = Invariants.check(after[0], pipelines: Pipelines.compile(base), now: World.now)
      let said = plans[0].notes.filter { $0.matter == .finding }
      #expect(broken.map(\.diagnostic.message).allSatisfy { message in said.contains { $0.text == message } })
      return (after[0], plans[0].notes)
    }
  }

  /// A plain pipeline, whose stages ask for nothing.
  static let plain = World.snapshot(
    World.records, pipeline: DefaultPipeline.text)

  static func move(_ stage: String, _ title: String) -> (inout ChangePlanner) throws -> Void {
    {
      try $0.move(World.deal, to: stage, TransitionRequest(next: NextStep(title: title, due: World.nextWeek)))
    }
  }

  @Test func ofTwoMovesTheLaterStandsAndTheOtherStepStaysOpen() throws {
    let scene = try Scene(
      Self.plain, one: Self.move("meeting", "Meet"), other: Self.move("proposal", "Offer"))
    let (after, notes) = scene.repaired()
    let deal = try #require(after.record(World.deal))
    #expect(deal.text("stage") == "proposal")
    #expect(after.nextStep(of: deal)?.name == "Offer")
    let meet = try #require(after.records(.task).first { $0.name == "Meet" })
    #expect(meet.isOpenTask)
    #expect(
      meet.text("notes")
        == "Was the next step of its deal; meanwhile the deal went on without it.\n"
    )
    #expect(notes.map(\.matter) == [.moved, .besideStep] || notes.map(\.matter) == [.besideStep, .moved])
    #expect(after.record(World.step)?.taskStatus == .done)
  }

  @Test func aClosingBeatsAMoveAndCancelsItsStep() throws {
    let scene = try Scene(
      Self.plain, one: { try $0.close(World.deal, as: .won, TransitionRequest()) },
      other: Self.move("proposal", "Offer"))
    let (after, notes) = scene.repaired()
    let deal = try #require(after.record(World.deal))
    #expect(deal.text("stage") == "won")
    #expect(deal["next_step"] == nil)
    let offer = try #require(after.records(.task).first { $0.name == "Offer" })
    #expect(offer.taskStatus == .cancelled)
    #expect(offer["closed"]?.instant == deal["closed"]?.instant)
    #expect(
      offer.text("notes")
        == "Was the next step of its deal; meanwhile the deal went on without it.\n"
    )
    #expect(notes.contains { $0.matter == .cancelled && $0.record == offer.id })
  }

  @Test func aTaskAddedToADealThatClosedIsCancelled() throws {
    let scene = try Scene(
      Self.plain,
      one: { try $0.close(World.deal, as: .lost, TransitionRequest(sets: ["lost_reason": .text("price")])) },
      other: {
        try $0.addTask(values: [
          "title": .text("Send a sample"), "due": .instant(World.nextWeek),
          "deal": World.reference("dea00004"),
        ])
      })
    let (after, _) = scene.repaired()
    let sample = try #require(after.records(.task).first { $0.name == "Send a sample" })
    #expect(sample.taskStatus == .cancelled)
    #expect(sample["notes"] == nil)
  }

  /// One side went on with a step, the other moved the deal and kept it.
  @Test func aKeptStepThatWasDoneGivesWayToTheFollowingOne() throws {
    let scene = try Scene(
      Self.plain,
      one: { try $0.completeTask(World.step, next: NextStep(title: "Write", due: World.nextWeek)) },
      other: { try $0.move(World.deal, to: "proposal", TransitionRequest(keepNext: true)) })
    let (after, notes) = scene.repaired()
    let deal = try #require(after.record(World.deal))
    #expect(deal.text("stage") == "proposal")
    #expect(after.nextStep(of: deal)?.name == "Write")
    #expect(
      notes.contains { $0.matter == .nextStep }
        || deal.reference("next_step") == scene.one.record(World.deal)?.reference("next_step"))
  }

  @Test func aDeletedPersonComesBackWhereTheOtherSideMentionsThem() throws {
    let scene = try Scene(
      Self.plain, one: { try $0.delete(World.id("bbbb0002")) },
      other: {
        try $0.setFields(
          World.deal, ["participants": .list([.map([MapEntry("contact", World.reference("bbbb0002"))])])])
      })
    let (after, notes) = scene.repaired()
    #expect(after.record(World.id("bbbb0002"))?.name == "Bob Stone")
    #expect(
      notes.map(\.text) == [
        "contact \"Bob Stone\" was deleted, and is back: deal \"Website for Acme\" mentions it"
      ])
  }

  /// The deal goes with its tasks on one side, and is edited on the other: it stays, and so does its next step.
  @Test func aDeletedDealThatWasEditedStaysWithItsStep() throws {
    let scene = try Scene(
      Self.plain, one: { try $0.delete(World.deal, cascade: true) },
      other: { try $0.setFields(World.deal, ["address": .text("Main St")]) })
    let (after, notes) = scene.repaired()
    let deal = try #require(after.record(World.deal))
    #expect(deal.text("address") == "Main St")
    #expect(after.nextStep(of: deal)?.id == World.step)
    #expect(after.record(World.plainTask) == nil)
    #expect(notes.map(\.matter) == [.restored] && notes.first?.record == World.step)
  }

  @Test func editsOfAMergedRecordFlowIntoTheKeptOne() throws {
    let scene = try Scene(
      Self.plain, one: { try $0.merge(World.id("bbbb0002"), into: World.contact, kind: .contact) },
      other: {
        try $0.setFields(
          World.id("bbbb0002"),
          ["phones": .list([.text("+4930123456")]), "city": .text("Bonn"), "name": .text("Robert Stone")])
      })
    let (after, notes) = scene.repaired()
    let kept = try #require(after.record(World.id("bbbb0002")))
    #expect(kept.id == World.contact)
    #expect(kept.texts("phones") == ["+4930123456"])
    #expect(kept.text("city") == "Bonn")
    #expect(kept["extra"]?.plainText.contains("Robert Stone") == true)
    #expect(kept.name == "Anna Ivanova")
    #expect(notes.map(\.matter) == [.flowed])
  }

  @Test func twoNewRecordsWithOneAddressAreOnlyReported() throws {
    func add(_ name: String) -> (inout ChangePlanner) throws -> Void {
      {
        try $0.addRecord(
          .contact, values: ["name": .text(name), "emails": .list([.text("eva@acme.example")])])
      }
    }
    let scene = try Scene(Self.plain, one: add("Eva"), other: add("Eva Brown"))
    let (after, notes) = scene.repaired()
    #expect(after.records(.contact).count == 4)
    #expect(notes.map(\.matter) == [.duplicates])
    #expect(notes.first?.text.hasSuffix("are both new, and have the same email eva@acme.example") == true)
  }

  @Test func aDueDayThatAClosingOvertakesIsNamed() throws {
    let scene = try Scene(
      Self.plain, one: { try $0.completeTask(World.plainTask) },
      other: { try $0.snooze(World.plainTask, due: .moment(World.nextWeek.adding(seconds: 60))) })
    let (after, notes) = scene.repaired()
    #expect(after.record(World.plainTask)?.taskStatus == .done)
    #expect(notes.map(\.matter) == [.superseded])
    #expect(
      notes.first?.text
        == "task \"Send brochure\" was to be due \(World.nextWeek.adding(seconds: 60)), and is done")
  }

  @Test func aStageThatIsGoneIsLeftToAPerson() throws {
    var scene = try Scene(Self.plain, one: { _ in }, other: Self.move("invoice", "Send invoice"))
    let without = DefaultPipeline.text.replacing("- id: invoice\n", with: "- id: bill\n")
    scene.one = World.snapshot(World.records, pipeline: without)
    let merged = World.snapshot(scene.other.everything, pipeline: without)
    let plan = MergeRepair(
      merged: merged, base: scene.base, ours: scene.one, theirs: scene.other,
      pipelines: Pipelines.compile(merged), now: World.now
    ).plan()
    #expect(plan.change.isEmpty)
    let note = try #require(plan.notes.first { $0.matter == .finding })
    #expect(note.text == "stage \"invoice\" is not in pipeline \"sales\"")
    #expect(note.hints.contains { $0.description.contains("crm deals move dea00004 ") })
  }

  /// The rows as a merge of texts leaves them.
  @Test func aHistoryPutTogetherAsTextEndsInTheStageThatStands() throws {
    func row(_ stage: String, _ seconds: Int) -> Value {
      .map([MapEntry("at", .instant(World.now.adding(seconds: seconds))), MapEntry("stage", .text(stage))])
    }
    let open = World.dealRecord.replacing([
      "stage": .text("proposal"),
      "history": .list([row("first-contact", 0), row("proposal", 20), row("meeting", 10)]),
    ])
    let rest = World.records.filter { $0.id != World.deal }
    let merged = World.snapshot(rest + [open], pipeline: DefaultPipeline.text)
    let plan = MergeRepair(
      merged: merged, base: Self.plain, ours: merged, theirs: Self.plain,
      pipelines: Pipelines.compile(merged),
      now: World.now
    ).plan()
    let stages = merged.applying(plan.change).record(World.deal)?["history"]?.list?.compactMap {
      $0["stage"]?.text
    }
    #expect(stages == ["first-contact", "meeting", "proposal"])
  }

  /// Both sides merged the same record into another one each.
  @Test func anIdentifierLeadsToOneRecord() throws {
    let extra = World.record(.contact, "cccc0009", ["name": .text("Bob S.")])
    let base = World.snapshot(World.records + [extra], pipeline: DefaultPipeline.text)
    let scene = try Scene(
      base, one: { try $0.merge(World.id("bbbb0002"), into: World.contact, kind: .contact) },
      other: { try $0.merge(World.id("bbbb0002"), into: World.id("cccc0009"), kind: .contact) })
    let (after, notes) = scene.repaired()
    #expect(after.record(World.id("bbbb0002"))?.id == World.contact)
    #expect(after.record(World.id("cccc0009"))?["aliases"] == nil)
    #expect(notes.map(\.matter) == [.duplicates])
  }

  /// A restored record comes back byte for byte, with what got another value since.
  @Test func aRestoredFileKeepsItsComments() throws {
    let file = Array("# ours since 2019\nid: bbbb0002\nname: Bob Stone  # called Bob\nshoe: 43\n".utf8)
    var change = Change()
    change.restore(World.bobRecord, file: file)
    let table = Schema.plain[.contact]
    #expect(RecordWriter.file(of: try #require(change.creations.first), table: table) == file)
    change.set(World.id("bbbb0002"), "city", .text("Bonn"))
    let text = String(
      decoding: RecordWriter.file(of: try #require(change.creations.first), table: table), as: UTF8.self)
    #expect(text == "# ours since 2019\nid: bbbb0002\nname: Bob Stone  # called Bob\ncity: Bonn\nshoe: 43\n")
  }
}

extension Snapshot {
  var everything: [Record] { Kind.allCases.flatMap { records($0) } }

  /// All that the records say, by identifier.
  var dump: [String] {
    everything.map { record in
      "\(record.id) "
        + record.table.fields.compactMap { field in
          record[field].map { "\(field.key)=\($0)" }
        }.joined(separator: " ")
    }.sorted()
  }
}

extension String {
  func replacing(_ part: String, with other: String) -> String {
    guard let range = firstRange(of: part) else { return self }
    return self[..<range.lowerBound] + other + self[range.upperBound...]
  }
}
