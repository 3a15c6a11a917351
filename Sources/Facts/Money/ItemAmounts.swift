package import Records

/// What a line, or all lines of a document, come to in one currency.
///
/// Where tax is on top `subtotal − discount = net`, where it is within `subtotal − discount = total`; in both `net + tax = total`.
package struct ItemAmounts: Sendable, Hashable {
  /// Before all discounts; with the tax where prices contain it.
  package var subtotal: Decimal
  /// What the discounts take off the subtotal.
  package var discount: Decimal
  /// Without tax.
  package var net: Decimal
  package var tax: Decimal
  /// What is to be paid.
  package var total: Decimal

  package static func zero(decimals: Int) -> ItemAmounts {
    let zero = Decimal(coefficient: 0, scale: decimals)
    return ItemAmounts(subtotal: zero, discount: zero, net: zero, tax: zero, total: zero)
  }

  package static func + (a: ItemAmounts, b: ItemAmounts) -> ItemAmounts {
    ItemAmounts(
      subtotal: a.subtotal + b.subtotal, discount: a.discount + b.discount, net: a.net + b.net,
      tax: a.tax + b.tax, total: a.total + b.total)
  }

  /// What a quantity at a price comes to. Each figure is rounded once, halves away from zero, from exact values: the
  /// total is quantity × price × (1 − item discount) × (1 − whole discount) × (1 + tax, where it is on top), the tax its
  /// exact share of that, the net what remains.
  package init(
    quantity: Decimal, price: Decimal, discounts: [Decimal], tax: Decimal, includesTax: Bool, decimals: Int
  ) {
    var exact = ExactProduct(quantity, price)
    let full = exact
    let takesOff = discounts.contains { $0 != .zero }
    for percent in discounts where percent != .zero { exact.lessen(byPercent: percent) }
    if !includesTax, tax != .zero { exact.raise(byPercent: tax) }
    let total = exact.rounded(to: decimals)
    self.total = total
    self.tax =
      tax == .zero
      ? Decimal(coefficient: 0, scale: decimals) : exact.contained(percent: tax, decimals: decimals)
    net = total - self.tax
    // A subtotal beside a document without discounts never differs from what it is the sum of.
    let after = includesTax ? total : net
    subtotal = takesOff ? full.rounded(to: decimals) : after
    discount = subtotal - after
  }

  /// An amount that nobody took apart: the total, with the share of tax that is contained in it.
  package init(whole: Decimal, tax: Decimal, includesTax: Bool, decimals: Int) {
    total = whole
    self.tax =
      tax == .zero
      ? Decimal(coefficient: 0, scale: decimals)
      : ExactProduct(whole).contained(percent: tax, decimals: decimals)
    net = whole - self.tax
    subtotal = includesTax ? whole : net
    discount = Decimal(coefficient: 0, scale: decimals)
  }

  private init(subtotal: Decimal, discount: Decimal, net: Decimal, tax: Decimal, total: Decimal) {
    self.subtotal = subtotal
    self.discount = discount
    self.net = net
    self.tax = tax
    self.total = total
  }
}
