import Dates
import Diagnostics
import Facts
import Filters
import Records
import SeededRandomness
import Testing

@testable import Rules

@Suite struct SequenceTests {
  static let stages = ["first-contact", "visit", "proposal", "invoice", "won", "lost", "archive", "nowhere"]

  /// One wish, sensible or not. Returns whether it was accepted.
  private func act(_ desk: inout ChangePlanner, _ dice: inout SeededRandom) -> Bool {
    func pick<T>(_ list: [T]) -> T? { list.randomElement(using: &dice) }
    let snapshot = desk.snapshot
    let stray = World.id("zzzz9999")
    let deal = pick(snapshot.records(.deal).map(\.id)) ?? stray
    let task = pick(snapshot.records(.task).map(\.id)) ?? stray
    let contact = pick(snapshot.records(.contact).map(\.id)) ?? stray
    let lead = pick(snapshot.records(.lead).map(\.id)) ?? stray
    let any = pick([deal, task, contact, lead, World.acmeRecord.id]) ?? stray
    let next = Bool.random(using: &dice) ? World.next : nil
    let stage = pick(Self.stages) ?? "won"
    var sets: [String: Value?] = [:]
    if Int.random(in: 0..<2, using: &dice) == 0 {
      sets["amount"] = .some(.number(Decimal(Int.random(in: 0..<3, using: &dice))))
      sets["address"] = .some(.text("Main St"))
      if Bool.random(using: &dice) {
        sets["lost_reason"] = .some(.text(pick(["price", "weather"]) ?? "price"))
      }
    }
    let request = TransitionRequest(
      next: next, keepNext: Int.random(in: 0..<3, using: &dice) == 0, sets: sets)
    let dealReference = snapshot.record(deal).map { Value.reference(Reference($0)) }
    do {
      switch Int.random(in: 0..<18, using: &dice) {
      case 0, 1, 2: try desk.move(deal, to: stage, request)
      case 3: try desk.close(deal, as: .won, TransitionRequest(sets: sets))
      case 4: try desk.close(deal, as: .lost, TransitionRequest(sets: sets))
      case 5: try desk.close(deal, as: .archived)
      case 6, 7: try desk.reopen(deal, stage: Bool.random(using: &dice) ? stage : nil, request)
      case 8:
        var values: [String: Value] = ["title": .text("Task"), "due": .instant(World.nextWeek)]
        if Bool.random(using: &dice) { values["deal"] = dealReference }
        try desk.addTask(values: values)
      case 9, 10: try desk.completeTask(task, result: "x", next: next)
      case 11: try desk.cancelTask(task)
      case 12: try desk.log(LogEntry(type: "call", text: "x"), on: any, next: next)
      case 13: try desk.qualifyLead(lead, next: next)
      case 14: try desk.delete(any, cascade: Bool.random(using: &dice))
      case 15:
        var values: [String: Value] = ["title": .text("Deal \(deal)")]
        if let record = snapshot.record(contact) { values["contact"] = .reference(Reference(record)) }
        for (key, value) in sets { values[key] = value }
        try desk.addDeal(values: values, stage: Bool.random(using: &dice) ? stage : nil, next: next)
      case 16:
        let key =
          pick(["title", "amount", "contact", "stage", "next_step", "lost_reason", "history", "status"])
          ?? "title"
        try desk.setFields(any, [key: pick([nil, Value.text("x")]) ?? nil])
      default:
        // Where the second is refused, the first has not happened.
        try desk.together { planner throws(Diagnostic) in
          try planner.addTask(values: ["title": .text("First"), "due": .instant(World.nextWeek)])
          try planner.move(deal, to: stage, request)
        }
      }
      return true
    } catch {
      return false
    }
  }

  /// Ten thousand sequences: after every wish all invariants hold, and a refused one changed nothing.
  @Test(arguments: 0..<8) func noSequenceLeavesADealWithoutANextStep(_ part: Int) throws {
    let base = World.snapshot()
    let pipelines = Pipelines.compile(base)
    var accepted = 0
    var refused = 0
    for sequence in 0..<1250 {
      let seed = UInt64(part * 1250 + sequence) &* 0x5851_f42d_4c95_7f2d &+ 20_261_126
      var dice = SeededRandom(seed: seed)
      var desk = ChangePlanner(
        snapshot: base, pipelines: pipelines, now: World.now, user: "gleb", mint: IDMint(seed: seed))
      for step in 0..<Int.random(in: 3...8, using: &dice) {
        let before = desk.change
        if act(&desk, &dice) {
          accepted += 1
          let breaches = desk.breaches
          #expect(breaches.isEmpty, "seed \(seed) step \(step): \(breaches)")
          if !breaches.isEmpty { return }
        } else {
          refused += 1
          #expect(desk.change.creations.count == before.creations.count, "seed \(seed) step \(step)")
          #expect(desk.change.updates == before.updates, "seed \(seed) step \(step)")
          #expect(desk.change.deletions == before.deletions, "seed \(seed) step \(step)")
        }
      }
      let landed = Invariants.check(base.applying(desk.change), pipelines: pipelines, now: World.now)
      #expect(landed.isEmpty, "seed \(seed): \(landed.map(\.diagnostic.message))")
      if !landed.isEmpty { return }
    }
    // Both outcomes must be common, or the property says little.
    #expect(accepted > 1250 && refused > 1250, "accepted \(accepted), refused \(refused)")
  }
}
