/// `crm(1)`: what holds for every command.
struct OverviewPage {
  let root: CommandDescription
  /// The options that every command takes, as terms with their meanings.
  let options: [(String, String)]

  var text: String {
    var page = Troff(name: "crm", section: 1, title: "a CRM in plain files")
    page.section("SYNOPSIS")
    page.paragraph("*crm* <noun> <verb> [arguments] [options]")
    page.section("DESCRIPTION")
    page.paragraph(
      "*crm* keeps contacts, companies, leads, deals, tasks, activities, products and invoices in a directory in which every "
        + "record is one YAML file. Editors, scripts and git may change them as well. No open deal is without a next "
        + "step: a command that would leave one without is refused, and prints the command that would pass.")
    page.paragraph(
      "A record is named by its id, by any beginning of the id that only it has (three letters or more), by its file's "
        + "name, by an email address, by a phone number in any format, or by words. Among several matches what is open "
        + "comes first, then a record's own name before the words of what it belongs to, then a deal, a contact, a "
        + "company, an open lead, a qualified one. A deal, and a person or company with one open deal, names its next "
        + "step where a task is wanted."
    )
    page.section("COMMANDS")
    for command in root.subcommands {
      page.item("*crm-\(command.name)*(1)", command.abstract)
    }
    page.section("OPTIONS OF EVERY COMMAND")
    page.paragraph("They stand before or after the noun.")
    for (term, meaning) in options { page.item(term, meaning) }
    page.item("*-h*, *--help*", "Help for a command.")
    page.item("*--version*", "The version.")
    formats(on: &page)
    moments(on: &page)
    filters(on: &page)
    ManualPages.exitStatus(on: &page)
    surroundings(on: &page)
    page.section("EXAMPLES")
    page.example([
      "crm init",
      "crm contacts add 'Anna Ivanova' emails+=anna@acme.example",
      "crm deals add 'Website for Acme' --contact anna --next 'Call Anna' --due 'tomorrow 11:00'",
      "crm tasks done 'call anna' --next 'Send the offer' --due fri",
      "crm deals list 'is:open sort:-amount' --json",
    ])
    page.section("SEE ALSO")
    page.paragraph("*crm-repository*(5), *git*(1)")
    return page.text
  }

  private func formats(on page: inout Troff) {
    page.section("OUTPUT")
    page.paragraph(
      "Standard output has data only; errors and warnings go to standard error. With *--json* a list prints one array, "
        + "*show* and the writers print one object, and an error is {\"error\": {\"code\", \"message\", \"hint\", "
        + "\"location\": {\"file\", \"line\", \"column\"}}}. Every record begins with kind, id, ref, path; a reference "
        + "is {\"id\", \"ref\", \"name\"}; money is a string. *crm* *schema* prints the JSON Schema.")
    page.paragraph(
      "*csv* and *tsv* have a header and neutralise what a spreadsheet would run as a formula; *yaml* is a list of "
        + "records, and an object where the answer is a single one that is no record; *ids* is one id a line. Text from records never reaches a terminal with control characters in it. "
        + "Nothing asks a question where standard input or output is no terminal.")
  }

  private func moments(on page: inout Troff) {
    page.section("MOMENTS")
    page.paragraph("Where an option takes <when>:")
    for (term, meaning) in ManualTopic.moments { page.item(term, meaning) }
    page.paragraph(
      "Days and hours are those of the one who is to do it. A past or impossible moment is an error, *today* after "
        + "working hours too. One outside working hours is taken, with a warning that says why.")
  }

  private func filters(on page: inout Troff) {
    page.section("FILTERS")
    page.paragraph(
      "*list*, *set* *--where*, reports, views and pipelines share one language. Terms side by side must all hold; *or*, "
        + "*not* and parentheses combine them; *not* binds tightest, then *and*.")
    for (term, meaning) in ManualTopic.filterTerms { page.item(term, meaning) }
  }

  private func surroundings(on page: inout Troff) {
    page.section("ENVIRONMENT")
    for (term, meaning) in [
      ("*CRM_REPO*", "The repository where neither *-C* nor the folders above the present one tell."),
      (
        "*CRM_NOW*",
        "The time that every clock reading gives, RFC 3339; in the repository's zone if it has no offset."
      ),
      ("*CRM_USER*", "Who acts."),
      ("*VISUAL*, *EDITOR*", "The editor of *edit*."),
      ("*NO_COLOR*, *CLICOLOR_FORCE*", "No colours; colours also where the output is no terminal."),
    ] { page.item(term, meaning) }
    page.section("FILES")
    page.item(
      "*crm.yaml*", "The settings; the folder that holds it is the repository. See *crm-repository*(5).")
    page.item(
      "*.git/crm/*, else *.crm/*",
      "The lock, the journal and other state; holds nothing that cannot be made anew.")
  }
}
