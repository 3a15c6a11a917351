// swift-format-ignore-file: NeverForceUnwrap

import Dates
import Diagnostics
import Facts
import Records
import Testing

@testable import Rules

@Suite struct InvoiceTests {
  static let page = World.record(
    .product, "page0010",
    [
      "name": .text("Page"), "price": .number(Decimal("100.10")!), "currency": .text("EUR"),
      "pack": .number(Decimal(10)),
    ])
  static let today = CivilDate(year: 2026, month: 11, day: 26)!

  /// A desk at which the deal has an amount, and a plain pipeline.
  static func desk(
    amount: String? = "1200", items: Value? = nil, pipeline: String = DefaultPipeline.text,
    config: Config = Config(),
    user: String = "gleb"
  ) -> ChangePlanner {
    let deal = World.dealRecord.replacing([
      "amount": amount.map { .number(Decimal($0)!) }, "currency": .text("EUR"), "items": items,
    ])
    let rest = World.records.filter { $0.id != World.deal }
    return World.desk(rest + [deal, page], pipeline: pipeline, config: config, user: user)
  }

  static func item(_ quantity: Int, _ more: MapEntry...) -> Value {
    .map(
      [MapEntry("product", World.reference("page0010")), MapEntry("quantity", .number(Decimal(quantity)))]
        + more)
  }

  private func number(_ desk: ChangePlanner, _ invoice: Reference) -> String? {
    desk.record(invoice.id)?.name
  }

  /// The number of one invoice more.
  private func next(_ desk: inout ChangePlanner) throws(Diagnostic) -> String? {
    let invoice = try desk.addInvoice(InvoiceRequest(deal: World.deal))
    return number(desk, invoice)
  }

  /// Without the blanks that group digits.
  private func plain(_ text: String?) -> String? { text?.replacing("\u{a0}", with: " ") }

  // MARK: Numbers

  @Test func patternsAreReadOrRefusedWithTheReason() throws {
    let day = CivilDate(year: 2027, month: 3, day: 1)!
    for (text, first) in [
      ("INV-{year}-{n:4}", "INV-2027-0007"), ("{n}", "7"),
      ("{year}/{month}-{owner}-{n:2}", "2027/03-anna-07"),
      ("Счёт {n:3} от {year}", "Счёт 007 от 2027"),
    ] {
      let pattern = try NumberPattern(text)
      let (start, end) = pattern.frame(on: day, by: "anna")
      #expect(start + pattern.text(of: 7) + end == first)
    }
    for (text, word) in [
      ("INV", "no count"), ("{n}-{n}", "twice"), ("{n:0}", "{n:0}"), ("{n:99}", "{n:99}"),
      ("{day}{n}", "{day}"),
      ("{n", "stands alone"), ("n}", "stands alone"), ("{month}-{n}", "{month} without {year}"),
      (" {n}", "one line"),
      ("a\n{n}", "one line"), (String(repeating: "x", count: 60) + "{n}", "one line"),
    ] {
      do {
        _ = try NumberPattern(text)
        Issue.record("\(text) passed")
      } catch { #expect(error.message.contains(word), "\(text): \(error.message)") }
    }
  }

  @Test func theCountGoesOnWithinTheYearAndBeginsAnew() throws {
    var desk = Self.desk()
    let one = try desk.addInvoice(InvoiceRequest(deal: World.deal))
    let two = try desk.addInvoice(InvoiceRequest(deal: World.deal))
    let given = try desk.addInvoice(InvoiceRequest(deal: World.deal, number: "INV-2026-0041"))
    let four = try desk.addInvoice(InvoiceRequest(deal: World.deal))
    let issued = Value.date(CivilDate(year: 2027, month: 1, day: 2)!)
    let january = try desk.addInvoice(InvoiceRequest(deal: World.deal, values: ["issued": issued]))
    #expect(
      [one, two, given, four, january].map { number(desk, $0) } == [
        "INV-2026-0001", "INV-2026-0002", "INV-2026-0041", "INV-2026-0042", "INV-2027-0001",
      ])
    // A void one keeps its number, also for other letters and blanks.
    try desk.voidInvoice(four.id, reason: "typo")
    for taken in ["INV-2026-0042", "inv-2026-0042", "INV - 2026-0042"] {
      let refused = refusal { try desk.addInvoice(InvoiceRequest(deal: World.deal, number: taken)) }
      #expect(refused?.code == .conflict, "\(taken)")
    }
    #expect(try next(&desk) == "INV-2026-0043")
  }

  @Test func eachOwnerHasASeries() throws {
    var config = Config()
    config.invoiceNumbers = try NumberPattern("{owner}{n}")
    var anna = Self.desk(config: config, user: "a")
    let one = try anna.addInvoice(InvoiceRequest(deal: World.deal))
    #expect(number(anna, one) == "a1")
    // a and a1 make one text together: it is passed over.
    let taken = anna.record(one.id)!
    let boris = World.desk(
      anna.snapshot.everything, pipeline: DefaultPipeline.text, config: config, user: "a1")
    var desk = boris
    #expect(try next(&desk) == "a11")
    #expect(desk.record(taken.id)?.name == "a1")
    var nobody = Self.desk(config: config, user: "")
    #expect(refusal { try nobody.addInvoice(InvoiceRequest(deal: World.deal)) }?.code == .requirementUnmet)
  }

  @Test func aNumberThatADocumentGotGoesToTheDealsFirstInvoice() throws {
    let document = World.record(
      .activity, "acta0011",
      [
        "type": .text("note"), "at": .instant(World.now), "document": .text("INV-2026-0005"),
        "deal": World.reference("dea00004"),
      ])
    var desk = Self.desk()
    desk = World.desk(desk.snapshot.everything + [document], pipeline: DefaultPipeline.text)
    #expect(try next(&desk) == "INV-2026-0005")
    #expect(try next(&desk) == "INV-2026-0006")
  }

  // MARK: Amounts

  @Test func pricesAreWrittenOutAndTheDealsAmountIsTheirs() throws {
    let items = Value.list([Self.item(3), Self.item(2, MapEntry("unit", .text("pack")))])
    var desk = Self.desk(amount: nil, items: items)
    let invoice = try desk.addInvoice(InvoiceRequest(deal: World.deal, values: ["tax": .number(Decimal(20))]))
    let made = desk.record(invoice.id)!
    #expect(made["items"]?.list?.map { $0["price"]?.number } == [Decimal("100.10")!, Decimal("1001.00")!])
    // 300.30 and 2002.00, each with 20 % on top.
    #expect(made["amount"]?.number == Decimal("2762.76")!)
    #expect(made["tax_included"]?.boolean == false)
    var agreed = Self.desk(amount: "250", items: items)
    let refused = refusal { try agreed.addInvoice(InvoiceRequest(deal: World.deal)) }
    #expect(refused?.code == .requirementUnmet)
    #expect(plain(refused?.message) == "the items come to 2 302.30 EUR, and the amount is 250 EUR")
    // A part of the whole has no items.
    let part = try agreed.addInvoice(
      InvoiceRequest(deal: World.deal, values: ["amount": .number(Decimal(100))]))
    #expect(agreed.record(part.id)?["items"] == nil)
    #expect(agreed.breaches.filter { $0.contains("invoice") } == [])
  }

  @Test func whatCannotBeAskedForIsRefused() throws {
    var without = Self.desk(amount: nil)
    #expect(
      refusal { try without.addInvoice(InvoiceRequest(deal: World.deal)) }?.message.contains("no amount")
        == true)
    #expect(refusal { try without.addInvoice(InvoiceRequest()) }?.code == .usage)
    var desk = Self.desk()
    for (amount, code) in [
      ("0", DiagnosticCode.invalidValue), ("-5", .invalidValue), ("1.005", .invalidValue),
    ] {
      let refused = refusal {
        try desk.addInvoice(
          InvoiceRequest(values: ["amount": .number(Decimal(amount)!), "currency": .text("EUR")]))
      }
      #expect(refused?.code == code, "\(amount)")
    }
    #expect(desk.snapshot.records(.invoice).isEmpty)
    var dear = Self.desk(amount: nil, items: .list([Self.item(1)]))
    let foreign = refusal {
      try dear.addInvoice(InvoiceRequest(deal: World.deal, values: ["currency": .text("USD")]))
    }
    #expect(foreign?.message.contains("are in EUR and are not converted to USD") == true)
  }

  @Test func whatIsOutStaysAsItIs() throws {
    var desk = Self.desk(amount: nil, items: .list([Self.item(3)]))
    let invoice = try desk.addInvoice(InvoiceRequest(deal: World.deal))
    try desk.setFields(invoice.id, ["discount": .some(.number(Decimal(10)))])
    #expect(desk.record(invoice.id)?["amount"]?.number == Decimal("270.27")!)
    #expect(
      refusal { try desk.setFields(invoice.id, ["amount": .some(.number(Decimal(1)))]) }?.code
        == .requirementUnmet)
    try desk.sendInvoice(invoice.id)
    for key in ["amount", "discount", "tax"] {
      #expect(
        refusal { try desk.setFields(invoice.id, [key: .some(.number(Decimal(1)))]) }?.code
          == .transitionNotAllowed)
    }
    #expect(refusal { try desk.setFields(invoice.id, ["items": Value?.none]) }?.code == .transitionNotAllowed)
    try desk.setFields(invoice.id, ["due": .some(.date(Self.today.adding(days: 60)))])
    #expect(refusal { try desk.delete(invoice.id, cascade: true) }?.code == .transitionNotAllowed)
    #expect(refusal { try desk.renumber(invoice.id) }?.code == .alreadyClosed)
    // Neither does a change by hand pass.
    var edit = Change()
    edit.set(invoice.id, "amount", .number(Decimal(1)))
    edit.set(invoice.id, "items", Value?.none)
    let found = Invariants.check(desk.snapshot, pipelines: desk.pipelines, touching: edit, now: World.now)
    #expect(Set(found.compactMap(\.key)) == ["amount", "items"])
    #expect(found.allSatisfy { $0.refusal.code == .transitionNotAllowed })
  }

  // MARK: Sending and paying

  @Test func sendingMovesTheDealAndTheLastPaymentWinsIt() throws {
    var desk = Self.desk()
    let invoice = try desk.addInvoice(InvoiceRequest(deal: World.deal))
    #expect(refusal { try desk.pay(invoice.id, at: Self.today) }?.code == .transitionNotAllowed)
    let sent = try desk.sendInvoice(invoice.id)
    #expect(sent.transition?.to == "invoice")
    let check = desk.record(sent.check!.id)!
    #expect(desk.record(World.deal)?.reference("next_step")?.id == check.id)
    #expect(check.due == .day(Self.today.adding(days: 14)))
    #expect(check.reference("invoice")?.id == invoice.id)
    #expect(refusal { try desk.sendInvoice(invoice.id) }?.code == .alreadyClosed)
    let part = try desk.pay(invoice.id, Decimal("200.50")!, at: Self.today)
    #expect(part.open == Decimal("999.50")!)
    #expect(part.transition == nil)
    let over = refusal { try desk.pay(invoice.id, Decimal(1000), at: Self.today) }
    #expect(
      plain(over?.message) == "1 000 EUR is 0.50 EUR more than is open of invoice INV-2026-0001: 999.50 EUR")
    #expect(refusal { try desk.pay(invoice.id, at: Self.today.adding(days: 1)) }?.code == .invalidValue)
    #expect(refusal { try desk.voidInvoice(invoice.id, reason: "x") }?.code == .transitionNotAllowed)
    let last = try desk.pay(invoice.id, at: Self.today, reference: "17")
    #expect(last.transition?.to == "won")
    #expect(desk.record(check.id)?.taskStatus == .done)
    #expect(desk.record(invoice.id)?.invoiceStatus == .paid)
    #expect(refusal { try desk.pay(invoice.id, Decimal(1), at: Self.today) }?.code == .alreadyClosed)
    #expect(desk.breaches == [])
  }

  @Test func moneyThatWentBackOpensTheInvoiceAndTellsTheOwner() throws {
    var desk = Self.desk()
    let invoice = try desk.addInvoice(InvoiceRequest(deal: World.deal))
    try desk.sendInvoice(invoice.id)
    try desk.pay(invoice.id, at: Self.today, line: "f1")
    #expect(refusal { try desk.pay(invoice.id, Decimal(-1201), at: Self.today) }?.code == .invalidValue)
    let back = try desk.pay(invoice.id, Decimal(-1200), at: Self.today, line: "f2")
    #expect(desk.record(invoice.id)?.invoiceStatus == .sent)
    #expect(back.open == Decimal(1200))
    #expect(desk.record(World.deal)?.text("stage") == "won")
    #expect(plain(desk.record(back.task!.id)?.name) == "Payment of INV-2026-0001 went back: 1 200 EUR")
    #expect(refusal { try desk.pay(invoice.id, at: Self.today, line: "f1") }?.code == .conflict)
    #expect(desk.breaches == [])
  }

  @Test func aDealWithTwoInvoicesIsWonByTheLastOfThem() throws {
    var desk = Self.desk()
    let half: [String: Value] = ["amount": .number(Decimal(600))]
    let one = try desk.addInvoice(InvoiceRequest(deal: World.deal, values: half))
    let first = try desk.sendInvoice(one.id).check!
    // Half of the amount is not the deal.
    let paid = try desk.pay(one.id, at: Self.today)
    #expect(paid.transition == nil)
    #expect(desk.record(first.id)?.taskStatus == .done)
    #expect(desk.record(paid.task!.id)?.name == "INV-2026-0001 is paid: decide the next step")
    let two = try desk.addInvoice(InvoiceRequest(deal: World.deal, values: half))
    let second = try desk.sendInvoice(two.id)
    #expect(second.transition == nil)
    #expect(desk.record(World.deal)?.reference("next_step")?.id == second.check!.id)
    #expect(desk.breaches == [])
    #expect(try desk.pay(two.id, at: Self.today).transition?.to == "won")
    #expect(desk.breaches == [])
  }

  @Test func whatKeepsADealFromBeingWonKeepsNoPaymentAway() throws {
    let pipeline = DefaultPipeline.text.replacing(
      "  outcome: won\n", with: "  outcome: won\n  require: [address]\n")
    var desk = Self.desk(pipeline: pipeline)
    let invoice = try desk.addInvoice(InvoiceRequest(deal: World.deal))
    try desk.sendInvoice(invoice.id, keepsStage: true)
    #expect(desk.record(World.deal)?.text("stage") == "first-contact")
    let paid = try desk.pay(invoice.id, at: Self.today)
    #expect(paid.held?.code == .requirementUnmet)
    #expect(desk.record(invoice.id)?.invoiceStatus == .paid)
    #expect(desk.record(World.deal)?.reference("next_step")?.id == paid.task?.id)
    #expect(desk.breaches == [])
  }

  @Test func aVoidInvoiceLeavesTheDealWithANextStep() throws {
    var desk = Self.desk()
    let invoice = try desk.addInvoice(InvoiceRequest(deal: World.deal))
    let check = try desk.sendInvoice(invoice.id).check!
    #expect(refusal { try desk.voidInvoice(invoice.id, reason: " ") }?.code == .invalidValue)
    let task = try desk.voidInvoice(invoice.id, reason: "wrong address")!
    #expect(desk.record(check.id)?.taskStatus == .cancelled)
    #expect(desk.record(World.deal)?.reference("next_step")?.id == task.id)
    #expect(InvoiceFacts(desk.record(invoice.id)!).openAmount == .zero)
    #expect(refusal { try desk.voidInvoice(invoice.id, reason: "x") }?.code == .alreadyClosed)
    #expect(desk.breaches == [])
  }

  @Test func aDueDayThatNobodyChoseIsCountedFromTheSending() throws {
    var desk = Self.desk()
    let counted = try desk.addInvoice(InvoiceRequest(deal: World.deal))
    let chosen = try desk.addInvoice(
      InvoiceRequest(deal: World.deal, values: ["due": .date(Self.today.adding(days: 30))]))
    let later = World.now.adding(seconds: 5 * 86_400)
    var next = ChangePlanner(
      snapshot: desk.snapshot, pipelines: desk.pipelines, now: later, user: "gleb", mint: IDMint(seed: 9))
    #expect(try next.sendInvoice(counted.id).movedDue == Self.today.adding(days: 19))
    #expect(try next.sendInvoice(chosen.id).movedDue == nil)
    #expect(next.record(chosen.id)?["due"]?.date == Self.today.adding(days: 30))
  }

  @Test func whatAHandLeftIsFoundAndMendedWhereNobodyHasToDecide() throws {
    func invoice(_ id: String, _ number: String, _ status: String, paid: Int..., created: Int = 0) -> Record {
      let payments = paid.map {
        Value.map([MapEntry("at", .date(Self.today)), MapEntry("amount", .number(Decimal($0)))])
      }
      return World.record(
        .invoice, id,
        [
          "number": .text(number), "status": .text(status), "amount": .number(Decimal(100)),
          "currency": .text("EUR"),
          "payments": payments.isEmpty ? .list([]) : .list(payments),
          "created": .instant(World.now.adding(seconds: created)),
        ])
    }
    let all = [
      invoice("aaaa0001", "A-1", "paid", paid: 40), invoice("aaaa0002", "A-2", "sent", paid: 60, 40),
      invoice("aaaa0003", "A-3", "paid", paid: 60, 60), invoice("aaaa0004", "A-4", "draft", paid: 10),
      invoice("aaaa0005", "A-5", "void", paid: 10), invoice("aaaa0006", "B-09", "draft", created: 5),
      invoice("aaaa0007", "b-09", "draft", created: 1), invoice("aaaa0008", "B-09", "sent", created: 9),
      invoice("aaaa0009", "C-1", "sent", created: 1),
      invoice("aaaa0010", "C-1", "paid", paid: 100, created: 2),
    ]
    let snapshot = World.snapshot(World.records + all, pipeline: DefaultPipeline.text)
    let pipelines = Pipelines.compile(snapshot)
    let found = Invariants.check(snapshot, pipelines: pipelines, now: World.now)
    let text = Dictionary(grouping: found, by: \.record).mapValues { $0.map(\.diagnostic.message) }
    #expect(text[all[0].id] == ["invoice A-1 is marked as paid, and 60 EUR of 100 EUR is open"])
    #expect(text[all[1].id] == ["invoice A-2 is wholly paid, and its status is sent"])
    #expect(text[all[2].id] == ["20 EUR more was paid on invoice A-3 than its amount, 100 EUR"])
    #expect(text[all[3].id] == ["invoice A-4 is a draft, and 10 EUR was paid on it"])
    #expect(text[all[4].id] == ["invoice A-5 is void, and 10 EUR was paid on it"])
    #expect(text[all[5].id]?.first?.hasPrefix("number B-09 stands on two invoices: aaaa0008 (sent") == true)
    #expect(text[all[6].id]?.first?.hasPrefix("number b-09 stands on two invoices: aaaa0008 (sent") == true)
    #expect(text[all[7].id] == nil && text[all[8].id] == nil)
    #expect(text[all[9].id]?.first?.hasPrefix("number C-1 stands on two invoices: aaaa0009 (sent") == true)
    let (change, _) = Invariants.fix(
      snapshot, pipelines: pipelines, now: World.now, user: "gleb", mint: IDMint(seed: 3))
    let after = snapshot.applying(change)
    #expect(after.record(all[0].id)?.invoiceStatus == .sent)
    #expect(after.record(all[1].id)?.invoiceStatus == .paid)
    #expect(
      Set([5, 6].map { after.record(all[$0].id)!.name }) == ["B-10", "b-11"]
        || Set([5, 6].map { after.record(all[$0].id)!.name }) == ["B-11", "b-10"])
    // A person chooses between two that are out.
    var desk = ChangePlanner(
      snapshot: after, pipelines: pipelines, now: World.now, user: "gleb", mint: IDMint(seed: 4))
    #expect(try desk.renumber(all[9].id) == "C-2")
    #expect(refusal { try desk.renumber(all[8].id) }?.code == .alreadyClosed)
  }
}
