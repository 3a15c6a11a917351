package import Output
package import Records

/// What is worked on, as the screen shows it, and what its keys do.
package struct DeskCard: Sendable {
  /// A key of the card.
  package struct Button: Sendable {
    package let key: Character
    package let label: String
    package let press: Press

    package init(_ key: Character, _ label: String, _ press: Press) {
      self.key = key
      self.label = label
      self.press = press
    }
  }

  package enum Press: Sendable {
    /// An action of the pipeline: the reasons to choose from, and what has to be given.
    case action(String, reasons: [String], needsReason: Bool, asks: [String])
    case qualify, reject
  }

  /// The task or lead that is handed out; the record that was looked up.
  package let id: RecordID
  package let deal: RecordID?
  package let task: RecordID?
  package let lead: RecordID?
  package let isLate: Bool
  /// Whether the task can be done only together with the following step.
  package let isNextStep: Bool
  package let card: Card
  package let buttons: [Button]
  /// The next step that is proposed.
  package let proposal: (next: String, due: String)

  package init(
    id: RecordID, deal: RecordID? = nil, task: RecordID? = nil, lead: RecordID? = nil, isLate: Bool = false,
    isNextStep: Bool = false, card: Card, buttons: [Button] = [], proposal: (next: String, due: String)
  ) {
    self.id = id
    self.deal = deal
    self.task = task
    self.lead = lead
    self.isLate = isLate
    self.isNextStep = isNextStep
    self.card = card
    self.buttons = buttons
    self.proposal = proposal
  }

  /// The button of a key; a Cyrillic layout's key means the Latin letter on it where nothing else is meant.
  func button(_ key: Character) -> Button? { buttons.first { $0.key == key } }
}
