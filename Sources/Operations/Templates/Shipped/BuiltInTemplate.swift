/// A template that crm brings along: the repository's own of the same name goes before it.
struct BuiltInTemplate: Sendable {
  let name: TemplateName
  let text: String

  var found: FoundTemplate { FoundTemplate(name: name, file: name.file, text: text, isBuiltIn: true) }

  /// Every letter in each language: a page, the same as plain text for a message, and a subject.
  static let all: [BuiltInTemplate] = TemplateWords.all.flatMap { words in
    Letter.all(words).flatMap { letter in
      let name = { TemplateName(base: letter.name, language: words.language, type: $0) }
      return [
        BuiltInTemplate(name: name(.html), text: LetterPage(letter, words).text),
        BuiltInTemplate(name: name(.txt), text: LetterText(letter, words).text),
        BuiltInTemplate(name: name(.subject), text: letter.words.subject + "\n"),
      ]
    }
  }
}

/// What the page and the plain text of a template have in common.
struct Letter {
  /// A label and what stands behind it, shown where `has_` of the condition is so.
  struct Fact {
    let label: String
    let value: String
    let condition: String

    init(_ label: String, _ name: String) { self.init(label, "{{\(name)}}", if: name) }

    init(_ label: String, _ value: String, if condition: String) {
      self.label = label
      self.value = value
      self.condition = condition
    }
  }

  let name: String
  let words: LetterWords
  /// Under the heading.
  var facts: [Fact] = []
  var hasItems = false
  /// How the sum is to be paid; empty for letters that ask for none.
  var payment: [Fact] = []
  /// Under the total.
  var settled: [Fact] = []
  /// Whether it goes to many, who may not want it.
  var isToMany = false

  static func all(_ words: TemplateWords) -> [Letter] {
    [
      Letter(name: "offer", words: words.offer, facts: customer(words.labels), hasItems: true),
      Letter(
        name: "invoice", words: words.invoice,
        facts: [
          Fact(words.labels.issued, "issued"), Fact(words.labels.due, "due"),
          Fact(words.labels.about, "title"),
        ] + customer(words.labels), hasItems: true, payment: payment(words.labels, "number"),
        settled: settled(words.labels)),
    ]
      + zip(1..., words.reminders).map { tone, reminder in
        Letter(
          name: "\(ReminderTone.base)-\(tone)", words: reminder, facts: claim(words.labels),
          payment: payment(words.labels, "invoice_number"))
      } + [
        Letter(name: "birthday", words: words.birthday, isToMany: true),
        Letter(name: "letter", words: words.letter, isToMany: true),
      ]
  }

  private static func customer(_ labels: TemplateLabels) -> [Fact] {
    [Fact(labels.customerTaxID, "company_tax_id")]
  }

  /// What a reminder is about; `number` and `issued` would give a deal its invoice.
  private static func claim(_ labels: TemplateLabels) -> [Fact] {
    [
      Fact(labels.number, "invoice_number"), Fact(labels.issued, "invoice_issued"),
      Fact(labels.about, "title"),
      Fact(labels.due, "due"), Fact(labels.daysLate, "days_late"),
      Fact(labels.total, "{{total}} {{currency}}", if: "total"),
    ] + settled(labels)
  }

  /// Shown once something was paid.
  private static func settled(_ labels: TemplateLabels) -> [Fact] {
    [
      Fact(labels.paid, "{{paid}} {{currency}}", if: "paid"),
      Fact(labels.open, "{{#has_paid}}{{open}} {{currency}}{{/has_paid}}", if: "paid"),
    ]
  }

  private static func payment(_ labels: TemplateLabels, _ number: String) -> [Fact] {
    [
      Fact(labels.payee, "seller_name"), Fact(labels.taxID, "seller_tax_id"),
      Fact(labels.iban, "seller_iban"), Fact(labels.account, "seller_account"),
      Fact(labels.bank, "seller_bank"),
      Fact(labels.bic, "seller_bic"), Fact(labels.correspondent, "seller_correspondent_account"),
      Fact(labels.reference, number),
    ]
  }
}
