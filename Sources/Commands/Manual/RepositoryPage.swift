import Records

/// `crm-repository(5)`: the files, and the field table of every kind.
struct RepositoryPage {
  let schema: Schema

  var text: String {
    var page = Troff(name: "crm-repository", section: 5, title: "the files of a CRM repository")
    page.section("DESCRIPTION")
    page.paragraph(
      "A repository is a directory with a *crm.yaml*, usually the work tree of git. Every record is one YAML file in "
        + "the folder of its kind. *crm* changes no more of a file than what a command speaks of: comments, the order of "
        + "keys, unknown keys, quoting and line endings stay.")
    layout(on: &page)
    identity(on: &page)
    settings(on: &page)
    page.section("RECORDS")
    page.paragraph(
      "Values are read by the declared type of their field and never by their look: country: no is the text no. Keys "
        + "that no table declares are kept and shown as text. Every kind also has the fields of *Every* *kind*."
    )
    let shared = Set(["id", "created", "external", "aliases", "extra"])
    page.subsection("Every kind")
    for key in ["id", "created", "external", "aliases", "extra"] {
      if let field = schema[.deal][key] { item(field, on: &page) }
    }
    for kind in Kind.allCases {
      page.subsection("\(kind.plural)/")
      for field in schema[kind].fields where !shared.contains(field.key) { item(field, on: &page) }
    }
    pipelines(on: &page)
    templates(on: &page)
    page.section("OTHER FILES")
    page.item("*views/*<name>.yaml", "*filter* and, where it is for one kind, *kind*; used as @<name>.")
    page.item(
      "*synonyms.yaml*", "Words that searches take for each other: bill: [invoice, account].")
    page.item(
      "*rates.yaml*",
      "What reports with *--currency* convert by, a list of {date: 2026-11-01, from: USD, to: EUR, rate: 0.92}, which may "
        + "be under the key *rates*. The last rate on or before the day counts, in either direction; two currencies "
        + "without a rate of their own meet in that of *crm.yaml*.")
    page.item(
      "*sources.yaml*",
      "What sources and campaigns cost, for *crm* *reports* *sources*: a list of {source: site, campaign: spring, month: "
        + "2026-10, cost: 1000.00, currency: EUR}. *source* and *campaign* are those of leads and deals, letter by letter; "
        + "without *campaign* the cost is that of what has a source alone, without *currency* it is in that of *crm.yaml*."
    )
    page.item(
      "*plans/*<month>.yaml",
      "What owners are to win in a month, for *crm* *reports* *kpi*, as in plans/2026-11.yaml: a list of {owner: gleb, "
        + "won: 4, revenue: 10000.00, currency: EUR}. *won* or *revenue* may be missing; further currencies of an owner "
        + "are further entries.")
    page.item(
      "*imports/*<name>.yaml",
      "A mapping of columns, as *--save-as* of *crm* *imports* *run* and *crm* *payments* *run* writes it.")
    page.item(
      "*not-duplicates/*<id>-<id>.yaml",
      "Two records that look alike and are two: *kind*, *records*, *by*, *at*; see *crm* *contacts* *dupes*.")
    page.item("*imports/batches/*<batch>.yaml", "What an import made, for *crm* *imports* *undo*.")
    page.section("LIMITS")
    page.paragraph(
      "A file has at most 1 MiB, is UTF-8 and one document; anchors, aliases, tags, directives, merge keys and keys "
        + "that occur twice are errors, each with its place.")
    page.section("SEE ALSO")
    page.paragraph("*crm*(1), *crm-check*(1), *crm-render*(1), *crm-stages*(1), *crm-schema*(1)")
    return page.text
  }

  private func item(_ field: Field, on page: inout Troff) {
    let type =
      if case .choice(let words) = field.type { words.joined(separator: " | ") } else { field.type.word }
    var doc = field.doc
    switch field.writer {
    case .anyone: break
    case .creation: doc += " Set when the record is made."
    case .command(let commands): doc += " Changed by: crm " + commands + "."
    }
    page.item("*\(field.key)* (\(type))" + (field.isRequired ? ", required" : ""), doc)
  }

  /// `name, currency` as terms of their own.
  private static func terms(_ keys: String) -> String {
    keys.split(separator: ",").map { "*\($0.drop { $0 == " " })*" }.joined(separator: ", ")
  }

  private func layout(on page: inout Troff) {
    page.section("LAYOUT")
    page.example([
      "crm.yaml", "pipelines/sales.yaml", "templates/offer.html", "contacts/anna-ivanova-k7f3q2mz.yaml",
      "companies/  leads/  deals/  products/",
      "tasks/2026-11/call-anna-b4t9x1wd.yaml", "activities/2026-11/…", "views/  imports/",
      ".crm/                 ignored by git: temporary files, and the state where there is no git",
    ])
    page.paragraph(
      "Records are found at any depth under the folder of their kind, so that a file may be moved and renamed by hand."
    )
  }

  private func identity(on page: inout Troff) {
    page.section("IDS AND REFERENCES")
    page.paragraph(
      "An id is eight characters of a-z and 0-9 without i, l, o and u, the first a letter; it is unique in the "
        + "repository and comes first in the file. A file is called <slug>-<id>.yaml; the slug is made of the name once "
        + "and never changes. A reference is that name without .yaml, and only the id at its end counts.")
  }

  private func settings(on page: inout Troff) {
    page.section("CRM.YAML")
    for (key, doc) in [
      ("format", "1. Required."),
      ("timezone", "The zone of times that are written without one: Europe/Berlin."),
      (
        "country",
        "Two letters: whose phones are written without a country code, and whose days off hold (RU, KZ)."
      ),
      ("currency", "Three letters: of deals and products that name none."),
      (
        "lang",
        "en, ru or kk: of digests and of the next steps that refusals propose; these and de: of documents."
      ),
      (
        "hours",
        "Working hours: {days: [mon, fri], from: \"09:00\", to: \"18:00\", breaks: [\"13:00-14:00\"], holidays: "
          + "[2027-01-01..2027-01-08], work: [2027-02-20], calendar: RU, capacity: 4, timezone: Europe/Berlin}. work "
          + "are weekends that are worked. calendar is RU, KZ or none: the days off that these countries decree; it "
          + "is that of country where it is not said. An owner's hours replace these key by key."
      ),
      (
        "owners",
        "The users: a list of {id, name, email, manager, hours, lang, role}. With none listed any name is accepted. lang is "
          + "the language of an owner's digests, role the name of one of roles."
      ),
      (
        "roles",
        "Who may write what: a map of names to {may, kinds, only}. may is all or a list of "
          + Permission.allCases.map(\.rawValue).joined(separator: ", ")
          + "; kinds are the kinds of record, only is a filter that a record must match. An owner without a role may do "
          + "everything; whoever is not listed may then only read. Everybody who has the files can read all of them."
      ),
      (
        "fields",
        "Custom fields: a list of {kind, key, type, title, values, doc}. A type is one of "
          + ConfigReader.typeWords.joined(separator: ", ")
          + ", or list of one; values are the words of a choice."
      ),
      (
        "digest",
        "{from: Sales <crm@example.com>}: who digests come from by mail; else git's user. The domain has at most 55 "
          + "characters, since programs that send mail on break a longer Message-ID."
      ),
      (
        "seller",
        "Who sells, for documents: a map of names to texts, such as {name: Firma, tax_id: \"0123\", iban: DE89 3704 0044 "
          + "0532 0130 00}. Any name is a variable of templates, {{seller_name}}; those that crm's own show are "
          + SellerReader.knownKeys.joined(separator: ", ") + "."
      ),
      ("git", "{commit: auto} makes every change a commit of just its files, {commit: off} none."),
    ] { page.item(RepositoryPage.terms(key), doc) }
  }

  private func pipelines(on page: inout Troff) {
    page.section("PIPELINES")
    page.paragraph("*pipelines/*<id>.yaml; *crm* *stages* *check* looks for faults in it. Its keys:")
    for (keys, doc) in ManualTopic.pipelineKeys { page.item(RepositoryPage.terms(keys), doc) }
    page.subsection("A stage")
    for (keys, doc) in ManualTopic.stageKeys { page.item(RepositoryPage.terms(keys), doc) }
    page.subsection("An action")
    for (keys, doc) in ManualTopic.actionKeys { page.item(RepositoryPage.terms(keys), doc) }
    page.subsection("An example")
    page.example(ManualTopic.pipelineExample)
  }

  private func templates(on page: inout Troff) {
    page.section("TEMPLATES")
    page.paragraph(
      "*templates/*<name>.html, .md or .txt, also with a language as in offer.de.html: what *crm* *render* makes documents "
        + "of. <name>.subject is the subject of a message. The tags are those of Mustache:")
    for (tag, doc) in ManualTopic.templateTags { page.item(tag, doc) }
    page.paragraph(
      "Names are flat. Values are formatted for the language of the template's name, else that of *crm.yaml*. A key of "
        + "other letters has a Latin name as well: {{ploshchad}} for {{площадь}}.")
    for (name, doc) in ManualTopic.templateNames { page.item(name, doc) }
  }
}
