/// A deal: an opportunity that moves through the stages of a pipeline.
enum DealFields {
  static let historyEntry = [
    EntryField("at", .instant, required: true),
    EntryField("stage", .text, required: true),
    EntryField("by", .user),
  ]

  /// What a person with the right to allowed, and of what; only ever appended to.
  static let approvals = Field(
    "approvals",
    .entries([
      EntryField("at", .instant, required: true), EntryField("stage", .text, required: true),
      EntryField("by", .user), EntryField("of", .text, required: true), EntryField("note", .text),
    ]),
    "Who allowed it to enter a stage that asks for approval; void once items, discount, tax or amount are others.",
    writer: .command("deals approve"), singular: "approval")

  static let all: [Field] =
    [
      Field("title", .text, "What is sold.", required: true, searchable: true),
      Field("pipeline", .text, "The pipeline's id.", required: true, writer: .command("deals move")),
      Field("stage", .text, "The stage's id.", required: true, writer: .command("deals move")),
      SharedFields.contact("The person who buys."),
      SharedFields.company("The company that buys."),
      Field(
        "participants",
        .entries([EntryField("contact", .reference(.contact), required: true), EntryField("role", .text)]),
        "Other people in the deal and their roles.", singular: "participant"),
      SharedFields.items,
    ] + SharedFields.itemTerms + [
      SharedFields.priceList("The price list of its items; its company's when missing.")
    ]
    + SharedFields.money + [
      Field("probability", .integer, "Chance in percent; the stage's when missing."),
      SharedFields.owner, SharedFields.source, SharedFields.campaign,
      Field("expected_close", .date, "When it should be won.", title: "Expected close"),
      Field("address", .text, "Where the work is done.", searchable: true),
      Field(
        "next_step", .reference(.task), "The open task that moves the deal on.", title: "Next step",
        writer: .command("deals move, tasks done, log")),
      Field("lost_reason", .text, "Why it was lost.", title: "Lost reason", searchable: true),
      Field(
        "closed", .instant, "When it was won, lost or archived.",
        writer: .command("deals win, lose, archive, reopen")),
      SharedFields.created, approvals,
      Field(
        "history", .entries(historyEntry),
        "Every stage it entered, with time and user; only ever appended to.",
        writer: .command("deals move")),
      SharedFields.tags, SharedFields.notes,
    ]
}
