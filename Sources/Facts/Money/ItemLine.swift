package import Records

/// One line of what a deal or an invoice is about, worked out.
package struct ItemLine: Sendable {
  /// Counted from 1.
  package let place: Int
  package let reference: Reference?
  /// Nil where the product is missing.
  package let product: Record?
  /// In packs where `isPack`, else in units; 1 where the item does not say.
  package let quantity: Decimal
  package let isPack: Bool
  /// How many units the quantity is; nil where a pack has no known size.
  package let units: Decimal?
  /// Of one unit, or of one pack where `isPack`; nil where nothing says one in the record's currency.
  package let price: Decimal?
  package let priceFrom: ItemPrice?
  /// The item's own, in per cent.
  package let discount: Decimal?
  /// Item and whole together, in per cent, not rounded beyond 18 decimals.
  package let wholeDiscount: Decimal
  /// The rate that holds for the line, in per cent: the item's own, else the record's; nil for none.
  package let tax: Decimal?
  /// Nil where there is no price.
  package let amounts: ItemAmounts?
  package let problem: ItemProblem?

  /// What is counted: `pack`, else the product's own word.
  package var unit: String? { isPack ? ItemLine.pack : product?.text("unit") }

  /// What the line is called.
  package var name: String { product?.name ?? reference?.stem ?? "" }

  /// The word of `unit` that counts packs, and the one that counts units.
  package static let pack = "pack"
  package static let unit = "unit"

  init(_ entry: Value, place: Int, terms: ItemTerms, in snapshot: Snapshot) {
    self.place = place
    reference = entry["product"]?.reference
    product = reference.flatMap { snapshot.record($0.id, expecting: KindSet(.product)) }
    quantity = entry["quantity"]?.number ?? Decimal(1)
    let word = entry["unit"]?.text
    isPack = word == ItemLine.pack
    let size = product?["pack"]?.number
    units = isPack ? size.map { $0 * (entry["quantity"]?.number ?? Decimal(1)) } : quantity
    discount = entry["discount"]?.number
    tax = entry["tax"]?.number ?? terms.tax
    wholeDiscount = ItemTerms.together(entry["discount"]?.number, terms.discount)
    var price = entry["price"]?.number
    var from: ItemPrice? = price == nil ? nil : .own
    var problem: ItemProblem?
    if let product {
      let isKnownUnit = word == nil || isPack || word == ItemLine.unit || word == product.text("unit")
      if let word, !isKnownUnit { problem = .unknownUnit(word) }
      if isPack, size == nil { problem = .noPack }
      if price == nil, problem == nil {
        let currency = product.text("currency") ?? snapshot.config.currency
        if let list = terms.priceList, let text = product["prices"]?[list]?.plainText, Decimal(text) == nil {
          problem = .unreadablePrice(list: list, text: text)
        } else if let listed = product.unitPrice(list: terms.priceList) {
          if currency == terms.currency {
            price = isPack ? listed.price * (size ?? Decimal(1)) : listed.price
            from = listed.from
          } else {
            problem = .otherCurrency(currency)
          }
        } else {
          problem = .noPrice
        }
      }
    } else {
      problem = .missingProduct(reference?.stem ?? "")
    }
    self.price = price
    priceFrom = from
    self.problem = problem
    let (rate, whole) = (tax ?? .zero, terms.discount ?? .zero)
    let (count, own) = (quantity, discount ?? .zero)
    amounts = price.map { price in
      ItemAmounts(
        quantity: count, price: price, discounts: [own, whole], tax: rate, includesTax: terms.includesTax,
        decimals: terms.decimals)
    }
  }
}
