/// A template that crm brings along: the repository's own of the same name goes before it.
struct BuiltInTemplate: Sendable {
  let name: TemplateName
  let text: String

  var found: FoundTemplate { FoundTemplate(name: name, file: name.file, text: text, isBuiltIn: true) }

  /// An offer, an invoice and a reminder in each language: a page, the same as plain text for a message, and a subject.
  static let all: [BuiltInTemplate] = TemplateWords.all.flatMap { words in
    [Letter.offer(words), .invoice(words), .reminder(words)].flatMap { letter in
      let name = { TemplateName(base: letter.name, language: words.language, type: $0) }
      return [
        BuiltInTemplate(name: name(.html), text: letter.html(words)),
        BuiltInTemplate(name: name(.txt), text: letter.text(words)),
        BuiltInTemplate(name: name(.subject), text: letter.subject + "\n"),
      ]
    }
  }
}

/// What the page and the plain text of a template have in common.
private struct Letter {
  let name: String
  let subject: String
  let heading: String
  /// Lines under the heading: a label and what stands behind it.
  var facts: [(label: String, value: String, condition: String)] = []
  let opening: String
  let closing: [String]
  let hasItems: Bool

  static func offer(_ words: TemplateWords) -> Letter {
    Letter(
      name: "offer", subject: "\(words.offer): {{title}}", heading: "\(words.offer): {{title}}",
      opening: words.offerOpening, closing: [words.offerClosing, words.regards], hasItems: true)
  }

  static func invoice(_ words: TemplateWords) -> Letter {
    Letter(
      name: "invoice", subject: "\(words.invoice) {{number}}: {{title}}",
      heading: "\(words.invoice) {{number}}",
      facts: [
        (words.date, "{{issued}}", "issued"), (words.subject, "{{title}}", "title"),
        (words.taxID, "{{company_tax_id}}", "company_tax_id"),
      ],
      opening: words.invoiceOpening, closing: [words.invoiceClosing, words.regards], hasItems: true)
  }

  static func reminder(_ words: TemplateWords) -> Letter {
    Letter(
      name: "reminder", subject: "\(words.reminder): {{title}}", heading: "\(words.reminder): {{title}}",
      facts: [
        (words.invoice, "{{invoice_number}}", "invoice_number"),
        (words.total, "{{total}} {{currency}}", "total"),
      ],
      opening: words.reminderOpening, closing: [words.reminderClosing, words.regards], hasItems: false)
  }

  // MARK: The page

  func html(_ words: TemplateWords) -> String {
    """
    <!doctype html>
    <html lang="\(words.language.rawValue)">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>\(subject)</title>
    <style>
    body { font: 11pt/1.45 "Helvetica Neue", Arial, sans-serif; color: #222222; max-width: 42em; margin: 3em auto; padding: 0 1.5em; }
    h1 { font-size: 1.5em; line-height: 1.2; margin: 2em 0 1em; }
    table { border-collapse: collapse; width: 100%; margin: 1.5em 0; }
    th, td { text-align: left; vertical-align: top; padding: 0.4em 0.8em 0.4em 0; border-bottom: 1px solid #cccccc; }
    th { font-weight: 600; }
    .n { text-align: right; white-space: nowrap; padding-right: 0; padding-left: 0.8em; }
    .total td { font-weight: 600; border-bottom: 0; }
    .sender { text-align: right; }
    .facts { margin: 0; }
    .facts b { font-weight: 600; }
    </style>
    </head>
    <body>
    <p class="sender">{{owner_name}}{{#has_owner_email}}<br>{{owner_email}}{{/has_owner_email}}<br>{{today}}</p>
    <p>
    {{#has_company_name}}
    {{company_name}}<br>
    {{/has_company_name}}
    {{#has_contact_name}}
    {{contact_name}}<br>
    {{/has_contact_name}}
    {{#has_company_address}}
    {{company_address}}<br>
    {{/has_company_address}}
    {{#has_company_city}}
    {{#has_company_postal_code}}{{company_postal_code}} {{/has_company_postal_code}}{{company_city}}
    {{/has_company_city}}
    </p>
    <h1>\(heading)</h1>
    \(facts.map { "{{#has_\($0.condition)}}\n<p class=\"facts\"><b>\($0.label)</b> \($0.value)</p>\n{{/has_\($0.condition)}}\n" }.joined())<p>\(words.greeting)</p>
    <p>\(opening)</p>
    \(hasItems ? itemTable(words) : "")\(closing.map { "<p>\($0)</p>\n" }.joined())<p>{{owner_name}}</p>
    </body>
    </html>

    """
  }

  private func itemTable(_ words: TemplateWords) -> String {
    """
    <table>
    {{#has_items}}
    <tr><th>\(words.item)</th><th class="n">\(words.quantity)</th><th class="n">\(words.price)</th><th class="n">\(words.amount)</th></tr>
    {{/has_items}}
    {{#items}}
    <tr><td>{{product}}</td><td class="n">{{quantity}} {{unit}}</td><td class="n">{{price}}</td><td class="n">{{amount}}</td></tr>
    {{/items}}
    {{^has_items}}
    <tr><td colspan="3">{{title}}</td><td class="n">{{total}}</td></tr>
    {{/has_items}}
    <tr class="total"><td colspan="3">\(words.total)</td><td class="n">{{total}} {{currency}}</td></tr>
    </table>

    """
  }

  // MARK: The plain text

  func text(_ words: TemplateWords) -> String {
    let given = facts.map { "{{#has_\($0.condition)}}\n\($0.label) \($0.value)\n{{/has_\($0.condition)}}\n" }
    return """
      \(heading)

      \(words.greeting)

      \(opening)

      \(given.isEmpty ? "" : given.joined() + "\n")\(hasItems ? itemLines(words) : "")\
      \(closing.map { $0 + "\n\n" }.joined())\
      {{owner_name}}
      {{#has_owner_email}}
      {{owner_email}}
      {{/has_owner_email}}

      """
  }

  private func itemLines(_ words: TemplateWords) -> String {
    """
    {{#items}}
    {{position}}. {{product}}, {{quantity}} {{unit}} × {{price}} = {{amount}} {{currency}}
    {{/items}}
    {{^has_items}}
    {{title}}
    {{/has_items}}
    \(words.total) {{total}} {{currency}}


    """
  }
}
