import Dates
import Diagnostics
import Facts
import Records
import Testing

@testable import Rules

@Suite struct ActTests {
  static func desk(_ pipeline: String = DefaultPipeline.text) -> ChangePlanner {
    World.desk(pipeline: pipeline)
  }

  @Test func aPressLogsClosesTheStepAndMakesTheNextAttempt() throws {
    var desk = Self.desk()
    let pressed = try desk.act(World.deal, action: "n", reason: "busy")
    #expect(pressed.action.id == "no-answer" && pressed.reason == "busy" && pressed.count == 1)
    #expect(pressed.transition.from == pressed.transition.to)
    #expect(pressed.transition.closed == [World.step])
    let next = try #require(desk.record(pressed.transition.nextStep))
    #expect(next.name == "Call Anna" && next.text("type") == "call")
    #expect(next["due"]?.instant == World.now.adding(seconds: 300))
    let calls = desk.snapshot.records(.activity)
    #expect(calls.map { $0.text("action") } == ["no-answer"])
    #expect(calls.first?.text("result") == "no-answer" && calls.first?.text("reason") == "busy")
    #expect(calls.first?.reference("task")?.id == World.step)
    #expect(desk.breaches.isEmpty)
  }

  @Test func anAnswerAtTheSameSecondIsInItsOrder() throws {
    var desk = Self.desk()
    var counts: [Int] = []
    for _ in 0..<2 { counts.append(try desk.act(World.deal, action: "n").count) }
    try desk.log(LogEntry(type: "call", text: "talked", result: "yes"), on: World.deal)
    for _ in 0..<2 { counts.append(try desk.act(World.deal, action: "n").count) }
    try desk.log(LogEntry(type: "call", result: "busy"), on: World.deal)
    try desk.log(LogEntry(type: "email", direction: "out"), on: World.deal)
    try desk.log(LogEntry(type: "note"), on: World.deal)
    counts.append(try desk.act(World.deal, action: "n").count)
    try desk.log(LogEntry(type: "message", direction: "in"), on: World.deal)
    counts.append(try desk.act(World.deal, action: "n").count)
    #expect(counts == [1, 2, 1, 2, 3, 1])
  }

  @Test func theWayOfDoneAndLogIsOneTransition() throws {
    var desk = Self.desk()
    let next = try desk.completeTask(World.step, result: "wants 5 pages", next: World.next, stage: "prop")
    #expect(desk.record(World.deal)?.text("stage") == "proposal")
    #expect(desk.record(World.step)?.text("result") == "wants 5 pages")
    #expect(desk.record(next)?.name == World.next.title)
    try desk.log(LogEntry(type: "call", text: "paid"), on: World.contact, stage: "won")
    #expect(desk.record(World.deal)?.text("stage") == "won")
    #expect(desk.record(World.deal)?["history"]?.list?.count == 3)
    #expect(desk.change.creations.filter { $0.kind == .activity }.count == 3)
    #expect(desk.breaches.isEmpty)
  }

  @Test func aStageWithoutAWayChangesNothing() {
    let table: [(DiagnosticCode, (inout ChangePlanner) throws -> Void)] = [
      (.nextStepRequired, { try $0.completeTask(World.step, stage: "meeting") }),
      (.transitionNotAllowed, { try $0.completeTask(World.step, next: World.next, stage: "first-contact") }),
      (.invalidValue, { try $0.completeTask(World.step, next: World.next, stage: "nowhere") }),
      (.requirementUnmet, { try $0.completeTask(World.step, stage: "lost") }),
      (.nextStepRequired, { try $0.log(LogEntry(type: "call"), on: World.deal, stage: "meeting") }),
      (.usage, { try $0.log(LogEntry(type: "call"), on: World.lead, stage: "meeting") }),
      (.invalidValue, { try $0.act(World.deal, action: "nothing") }),
      (.invalidValue, { try $0.act(World.deal, action: "n", reason: "nothing") }),
      (.requirementUnmet, { try $0.act(World.deal, action: "invoice-sent") }),
      (.nextStepRequired, { try $0.promote(World.deal) }),
    ]
    for (index, (code, wish)) in table.enumerated() {
      var desk = Self.desk()
      let refused = refusal { try wish(&desk) }
      #expect(refused?.code == code, "\(index): \(refused?.message ?? "passed")")
      #expect(desk.change.isEmpty, "\(index)")
    }
  }

  @Test func aLadderKnowsDays() {
    #expect(Delay("1d") == Delay(days: 1) && Delay("1w 2h") == Delay(days: 7, seconds: 7200))
    #expect(Delay("90m")?.seconds == 5400 && Delay("1mo") == nil && Delay("") == nil)
    guard let berlin = Zone(named: "Europe/Berlin"),
      let start = Instant(rfc3339: "2027-03-27T14:00:30+01:00"),
      let skipped = Instant(rfc3339: "2027-03-27T02:30:00+01:00")
    else {
      Issue.record("no zone")
      return
    }
    #expect(Delay(days: 1).after(start, in: berlin) == Instant(rfc3339: "2027-03-28T14:00:30+02:00"))
    #expect(Delay(seconds: 86_400).after(start, in: berlin) == Instant(rfc3339: "2027-03-28T15:00:30+02:00"))
    #expect(Delay(days: 1).after(skipped, in: berlin) == Instant(rfc3339: "2027-03-28T03:30:00+02:00"))
  }
}
