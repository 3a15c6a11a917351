import Testing

@testable import Operations

/// What is promised of every template that crm brings.
@Suite struct ShippedTemplateTests {
  private static let letters = [
    "offer", "invoice", "reminder-1", "reminder-2", "reminder-3", "birthday", "letter",
  ]

  @Test func eachLetterIsThereInEachLanguageAndType() {
    let names = BuiltInTemplate.all.map(\.name.file)
    let expected = TemplateLanguage.allCases.flatMap { language in
      ShippedTemplateTests.letters.flatMap { letter in
        ["html", "txt", "subject"].map { "\(letter).\(language.rawValue).\($0)" }
      }
    }
    #expect(Set(names) == Set(expected))
    #expect(names.count == expected.count)
  }

  /// No language has a text of another one left in it, and no label is empty.
  @Test func noWordsAreLeftInAnotherLanguage() {
    let texts = TemplateWords.all.map { words in
      words.reminders.flatMap(\.opening) + words.offer.opening + words.letter.opening + words.birthday.opening
        + [words.regards, words.labels.total, words.labels.due, words.labels.open, words.labels.unsubscribe]
    }
    for (place, one) in texts.enumerated() {
      #expect(one.allSatisfy { !$0.isEmpty })
      #expect(TemplateWords.all[place].reminders.count == ReminderTone.allCases.count)
      for other in texts[(place + 1)...] { #expect(Set(one).isDisjoint(with: other)) }
    }
  }

  @Test func pagesFetchAndRunNothingAndPrintOnA4() {
    let pages = BuiltInTemplate.all.filter { $0.name.type == .html }
    #expect(pages.count == 28)
    for page in pages {
      let name = page.name.file
      for part in ["<script", "src=", "href=", "url(", "@import", "<link", "<tfoot", "var("] {
        #expect(!page.text.contains(part), "\(name): \(part)")
      }
      #expect(page.text.contains("@page { size: A4;"), "\(name)")
      #expect(page.text.contains("tr { break-inside: avoid; }"), "\(name)")
      #expect(page.text.hasPrefix("<!doctype html>\n<html lang=\"\(page.name.language?.rawValue ?? "")\">"))
      guard page.text.contains("<tbody>") else { continue }
      #expect(page.text.contains("<thead>"), "\(name)")
      #expect(page.text.contains("tabular-nums"), "\(name)")
      let lines = page.text.split(separator: "\n")
      let last = lines.firstIndex(of: "</tbody>").map { lines[$0 - 1] } ?? ""
      #expect(last.hasPrefix("<tr class=\"sum total\">"), "\(name): \(last)")
    }
  }

  /// Every name stands behind something, for each kind that documents are about.
  @Test(arguments: TemplateLanguage.allCases)
  func nothingIsLeftEmptyBehindAName(language: TemplateLanguage) throws {
    let office = try DocumentOffice(
      settings: "seller: {name: Petrov GmbH, iban: DE89 3704 0044 0532 0130 00}",
      deal: "items:\n- {product: logo-p1234567, quantity: 2, tax: 7}\namount: 642\ncurrency: EUR")
    try office.invoice("amount: 642\nstatus: sent\ndue: 2026-11-05")
    for letter in ShippedTemplateTests.letters {
      for type in ["html", "txt", "subject"] {
        let text = try office.render(
          "\(letter).\(language.rawValue).\(type)", "INV-2026-0042", isDryRun: true)
        #expect(!text.contains("{{") && !text.contains("}}"), "\(letter)")
      }
      _ = try office.render(
        "\(letter).\(language.rawValue)", "INV-2026-0042", isMessage: true, isDryRun: true)
    }
    for letter in ["offer", "birthday", "letter"] {
      for about in ["d1234567", "c1234567", "a1234567"] {
        _ = try office.render("\(letter).\(language.rawValue)", about, isDryRun: true)
      }
    }
    #expect(office.driver.warnings.isEmpty, "\(office.driver.warnings.map(\.message))")
  }

  @Test func thePaymentIsShownWhereThereIsAnAccount() throws {
    let office = try DocumentOffice(
      settings: "seller: {name: Petrov GmbH}", deal: "amount: 100\ncurrency: EUR")
    #expect(try !office.render("invoice.de.txt", isDryRun: true).contains("Bankverbindung"))
    let payable = try DocumentOffice(
      settings: "seller: {name: Petrov GmbH, account: 40702810, bic: \"044525225\"}",
      deal: "amount: 100\ncurrency: EUR")
    let text = try payable.render("invoice.ru.txt", isDryRun: true)
    #expect(text.contains("Расчётный счёт: 40702810\nБИК: 044525225\n"), "\(text)")
  }
}
