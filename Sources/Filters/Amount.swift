import Records

/// A number as people type it in filters: `10k`, `1.5m`, `10000RUB`, `50%`, `85 000,50`.
struct Amount: Sendable, Hashable {
  let number: Decimal
  /// A currency's code in capitals.
  let currency: String?

  /// Nil for anything else, and where a comma may part thousands or decimals.
  init?(_ text: String, allowsCurrency: Bool) {
    guard let cell = NumberCell(text, isTyped: true), let number = cell.typed else { return nil }
    guard cell.currency == nil || allowsCurrency else { return nil }
    self.number = number.trimmed
    currency = cell.currency
  }
}
