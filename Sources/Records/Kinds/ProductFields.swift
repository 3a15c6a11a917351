/// A product: something that is sold.
enum ProductFields {
  static let all: [Field] = [
    Field("name", .text, "Name.", required: true, searchable: true),
    Field("sku", .text, "Stock number, kept as text.", title: "SKU", searchable: true),
    Field("category", .text, "Category.", searchable: true),
    Field("unit", .text, "What is counted: piece, hour, m²."),
    Field("pack", .number, "How many units a pack holds."),
    Field("price", .money, "Price of one unit."),
    Field("currency", .currency, "ISO 4217 code of the prices."),
    Field("prices", .map, "Prices of one unit by price list, in the same currency."),
    Field("active", .boolean, "False when it is sold no longer.", implied: .boolean(true)),
    SharedFields.created, SharedFields.notes,
  ]
}
