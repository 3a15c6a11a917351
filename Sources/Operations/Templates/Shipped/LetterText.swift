/// A letter as plain text, for messages.
struct LetterText {
  private let letter: Letter
  private let words: TemplateWords
  private var labels: TemplateLabels { words.labels }

  init(_ letter: Letter, _ words: TemplateWords) {
    self.letter = letter
    self.words = words
  }

  /// What a line comes to as its document adds up: without the tax that comes on top.
  static let lineAmount =
    "{{#has_tax_included}}{{amount}}{{/has_tax_included}}{{^has_tax_included}}{{net}}{{/has_tax_included}}"

  var text: String {
    let heading = letter.words.heading
    let known = facts(letter.facts, isApart: true)
    let greeting = [words.greeting, ""] + apart(letter.words.opening)
    // What a letter without items announces stands behind its opening.
    return
      ((heading.isEmpty ? [] : [heading, ""]) + (letter.hasItems ? known + greeting : greeting + known)
      + items + apart(letter.words.closing) + payment + ending)
      .map { $0 + "\n" }.joined()
  }

  private func apart(_ paragraphs: [String]) -> [String] { paragraphs.flatMap { [$0, ""] } }

  private func facts(_ facts: [Letter.Fact], isApart: Bool) -> [String] {
    facts.flatMap { fact in
      ["{{#has_\(fact.condition)}}", "\(fact.label): \(fact.value)", "{{/has_\(fact.condition)}}"]
    } + (facts.isEmpty || !isApart ? [] : [""])
  }

  // MARK: Items

  private var items: [String] {
    if !letter.hasItems { return [] }
    let percent = words.language.percentSign
    let row =
      "{{position}}. {{product}}, {{quantity}} {{unit}} × {{price}}"
      + "{{#has_whole_discount}} − {{whole_discount}}\(percent){{/has_whole_discount}} = \(LetterText.lineAmount) {{currency}}"
    let money = { (name: String) in "{{\(name)}} {{currency}}" }
    return ["{{#items}}", row, "{{/items}}", "{{^has_items}}", "{{about}}", "{{/has_items}}", ""]
      + ["{{#has_discount_total}}", "\(labels.subtotal): " + money("subtotal")]
      + ["\(labels.discountTotal): -" + money("discount_total"), "{{/has_discount_total}}"]
      + ["{{^has_tax_included}}", "{{#has_taxes}}", "\(labels.net): " + money("net"), "{{/has_taxes}}"]
      + ["{{#taxes}}", "\(labels.taxOnTop): " + money("amount"), "{{/taxes}}", "{{/has_tax_included}}"]
      + ["{{#has_adjustment}}", "\(labels.adjustment): " + money("adjustment"), "{{/has_adjustment}}"]
      + ["\(labels.total): " + money("total")]
      + ["{{#has_tax_included}}", "{{#taxes}}", "\(labels.taxWithin): " + money("amount")]
      + ["{{/taxes}}", "{{/has_tax_included}}"] + facts(letter.settled, isApart: false) + [""]
  }

  // MARK: The end

  private var payment: [String] {
    if letter.payment.isEmpty { return [] }
    return ["{{#has_seller_bank_details}}", "\(labels.payment)"] + facts(letter.payment, isApart: true)
      + ["{{/has_seller_bank_details}}"]
  }

  private var ending: [String] {
    [words.regards, "", "{{owner_name}}", "{{#has_owner_email}}", "{{owner_email}}", "{{/has_owner_email}}"]
      + ["{{#has_seller_name}}", "{{seller_name}}", "{{/has_seller_name}}"] + unsubscribing
  }

  private var unsubscribing: [String] {
    if !letter.isToMany { return [] }
    return ["{{#has_unsubscribe}}", "", "\(labels.unsubscribe): {{unsubscribe}}", "{{/has_unsubscribe}}"]
  }
}
