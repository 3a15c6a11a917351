package import Records

/// What holds for all lines of a deal or an invoice.
package struct ItemTerms: Sendable, Hashable {
  /// The record's, else the repository's.
  package let currency: String
  /// How many the amounts have: the currency's by ISO 4217, 2 for a code that it does not know.
  package let decimals: Int
  /// Of the whole, in per cent.
  package let discount: Decimal?
  /// Of lines that have none of their own, in per cent.
  package let tax: Decimal?
  /// True where prices contain the tax.
  package let includesTax: Bool
  /// The record's, else its company's.
  package let priceList: String?

  package init(_ record: Record, in snapshot: Snapshot) {
    currency = record.text("currency") ?? snapshot.config.currency
    decimals = Currency.decimals(currency) ?? 2
    discount = record["discount"]?.number
    tax = record["tax"]?.number
    includesTax = record["tax_included"]?.boolean ?? snapshot.config.includesTax
    let own = record.text("price_list")
    priceList = own ?? snapshot.record(record, "company")?.text("price_list")
  }

  /// Two discounts one after the other as one, in per cent: 10 and 10 are 19.
  package static func together(_ one: Decimal?, _ other: Decimal?) -> Decimal {
    guard let one else { return other ?? .zero }
    guard let other else { return one }
    let product = one * other
    return one + other - Decimal(coefficient: product.coefficient, scale: product.scale + 2)
  }
}
