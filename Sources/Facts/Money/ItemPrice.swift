package import Records

/// Where the price of an item comes from.
package enum ItemPrice: Sendable, Hashable {
  /// It stands on the item.
  case own
  /// It stands in the product's `prices` under this price list.
  case list(String)
  /// It is the product's `price`.
  case product
}

/// Why an item has no figures.
package enum ItemProblem: Sendable, Hashable {
  case missingProduct(String)
  /// Neither the item nor its product has a price.
  case noPrice
  /// The product is priced in this currency, not in the record's.
  case otherCurrency(String)
  /// The item counts packs of a product that does not say what a pack holds.
  case noPack
  /// Neither `pack`, nor `unit`, nor what the product is counted in.
  case unknownUnit(String)
  /// The product's price in this list is no number.
  case unreadablePrice(list: String, text: String)

  /// The sentence behind the item's name.
  package func words(currency: String) -> String {
    switch self {
    case .missingProduct(let stem): "product \"\(stem)\" does not exist"
    case .noPrice: "neither the item nor its product has a price"
    case .otherCurrency(let code): "the product is priced in \(code), not in \(currency)"
    case .noPack: "the product does not say how many units a pack holds"
    case .unknownUnit(let text): "unit \"\(text)\" is neither \"unit\" nor \"pack\""
    case .unreadablePrice(let list, let text): "the product's price in \"\(list)\" is no number: \"\(text)\""
    }
  }
}

extension Record {
  /// The price of one unit of a product by a price list, else its own price; nil where it has neither.
  package func unitPrice(list: String?) -> (price: Decimal, from: ItemPrice)? {
    if let list, let listed = self["prices"]?[list]?.plainText, let price = Decimal(listed) {
      return (price, .list(list))
    }
    return self["price"]?.number.map { ($0, .product) }
  }
}
