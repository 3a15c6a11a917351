import Dates
import Diagnostics
import Facts
import Foundation
import Records
import SeededRandomness
import Testing

@testable import Rules

/// Whatever two people do to the same repository: the merge of their records, repaired, breaks no rule, is the same
/// whichever side comes first, and stays as it is when it is repaired again.
///
/// `CRM_REPAIR_PAIRS=100000` makes it so many pairs.
@Suite struct RandomMergeRepairTests {
  static let pairs = ProcessInfo.processInfo.environment["CRM_REPAIR_PAIRS"].flatMap { Int($0) } ?? 600

  /// One wish more than what moves deals and tasks: of fields, of deletions, of records made one.
  private static func act(
    _ desk: inout ChangePlanner, _ pipeline: Pipeline, _ dice: inout SeededRandom
  ) throws {
    let people = desk.snapshot.records(.contact).map(\.id)
    let all = desk.snapshot.everything.map(\.id)
    guard let any = all.randomElement(using: &dice) else { return }
    switch dice.number(0...11) {
    case 0: _ = try desk.delete(any, cascade: dice.chance(70))
    case 1:
      guard people.count > 1 else { return }
      let two = people.shuffled(using: &dice)
      try desk.merge(two[0], into: two[1], kind: .contact)
    case 2:
      guard let person = people.randomElement(using: &dice) else { return }
      try desk.setFields(
        person, ["city": .text(dice.pick(["Bonn", "Köln", "Rom"])), "notes": .text("Met.\n")])
    case 3:
      let company = desk.snapshot.records(.company).first.map { Value.reference(Reference($0)) }
      try desk.addRecord(
        .contact,
        values: [
          "name": .text("New"), "company": company ?? .text(""), "phones": .list([.text("+4930123456")]),
        ])
    case 4:
      guard let deal = desk.snapshot.records(.deal).randomElement(using: &dice),
        let person = people.randomElement(using: &dice).flatMap({ desk.record($0) })
      else { return }
      let entry = Value.map([MapEntry("contact", .reference(Reference(person)))])
      try desk.setFields(
        deal.id, ["participants": .list([entry]), "amount": .number(Decimal(dice.number(1...9)))])
    default: try RandomPipelineTests.act(&desk, pipeline, &dice)
    }
  }

  private static func side(
    _ base: Snapshot, _ user: String, _ start: Instant, _ seed: UInt64, _ dice: inout SeededRandom
  ) throws -> Snapshot {
    let pipelines = Pipelines.compile(base)
    guard let pipeline = pipelines.all.first else { return base }
    var (snapshot, now) = (base, start)
    for step in 0..<dice.number(1...6) {
      now = now.adding(seconds: dice.number(0...20_000))
      var desk = ChangePlanner(
        snapshot: snapshot, pipelines: pipelines, now: now, user: user,
        mint: IDMint(seed: seed &+ UInt64(step)))
      // What is refused has changed nothing.
      do { try act(&desk, pipeline, &dice) } catch is Diagnostic { continue }
      snapshot = snapshot.applying(desk.change)
    }
    return snapshot
  }

  @Test func mergedAndRepairedNoRuleIsBroken() throws {
    var (repaired, notes) = (0, [RepairNote.Matter: Int]())
    for number in 0..<Self.pairs {
      let seed = UInt64(20_261_200 + number)
      var dice = SeededRandom(seed: seed)
      let text = dice.chance(50) ? DefaultPipeline.text : RandomPipelineTests.pipeline(&dice)
      let config = RandomPipelineTests.config(&dice)
      let empty = World.snapshot(pipeline: text, config: config)
      let entry = Pipelines.compile(empty).all.first?.entry?.id ?? ""
      let records = World.records.map { record in
        record.id == World.deal
          ? record.replacing(["stage": .text(entry), "history": World.history(entry)]) : record
      }
      let first = World.snapshot(records, pipeline: text, config: config)
      let base = try Self.side(first, "gleb", World.now.adding(seconds: -600_000), seed &* 3000, &dice)
      let one = try Self.side(base, "anna", World.now, seed &* 3000 &+ 1000, &dice)
      let other = try Self.side(base, "boris", World.now.adding(seconds: 60), seed &* 3000 &+ 2000, &dice)
      let merged = MergedValues(base: base, one: one, other: other).snapshot
      let pipelines = Pipelines.compile(base)
      let broken = Invariants.check(base, pipelines: pipelines, now: World.now).map(\.identity)
      let plans = [(one, other), (other, one)].map { ours, theirs in
        MergeRepair(
          merged: merged, base: base, ours: ours, theirs: theirs, pipelines: pipelines,
          now: ours.records(.task).count > 3 ? World.now : World.nextWeek
        ).plan()
      }
      let after = plans.map { merged.applying($0.change) }
      #expect(after[0].dump == after[1].dump, "seed \(seed): the sides matter")
      #expect(plans[0].notes.map(\.text) == plans[1].notes.map(\.text), "seed \(seed)")
      let left = Invariants.check(after[0], pipelines: pipelines, now: World.now)
        .filter { !broken.contains($0.identity) }.map(\.diagnostic.message)
      #expect(left.isEmpty, "seed \(seed): \(left)\n\(plans[0].notes.map(\.text))\n\(text)")
      let again = MergeRepair(
        merged: after[0], base: base, ours: one, theirs: other, pipelines: pipelines, now: World.now
      ).plan()
      #expect(again.change.isEmpty, "seed \(seed): \(again.notes.map(\.text))")
      if !left.isEmpty || !again.change.isEmpty || after[0].dump != after[1].dump { return }
      if !plans[0].change.isEmpty { repaired += 1 }
      for note in plans[0].notes { notes[note.matter, default: 0] += 1 }
    }
    let counts = notes.sorted { $0.key.rawValue < $1.key.rawValue }.map { "\($0.key.rawValue) \($0.value)" }
    print("\(Self.pairs) pairs from seed 20261200: \(repaired) repaired; \(counts.joined(separator: ", "))")
    #expect(repaired > Self.pairs / 10)
  }
}
