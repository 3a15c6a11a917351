import Desk
import Facts
import Output
import Records
import Testing

/// Cards and boards to press keys on.
struct Sample {
  let deal: RecordID
  let task: RecordID
  let lead: RecordID
  let other: RecordID

  init() throws {
    deal = try #require(RecordID("d0000001"))
    task = try #require(RecordID("t0000001"))
    lead = try #require(RecordID("k0000001"))
    other = try #require(RecordID("t0000002"))
  }

  var card: DeskCard {
    DeskCard(
      id: task, deal: deal, task: task, isLate: true, isNextStep: true,
      card: Card(
        title: "Call Anna", subtitle: "overdue · 1 d ago",
        fields: [Card.Field("Client", "Anna Ivanova"), Card.Field("Phone", "+49 30 1234567")],
        sections: [Card.Section("Script", ["Ask what they have.\nOffer a meeting."])]),
      buttons: [
        .init(
          "n", "No answer", .action("no-answer", reasons: ["busy", "away"], needsReason: false, asks: [])),
        .init("i", "Invoice", .action("invoice-sent", reasons: [], needsReason: false, asks: ["due"])),
        .init("p", "Paid", .action("paid", reasons: [], needsReason: false, asks: [])),
      ], proposal: ("Call Anna", "tomorrow 10:00"))
  }

  var plainTask: DeskCard {
    DeskCard(id: other, task: other, card: Card(title: "Pay the rent"), proposal: ("Follow up", "fri"))
  }

  var newLead: DeskCard {
    DeskCard(
      id: lead, lead: lead, card: Card(title: "Wants a logo"),
      buttons: [.init("x", "Reject", .reject)], proposal: ("Call Cleo", "fri 10:00"))
  }

  var board: DeskBoard {
    func tile(_ id: RecordID, _ title: String) -> DeskBoard.Tile {
      DeskBoard.Tile(
        id: id, title: title, about: "12 000 EUR · Anna", step: "tomorrow Call", isLate: false,
        proposal: ("Call Anna", "tomorrow 10:00"))
    }
    return DeskBoard(
      name: "Sales", place: 0, count: 1,
      columns: [
        .init(stage: "first", name: "First contact", sums: "12 000 EUR", tiles: [tile(deal, "Website")]),
        .init(stage: "meeting", name: "Meeting", sums: "", tiles: []),
        .init(stage: "invoice", name: "Invoice", sums: "", tiles: [tile(other, "Shop")]),
      ], hasWon: true)
  }

  func state(_ card: DeskCard?) -> DeskState {
    var state = DeskState()
    state.receive(.card(card, DeskTally()))
    return state
  }
}

@Suite struct DeskStateTests {
  private let sample: Sample

  init() throws { sample = try Sample() }

  /// The last effect of keys pressed one after the other.
  private func press(_ state: inout DeskState, _ keys: [Key]) -> DeskEffect {
    var effect = DeskEffect.none
    for key in keys { effect = state.take(key) }
    return effect
  }

  private func request(_ effect: DeskEffect) -> DeskRequest? {
    if case .write(let request, _) = effect { request } else { nil }
  }

  @Test func oneKeyPressesAnAction() {
    var state = sample.state(sample.card)
    #expect(request(press(&state, [.character("p")])) == DeskRequest(.act("paid"), sample.deal))
    #expect(state.form == nil)
  }

  @Test func aReasonIsChosenByItsNumber() {
    var state = sample.state(sample.card)
    let effect = press(&state, [.character("n"), .character("2")])
    #expect(request(effect) == DeskRequest(.act("no-answer"), sample.deal, ["reason": "away"]))
    var without = sample.state(sample.card)
    #expect(request(press(&without, [.character("n"), .enter]))?.value("reason") == nil)
  }

  @Test func whatAnActionAsksForIsProposed() {
    var state = sample.state(sample.card)
    #expect(press(&state, [.character("i")]) == .none)
    #expect(state.form?.fields.map(\.key) == ["due"])
    #expect(request(press(&state, [.enter]))?.value("due") == "tomorrow 10:00")
  }

  @Test func doneAsksForTheResultAndWhatFollows() {
    var state = sample.state(sample.card)
    let keys: [Key] = [.enter, .character("o"), .character("k"), .enter, .enter, .paste("fri 15:00"), .enter]
    let done = request(press(&state, keys))
    #expect(done?.verb == .done && done?.target == sample.task)
    #expect(done?.values == ["result": "ok", "next": "Call Anna", "due": "fri 15:00"])
    var plain = sample.state(sample.plainTask)
    #expect(request(press(&plain, [.enter, .enter]))?.target == sample.other)
  }

  @Test func escapeCancelsAndChangesNothing() {
    var state = sample.state(sample.card)
    #expect(press(&state, [.enter, .character("x"), .escape]) == .none)
    #expect(state.form == nil && state.message == ["cancelled: nothing was changed"])
  }

  @Test func anEmptyStepIsNotSent() {
    var state = sample.state(sample.card)
    let effect = press(&state, [.enter, .enter, .control("u"), .enter])
    #expect(effect == .none && state.form?.remark == "next step is empty")
  }

  @Test func snoozingHasAProposal() {
    var state = sample.state(sample.card)
    #expect(
      request(press(&state, [.character("z"), .enter]))
        == DeskRequest(.snooze, sample.task, ["due": "tomorrow"]))
    var lead = sample.state(sample.newLead)
    #expect(request(press(&lead, [.character("z"), .enter, .enter]))?.verb == .plan)
  }

  @Test func skippingHandsOutAnother() {
    var state = sample.state(sample.card)
    guard case .handOut(let following) = state.take(.character(" ")) else {
      Issue.record("nothing is handed out")
      return
    }
    #expect(following.skipping == [sample.task])
    state.receive(.card(nil, DeskTally()))
    guard case .handOut(let again) = state.take(.character(" ")) else { return }
    #expect(again.skipping == [], "what was skipped comes again once nothing else is left")
  }

  @Test func onlyWhatTheDeskDidIsUndone() {
    var state = sample.state(sample.card)
    #expect(state.take(.character("u")) == .none)
    #expect(state.isRefusal)
    for change in ["c-1", "c-2"] {
      state.receive(.wrote(DeskWritten(said: ["done"], change: change, tally: DeskTally())))
    }
    for change in ["c-2", "c-1"] {
      guard case .undo(change, _) = state.take(.character("u")) else {
        Issue.record("\(change) is not taken back")
        return
      }
      var back = DeskWritten(said: ["undone"], change: "c-9", tally: DeskTally())
      back.isUndo = true
      state.receive(.wrote(back))
    }
    #expect(state.take(.character("u")) == .none)
  }

  @Test func aRefusalKeepsWhatWasTyped() {
    var state = sample.state(sample.card)
    _ = press(&state, [.character("z"), .paste("yesterday"), .enter])
    state.receive(.refused(["yesterday is past"], nil))
    #expect(state.form?.fields.first?.editor.text == "yesterday")
    #expect(state.form?.remark == "yesterday is past")
  }

  @Test func aRefusalMayAskForWhatIsMissing() {
    var state = sample.state(sample.card)
    let effect = state.take(.character("p"))
    guard let refused = request(effect) else {
      Issue.record("nothing is written")
      return
    }
    let form = DeskForm("it lacks an amount", .write(refused), [DeskForm.Field("amount", "Amount")])
    state.receive(.refused(["it lacks an amount"], form))
    #expect(request(press(&state, [.paste("100"), .enter]))?.values == ["amount": "100"])
  }

  @Test func keysOfAnotherLayoutMeanTheSame() {
    var state = sample.state(sample.card)
    #expect(request(press(&state, [.character("з")])) == DeskRequest(.act("paid"), sample.deal))
    #expect(state.take(.character("й")) == .quit)
  }

  @Test func pastedTextPressesNothing() {
    var state = sample.state(sample.card)
    #expect(state.take(.paste("pq")) == .none)
    #expect(state.form == nil)
  }

  @Test func theBoardMovesADeal() {
    var state = sample.state(sample.card)
    #expect(state.take(.character("b")) == .board(0))
    state.receive(.board(sample.board))
    #expect(press(&state, [.shiftRight]) == .none)
    let moved = request(press(&state, [.enter, .enter]))
    #expect(moved?.verb == .move(stage: "meeting") && moved?.value("next") == "Call Anna")
    state.receive(.wrote(DeskWritten(said: ["moved"], change: "c-1", tally: DeskTally())))
    var kept = sample.state(sample.card)
    kept.receive(.board(sample.board))
    let keeping = request(press(&kept, [.character(">"), .control("k")]))
    #expect(keeping?.keepsStep == true && keeping?.values["next"] == nil)
    var last = sample.state(sample.card)
    last.receive(.board(sample.board))
    #expect(request(press(&last, [.right, .right, .character(">"), .enter]))?.verb == .close(.won))
    #expect(press(&last, [.escape, .left, .left, .character("<")]) == .none)
    #expect(last.message == ["this is the first stage"])
  }

  @Test func aSearchOpensARecord() {
    var state = sample.state(sample.card)
    #expect(press(&state, [.character("/"), .paste("anna"), .enter]) == .search("anna"))
    state.receive(
      .found(
        "anna",
        [
          DeskFind(id: sample.deal, kind: "deal", name: "Website"),
          DeskFind(id: sample.lead, kind: "lead", name: "Logo"),
        ]))
    #expect(press(&state, [.down, .enter]) == .show(sample.lead))
    state.receive(.lookedUp(sample.newLead, DeskTally()))
    guard case .handOut = state.take(.escape) else {
      Issue.record("escape does not lead back")
      return
    }
  }

  @Test func idlingKeepsWhatIsOnTheScreen() {
    var state = sample.state(sample.card)
    #expect(state.idling == .refresh(sample.task))
    _ = state.take(.character("z"))
    #expect(state.idling == .none, "nothing moves under what is being typed")
    _ = state.take(.escape)
    var tally = DeskTally()
    tally.overdue = 3
    state.receive(.refreshed(sample.card, tally))
    #expect(state.tally.overdue == 3 && state.card?.id == sample.task)
    #expect(state.message == ["cancelled: nothing was changed"])
    state.receive(.board(sample.board))
    #expect(state.idling == .board(0))
  }
}
