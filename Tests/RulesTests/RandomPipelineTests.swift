import Dates
import Diagnostics
import Facts
import Foundation
import Records
import SeededRandomness
import Testing

@testable import Rules

/// Whatever is done in whatever pipeline and hours: no open deal is without its next step, every transition is whole.
///
/// `CRM_RULE_STEPS=100000` makes it so many steps.
@Suite struct RandomPipelineTests {
  static let steps = ProcessInfo.processInfo.environment["CRM_RULE_STEPS"].flatMap { Int($0) } ?? 4000
  static let zones = ["Europe/Berlin", "Asia/Chita", "America/New_York", "Australia/Lord_Howe", "UTC"]

  // MARK: Pipelines and hours

  static func pipeline(_ dice: inout SeededRandom) -> String {
    func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &dice) < percent }
    func ladder() -> String {
      let rungs = (0..<Int.random(in: 1...4, using: &dice)).map { _ in
        "\(Int.random(in: 1...90, using: &dice))\(["m", "h", "d"].randomElement(using: &dice) ?? "m")"
      }
      return "[\(rungs.joined(separator: ", "))]"
    }
    let count = Int.random(in: 1...5, using: &dice)
    var text = "name: Sales\nstages:\n"
    for index in 0..<count {
      text += "- id: s\(index)\n"
      if chance(25) {
        text += "  require: [\(["amount > 0", "address", "contact"].randomElement(using: &dice) ?? "")]\n"
      }
      if chance(20), index > 0 { text += "  actions_only: true\n" }
      if chance(40) {
        text +=
          "  on_enter:\n    next: {title: \"Go {{contact.name}}\", type: call, within: \(ladder().dropFirst().prefix { $0 != "," && $0 != "]" })}\n"
        if chance(40) { text += "    tasks:\n    - {title: Beside, within: 2d}\n" }
      }
    }
    text += "- {id: won, outcome: won}\n- {id: lost, outcome: lost, require: [lost_reason]}\n"
    text += "- {id: archive, outcome: archived}\n"
    if chance(40) {
      text += "transitions:\n"
      for index in 0..<count where chance(60) {
        let all = (0..<count).map { "s\($0)" } + ["won", "lost", "archive"]
        text += "  s\(index): [\(all.filter { $0 != "s\(index)" && chance(60) }.joined(separator: ", "))]\n"
      }
    }
    text += "lost_reasons: [price, other]\nactions:\n"
    let ends = (0..<count).map { "s\($0)" } + ["won", "lost", "archive"]
    for index in 0..<Int.random(in: 1...5, using: &dice) {
      text += "- id: a\(index)\n"
      let end = ends.randomElement(using: &dice) ?? "won"
      let isOpen = end.hasPrefix("s")
      switch Int.random(in: 0..<4, using: &dice) {
      case 0:
        text += "  stage: \(end)\n"
        if isOpen, chance(50) { text += "  next: {title: After, within: 1d}\n" }
      case 1:
        text += "  retry: \(ladder())\n"
        if chance(80) { text += "  then: \(end)\n" }
      case 2:
        text +=
          "  retry: \(ladder())\n  then: \(end)\n  reasons:\n    busy: {retry: \(ladder())}\n    away: {}\n"
      default: text += "  next: {title: Again, type: email, within: 3h}\n"
      }
      if chance(60) { text += "  log: {type: call, result: \(chance(70) ? "no-answer" : "talked")}\n" }
      if chance(20) {
        text += "  ask: [\(["due", "note", "next", "amount"].randomElement(using: &dice) ?? "due")]\n"
      }
    }
    return text
  }

  static func config(_ dice: inout SeededRandom) -> Config {
    let zone = Zone(named: zones.randomElement(using: &dice) ?? "UTC") ?? .utc
    let from = Int.random(in: 0..<20, using: &dice) * 60
    let to = Int.random(in: (from / 60 + 2)...24, using: &dice) * 60
    let days = Weekday.allCases.filter { _ in Bool.random(using: &dice) }
    let pause = TimeOfDay(minutes: from + 30).flatMap { start in
      TimeOfDay(minutes: from + 60).flatMap { TimeRange(from: start, to: $0) }
    }
    let first = zone.date(World.now).adding(days: Int.random(in: 0..<20, using: &dice))
    let holiday = CivilInterval(from: first, through: first.adding(days: Int.random(in: 0..<9, using: &dice)))
    let hours = WorkingHours(
      days: Weekdays(days.isEmpty ? [.wed] : days),
      from: TimeOfDay(minutes: from), to: TimeOfDay(minutes: to),
      breaks: Bool.random(using: &dice) ? [pause].compactMap { $0 } : [], holidays: [holiday], zone: zone)
    return Config(timezone: zone.name, zone: zone, hours: hours)
  }

  // MARK: Steps

  /// One wish, sensible or not.
  static func act(
    _ desk: inout ChangePlanner, _ pipeline: Pipeline, _ dice: inout SeededRandom
  ) throws {
    func pick<T>(_ list: [T]) -> T? { list.randomElement(using: &dice) }
    let snapshot = desk.snapshot
    let stray = World.id("zzzz9999")
    let open = snapshot.records(.deal).filter { desk.pipelines.stages.isOpen($0) }
    let deal = pick((open.isEmpty ? snapshot.records(.deal) : open).map(\.id)) ?? stray
    let task = pick(snapshot.records(.task).filter(\.isOpenTask).map(\.id)) ?? stray
    let contact = pick(snapshot.records(.contact).map(\.id)) ?? stray
    let lead = pick(snapshot.records(.lead).map(\.id)) ?? stray
    let any = pick([deal, deal, task, contact, lead]) ?? stray
    let moment = desk.now.adding(seconds: Int.random(in: 1...500_000, using: &dice))
    let due: Deadline = Bool.random(using: &dice) ? .moment(moment) : .day(desk.base.config.zone.date(moment))
    let next = Int.random(in: 0..<3, using: &dice) > 0 ? NextStep(title: "Next", due: due) : nil
    let stage = pick(pipeline.stages.map(\.id)) ?? "won"
    var sets: [String: Value?] = [:]
    if Bool.random(using: &dice) {
      sets = ["amount": .some(.number(Decimal(5))), "address": .some(.text("Main St"))]
      if Bool.random(using: &dice) { sets["lost_reason"] = .some(.text("price")) }
    }
    var request = TransitionRequest(
      next: next, keepNext: next == nil && Bool.random(using: &dice), sets: sets)
    request.isForced = Int.random(in: 0..<10, using: &dice) == 0
    switch Int.random(in: 0..<22, using: &dice) {
    case 0...5:
      let action = pick(pipeline.actions.map(\.id)) ?? "none"
      var pressing = request
      pressing.note = Bool.random(using: &dice) ? "said" : nil
      if Bool.random(using: &dice) { (pressing.next, pressing.keepNext) = (nil, false) }
      if Int.random(in: 0..<3, using: &dice) == 0 { pressing.due = due }
      try desk.act(
        deal, action: action, reason: pick([nil, nil, "busy", "away", "price"]) ?? nil, pressing)
    case 6, 7: try desk.move(deal, to: stage, request)
    case 8: try desk.promote(deal, request)
    case 9: try desk.close(deal, as: pick(Outcome.allCases) ?? .won, TransitionRequest(sets: sets))
    case 10:
      let closed = snapshot.records(.deal).filter { !desk.pipelines.stages.isOpen($0) }.map(\.id)
      try desk.reopen(pick(closed) ?? deal, stage: Bool.random(using: &dice) ? stage : nil, request)
    case 11, 12:
      let way = Int.random(in: 0..<3, using: &dice) == 0 ? stage : nil
      try desk.completeTask(task, result: "x", next: next, stage: way)
    case 13: try desk.snooze(task, due: due)
    case 14: try desk.cancelTask(task)
    case 15, 16:
      let type = pick(["call", "email", "message", "note"]) ?? "call"
      let entry = LogEntry(
        type: type, text: "x", result: pick([nil, "busy", "talked"]) ?? nil,
        direction: pick([nil, "in"]) ?? nil)
      let way = Int.random(in: 0..<4, using: &dice) == 0 ? stage : nil
      try desk.log(entry, on: any, next: next, stage: way)
    case 17: try desk.qualifyLead(lead, next: next)
    case 18:
      // As an import does: deals in any stage, closed ones with the stage that they came from.
      var values: [String: Value] = ["title": .text("Deal"), "contact": World.reference("anna0001")]
      for (key, value) in sets { values[key] = value }
      let isOpen = pipeline.stage(stage)?.isOpen ?? true
      try desk.addDeal(
        values: values, stage: stage, from: isOpen ? nil : pipeline.entry?.id, next: isOpen ? next : nil)
    case 19:
      try desk.setFields(
        task,
        [
          "repeat": pick(repetitions).flatMap { $0 },
          "wait": pick([nil, .date(desk.base.config.zone.date(desk.now))]).flatMap { $0 },
        ])
    default:
      let day = desk.base.config.zone.date(moment)
      try desk.addTask(values: [
        "title": .text("Beside"), "due": due == .moment(moment) ? .instant(moment) : .date(day),
        "deal": pick([snapshot.record(deal), nil]).flatMap { $0 }.map { .reference(Reference($0)) }
          ?? .text(""),
        "lead": pick([snapshot.record(lead), nil, nil]).flatMap { $0 }.map { .reference(Reference($0)) }
          ?? .text(""),
        "repeat": pick(repetitions).flatMap { $0 } ?? .text(""),
        "wait": pick([.date(day), .date(day.adding(days: -2)), nil]).flatMap { $0 } ?? .text(""),
      ])
    }
  }

  private static let repetitions: [Value?] = [
    nil, nil, .text("1 day"), .text("2 weeks"), .text("1 month"), .text("first mon"), .text("last sun"),
  ]

  // MARK: What must hold

  /// What is wrong after a step that was accepted.
  private static func faults(_ before: Snapshot, _ desk: ChangePlanner) -> [String] {
    var faults = desk.breaches
    let after = desk.snapshot
    let transitions = after.records(.activity).count { $0.text("type") == "stage" }
    var moved = transitions - before.records(.activity).count { $0.text("type") == "stage" }
    for deal in after.records(.deal) {
      guard let past = before.record(deal.id) else { continue }
      let (was, now) = (past["history"]?.list ?? [], deal["history"]?.list ?? [])
      if Array(now.prefix(was.count)) != was { faults.append("history of \(deal.id) was rewritten") }
      let entered = now.count - was.count
      moved -= entered
      let isMoved = past.text("stage") != deal.text("stage")
      if isMoved != (entered > 0) || entered > 1 { faults.append("\(deal.id) entered \(entered) stages") }
      if isMoved, now.last?["stage"]?.text != deal.text("stage") { faults.append("history ends elsewhere") }
    }
    if moved != 0 { faults.append("\(moved) activities of transitions too many") }
    faults += repetitionFaults(before, desk)
    for task in after.records(.task) where before.record(task.id) == nil {
      // Steps of a rule's own making are due in working hours.
      guard ["Again", "After", "Beside"].contains(task.name) || task.name.hasPrefix("Go "),
        task["due"]?.instant.map({ desk.now >= $0 }) == true
      else { continue }
      faults.append("\(task.name) is due in the past")
    }
    return faults
  }

  /// Each repeating task that was done has one that follows it, but where its deal or lead is closed.
  private static func repetitionFaults(_ before: Snapshot, _ desk: ChangePlanner) -> [String] {
    let after = desk.snapshot
    var faults: [String] = []
    var made = after.records(.task).filter { before.record($0.id) == nil && $0["repeat"] != nil }
    for task in after.records(.task) where task.taskStatus == .done && task["repeat"] != nil {
      guard let past = before.record(task.id), past.isOpenTask else { continue }
      let isOver =
        after.record(task.reference("deal")).map { !desk.pipelines.stages.isOpen($0) } ?? false
        || after.record(task.reference("lead"))?.leadStatus?.isDecided == true
      let next = made.firstIndex {
        $0.name == task.name && $0["repeat"] == task["repeat"]
          && $0.reference("deal") == task.reference("deal")
      }
      if isOver != (next == nil) {
        faults.append("\(task.name) is done, and repeats \(isOver ? "still" : "never")")
      }
      guard let next, let was = past.due, let due = made[next].due else { continue }
      let zone = desk.base.config.zone
      if due.isPast(at: desk.now, in: zone) || due.date(in: zone) <= was.date(in: zone) {
        faults.append("\(task.name) repeats at \(due), after \(was)")
      }
      if let wait = made[next]["wait"]?.date, wait > due.date(in: zone) { faults.append("it waits too long") }
      if case .day = was, case .moment = due { faults.append("a day became a moment") }
      made.remove(at: next)
    }
    // What is left is the one that a person added.
    if made.count > (desk.change.message.hasSuffix(": added") ? 1 : 0) {
      faults.append("\(made.count) repeat what was not done")
    }
    return faults
  }

  @Test func noStepBreaksAnInvariant() throws {
    var seed = UInt64(20_261_129)
    var (done, accepted, refused, presses) = (0, 0, 0, 0)
    while done < Self.steps {
      seed += 1
      var dice = SeededRandom(seed: seed)
      let config = Self.config(&dice)
      let text = Self.pipeline(&dice)
      let records = World.records.map { record in
        record.id == World.deal
          ? record.replacing(["stage": .text("s0"), "history": World.history("s0")]) : record
      }
      var snapshot = World.snapshot(records, pipeline: text, config: config)
      let pipelines = Pipelines.compile(snapshot)
      let pipeline = try #require(pipelines.all.first)
      #expect(pipeline.faults.isEmpty, "seed \(seed): \(pipeline.faults.map(\.message))\n\(text)")
      if !pipeline.faults.isEmpty { return }
      var now = World.now
      for step in 0..<25 {
        now = now.adding(seconds: Int.random(in: 0...20_000, using: &dice))
        var desk = ChangePlanner(
          snapshot: snapshot, pipelines: pipelines, now: now, user: "gleb",
          mint: IDMint(seed: seed &* 1000 &+ UInt64(step)))
        done += 1
        do {
          try Self.act(&desk, pipeline, &dice)
          accepted += 1
          presses += desk.change.creations.count { $0.values["action"] != nil }
          let faults = Self.faults(snapshot, desk)
          #expect(faults.isEmpty, "seed \(seed) step \(step): \(faults)\n\(text)")
          if !faults.isEmpty { return }
          snapshot = snapshot.applying(desk.change)
        } catch let refusal as Diagnostic {
          refused += 1
          #expect(desk.change.isEmpty, "seed \(seed) step \(step): refused, and changed something")
          #expect(refusal.code != .internal, "seed \(seed) step \(step): \(refusal.message)")
        }
      }
    }
    print(
      "\(done) steps from seed 20261130: \(accepted) accepted, \(presses) of them presses, \(refused) refused"
    )
    #expect(accepted > done / 5 && refused > done / 20 && presses > done / 20)
  }

  /// Whatever the ladder and the hours: an attempt is due in them, and no sooner than the ladder says.
  @Test func attemptsAreDueInWorkingHours() throws {
    for seed in UInt64(1)...400 {
      var dice = SeededRandom(seed: seed)
      let config = Self.config(&dice)
      let snapshot = World.snapshot(pipeline: DefaultPipeline.text, config: config)
      let now = World.now.adding(seconds: Int.random(in: 0...3_000_000, using: &dice))
      var desk = ChangePlanner(
        snapshot: snapshot, pipelines: Pipelines.compile(snapshot), now: now, user: "gleb",
        mint: IDMint(seed: seed))
      for rung in [300, 1800, 10_800] {
        let made = try desk.act(World.deal, action: "no-answer")
        let due = try #require(desk.record(made.transition.nextStep)?["due"]?.instant)
        #expect(config.hours.isOpen(due), "seed \(seed): \(due)")
        #expect(due >= now.adding(seconds: rung), "seed \(seed): \(due)")
        let wanted = now.adding(seconds: rung)
        if config.hours.isOpen(wanted) { #expect(due == wanted, "seed \(seed)") }
      }
    }
  }
}
