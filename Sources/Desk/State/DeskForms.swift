import Facts
import Output
import Records

/// What is asked before something is done.
enum DeskForms {
  private typealias Field = DeskForm.Field

  private static func step(_ card: DeskCard) -> [Field] {
    [Field("next", "Next step", card.proposal.next), Field("due", "Due", card.proposal.due)]
  }

  /// Enter: the task is done; a lead, or a deal without a step, was spoken to.
  static func enter(_ card: DeskCard) -> DeskForm? {
    if let task = card.task {
      let result = Field("result", "Result", mayBeEmpty: true)
      return DeskForm(
        "Done: " + card.card.title, .write(DeskRequest(.done, task)),
        [result] + (card.isNextStep ? step(card) : []))
    }
    guard let subject = card.lead ?? card.deal else { return nil }
    return DeskForm(
      "Call: " + card.card.title, .write(DeskRequest(.log, subject)),
      [Field("text", "What was said")] + (card.deal == nil ? [] : step(card)))
  }

  /// A task is put off; for a lead one is made.
  static func snooze(_ card: DeskCard) -> DeskForm? {
    if let task = card.task {
      return DeskForm(
        "Snooze: " + card.card.title, .write(DeskRequest(.snooze, task)), [Field("due", "Until", "tomorrow")])
    }
    guard let lead = card.lead else { return nil }
    return DeskForm("Later: " + card.card.title, .write(DeskRequest(.plan, lead)), step(card))
  }

  /// What a button asks for; nothing where one press is all.
  static func press(
    _ button: DeskCard.Button, on card: DeskCard
  ) -> (request: DeskRequest, fields: [DeskForm.Field])? {
    switch button.press {
    case .action(let action, let reasons, let needsReason, let asks):
      guard let deal = card.deal else { return nil }
      var fields: [Field] = []
      if !reasons.isEmpty || needsReason {
        fields.append(Field("reason", "Reason", choices: reasons, mayBeEmpty: !needsReason))
      }
      for key in asks where key != "reason" {
        fields.append(Field(key, label(key), proposal(key, card)))
      }
      return (DeskRequest(.act(action), deal), fields)
    case .qualify:
      return card.lead.map { (DeskRequest(.qualify, $0), step(card)) }
    case .reject:
      return card.lead.map { (DeskRequest(.reject, $0), [Field("reason", "Reason")]) }
    }
  }

  static func move(_ tile: DeskBoard.Tile, to column: DeskBoard.Column) -> DeskForm {
    DeskForm(
      "\(tile.title) → \(column.name)", .write(DeskRequest(.move(stage: column.stage), tile.id)),
      [Field("next", "Next step", tile.proposal.next), Field("due", "Due", tile.proposal.due)],
      mayKeepStep: true)
  }

  static func win(_ tile: DeskBoard.Tile) -> DeskForm {
    DeskForm(
      "\(tile.title) → won", .write(DeskRequest(.close(.won), tile.id)),
      [Field("note", "Note", mayBeEmpty: true)])
  }

  private static func proposal(_ key: String, _ card: DeskCard) -> String {
    switch key {
    case "next": card.proposal.next
    case "due": card.proposal.due
    default: ""
    }
  }

  /// `expected_close` as people read it.
  static func label(_ key: String) -> String {
    let words = key.split(separator: "_").joined(separator: " ")
    return key == "next" ? "Next step" : words.prefix(1).uppercased() + words.dropFirst()
  }
}
