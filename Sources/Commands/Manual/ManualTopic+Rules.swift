/// What the files of a pipeline and of a template may hold: for crm-repository(5) and for `crm help rules` and
/// `crm help templates`. The keys of a term are separated by commas.
extension ManualTopic {
  // MARK: Pipelines

  static let pipelineKeys: [(String, String)] = [
    ("name, currency", "The name, and the currency of its deals."),
    ("stages", "The stages in order, see below."),
    ("transitions", "{stage: [stages that may follow]}; a stage that is not listed may go anywhere."),
    ("lost_reasons", "The reasons that crm deals lose accepts; any text where there is no such list."),
    ("actions", "The buttons that crm deals act presses, see below."),
    ("leads", "{answer_within: 15m}: how soon a new lead is to have its first answer."),
  ]

  static let stageKeys: [(String, String)] = [
    ("id, name", "One word; what a person reads."), ("probability", "The chance to win, in percent."),
    ("outcome", "won, lost or archived, where a deal in it is closed."),
    (
      "require",
      "What a deal must have to enter: fields (contact.phone) and conditions in the language of filters (amount > 0)."
    ),
    (
      "on_enter",
      "{next: {title, type, owner, within}, tasks: [the same]}: the next step where none is given, and tasks for "
        + "others. {{contact.name}} in a title is filled in."
    ),
    ("rots_after", "A deal idle for longer is shown as rotting: 7d."),
    ("within, escalate_to", "The time in which a deal must leave, and who hears of it otherwise."),
    ("script", "What to say to the client."),
    (
      "approve",
      "{when: a filter, by: a role or a list of them}: a deal that it fits enters only once one of them agreed to it as "
        + "it is (crm deals approve)."
    ),
    ("actions_only", "true: only actions move a deal from here."),
  ]

  static let actionKeys: [(String, String)] = [
    ("id, name, key, synonyms", "What it is called, and the key to press."),
    ("stage", "The stage that it moves the deal to."),
    ("ask", "What must be given with it: due, next, reason, note, result or fields of the deal."),
    ("next", "{title, type, owner, within}: the next step that it makes."),
    ("log", "{type, result}: the activity that it records."),
    ("invoice", "sent or paid: what of an invoice of the deal presses it."),
    ("retry", "The time to the next attempt after the first press, the second and so on: [5m, 30m, 3h, 1d]."),
    ("then", "The stage after the last attempt."),
    ("reasons", "{reason: {retry}}: ladders of their own; {} falls back to the action's."),
  ]

  /// A pipeline that compiles, with one of everything.
  static let pipelineExample = [
    "name: Sales",
    "stages:",
    "- id: first-contact",
    "  probability: 10",
    "  within: 1d                 # longer than that is late,",
    "  escalate_to: anna          # and Anna has it in her digest",
    "  on_enter:",
    "    next: {title: \"Call {{contact.name}}\", type: call, within: 10m}",
    "- id: proposal",
    "  require: [\"amount > 0\", contact.email]",
    "  rots_after: 7d",
    "- {id: won, outcome: won}",
    "- {id: lost, outcome: lost, require: [lost_reason]}",
    "- {id: archive, outcome: archived}",
    "transitions:",
    "  first-contact: [proposal, lost, archive]",
    "lost_reasons: [price, competitor]",
    "actions:",
    "- id: no-answer",
    "  key: n",
    "  log: {type: call, result: no-answer}",
    "  retry: [5m, 30m, 3h, 1d]   # the fifth press in a row archives",
    "  then: archive",
    "  reasons:",
    "    busy: {retry: [5m, 15m]}",
    "leads: {answer_within: 15m}",
  ]

  // MARK: Templates

  static let templateTags: [(String, String)] = [
    ("{{title}}", "The value; in an .html file & < > \" ' of it are written as entities."),
    ("{{{title}}}, {{&title}}", "The value as it is."),
    ("{{#has_company}}…{{/has_company}}", "What is between them, where there is such a value."),
    ("{{^has_company}}…{{/has_company}}", "What is between them, where there is none."),
    ("{{#items}}…{{/items}}", "What is between them, for each product of the deal."),
    ("{{>foot}}", "Another template, such as foot.html."),
    ("{{! words }}", "Words that go nowhere."),
  ]

  static let templateNames: [(String, String)] = [
    ("title, amount, stage, …", "The fields of the deal, or of the lead."),
    (
      "contact_name, contact_email, …",
      "The fields of the person; of a list all, and the first by its singular."
    ),
    ("company_name, company_city, …", "The fields of the company."),
    ("lead_name, …", "The fields of the lead."),
    ("owner_id, owner_name, owner_email", "Whoever is responsible for it."),
    ("seller_name, seller_iban, …", "What seller of crm.yaml says of whoever sells."),
    ("number, issued, due, status", "Of the invoice; of a deal without one these make a draft of it."),
    ("paid, open, days_late", "What was paid of it, what is still to be paid, whole days past due."),
    ("invoice_number, invoice_due, …", "The fields of the invoice, of a deal its newest; these make none."),
    ("position, product, sku, unit", "Inside items: which one it is."),
    (
      "quantity, price, discount, tax", "Inside items: how much of it, of one, per cent off, per cent of tax."
    ),
    ("net, tax_amount, amount", "Inside items: the line without tax, its tax, and both."),
    ("rate, net, amount", "Inside taxes: per cent of tax, on what, and how much."),
    ("subtotal, discount_total", "The sum before discounts, and what they take off."),
    ("net, tax_total, total, currency", "The sums without tax, of tax, and what is to be paid."),
    ("today", "The day."),
    ("has_…", "For each of these: whether there is anything."),
  ]
}
