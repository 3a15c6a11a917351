import Diagnostics
import Facts
import Records

extension ChangePlanner {
  /// The fields of a deal that decide what its items come to.
  private static let itemKeys: Set<String> = [
    "items", "discount", "tax", "tax_included", "price_list", "currency", "company", "amount",
  ]

  /// Does what follows from a write to a deal that has or had items, and returns the keys that it changed.
  ///
  /// Items that cost what the former price list says get the price of the new one. The amount becomes what the items come
  /// to, unless a person gave it: in this very write, or before, so that it was another; an amount that is cleared is given
  /// back to the items. Where an item has no price the amount stays as it is. Of a draft invoice its prices alone follow.
  /// Throws `invalid_value` for prices in another currency.
  mutating func settleItems(
    of before: Record, writing keys: Set<String>, pipeline: Pipeline?
  ) throws(Diagnostic) -> [String] {
    guard before.kind == .deal || before.kind == .invoice, !keys.isDisjoint(with: ChangePlanner.itemKeys),
      let after = record(before.id),
      before["items"] != nil || after["items"] != nil
    else { return [] }
    var changed: [String] = []
    func note(_ key: String) { if !keys.contains(key) { changed.append(key) } }
    if after["items"] != nil, after["currency"] == nil {
      set(after, "currency", .text(pipeline?.currency ?? base.config.currency))
      note("currency")
    }
    if let items = try inNewCurrency(before, writing: keys), items != after["items"] {
      set(after, "items", items)
      note("items")
    }
    guard before.kind == .deal else { return changed }
    if let priced = record(before.id), let items = repriced(priced, by: before) {
      set(priced, "items", items)
      note("items")
    }
    guard let settled = record(before.id) else { return changed }
    if keys.contains("amount"), settled["amount"] != nil { return changed }
    let former = ItemTotals(before, in: snapshot)
    guard keys.contains("amount") || !former.isAmountByHand(before["amount"]?.number) else { return changed }
    let totals = ItemTotals(settled, in: snapshot)
    if totals.isEmpty || totals.total != nil {
      let amount = totals.total.map { Value.number($0) }
      if settled["amount"] != amount { note("amount") }
      set(settled, "amount", amount)
    }
    return changed
  }

  /// Gives a new deal the amount that its items come to, where it has no other.
  mutating func settleItems(ofNew deal: Record, pipeline: Pipeline) {
    guard deal["items"] != nil else { return }
    if deal["currency"] == nil { set(deal, "currency", .text(pipeline.currency ?? base.config.currency)) }
    guard deal["amount"] == nil, let made = record(deal.id), let total = ItemTotals(made, in: snapshot).total
    else { return }
    set(made, "amount", .number(total))
  }

  /// The items with other prices, where another price list holds than before; nil where all stay as they are.
  private func repriced(_ after: Record, by before: Record) -> Value? {
    let world = snapshot
    let (old, new) = (ItemTerms(before, in: world), ItemTerms(after, in: world))
    guard old.priceList != new.priceList, let items = after["items"]?.list else { return nil }
    let fresh = items.map { entry -> Value in
      guard let price = entry["price"]?.number, let product = world.record(entry["product"]?.reference),
        product.text("currency") ?? base.config.currency == new.currency
      else { return entry }
      let size = entry["unit"]?.text == ItemLine.pack ? product["pack"]?.number ?? Decimal(1) : Decimal(1)
      guard let listed = product.unitPrice(list: old.priceList), listed.price * size == price,
        let next = product.unitPrice(list: new.priceList)
      else { return entry }
      return .map(
        (entry.map ?? []).map {
          $0.key == "price" ? MapEntry("price", .number((next.price * size).trimmedToPrice)) : $0
        })
    }
    return fresh == items ? nil : .list(fresh)
  }
}

extension Decimal {
  /// Without zeros that say nothing, which the product of a price and a size may end in.
  fileprivate var trimmedToPrice: Decimal { scale > 2 ? trimmed : self }
}
