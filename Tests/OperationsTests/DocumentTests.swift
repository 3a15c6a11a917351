import Dates
import Diagnostics
import Facts
import Mustache
import Records
import SeededRandomness
import Store
import Testing

@testable import Operations

/// What documents show of deals and invoices.
@Suite struct DocumentTests {
  private static let names = """
    {{title}}|{{contact_name}}|{{company_name}}|{{company_city}}|{{^has_company_name}}nobody{{/has_company_name}}
    """

  // MARK: Names and escaping

  @Test func valuesAreEscapedByTheTypeOfTheFile() throws {
    let office = try DocumentOffice(
      deal: "amount: 5",
      [
        "templates/a.txt": DocumentTests.names, "templates/a.html": DocumentTests.names,
        "templates/a.subject": DocumentTests.names,
      ])
    // An empty company inside a filled deal is nobody else's.
    #expect(try office.render("a.txt") == "1/2 <fence>|Sean O'Brien|||nobody")
    #expect(try office.render("a.html") == "1/2 &lt;fence&gt;|Sean O&#39;Brien|||nobody")
    #expect(try office.render("a.subject") == "1/2 <fence>|Sean O'Brien|||nobody")
  }

  @Test func anUnknownNameIsSaidOrRefused() throws {
    let office = try DocumentOffice(deal: "amount: 5", ["templates/a.txt": "{{totl}}{{>foot}}"])
    #expect(throws: Diagnostic.self) { try office.render("a") }
    #expect(try office.render("a", isStrict: false).isEmpty)
    #expect(office.driver.warnings.map(\.code) == [.warning, .warning])
  }

  @Test func namesOfOtherLettersHaveALatinOne() throws {
    let office = try DocumentOffice(
      settings: "seller: {Name: Firma, директор: Anna}", deal: "площадь: 12\namount: 5",
      ["templates/a.txt": "{{площадь}} {{ploshchad}} {{seller_name}} {{seller_direktor}}"])
    #expect(try office.render("a") == "12 12 Firma Anna")
  }

  @Test func onlyTheWantedNamesAreWorkedOutAndTheyAreTheSame() throws {
    let office = try DocumentOffice(
      settings: "seller: {name: Firma}", deal: "amount: 5\ncurrency: EUR\nnumber: 7\nитого: 8")
    try office.invoice("amount: 5\nstatus: sent\ndue: 2026-11-05")
    let workspace = try office.workspace()
    for reference in ["d1234567", "INV-2026-0042", "c1234567"] {
      let subject = DocumentSubject(try workspace.document(reference, nil), in: workspace.snapshot)
      let all = DocumentVariables(subject, .english, in: workspace).scope
      for name in all.names where !name.hasPrefix("has_") {
        let one = DocumentVariables(subject, .english, in: workspace, wanted: ["has_" + name]).scope
        #expect(
          Set(one.names).isSubset(of: [name, "has_" + name]) && one.names.count == 2, "\(name): \(one.names)")
        if case .text(let text)? = all[name], case .text(let other)? = one[name] {
          #expect(text == other, "\(name) of \(reference)")
        }
      }
    }
  }

  // MARK: Figures

  /// The figures of a document are those of `ItemTotals`, written out, and each document adds up.
  @Test func figuresAreThoseOfTheItemsAndAddUp() throws {
    let office = try DocumentOffice(deal: "amount: 5")
    var random = SeededRandom(seed: 15_151)
    for round in 0..<150 {
      let (currency, decimals) = random.pick([("EUR", 2), ("JPY", 0), ("KWD", 3), ("RUB", 2)])
      let count = random.number(1...6)
      let items = (0..<count).map { _ in
        "- {product: logo-p1234567, quantity: \(random.number(1...999)).\(random.number(0...9)), "
          + "price: \(random.number(0...99_999)).\(random.number(10...99))"
          + (random.chance(30) ? ", discount: \(random.number(0...100))" : "")
          + (random.chance(30) ? ", tax: \(random.pick(["0", "7", "12.5"]))" : "") + "}"
      }
      let isWithin = random.chance(50)
      try office.invoice(
        "status: draft\nitems:\n\(items.joined(separator: "\n"))\n"
          + (random.chance(50) ? "discount: 7.5\n" : "")
          + (random.chance(60) ? "tax: 19\n" : "") + "tax_included: \(isWithin)", currency: currency)
      let workspace = try office.workspace()
      let invoice = try workspace.document("INV-2026-0042", nil)
      let totals = ItemTotals(invoice, in: workspace.snapshot)
      let subject = DocumentSubject(invoice, in: workspace.snapshot)
      let scope = DocumentVariables(subject, .english, in: workspace).scope
      let read = { (scope: Scope, name: String) -> Decimal in
        guard case .text(let text)? = scope[name] else { return .zero }
        return Decimal(text.filter { $0 != "," }) ?? .zero
      }
      let what = "seed \(random.seed), round \(round)"
      #expect(read(scope, "total") == totals.amounts.total, "\(what)")
      #expect(read(scope, "net") == totals.amounts.net, "\(what)")
      #expect(read(scope, "net") + read(scope, "tax_total") == read(scope, "total"), "\(what)")
      let before = read(scope, "subtotal") - read(scope, "discount_total")
      #expect(before == read(scope, isWithin ? "total" : "net"), "\(what)")
      guard case .list(let rows, _)? = scope["items"], case .list(let taxes, _)? = scope["taxes"] else {
        Issue.record("no lists")
        continue
      }
      #expect(rows.map { read($0, "amount") }.reduce(.zero, +) == totals.amounts.total, "\(what)")
      #expect(rows.map { read($0, "net") }.reduce(.zero, +) == totals.amounts.net, "\(what)")
      #expect(taxes.map { read($0, "amount") }.reduce(.zero, +) == totals.amounts.tax, "\(what)")
      for row in rows {
        guard case .text(let text)? = row["amount"] else { continue }
        #expect((text.split(separator: ".").dropFirst().first?.count ?? 0) == decimals, "\(what): \(text)")
      }
    }
  }

  @Test func anAmountWithoutItemsContainsItsTax() throws {
    let office = try DocumentOffice(deal: "amount: 1190\ncurrency: EUR\ntax: 19")
    let found = try office.variables()
    #expect(found["total"] == "1,190.00")
    #expect(found["net"] == "1,000.00")
    #expect(found["taxes[1].amount"] == "190.00")
  }

  @Test func anAmountByHandIsShownWithTheDifference() throws {
    let office = try DocumentOffice(
      deal: "items:\n- {product: logo-p1234567, quantity: 2}\namount: 550\ncurrency: EUR")
    let text = try office.render("offer.txt")
    #expect(text.contains("Adjustment as agreed: -50.00 EUR\nTotal: 550.00 EUR\n"), "\(text)")
    #expect(office.driver.warnings.map(\.message).joined().contains("where its items come to 600 EUR"))
  }

  @Test func anItemWithoutAPriceLeavesNoSums() throws {
    let office = try DocumentOffice(
      deal: "items:\n- {product: logo-p1234567}\ncurrency: USD",
      ["templates/a.txt": "[{{total}}{{net}}]{{#items}}{{amount}}{{/items}}"])
    #expect(try office.render("a") == "[]")
    #expect(
      office.driver.warnings.map(\.message).joined().contains("the product is priced in EUR, not in USD"))
  }

  @Test func aPackSaysWhatItHolds() throws {
    let office = try DocumentOffice(
      deal: "items:\n- {product: nail-p7654321, quantity: 3, unit: pack}\ncurrency: EUR",
      [
        "products/nail-p7654321.yaml":
          "id: p7654321\nname: Nail\nunit: pc\npack: 100\nprice: 0.05\ncurrency: EUR\n",
        "templates/a.de.txt": "{{#items}}{{quantity}} {{unit}} × {{price}} = {{amount}}{{/items}}",
      ])
    #expect(try office.render("a.de") == "3 Pack (100 pc) × 5,00 = 15,00")
  }

  // MARK: Invoices

  @Test func aDealWithoutAnInvoiceGetsADraft() throws {
    let office = try DocumentOffice(deal: "amount: 100\ncurrency: EUR")
    #expect(try office.render("invoice.txt", isDryRun: true).hasPrefix("Invoice INV-2026-0001\n"))
    #expect(office.files("invoices").isEmpty)
    try office.write("templates/invoice.txt", "{{number}} {{nothing}}")
    #expect(throws: Diagnostic.self) { try office.render("invoice.txt") }
    #expect(office.files("invoices").isEmpty)
    try office.write("templates/invoice.txt", "{{number}} {{issued}} {{due}}")
    let first = try office.render("invoice.txt")
    #expect(first == "INV-2026-0001 24 November 2026 8 December 2026")
    #expect(try office.render("invoice.txt") == first)
    #expect(office.files("invoices").count == 1)
    #expect(office.driver.warnings.last?.message == "there was no invoice: INV-2026-0001 is made, as a draft")
    // An offer of the same deal is about the deal still, and a reminder's number makes none.
    try office.write("templates/other.txt", "{{invoice_number}} {{total}}")
    #expect(try office.render("other") == "INV-2026-0001 100.00")
  }

  @Test func theNewestInvoiceThatIsNotVoidIsTaken() throws {
    let office = try DocumentOffice(
      deal: "amount: 100\ncurrency: EUR", ["templates/a.txt": "{{number}} {{total}} {{open}}"])
    try office.invoice("amount: 60\nstatus: sent\ndue: 2026-11-05", number: "INV-2026-0001", id: "n1111111")
    try office.invoice(
      "amount: 70\nstatus: void\nvoid_reason: wrong", number: "INV-2026-0002", id: "n2222222")
    #expect(try office.render("a") == "INV-2026-0001 60.00 60.00")
    #expect(try office.render("a", "INV-2026-0002") == "INV-2026-0002 70.00 0.00")
    try office.invoice(
      "amount: 60\nstatus: sent\ndue: 2026-11-05\npayments:\n- {at: 2026-11-10, amount: 20.5}",
      number: "INV-2026-0001",
      id: "n1111111")
    #expect(try office.render("a", "inv-2026-0001") == "INV-2026-0001 60.00 39.50")
    #expect(try office.variables("INV-2026-0001")["paid"] == "20.50")
  }

  /// An invoice of an amount alone says what it is for, and whoever sends it hears of it.
  @Test func nothingIsChargedWithoutAWord() throws {
    let office = try DocumentOffice()
    let invoice = { (rest: String) in
      try office.write(
        "invoices/2026-11/inv-2026-0042-n1234567.yaml",
        "id: n1234567\nnumber: INV-2026-0042\ncompany: weber-a1234567\namount: 595\ncurrency: EUR\ntax: 19\n"
          + "issued: 2026-11-01\nstatus: draft\n\(rest)")
    }
    for (language, word) in [("en", "Services"), ("de", "Leistung"), ("ru", "Услуги"), ("kk", "Қызмет")] {
      try invoice("")
      let told = office.driver.warnings.count
      #expect(try office.render("invoice.\(language).txt", "INV-2026-0042").contains("\n\(word)\n"))
      let page = try office.render("invoice.\(language).html", "INV-2026-0042")
      #expect(page.contains("<td colspan=\"3\">\(word)</td>"))
      #expect(office.driver.warnings.count == told + 2)
      #expect(office.driver.warnings.last?.hints.first?.description.contains("notes=…") == true)
    }
    try invoice("notes: \"\\n <Advice> in May \\nfor us alone\"\n")
    let page = try office.render("invoice.html", "INV-2026-0042")
    #expect(page.contains("<td colspan=\"3\">&lt;Advice&gt; in May</td>") && !page.contains("for us alone"))
    #expect(office.driver.warnings.last?.message.hasSuffix("the first line of its notes") == true)
    // One of a part of a deal has the deal's title.
    let told = office.driver.warnings.count
    try office.invoice("amount: 60\nstatus: draft", number: "INV-2026-0043", id: "n7654321")
    #expect(try office.render("invoice.txt", "INV-2026-0043").contains("\n1/2 <fence>\n"))
    #expect(office.driver.warnings.count == told)
    // An offer of nothing is told of.
    _ = try office.render("offer.txt")
    #expect(office.driver.warnings.last?.message.contains("neither items nor an amount") == true)
  }

  // MARK: Reminders

  @Test(arguments: [
    (-5, 1), (0, 1), (1, 1), (14, 1), (15, 2), (30, 2), (31, 3), (400, 3),
  ])
  func theToneGoesByTheDaysPastDue(days: Int, tone: Int) throws {
    let office = try DocumentOffice(deal: "amount: 100\ncurrency: EUR")
    let due = try #require(CivilDate("2026-11-24")).adding(days: -days)
    try office.invoice("amount: 100\nstatus: sent\ndue: \(due)")
    let expected = try office.render("reminder-\(tone)", "INV-2026-0042")
    for about in ["INV-2026-0042", "d1234567", "c1234567"] {
      #expect(try office.render("reminder", about) == expected, "\(about)")
    }
    #expect(try office.render("reminder.txt", "d1234567").contains("Days past due: \(days)\n") == (days > 0))
  }

  @Test func nobodyIsRemindedOfWhatIsNotOwed() throws {
    let office = try DocumentOffice(deal: "amount: 100\ncurrency: EUR")
    for tone in ["reminder-2", "reminder-3"] {
      #expect(throws: Diagnostic.self) { try office.render(tone, "d1234567") }
    }
    #expect(throws: Diagnostic.self) { try office.render("reminder", "c1234567") }
    #expect(try office.render("reminder.txt", "d1234567").contains("Total: 100.00 EUR"))
    for state in ["paid\npayments:\n- {at: 2026-11-10, amount: 100}", "void\nvoid_reason: wrong"] {
      try office.invoice("amount: 100\ndue: 2026-11-05\nstatus: \(state)")
      for template in ["reminder", "reminder-1", "reminder-3"] {
        #expect(throws: Diagnostic.self) { try office.render(template, "INV-2026-0042") }
      }
    }
    try office.invoice("amount: 100\ndue: 2026-11-05\nstatus: draft")
    _ = try office.render("reminder", "INV-2026-0042")
    #expect(office.driver.warnings.last?.message == "invoice INV-2026-0042 is a draft that was not sent yet")
  }

  @Test func theOldestUnpaidInvoiceIsRemindedOf() throws {
    let office = try DocumentOffice(
      deal: "amount: 100\ncurrency: EUR", ["templates/reminder.txt": "{{invoice_number}}"])
    try office.invoice("amount: 10\nstatus: sent\ndue: 2026-11-20", number: "INV-2026-0003", id: "n3333333")
    try office.invoice("amount: 10\nstatus: sent\ndue: 2026-11-10", number: "INV-2026-0004", id: "n4444444")
    try office.invoice(
      "amount: 10\nstatus: paid\ndue: 2026-11-01\npayments:\n- {at: 2026-11-10, amount: 10}",
      number: "INV-2026-0005", id: "n5555555")
    // One's own template of that name holds for all ages.
    #expect(try office.render("reminder") == "INV-2026-0004")
  }

  @Test func whatIsOutIsNeitherSentNorEditedAgain() throws {
    let office = try DocumentOffice()
    try office.invoice("amount: 100\nstatus: sent\ndue: 2026-12-01")
    try office.write("there.html", "mine")
    let sending = #expect(throws: Diagnostic.self) {
      try office.driver.run(SendInvoice("INV-2026-0042", output: office.place(of: "there.html")), seed: 5)
    }
    // Its hint to replace the file would be refused in its turn.
    #expect(sending?.code == .alreadyClosed)
    let editing = #expect(throws: Diagnostic.self) {
      try office.edit("INV-2026-0042", replacing: "status: sent", with: "status: draft")
    }
    #expect(editing?.code == .transitionNotAllowed)
    #expect(editing?.hints.contains { $0.description.contains("invoices void n1234567") } == true)
    #expect(try office.workspace().snapshot.records(.invoice).map { $0.word("status") } == ["sent"])
  }
}
