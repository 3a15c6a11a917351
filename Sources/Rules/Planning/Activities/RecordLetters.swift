package import Diagnostics
package import Records

/// A letter or a text message that goes out together with others.
package struct OutgoingLetter: Sendable {
  /// `email` or `message`.
  package var type: LoggedActivity
  /// Whom and what it is about: `contact`, `company`, `lead`, `deal`.
  package var links: [Kind: Reference]
  package var text: String
  /// Who writes it.
  package var owner: String?
  /// The number that a text message goes to.
  package var number: String?
  package var template: String
  package var campaign: String?
  package var messageID: String

  package init(
    _ type: LoggedActivity, to links: [Kind: Reference], text: String, owner: String?, number: String? = nil,
    template: String, campaign: String?, messageID: String
  ) {
    self.type = type
    self.links = links
    self.text = text
    self.owner = owner
    self.number = number
    self.template = template
    self.campaign = campaign
    self.messageID = messageID
  }
}

extension ChangePlanner {
  /// Records letters that go out together, an activity each, in their order. Nothing else changes by them: no next step,
  /// and no lead's status.
  @discardableResult
  package mutating func record(
    _ letters: [OutgoingLetter], message: String
  ) throws(Diagnostic) -> [Reference] {
    try together { planner throws(Diagnostic) in
      var made: [Reference] = []
      made.reserveCapacity(letters.count)
      for letter in letters {
        let values = planner.values(of: letter)
        made.append(planner.create(.activity, values))
      }
      planner.message = message
      return made
    }
  }

  private func values(of letter: OutgoingLetter) -> [String: Value] {
    var values: [String: Value] = [
      "type": .text(letter.type.rawValue), "at": .instant(now), "created": .instant(now),
      "direction": .text(Direction.outgoing.rawValue), "template": .text(letter.template),
      "message_id": .text(letter.messageID),
    ]
    for (kind, reference) in letter.links { values[kind.rawValue] = .reference(reference) }
    if !DealPath.isEmpty(.text(letter.text)) { values["text"] = .text(letter.text) }
    if let owner = letter.owner { values["owner"] = .text(owner) }
    if let number = letter.number { values["number"] = .text(number) }
    if let campaign = letter.campaign { values["campaign"] = .text(campaign) }
    return values
  }
}
