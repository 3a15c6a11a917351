/// A lead: a request that nobody has qualified yet.
enum LeadFields {
  static let statuses = ["new", "working", "qualified", "rejected"]

  static let all: [Field] =
    [
      Field("title", .text, "What is asked for.", required: true, searchable: true),
      Field("name", .text, "Name of the person.", searchable: true),
      Field("company_name", .text, "Name of the company.", title: "Company name", searchable: true),
      SharedFields.emails, SharedFields.phones, SharedFields.source, SharedFields.campaign,
    ] + SharedFields.money + [
      Field("status", .choice(statuses), "How far it got.", writer: .command("leads qualify, leads reject")),
      Field("reject_reason", .text, "Why it was rejected.", writer: .command("leads reject")),
      SharedFields.owner,
      Field("contact", .reference(.contact), "The contact it became.", writer: .command("leads qualify")),
      Field("company", .reference(.company), "The company it became.", writer: .command("leads qualify")),
      Field("deal", .reference(.deal), "The deal it became.", writer: .command("leads qualify")),
      SharedFields.tags, SharedFields.created, SharedFields.notes,
    ]
}
