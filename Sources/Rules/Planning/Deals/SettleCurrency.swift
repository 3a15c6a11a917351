package import Diagnostics
import Facts
package import Records

extension ChangePlanner {
  /// The items of a deal or a draft invoice whose currency a write changed, with prices in the new one; nil where they stay.
  ///
  /// A product that is priced in the new currency gives its price. Throws `invalid_value` where an item would keep the figures
  /// of another currency or have none any more, and where an amount that a person gave would: nothing is converted. Items
  /// and amounts that the same write gives are those of the new currency.
  func inNewCurrency(_ before: Record, writing keys: Set<String>) throws(Diagnostic) -> Value? {
    guard keys.contains("currency"), before["currency"] != nil, before["items"] != nil,
      let after = record(before.id), !keys.contains("items"), let items = after["items"]?.list
    else { return nil }
    let world = snapshot
    let (old, new) = (ItemTotals(before, in: world), ItemTotals(after, in: world))
    guard old.currency != new.currency else { return nil }
    var fresh: [Value] = []
    for (entry, line) in zip(items, new.lines) {
      let former = old.lines.first { $0.place == line.place }
      guard entry["price"] != nil else {
        if former?.price != nil, line.price == nil { throw left(line, former, of: before, new.currency) }
        fresh.append(entry)
        continue
      }
      guard let listed = listedPrice(entry, in: new.terms) else {
        throw left(line, former, of: before, new.currency)
      }
      fresh.append(
        .map((entry.map ?? []).map { $0.key == "price" ? MapEntry("price", .number(listed)) : $0 }))
    }
    if !keys.contains("amount"), let amount = before["amount"]?.number, old.isAmountByHand(amount) {
      let set = CommandLine("\(before.kind.plural) set", "\(before.id)").field(
        "currency", .known(new.currency))
      throw Diagnostic(
        .invalidValue,
        "\(before.kind.rawValue) \"\(before.name)\": its amount, \(Currency.text(amount, old.currency)), is not converted to \(new.currency)",
        hints: [
          "with the amount in \(new.currency): \(set.field("amount", .open))",
          "what its items come to: \(set.field("amount", .known("")))",
        ], cause: .field("amount"))
    }
    return .list(fresh)
  }

  /// What an item costs by its product, in the currency of these terms; nil where nothing says so.
  private func listedPrice(_ entry: Value, in terms: ItemTerms) -> Decimal? {
    let world = snapshot
    guard let product = world.record(entry["product"]?.reference),
      product.text("currency") ?? base.config.currency == terms.currency,
      let listed = product.unitPrice(list: terms.priceList)
    else { return nil }
    guard entry["unit"]?.text == ItemLine.pack else { return listed.price }
    return product["pack"]?.number.map { listed.price * $0 }
  }

  /// The refusal of a line that would cost the same figures in another currency, or nothing known.
  private func left(
    _ line: ItemLine, _ former: ItemLine?, of record: Record, _ currency: String
  ) -> Diagnostic {
    let old = record.text("currency") ?? base.config.currency
    let price = former?.price.map { "\(Currency.text($0, old))" } ?? "a price in \(old)"
    let kind = record.kind.rawValue
    let ways: [Hint] =
      record.kind == .deal
      ? [
        "without the item, to be added again: \(CommandLine("deals items", "remove", "\(record.id)", .known(String(line.place))))",
        "prices and currency together: \(CommandLine("deals edit", "\(record.id)"))",
      ]
      : [
        "an amount in place of items: \(CommandLine("invoices set", "\(record.id)").field("currency", .known(currency)).field("items", .known("")).field("amount", .open))",
        "prices and currency together: \(CommandLine("invoices edit", "\(record.id)"))",
      ]
    return Diagnostic(
      .invalidValue,
      "\(kind) \"\(record.name)\": item \(line.place) \"\(line.name)\" costs \(price) and has no price in \(currency); nothing is converted",
      hints: ways, cause: .field("currency"))
  }

  /// Throws `invalid_value` where a product's currency changes and its prices, which are figures of the former, do not.
  func demandPrices(of before: Record, writing keys: Set<String>) throws(Diagnostic) {
    guard before.kind == .product, keys.contains("currency"), let after = record(before.id) else { return }
    let (old, new) = (
      before.text("currency") ?? base.config.currency, after.text("currency") ?? base.config.currency
    )
    let kept = ["price", "prices"].filter { before[$0] != nil && !keys.contains($0) }
    guard old != new, let first = kept.first else { return }
    var set = CommandLine("products set", "\(before.id)").field("currency", .known(new))
    for key in kept { set = set.field(key, .open) }
    throw Diagnostic(
      .invalidValue,
      "product \"\(before.name)\": its \(kept.joined(separator: " and ")) in \(old) would be the same figures in \(new); nothing is converted",
      hints: ["with what it costs in \(new): \(set)"], cause: .field(first))
  }
}

/// Prices that an edited file keeps while its currency becomes another.
package enum KeptPrices {
  /// A warning that names them; none where the file has other prices, too.
  package static func warnings(of after: Record, before: Record, in snapshot: Snapshot) -> [Diagnostic] {
    guard after.kind == .deal || after.kind == .invoice, after["items"] != nil else { return [] }
    let (old, new) = (ItemTotals(before, in: snapshot), ItemTotals(after, in: snapshot))
    guard old.currency != new.currency else { return [] }
    let kept = new.lines.filter { line in
      line.priceFrom == .own && old.lines.contains { $0.place == line.place && $0.price == line.price }
    }
    guard !kept.isEmpty else { return [] }
    let places = kept.map { String($0.place) }.joined(separator: ", ")
    return [
      Diagnostic(
        .warning,
        "\(after.kind.rawValue) \"\(after.name)\": the prices of items \(places) were \(old.currency) and are the same figures in \(new.currency)",
        hints: after.kind == .deal ? [.command(CommandLine("deals items", "\(after.id)"))] : [])
    ]
  }
}
