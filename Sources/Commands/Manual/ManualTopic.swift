import Output

/// What holds for many commands, for the man pages and for `crm help`: terms with their meanings, `*bold*` words.
enum ManualTopic: String, CaseIterable {
  case filters, dates, rules, fields, templates, options, formats, status

  /// One line for lists of topics.
  var title: String {
    switch self {
    case .filters: "how list, --where and views choose records"
    case .dates: "how a time or a day is written"
    case .rules: "pipeline files: stages, what they require, actions, time limits"
    case .templates: "what offers, invoices and letters are made of"
    case .fields: "the fields of a kind: crm help fields deal"
    case .options: "the options that every command takes"
    case .formats: "what --format prints"
    case .status: "what a command ends with"
    }
  }

  static let moments: [(String, String)] = [
    ("*today*, *tomorrow*, *fri*, *next* *mon*", "The whole day: late when it is over."),
    ("*tomorrow* *11:00*, *fri* *15:00*", "A day and a time."),
    ("*+2d*, *in* *2* *weeks*", "The first working day at or after it: the whole day."),
    ("*+3wd*, *in* *3* *working* *days*", "So many working days from now."),
    ("*eow*", "The last working day up to Sunday, where none is left that of the next week."),
    ("*+3h*, *in* *30* *min*", "Hours and minutes from now, to the minute."),
    ("*2026-12-01*, *dec* *5*, *eom*", "A date; the end of the month."),
    (
      "*завтра* *11:00*, *пт* *15:00*, *через* *две* *недели*", "The same in Russian, and numbers in words."
    ),
  ]

  static let periods: [(String, String)] = [
    ("2026, 2026-11, 2026-Q4, 2026-W47", "A year, a month, a quarter, a week."),
    ("november, nov 2025, q4", "The latest one that has begun, or that of the year."),
    ("last-month, this-week, ytd", "Counted from today; wtd, mtd, qtd and ytd end with today."),
    ("1 nov, mon, 2026-11-24, today-7d", "One day; a weekday or a date without a year is the latest one."),
  ]

  static let filterTerms: [(String, String)] = [
    ("<word>, \"<words>\"", "Found at the beginning of words in the searchable fields."),
    ("<field>:<value>", "Begins a word of the field; a day, month or year holds all of its moments."),
    ("<field>=<value>, <field>!=<value>", "Is exactly that; is not, or is missing."),
    ("<field><<value>, <=, >, >=", "For numbers, money (10k, 1.5m, 10000RUB) and dates (today-7d, eom)."),
    (
      "<field>~<pattern>",
      "A regular expression anywhere in the value, in any case of letters: characters, classes, groups, "
        + "alternatives, repetitions and counts, ^ $ \\b \\d \\w \\s; no look-around, no back-references."
    ),
    ("<field>:, <field>:*", "Is missing; is present."),
    ("<reference>.<field>:<value>", "A field of the record referred to: company.country:DE."),
    (
      "is:<state>",
      "is:open, is:won, is:overdue, is:rotting and more; the page of each noun lists its states."
    ),
    (
      "age, idle, weighted",
      "Days since made; days since anything happened; amount times probability. Also columns."
    ),
    (
      "open_amount, paid_amount, days_late",
      "Of invoices: what is still to be paid; what was paid; days since it was due. Also columns."
    ),
    ("next_step.due<today", "Deals whose next step is due before today; is:overdue is short for it."),
    ("@<view>", "A saved filter, see *crm-views*(1)."),
    ("sort:<field>,-<field> limit:<n>", "Order, and how many."),
  ]

  static let formatWords: [(String, String)] = [
    ("table", "For people; as wide as the terminal."),
    ("json", "A list is one array, a single record one object; --json is short for it."),
    ("jsonl", "One object a line."),
    ("csv, tsv", "A header and the rows; formulas of spreadsheets are neutralised."),
    ("yaml", "A list of records; a single object that is no record is an object."),
    ("ids", "One id a line."),
    ("md, html", "A table for documents, a page for browsers."),
  ]

  static let statuses: [(String, String)] = [
    ("0", "Done, also when nothing matched."),
    ("1", "Failed: not found, ambiguous, a file or git in the way."),
    ("2", "Wrong usage, or a value that cannot be."),
    ("3", "Refused by a rule; what is missing is listed."),
    ("4", "Invalid data found."),
    ("5", "Another command holds the repository."),
    ("70", "A fault of crm itself."),
  ]
}
