/// How far a lead got. The raw values are the words of its `status`.
package enum LeadStatus: String, Sendable, CaseIterable {
  case new, working, qualified, rejected

  /// True for a lead that became a deal or was turned down.
  package var isDecided: Bool { self == .qualified || self == .rejected }
}

/// A lead: a request that nobody has qualified yet.
enum LeadFields {
  static let all: [Field] =
    [
      Field("title", .text, "What is asked for.", required: true, searchable: true),
      Field("name", .text, "Name of the person.", searchable: true),
      Field("company_name", .text, "Name of the company.", title: "Company name", searchable: true),
      SharedFields.emails, SharedFields.phones, SharedFields.source, SharedFields.campaign,
    ] + SharedFields.money + [
      Field(
        "status", .choice(LeadStatus.allCases.map(\.rawValue)), "How far it got.",
        writer: .command("leads qualify, leads reject"), implied: .text(LeadStatus.new.rawValue)),
      Field("reject_reason", .text, "Why it was rejected.", writer: .command("leads reject")),
      SharedFields.owner,
      Field("contact", .reference(.contact), "The contact it became.", writer: .command("leads qualify")),
      Field("company", .reference(.company), "The company it became.", writer: .command("leads qualify")),
      Field("deal", .reference(.deal), "The deal it became.", writer: .command("leads qualify")),
      SharedFields.tags, SharedFields.doNotContact, SharedFields.created, SharedFields.notes,
      SharedFields.message, SharedFields.origin,
    ]
}

extension Record {
  /// How far a lead got; nil for other kinds.
  package var leadStatus: LeadStatus? { kind == .lead ? word("status").flatMap(LeadStatus.init) : nil }
}
