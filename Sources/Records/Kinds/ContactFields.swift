/// A contact: a person.
enum ContactFields {
  static let all: [Field] =
    [
      Field("name", .text, "Full name.", required: true, searchable: true),
      Field("first_name", .text, "Given name.", searchable: true),
      Field("middle_name", .text, "Middle name or patronymic.", searchable: true),
      Field("last_name", .text, "Family name.", searchable: true),
      SharedFields.company("The company the person works for."),
      Field("position", .text, "Job title.", searchable: true),
      SharedFields.emails, SharedFields.phones, SharedFields.links,
    ] + SharedFields.address + [
      SharedFields.timezone,
      Field("birthday", .birthday, "Date of birth; `--05-12` where the year is not known."),
      Field(
        "dates",
        .entries([
          EntryField("name", .text, required: true), EntryField("day", .birthday, required: true),
        ]), "Other days to remember every year: `{name: wedding, day: --06-14}`."),
      SharedFields.source, SharedFields.owner, SharedFields.tags,
      Field("keep_in_touch", .integer, "Days after which silence is too long.", title: "Keep in touch"),
      SharedFields.doNotContact, SharedFields.created, SharedFields.notes,
    ]
}
