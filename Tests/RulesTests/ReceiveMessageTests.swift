import Dates
import Diagnostics
import Facts
import Records
import Testing

@testable import Rules

/// A message from outside is written down beside what is there, and changes nothing of it.
@Suite struct ReceiveMessageTests {
  private static let origin = Origin(
    by: .form, from: "anna@acme.example", at: World.now, id: "content-1", fields: ["message"]
  ).value

  private func message(_ text: String = "Hello") -> ReceivedMessage {
    ReceivedMessage(
      type: "message", at: World.now, values: ["message": .text(text), "origin": ReceiveMessageTests.origin])
  }

  @Test func aDealKeepsItsNextStepAndGetsATaskToAnswer() throws {
    var desk = World.desk()
    let step = desk.snapshot.record(World.deal)?.reference("next_step")
    let first = try desk.receive(message(), with: World.deal)
    let snapshot = desk.snapshot
    #expect(snapshot.record(World.deal)?.reference("next_step") == step)
    let task = try #require(first.task.flatMap { snapshot.record($0) })
    #expect(task.name == "Answer Anna Ivanova" && task.isOpenTask)
    #expect(task.reference("deal")?.id == World.deal)
    let activity = try #require(snapshot.record(first.activity))
    #expect(activity.text("direction") == "in" && activity.text("message") == "Hello")
    #expect(activity.name == "message", "what was written is no name")
    #expect(activity.reference("deal")?.id == World.deal && activity.reference("contact") != nil)
    #expect(desk.breaches.isEmpty, "\(desk.breaches)")
    // While that task is open, another message needs none.
    #expect(try desk.receive(message("Again"), with: World.deal).task == nil)
    try desk.close(World.deal, as: .archived)
    #expect(desk.snapshot.record(task.id)?.isOpenTask == false)
    #expect(desk.breaches.isEmpty, "\(desk.breaches)")
  }

  @Test func aNewLeadStaysNewAndWaits() throws {
    var desk = World.desk()
    let lead = try desk.receiveLead(
      ["title": .text("Site"), "message": .text("Hello"), "origin": ReceiveMessageTests.origin], from: nil)
    #expect(try desk.receive(message(), with: lead.id).task == nil)
    #expect(desk.snapshot.record(lead)?.leadStatus == .new)
    try desk.log(LogEntry(type: "call"), on: lead.id)
    #expect(desk.snapshot.record(lead)?.leadStatus == .working)
    let later = try desk.receive(message("Still there?"), with: lead.id)
    let task = try #require(later.task.flatMap { desk.snapshot.record($0) })
    #expect(task.name == "Answer the message" && task.reference("lead")?.id == lead.id)
    #expect(desk.breaches.isEmpty, "\(desk.breaches)")
  }

  @Test func whatARuleGuardsIsNoBusinessOfAMessage() {
    for values in [
      ["title": Value.text("x"), "deal": World.reference("dea00004")],
      ["title": .text("x"), "reject_reason": .text("x")], [:],
    ] {
      var desk = World.desk()
      #expect(throws: Diagnostic.self) { try desk.receiveLead(values, from: nil) }
      #expect(desk.change.isEmpty)
    }
  }
}
