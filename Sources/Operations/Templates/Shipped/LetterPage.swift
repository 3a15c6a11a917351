/// The page of a letter: it prints on A4 with the items' head on every sheet, needs no network and runs nothing.
///
/// The total is the last row of the body, since browsers repeat a `tfoot` on every sheet. Colours are those of the print.
struct LetterPage {
  private let letter: Letter
  private let words: TemplateWords
  private var labels: TemplateLabels { words.labels }

  init(_ letter: Letter, _ words: TemplateWords) {
    self.letter = letter
    self.words = words
  }

  var text: String {
    let facts = table(letter.facts)
    let greeting = ["<p>\(words.greeting)</p>"] + paragraphs(letter.words.opening)
    // What a letter without items announces stands behind its opening.
    return
      (head + addresses + heading + (letter.hasItems ? facts + greeting : greeting + facts) + items + below
      + paragraphs(letter.words.closing) + payment + ending).map { $0 + "\n" }.joined()
  }

  /// The body is as wide as the text of a sheet, so that the screen shows what will be printed.
  private var style: String {
    // Fonts that lack Kazakh letters would mix with another one.
    let fonts =
      words.language == .kazakh
      ? "\"Noto Sans\", \"DejaVu Sans\", Arial, sans-serif"
      : "\"Liberation Sans\", Arial, \"DejaVu Sans\", sans-serif"
    return """
      @page { size: A4; margin: 16mm 16mm 18mm 20mm; @bottom-right { content: counter(page) " / " counter(pages); \
      font: 8pt \(fonts); color: #555555; } }
      :root { color-scheme: only light; }
      body { font: 10pt/1.4 \(fonts); color: #1a1a1a; background: #ffffff; \
      max-width: 174mm; margin: 12mm auto; padding: 0 6mm; }
      h1 { font-size: 15pt; line-height: 1.2; margin: 9mm 0 4mm; overflow-wrap: anywhere; break-after: avoid; }
      p { margin: 0 0 3mm; orphans: 2; widows: 2; overflow-wrap: anywhere; }
      table { border-collapse: collapse; width: 100%; margin: 0 0 4mm; }
      th, td { text-align: left; vertical-align: top; padding: 1.2mm 2mm 1.2mm 0; font-weight: normal; }
      tr { break-inside: avoid; }
      .addresses { margin: 0; }
      .addresses td { width: 50%; overflow-wrap: anywhere; padding: 0; }
      .lines { white-space: pre-line; }
      .addresses .sender { text-align: right; font-size: 9pt; padding-left: 6mm; }
      .facts { width: auto; break-inside: avoid; }
      .facts th { color: #555555; white-space: nowrap; padding: 0.4mm 6mm 0.4mm 0; }
      .facts td { overflow-wrap: anywhere; padding: 0.4mm 0; }
      .items { font-variant-numeric: tabular-nums lining-nums; }
      .items thead { display: table-header-group; }
      .items th { font-weight: bold; font-size: 9pt; border-bottom: 0.4mm solid #1a1a1a; }
      .items td { border-bottom: 0.1mm solid #bbbbbb; }
      .items .name { width: 40%; overflow-wrap: anywhere; }
      .items .n { text-align: right; white-space: nowrap; padding-left: 2mm; padding-right: 0; }
      .items .q { white-space: normal; }
      .items .sum { break-before: avoid; }
      .items .sum td { border-bottom: 0; }
      .items .total td { font-weight: bold; border-top: 0.4mm solid #1a1a1a; }
      .payment { break-inside: avoid; }
      .ending { break-inside: avoid; }
      .small { font-size: 9pt; color: #555555; }
      @media print { body { max-width: none; margin: 0; padding: 0; } }
      """
  }

  private var head: [String] {
    [
      "<!doctype html>", "<html lang=\"\(words.language.rawValue)\">", "<head>", "<meta charset=\"utf-8\">",
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">",
      "<title>\(letter.words.subject)</title>", "<style>", style, "</style>", "</head>", "<body>",
    ]
  }

  // MARK: Above the letter

  private var addresses: [String] {
    ["<table class=\"addresses\"><tr><td>"] + receiver + ["</td><td class=\"sender\">"] + sender
      + ["</td></tr></table>"]
  }

  /// A person's own address stands only where no company is written to.
  private var receiver: [String] {
    line("company_name") + line("contact_name") + place("company") + ["{{^has_company_name}}"]
      + place("contact") + ["{{/has_company_name}}"]
  }

  private var sender: [String] {
    line("seller_name", "<b>{{seller_name}}</b>") + place("seller")
      + line("seller_tax_id", "\(labels.taxID) {{seller_tax_id}}")
      + line("seller_phone", "\(labels.phone) {{seller_phone}}") + line("seller_email")
      + ["{{^has_seller_name}}", "{{owner_name}}<br>"] + line("owner_email") + ["{{/has_seller_name}}"]
      + (letter.facts.contains { $0.condition == "issued" } ? [] : ["{{today}}"])
  }

  /// A line of an address, where there is anything on it.
  private func line(_ name: String, _ text: String? = nil) -> [String] {
    ["{{#has_\(name)}}", (text ?? "{{\(name)}}") + "<br>", "{{/has_\(name)}}"]
  }

  private func place(_ whose: String) -> [String] {
    line("\(whose)_address", "<span class=\"lines\">{{\(whose)_address}}</span>")
      + line(
        "\(whose)_city",
        LetterPage.optional("\(whose)_postal_code", "{{\(whose)_postal_code}} ") + "{{\(whose)_city}}")
  }

  private var heading: [String] {
    letter.words.heading.isEmpty ? [] : ["<h1>\(letter.words.heading)</h1>"]
  }

  private func table(_ facts: [Letter.Fact]) -> [String] {
    guard let first = facts.first else { return [] }
    // No empty table where nothing is known.
    if facts.count == 1 {
      let row = "<table class=\"facts\"><tr><th>\(first.label)</th><td>\(first.value)</td></tr></table>"
      return ["{{#has_\(first.condition)}}", row, "{{/has_\(first.condition)}}"]
    }
    return ["<table class=\"facts\">"]
      + facts.flatMap { fact in
        [
          "{{#has_\(fact.condition)}}", "<tr><th>\(fact.label)</th><td>\(fact.value)</td></tr>",
          "{{/has_\(fact.condition)}}",
        ]
      } + ["</table>"]
  }

  private func paragraphs(_ texts: [String]) -> [String] { texts.map { "<p>\($0)</p>" } }

  // MARK: Items

  private var items: [String] {
    if !letter.hasItems { return [] }
    return ["<table class=\"items\">"] + columns + ["<tbody>", "{{#items}}", row, "{{/items}}"] + whole + sums
      + ["</tbody>", "</table>"]
  }

  private var columns: [String] {
    [
      "<thead>",
      "<tr><th>\(labels.position)</th><th class=\"name\">\(labels.item)</th><th class=\"n\">\(labels.quantity)</th>"
        + "<th class=\"n\">\(labels.price)</th>"
        + LetterPage.optional("discount_total", "<th class=\"n\">\(labels.discount)</th>")
        + LetterPage.optional("taxes", "<th class=\"n\">\(labels.tax)</th>")
        + "<th class=\"n\">\(labels.amount)</th></tr>",
      "</thead>",
    ]
  }

  private var row: String {
    let percent = words.language.percentSign
    return "<tr><td>{{position}}</td><td class=\"name\">{{product}}"
      + LetterPage.optional("sku", "<br><span class=\"small\">{{sku}}</span>") + "</td>"
      + "<td class=\"n q\">{{quantity}} {{unit}}</td><td class=\"n\">{{price}}</td>"
      + LetterPage.optional(
        "discount_total",
        "<td class=\"n\">{{#has_whole_discount}}{{whole_discount}}\(percent){{/has_whole_discount}}</td>")
      + LetterPage.optional("taxes", "<td class=\"n\">{{#has_tax}}{{tax}}\(percent){{/has_tax}}</td>")
      + "<td class=\"n\">\(LetterText.lineAmount)</td></tr>"
  }

  /// What stands for the items of a record that has none.
  private var whole: [String] {
    [
      "{{^has_items}}",
      "<tr><td></td><td colspan=\"3\">{{about}}</td>" + blanks
        + "<td class=\"n\">{{#has_tax_included}}{{total}}{{/has_tax_included}}"
        + "{{^has_tax_included}}{{net}}{{/has_tax_included}}</td></tr>",
      "{{/has_items}}",
    ]
  }

  private var sums: [String] {
    let money = { (name: String) in "{{\(name)}} {{currency}}" }
    return ["{{#has_discount_total}}", sum(labels.subtotal, money("subtotal"))]
      + [sum(labels.discountTotal, "-" + money("discount_total")), "{{/has_discount_total}}"]
      + [
        "{{^has_tax_included}}", "{{#has_taxes}}", sum(labels.net, money("net")), "{{/has_taxes}}",
        "{{#taxes}}",
      ]
      + [sum(labels.taxOnTop, money("amount")), "{{/taxes}}", "{{/has_tax_included}}"]
      + ["{{#has_adjustment}}", sum(labels.adjustment, money("adjustment")), "{{/has_adjustment}}"]
      + [sum(labels.total, money("total"), isTotal: true)]
  }

  private func sum(_ label: String, _ amount: String, isTotal: Bool = false) -> String {
    "<tr class=\"sum\(isTotal ? " total" : "")\"><td></td><td colspan=\"3\">\(label)</td>" + blanks
      + "<td class=\"n\">\(amount)</td></tr>"
  }

  /// The cells of the columns that not every document has.
  private var blanks: String {
    LetterPage.optional("discount_total", "<td></td>") + LetterPage.optional("taxes", "<td></td>")
  }

  private static func optional(_ name: String, _ text: String) -> String {
    "{{#has_\(name)}}\(text){{/has_\(name)}}"
  }

  /// The tax that the total contains, and what was paid of it.
  private var below: [String] {
    if !letter.hasItems { return [] }
    let settled = letter.settled.isEmpty ? [] : ["{{#has_paid}}"] + table(letter.settled) + ["{{/has_paid}}"]
    return ["{{#has_tax_included}}", "{{#taxes}}", "<p>\(labels.taxWithin): {{amount}} {{currency}}</p>"]
      + ["{{/taxes}}", "{{/has_tax_included}}"] + settled
  }

  // MARK: Below the letter

  private var payment: [String] {
    if letter.payment.isEmpty { return [] }
    return ["{{#has_seller_bank_details}}", "<div class=\"payment\">", "<p><b>\(labels.payment)</b></p>"]
      + table(letter.payment) + ["</div>", "{{/has_seller_bank_details}}"]
  }

  private var ending: [String] {
    ["<div class=\"ending\">", "<p>\(words.regards)</p>", "<p>{{owner_name}}", "{{#has_seller_name}}"]
      + ["<br>{{seller_name}}", "{{/has_seller_name}}", "</p>", "</div>"] + unsubscribing
      + ["</body>", "</html>"]
  }

  private var unsubscribing: [String] {
    if !letter.isToMany { return [] }
    return [
      "{{#has_unsubscribe}}", "<p class=\"small\">\(labels.unsubscribe): {{unsubscribe}}</p>",
      "{{/has_unsubscribe}}",
    ]
  }
}
