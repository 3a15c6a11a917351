// swift-format-ignore-file: NeverForceUnwrap
// A test that cannot make its own data has failed anyway.

import Records
import SeededRandomness
import Testing

@testable import Facts

/// A number as a whole numerator over a whole denominator, so that nothing here computes as `Facts` does.
private struct Fraction {
  var above: Int128
  var below: Int128

  init(_ above: Int, _ below: Int = 1) { (self.above, self.below) = (Int128(above), Int128(below)) }

  static func * (a: Fraction, b: Fraction) -> Fraction {
    var product = Fraction(0)
    product.above = a.above * b.above
    product.below = a.below * b.below
    return product
  }

  /// In units of so many decimals, halves away from zero, by doubling and whole division.
  func units(_ decimals: Int) -> Int {
    var scaled = above
    for _ in 0..<decimals { scaled *= 10 }
    let magnitude = (2 * scaled.magnitude + below.magnitude) / (2 * below.magnitude)
    return (scaled < 0 ? -1 : 1) * Int(magnitude)
  }
}

/// A number with a few decimals, as a decimal and as a fraction.
private struct Number {
  let decimal: Decimal
  let fraction: Fraction

  init(_ units: Int, _ scale: Int) {
    decimal = Decimal(coefficient: Int128(units), scale: scale)
    var below = 1
    for _ in 0..<scale { below *= 10 }
    fraction = Fraction(units, below)
  }

  /// (100 ± percent) ÷ 100.
  func factor(_ sign: Int) -> Fraction {
    var result = Fraction(1)
    result.above = fraction.below * 100 + Int128(sign) * fraction.above
    result.below = fraction.below * 100
    return result
  }

  /// percent ÷ (100 + percent).
  var share: Fraction {
    var result = Fraction(1)
    result.above = fraction.above
    result.below = fraction.below * 100 + fraction.above
    return result
  }
}

@Suite struct ItemTotalsTests {
  private static let product = Client.make(.product, "pa000001", [:])

  private static func record(_ values: [String: Value], _ entries: [[MapEntry]]) -> Record {
    var all = values
    all["items"] = .list(entries.map { .map([MapEntry("product", .reference(Reference(product)))] + $0) })
    return Client.make(.deal, "da000001", [:]).replacing(all.mapValues { .some($0) })
  }

  private static func totals(_ values: [String: Value], _ entries: [[MapEntry]], _ more: [Record] = [])
    -> ItemTotals
  {
    ItemTotals(record(values, entries), in: Client.snapshot(more.isEmpty ? [product] : more))
  }

  private static func number(_ text: String) -> Value { .number(Decimal(text)!) }

  /// 10,000 lists of lines against whole numbers alone: totals, taxes and nets are equal to the last digit, and add up.
  @Test func randomListsComeToWhatFractionsSay() {
    let currencies = [
      ("EUR", 2), ("USD", 2), ("RUB", 2), ("KZT", 2), ("JPY", 0), ("KRW", 0), ("KWD", 3), ("BHD", 3),
    ]
    var random = SeededRandom(seed: 15_2026)
    var lines = 0
    for number in 0..<10_000 {
      let (code, decimals) = random.pick(currencies)
      let isWithin = random.chance(50)
      func percent(_ chance: Int) -> Number? {
        guard random.chance(chance) else { return nil }
        return random.chance(70)
          ? Number(random.number(0...100), 0) : Number(random.number(0...10_000), random.number(2...3))
      }
      let (whole, wholeTax) = (percent(40), percent(60))
      var values: [String: Value] = ["currency": .text(code), "tax_included": .boolean(isWithin)]
      if let whole { values["discount"] = .number(whole.decimal) }
      if let wholeTax { values["tax"] = .number(wholeTax.decimal) }
      var entries: [[MapEntry]] = []
      var expected: [(total: Int, tax: Int)] = []
      for _ in 0..<random.number(1...6) {
        let quantity = Number(random.number(1...90_000), random.number(0...3))
        let price = Number(random.number(0...9_000_000), random.number(0...4))
        let (own, ownTax) = (percent(40), percent(30))
        var entry = [
          MapEntry("quantity", .number(quantity.decimal)), MapEntry("price", .number(price.decimal)),
        ]
        if let own { entry.append(MapEntry("discount", .number(own.decimal))) }
        if let ownTax { entry.append(MapEntry("tax", .number(ownTax.decimal))) }
        entries.append(entry)
        var exact = quantity.fraction * price.fraction
        if let own { exact = exact * own.factor(-1) }
        if let whole { exact = exact * whole.factor(-1) }
        let rate = ownTax ?? wholeTax
        if let rate, !isWithin { exact = exact * rate.factor(1) }
        let tax = rate.map { (exact * $0.share).units(decimals) } ?? 0
        expected.append((exact.units(decimals), tax))
        lines += 1
      }
      let totals = ItemTotalsTests.totals(values, entries)
      func units(_ decimal: Decimal) -> Int { Int(decimal.rounded(to: decimals).coefficient) }
      let place = "seed \(random.seed), list \(number)"
      for (line, want) in zip(totals.lines, expected) {
        guard let amounts = line.amounts else {
          Issue.record("\(place): a line without figures")
          return
        }
        let isRight =
          units(amounts.total) == want.total && units(amounts.tax) == want.tax
          && amounts.total.scale == decimals && amounts.net + amounts.tax == amounts.total
        if !isRight {
          Issue.record("\(place): \(amounts) in place of \(want)")
          return
        }
      }
      let sums = totals.amounts
      let addsUp =
        units(sums.total) == expected.reduce(0) { $0 + $1.total } && sums.net + sums.tax == sums.total
        && sums.subtotal - sums.discount == (isWithin ? sums.total : sums.net)
        && totals.taxes.reduce(Decimal.zero) { $0 + $1.tax } == sums.tax && totals.total == sums.total
      if !addsUp {
        Issue.record("\(place): \(sums)")
        return
      }
    }
    #expect(lines > 30_000)
  }

  /// Where 128 bits would be too few: fifty digits, rounded once.
  @Test func manyDigitsStayExact() {
    let nines = String(repeating: "9", count: 12)
    let totals = ItemTotalsTests.totals(
      ["currency": .text("EUR"), "discount": ItemTotalsTests.number("0.000000000000000001")],
      [
        [
          MapEntry("quantity", ItemTotalsTests.number(nines + ".999999999999999999")),
          MapEntry("price", ItemTotalsTests.number("0.000000000000000001")),
        ],
        [
          MapEntry("quantity", ItemTotalsTests.number("1000000000000")),
          MapEntry("price", ItemTotalsTests.number("1000000.005")),
        ],
      ])
    #expect(totals.lines[0].amounts?.total.description == "0.00")
    // 10¹² × 1000000.005 × (1 − 10⁻²⁰) by hand: 1000000005000000000 − 0.01000000005.
    #expect(totals.lines[1].amounts?.total.description == "1000000004999999999.99")
  }

  @Test func halvesGoAwayFromZeroOnce() {
    func total(_ quantity: String, _ price: String, _ currency: String, _ more: [MapEntry] = []) -> String? {
      ItemTotalsTests.totals(
        ["currency": .text(currency)],
        [
          [
            MapEntry("quantity", ItemTotalsTests.number(quantity)),
            MapEntry("price", ItemTotalsTests.number(price)),
          ] + more
        ]
      ).total?.description
    }
    #expect(total("1", "0.005", "EUR") == "0.01")
    #expect(total("1", "0.0049", "EUR") == "0.00")
    #expect(total("3", "0.5", "JPY") == "2")
    #expect(total("1", "1.0005", "KWD") == "1.001")
    // Rounded after each step it would be 0.02: 0.014 → 0.01, and 0.015 → 0.02.
    #expect(total("1", "0.0149", "EUR", [MapEntry("discount", ItemTotalsTests.number("1"))]) == "0.01")
    #expect(total("-1", "0.005", "EUR") == "-0.01")
  }

  @Test func pricesComeFromTheListThatHolds() {
    let product = Client.make(.product, "pa000001", [:]).replacing([
      "name": .text("Paint"), "price": ItemTotalsTests.number("12.50"), "currency": .text("EUR"),
      "pack": ItemTotalsTests.number("10"), "unit": .text("l"),
      "prices": .map([MapEntry("trade", .text("9.80")), MapEntry("odd", .text("cheap"))]),
    ])
    let company = Client.make(.company, "ca000001", [:]).replacing(["price_list": .text("trade")])
    func line(_ values: [String: Value], _ entry: [MapEntry] = []) -> ItemLine {
      ItemTotalsTests.totals(
        values.merging(["currency": .text("EUR")]) { own, _ in own }, [entry], [product, company]
      )
      .lines[0]
    }
    let ofCompany: [String: Value] = ["company": .reference(Reference(company))]
    #expect(line([:]).price == Decimal("12.50") && line([:]).priceFrom == .product)
    #expect(line(ofCompany).price == Decimal("9.80") && line(ofCompany).priceFrom == .list("trade"))
    let own = line(ofCompany.merging(["price_list": .text("none such")]) { own, _ in own })
    #expect(own.price == Decimal("12.50"), "a list that the product has not gives its own price")
    let pack = line(
      ofCompany, [MapEntry("unit", .text("pack")), MapEntry("quantity", ItemTotalsTests.number("3"))])
    #expect(
      pack.price == Decimal("98") && pack.units == Decimal(30) && pack.amounts?.total == Decimal("294.00"))
    #expect(line([:], [MapEntry("unit", .text("l"))]).problem == nil)
    #expect(line([:], [MapEntry("unit", .text("kg"))]).problem == .unknownUnit("kg"))
    #expect(line(["price_list": .text("odd")]).problem == .unreadablePrice(list: "odd", text: "cheap"))
    #expect(line(["currency": .text("USD")]).problem == .otherCurrency("EUR"))
    #expect(line(["currency": .text("USD")], [MapEntry("price", ItemTotalsTests.number("5"))]).problem == nil)
  }

  @Test func anAmountWithoutItemsContainsItsTax() {
    let deal = Client.make(.deal, "da000001", [:]).replacing([
      "amount": ItemTotalsTests.number("119.00"), "tax": ItemTotalsTests.number("19"),
      "currency": .text("EUR"),
    ])
    let totals = ItemTotals(deal, in: Client.snapshot([]))
    #expect(totals.isEmpty && totals.hasFigures && totals.total == nil)
    #expect(totals.amounts.net == Decimal(100) && totals.amounts.tax == Decimal(19))
    #expect(totals.amounts.total == Decimal(119) && totals.amounts.discount == .zero)
    #expect(!ItemTotals(Client.make(.deal, "da000001", [:]), in: Client.snapshot([])).hasFigures)
  }

  @Test func theMarkOfAnApprovalGoesByValues() {
    func mark(_ values: [String: Value], _ entries: [[MapEntry]]) -> String {
      ItemTotalsTests.record(values, entries).approvalMark
    }
    let price = [
      MapEntry("quantity", ItemTotalsTests.number("2")), MapEntry("price", ItemTotalsTests.number("7.50")),
    ]
    let same = [
      MapEntry("price", ItemTotalsTests.number("7.5")), MapEntry("quantity", ItemTotalsTests.number("2.0")),
    ]
    let base = mark(["amount": ItemTotalsTests.number("15.00")], [price])
    #expect(base == mark(["amount": ItemTotalsTests.number("15"), "notes": .text("x")], [same]))
    #expect(base != mark(["amount": ItemTotalsTests.number("15.01")], [price]))
    #expect(
      base
        != mark(["amount": ItemTotalsTests.number("15"), "discount": ItemTotalsTests.number("1")], [price]))
    #expect(base != mark(["amount": ItemTotalsTests.number("15")], [price, price]))
    #expect(base != mark(["amount": ItemTotalsTests.number("15"), "currency": .text("USD")], [price]))
    #expect(base.utf8.count == 16)
  }
}
