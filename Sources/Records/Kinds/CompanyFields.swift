/// A company: an account.
enum CompanyFields {
  static let all: [Field] =
    [
      Field("name", .text, "Name in everyday use.", required: true, searchable: true),
      Field("legal_name", .text, "Registered name.", searchable: true),
      Field("tax_id", .text, "Tax number, kept as text.", title: "Tax id", searchable: true),
      Field(
        "accounts", .list(.text), "Bank accounts that it pays from: IBANs or account numbers.",
        singular: "account"),
      SharedFields.emails, SharedFields.phones, SharedFields.links,
    ] + SharedFields.address + [
      SharedFields.timezone,
      Field("founded", .birthday, "Day of foundation; `--05-12` where the year is not known."),
      Field("industry", .text, "Line of business.", searchable: true),
      Field("employees", .integer, "Number of employees."),
      Field("revenue", .number, "Yearly revenue."),
      SharedFields.priceList("The price list of its deals."),
      SharedFields.source, SharedFields.owner, SharedFields.tags, SharedFields.doNotContact,
      SharedFields.created, SharedFields.notes,
    ]
}
