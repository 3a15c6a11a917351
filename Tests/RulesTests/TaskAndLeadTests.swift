import Dates
import Diagnostics
import Facts
import Filters
import Records
import Testing

@testable import Rules

@Suite struct TaskAndLeadTests {
  @Test func aNextStepIsNeverClosedByItself() throws {
    var desk = World.desk()
    let refused = try #require(refusal { try desk.completeTask(World.step, result: "talked") })
    #expect(refused.code == .nextStepRequired)
    #expect(
      refused.hints.first?.description
        == "crm tasks done tasc0005 --result talked --next 'Call Anna Ivanova' --due 'tomorrow 10:00'")
    #expect(refusal { try desk.cancelTask(World.step) }?.code == .nextStepRequired)
    #expect(refusal { try desk.delete(World.step, cascade: true) }?.code == .nextStepRequired)
    #expect(desk.change.isEmpty)
    let made = try desk.completeTask(World.step, result: "talked", next: World.next)
    let snapshot = desk.snapshot
    #expect(snapshot.record(World.deal)?.reference("next_step") == made)
    #expect(snapshot.record(World.step)?.text("result") == "talked")
    #expect(desk.breaches.isEmpty, "\(desk.breaches)")
    #expect(refusal { try desk.completeTask(World.step) }?.code == .alreadyClosed)
  }

  @Test func otherTasksCloseFreely() throws {
    var desk = World.desk()
    try desk.completeTask(World.plainTask)
    #expect(desk.snapshot.record(World.plainTask)?.text("status") == "done")
    #expect(desk.snapshot.record(World.deal)?.reference("next_step")?.id == World.step)
    #expect(desk.breaches.isEmpty, "\(desk.breaches)")
  }

  @Test func tasksOfADealLeaveItsNextStepAlone() throws {
    var desk = World.desk()
    let values: [String: Value] = [
      "title": .text("Print"), "due": .instant(World.nextWeek), "deal": World.reference("dea00004"),
    ]
    try desk.addTask(values: values)
    #expect(desk.snapshot.record(World.deal)?.reference("next_step")?.id == World.step)
    try desk.close(World.deal, as: .archived)
    #expect(refusal { try desk.addTask(values: values) }?.code == .alreadyClosed)
    #expect(desk.breaches.isEmpty, "\(desk.breaches)")
  }

  @Test func aTaskBecomesTheNextStepOfADealWithout() throws {
    let bare = World.dealRecord.replacing(["next_step": nil])
    var desk = World.desk([World.annaRecord, World.acmeRecord, bare])
    #expect(!desk.breaches.isEmpty)
    let task = try desk.addTask(values: [
      "title": .text("Call"), "due": .instant(World.nextWeek), "deal": World.reference("dea00004"),
    ])
    #expect(desk.snapshot.record(World.deal)?.reference("next_step") == task)
    #expect(desk.breaches.isEmpty, "\(desk.breaches)")
  }

  @Test func snoozingNeedsAnOpenTask() throws {
    var desk = World.desk()
    let later = World.nextWeek.adding(seconds: 86_400)
    try desk.snooze(World.step, due: .moment(later))
    #expect(desk.snapshot.record(World.step)?["due"]?.instant == later)
    try desk.completeTask(World.plainTask)
    #expect(refusal { try desk.snooze(World.plainTask, due: .moment(later)) }?.code == .alreadyClosed)
  }

  @Test func loggingWithANextStepReplacesIt() throws {
    for target in [World.deal, World.contact, World.step] {
      var desk = World.desk()
      let logged = try desk.log(
        LogEntry(type: "call", text: "Talked", duration: 300, result: "interested", direction: "out"),
        on: target,
        next: World.next)
      let snapshot = desk.snapshot
      #expect(logged.deal?.id == World.deal)
      #expect(snapshot.record(World.deal)?.reference("next_step") == logged.next)
      #expect(snapshot.record(World.step)?.text("status") == "done")
      let activity = try #require(snapshot.record(logged.activity))
      #expect(activity.reference("deal")?.id == World.deal && activity.text("result") == "interested")
      #expect(desk.breaches.isEmpty, "\(desk.breaches)")
    }
  }

  @Test func loggingOnAPersonWithoutADealMakesAPlainTask() throws {
    var desk = World.desk()
    let logged = try desk.log(LogEntry(type: "note"), on: World.bobRecord.id, next: World.next)
    #expect(logged.deal == nil)
    #expect(desk.snapshot.record(logged.next)?.reference("contact")?.id == World.bobRecord.id)
  }

  @Test func loggingOnAPersonOfTwoDealsIsAmbiguous() throws {
    var desk = World.desk()
    try desk.addDeal(values: ["title": .text("Second"), "contact": World.reference("anna0001")])
    let refused = refusal { try desk.log(LogEntry(type: "call"), on: World.contact, next: World.next) }
    #expect(refused?.code == .ambiguous)
    try desk.log(LogEntry(type: "call"), on: World.contact)
    #expect(refusal { try desk.log(LogEntry(type: "stage"), on: World.contact) }?.code == .invalidValue)
  }

  @Test func qualifyingTakesWhatIsKnown() throws {
    var desk = World.desk()
    let made = try desk.qualifyLead(World.lead, next: World.next)
    #expect(made.knewContact && made.knewCompany && made.contact?.id == World.contact)
    let snapshot = desk.snapshot
    #expect(snapshot.records(.contact).count == 2 && snapshot.records(.company).count == 1)
    #expect(snapshot.record(World.contact)?.texts("phones") == ["+79161234567"])
    let deal = try #require(snapshot.record(made.deal.deal))
    #expect(
      deal.name == "Wants a shop" && deal["amount"]?.number == Decimal(500) && deal.text("currency") == "RUB")
    #expect(snapshot.record(World.lead)?.text("status") == "qualified")
    #expect(snapshot.record(World.lead)?.reference("deal") == made.deal.deal)
    #expect(desk.breaches.isEmpty, "\(desk.breaches)")
    #expect(refusal { try desk.qualifyLead(World.lead, next: World.next) }?.code == .alreadyClosed)
  }

  @Test func qualifyingMakesWhatIsNot() throws {
    var desk = World.desk([World.leadRecord], pipeline: DefaultPipeline.text)
    let refused = try #require(refusal { try desk.qualifyLead(World.lead, next: nil) })
    #expect(refused.code == .nextStepRequired)
    #expect(
      refused.hints.first?.description
        == "crm leads qualify eead0007 --next 'Call A. Ivanova' --due 'tomorrow 10:00'")
    #expect(desk.change.isEmpty)
    let made = try desk.qualifyLead(World.lead, next: World.next)
    let contact = try #require(desk.snapshot.record(made.contact))
    #expect(contact.name == "A. Ivanova" && contact.reference("company") == made.company)
    #expect(desk.breaches.isEmpty, "\(desk.breaches)")
  }

  @Test func rejectingNeedsAReason() throws {
    var desk = World.desk()
    #expect(refusal { try desk.rejectLead(World.lead, reason: nil) }?.code == .requirementUnmet)
    try desk.rejectLead(World.lead, reason: "spam")
    #expect(desk.snapshot.record(World.lead)?.text("reject_reason") == "spam")
    #expect(refusal { try desk.rejectLead(World.lead, reason: "spam") }?.code == .alreadyClosed)
  }

  @Test func deletingIsRefusedWhileReferenced() throws {
    var desk = World.desk()
    let refused = try #require(refusal { try desk.delete(World.contact) })
    #expect(refused.code == .stillReferenced)
    #expect(refused.hints.last?.description == "crm contacts delete anna0001 --cascade")
    let logged = try desk.log(LogEntry(type: "call"), on: World.contact)
    let removed = try desk.delete(World.contact, cascade: true)
    #expect(removed.count == 1, "what was logged belongs to the deal, which stays")
    #expect(desk.snapshot.record(logged.activity)?["contact"] == nil)
    #expect(desk.snapshot.record(World.deal)?["contact"] == nil)
    #expect(desk.snapshot.record(World.step) != nil && desk.snapshot.record(World.step)?["contact"] == nil)
    #expect(desk.breaches.isEmpty, "\(desk.breaches)")
  }

  @Test func aDealTakesItsTasksAlong() throws {
    var desk = World.desk()
    try desk.log(LogEntry(type: "call"), on: World.step)
    #expect(refusal { try desk.delete(World.deal) }?.code == .stillReferenced)
    let removed = try desk.delete(World.deal, cascade: true)
    #expect(removed.count == 4)
    #expect(desk.snapshot.records(.task).isEmpty && desk.snapshot.records(.activity).isEmpty)
    #expect(desk.breaches.isEmpty, "\(desk.breaches)")
  }

  @Test func guardedFieldsNameTheirCommand() throws {
    var desk = World.desk()
    let refused = try #require(refusal { try desk.setFields(World.deal, ["stage": .text("won")]) })
    #expect(
      refused.code == .transitionNotAllowed
        && refused.hints.map(\.description) == ["crm deals move dea00004 won …"])
    #expect(
      refusal { try desk.setFields(World.step, ["status": .text("done")]) }?.hints.map(\.description) == [
        "crm tasks done tasc0005 …"
      ])
    #expect(refusal { try desk.setFields(World.step, ["deal": nil]) }?.code == .transitionNotAllowed)
    #expect(refusal { try desk.setFields(World.deal, ["id": .text("x")]) }?.code == .usage)
    #expect(
      refusal { try desk.setFields(World.contact, ["phnoes": nil]) }?.hints.first?.description
        == "did you mean \"phones\"?")
    try desk.setFields(World.lead, ["status": .text("working")])
    #expect(
      refusal { try desk.setFields(World.lead, ["status": .text("qualified")]) }?.hints.map(\.description)
        == ["crm leads qualify eead0007 --next … --due …"])
  }

  @Test func declaredOwnersAreTheOnlyOnes() throws {
    let config = Config(owners: [Owner(id: "gleb", name: nil, email: nil, manager: nil, hours: .standard)])
    var desk = World.desk(config: config, user: "visitor")
    let added = try desk.addDeal(values: ["title": .text("x")])
    #expect(desk.snapshot.record(added.deal)?.text("owner") == nil)
    #expect(refusal { try desk.setFields(World.deal, ["owner": .text("anna")]) }?.code == .invalidValue)
    let stranger = NextStep(title: "x", due: World.nextWeek, owner: "anna")
    #expect(refusal { try desk.completeTask(World.step, next: stranger) }?.code == .invalidValue)
    #expect(desk.breaches.isEmpty, "\(desk.breaches)")
  }
}
