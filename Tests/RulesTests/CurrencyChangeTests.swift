// swift-format-ignore-file: NeverForceUnwrap

import Diagnostics
import Facts
import Records
import Testing

@testable import Rules

/// Nothing is converted: no write leaves the figures of one currency standing in another.
@Suite struct CurrencyChangeTests {
  private static func product(_ id: String, _ price: String, _ currency: String) -> Record {
    World.record(
      .product, id,
      [
        "name": .text("P \(id)"), "price": .number(Decimal(price)!), "currency": .text(currency),
        "pack": .number(Decimal(10)), "prices": .map([MapEntry("trade", .text("8.00"))]),
      ])
  }

  private static let euro = product("pant0011", "12.50", "EUR")
  private static let yen = product("pant0012", "1000", "JPY")

  private static func item(_ product: Record, _ price: String?, pack: Bool = false) -> Value {
    .map(
      [MapEntry("product", .reference(Reference(product)))] + (pack ? [MapEntry("unit", .text("pack"))] : [])
        + (price.map { [MapEntry("price", .number(Decimal($0)!))] } ?? []))
  }

  /// A deal whose amount is what its items come to, unless another is given.
  private static func desk(
    _ items: [Value], currency: String, amount: String? = nil, more: [String: Value] = [:]
  ) -> ChangePlanner {
    let bare = World.dealRecord.replacing(
      ["items": .list(items), "currency": .text(currency)].merging(more) { $1 }.mapValues { .some($0) })
    let total = ItemTotals(bare, in: World.snapshot(World.records + [euro, yen])).total
    let deal = bare.replacing(["amount": (amount.map { Decimal($0)! } ?? total).map { .number($0) }])
    return World.desk(
      World.records.filter { $0.id != deal.id } + [deal, euro, yen], pipeline: DefaultPipeline.text)
  }

  private static func figures(_ desk: ChangePlanner, _ id: RecordID = World.deal) -> [String] {
    let record = desk.record(id)
    let prices = (record?["items"]?.list ?? []).map { $0["price"]?.number?.description ?? "-" }
    return prices + [record?["amount"]?.number?.description ?? "-", record?.text("currency") ?? "-"]
  }

  @Test func pricesOfAnotherCurrencyAreRefused() throws {
    for (items, old, new, amount) in [
      ([Self.item(Self.yen, "1000")], "JPY", "EUR", nil), ([Self.item(Self.yen, nil)], "JPY", "EUR", nil),
      ([Self.item(Self.euro, "11")], "EUR", "USD", nil), ([Self.item(Self.yen, nil)], "JPY", "EUR", "5"),
      ([Self.item(Self.euro, "1600"), Self.item(Self.yen, "1000")], "JPY", "EUR", nil),
      ([Self.item(Self.yen, "1000")], "JPY", "EUR", "77"),
    ] as [([Value], String, String, String?)] {
      var desk = Self.desk(items, currency: old, amount: amount)
      let before = Self.figures(desk)
      let refused = try #require(refusal { try desk.setFields(World.deal, ["currency": .text(new)]) })
      #expect(refused.code == .invalidValue && refused.message.contains("nothing is converted"))
      #expect(refused.hints.contains { $0.description.contains("deals items remove") }, "\(refused.hints)")
      #expect(Self.figures(desk) == before && desk.change.isEmpty)
      // The lowest line that has no price is the one that is named.
      if items.count == 2 { #expect(refused.message.contains("item 2")) }
    }
  }

  @Test func aProductPricedInTheNewCurrencyGivesItsPrice() throws {
    var desk = Self.desk(
      [Self.item(Self.euro, "1600"), Self.item(Self.euro, "15000", pack: true)], currency: "JPY")
    try desk.setFields(World.deal, ["currency": .text("EUR")])
    #expect(Self.figures(desk) == ["12.50", "125.00", "137.50", "EUR"])
    var listed = Self.desk([Self.item(Self.euro, "1600")], currency: "JPY")
    try listed.setFields(World.deal, ["currency": .text("EUR"), "price_list": .text("trade")])
    #expect(Self.figures(listed) == ["8.00", "8.00", "EUR"])
    var same = Self.desk([Self.item(Self.euro, "11")], currency: "EUR")
    try same.setFields(World.deal, ["currency": .text("EUR"), "discount": .number(Decimal(50))])
    #expect(Self.figures(same) == ["11", "5.50", "EUR"])
    // Items that come with the currency are in it.
    var given = Self.desk([Self.item(Self.yen, "1000")], currency: "JPY")
    try given.setFields(
      World.deal, ["currency": .text("EUR"), "items": .list([Self.item(Self.yen, "6.50")])])
    #expect(Self.figures(given) == ["6.50", "6.50", "EUR"])
  }

  @Test func anAmountByHandIsGivenAnew() throws {
    let items = [Self.item(Self.euro, "1600")]
    var desk = Self.desk(items, currency: "JPY", amount: "2000")
    let refused = try #require(refusal { try desk.setFields(World.deal, ["currency": .text("EUR")]) })
    #expect(refused.message.contains("its amount") && refused.hints.count == 2)
    try desk.setFields(World.deal, ["currency": .text("EUR"), "amount": .number(Decimal(13))])
    #expect(Self.figures(desk) == ["12.50", "13", "EUR"])
    var cleared = Self.desk(items, currency: "JPY", amount: "2000")
    try cleared.setFields(World.deal, ["currency": .text("EUR"), "amount": Value?.none])
    #expect(Self.figures(cleared) == ["12.50", "12.50", "EUR"])
  }

  @Test func draftsOfInvoicesAreJudgedTheSame() throws {
    var desk = Self.desk([Self.item(Self.yen, "1000")], currency: "JPY")
    let invoice = try desk.addInvoice(InvoiceRequest(deal: World.deal))
    let refused = try #require(refusal { try desk.setFields(invoice.id, ["currency": .text("EUR")]) })
    #expect(refused.message.contains("item 1") && refused.code == .invalidValue)
    try desk.setFields(
      invoice.id, ["currency": .text("EUR"), "items": Value?.none, "amount": .number(Decimal(7))])
    #expect(Self.figures(desk, invoice.id) == ["7", "EUR"])
    let priced = try desk.addInvoice(
      InvoiceRequest(values: [
        "items": .list([Self.item(Self.euro, "1600")]), "currency": .text("JPY"),
        "company": World.reference("acme0003"),
      ]))
    try desk.setFields(priced.id, ["currency": .text("EUR")])
    #expect(Self.figures(desk, priced.id) == ["12.50", "12.50", "EUR"])
    // Nor does a deal's invoice take its figures into another currency.
    let other = try #require(
      refusal {
        _ = try desk.addInvoice(InvoiceRequest(deal: World.deal, values: ["currency": .text("EUR")]))
      })
    #expect(other.message.contains("are in JPY and are not converted to EUR"))
    let part = try desk.addInvoice(
      InvoiceRequest(deal: World.deal, values: ["currency": .text("EUR"), "amount": .number(Decimal(1000))]))
    #expect(Self.figures(desk, part.id) == ["1000", "EUR"])
  }

  @Test func productsKeepNoFiguresOfAnotherCurrency() throws {
    var desk = Self.desk([Self.item(Self.euro, nil)], currency: "EUR")
    let refused = try #require(refusal { try desk.setFields(Self.euro.id, ["currency": .text("USD")]) })
    #expect(refused.message.contains("its price and prices in EUR") && refused.hints.count == 1)
    try desk.setFields(
      Self.euro.id,
      ["currency": .text("USD"), "price": .number(Decimal("12.50")!), "prices": Value?.none])
    #expect(desk.record(Self.euro.id)?.text("currency") == "USD")
    try desk.setFields(Self.yen.id, ["currency": .text("JPY"), "notes": .text("same")])
  }

  @Test func anEditedFileIsWarnedOf() {
    let before = Self.desk([Self.item(Self.yen, "1000"), Self.item(Self.euro, "5")], currency: "JPY")
    let deal = before.record(World.deal)!
    let after = deal.replacing([
      "currency": .text("EUR"), "items": .list([Self.item(Self.yen, "1000"), Self.item(Self.euro, "6")]),
    ])
    let found = KeptPrices.warnings(of: after, before: deal, in: before.snapshot)
    #expect(found.map(\.message).first?.contains("the prices of items 1 were JPY") == true, "\(found)")
    #expect(KeptPrices.warnings(of: deal, before: deal, in: before.snapshot).isEmpty)
  }

  /// Each factor is within the limits of a number, the product is not.
  @Test func anAmountThatCouldNotBeReadIsNeverWritten() throws {
    var desk = Self.desk([], currency: "EUR")
    let price = Decimal("99999999999999.99")!
    let huge = Value.list([
      .map([
        MapEntry("product", .reference(Reference(Self.euro))),
        MapEntry("quantity", .number(Decimal("999999999999999999")!)), MapEntry("price", .number(price)),
      ])
    ])
    let refused = try #require(refusal { try desk.setFields(World.deal, ["items": huge]) })
    #expect(refused.code == .invalidValue && refused.message.contains("its amount would have more digits"))
    #expect(desk.change.isEmpty)
    let new = refusal {
      _ = try desk.addDeal(values: ["title": .text("New"), "items": huge], next: World.next)
    }
    #expect(new?.code == .invalidValue)
    #expect(
      refusal { _ = try desk.addInvoice(InvoiceRequest(values: ["items": huge])) }?.code == .invalidValue)
    for (text, isReadable) in [
      ("999999999999999999", true), ("999999999999999999.999999999999999999", true), ("-5", true),
    ] {
      #expect(Decimal(text)!.isReadable == isReadable)
      #expect(!(Decimal(text)! * Decimal("1000000000000000000".dropLast())! * Decimal(100)).isReadable)
    }
  }
}
