/// What a person logs; a transition logs itself.
package enum LoggedActivity: String, Sendable, CaseIterable {
  case call, email, meeting, message, note
}

/// Which way a call or message went. The raw values are the words of `direction`.
package enum Direction: String, Sendable, CaseIterable {
  case incoming = "in"
  case outgoing = "out"
}

/// An activity: something that happened.
enum ActivityFields {
  static let types = LoggedActivity.allCases.map(\.rawValue) + ["stage"]

  static let all: [Field] = [
    Field("type", .choice(types), "What happened.", required: true),
    Field("at", .instant, "When it happened.", required: true),
    Field("text", .notes, "What was said or done.", searchable: true),
    SharedFields.contact("The person it was with."),
    SharedFields.company("The company it was with."),
    SharedFields.deal("The deal it was about."),
    Field("lead", .reference(.lead), "The lead it was about.", searchable: true),
    Field("task", .reference(.task), "The task it closed."),
    SharedFields.owner,
    Field("direction", .choice(Direction.allCases.map(\.rawValue)), "Incoming or outgoing."),
    Field("number", .phone, "The other side's phone number.", searchable: true),
    Field("duration", .span, "How long it took."),
    Field("result", .text, "How it ended.", searchable: true),
    Field(
      "nps", .integer, "The answer to \"would you recommend us?\", 0 to 10; reports nps counts it.",
      title: "NPS", range: 0...10),
    Field(
      "action", .text,
      "The id of the pipeline's action whose press it records; consecutive presses on a deal are counted by it."
    ),
    Field("reason", .text, "Why the action was pressed."),
    Field(
      "template", .text, "The template of the document that it records.", writer: .creation),
    Field(
      "document", .text, "The number of that document, such as an invoice's.", searchable: true,
      writer: .creation),
    Field("campaign", .text, "The campaign that the letter or message belongs to.", searchable: true),
    Field(
      "message_id", .text, "What identifies the letter, as its Message-ID has it without brackets.",
      title: "Message id", writer: .creation),
    SharedFields.created, SharedFields.message, SharedFields.origin,
  ]
}
