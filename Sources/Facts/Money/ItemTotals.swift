package import Records

/// What the items of a deal or an invoice come to: the one place where these figures are worked out.
package struct ItemTotals: Sendable {
  package let lines: [ItemLine]
  package let terms: ItemTerms
  /// The sums of the rounded lines that have figures; without items the record's amount, in which its tax is contained.
  package let amounts: ItemAmounts
  /// Whether there is anything that the amounts are of.
  package let hasFigures: Bool

  /// What one rate of tax comes to.
  package struct TaxShare: Sendable, Hashable {
    /// In per cent.
    package let rate: Decimal
    package let net: Decimal
    package let tax: Decimal
  }

  package init(_ record: Record, in snapshot: Snapshot) {
    let terms = ItemTerms(record, in: snapshot)
    self.terms = terms
    lines = zip(1..., record["items"]?.list ?? []).map { place, entry in
      ItemLine(entry, place: place, terms: terms, in: snapshot)
    }
    let counted = lines.compactMap(\.amounts)
    if lines.isEmpty, let amount = record["amount"]?.number {
      amounts = ItemAmounts(
        whole: amount, tax: terms.tax ?? .zero, includesTax: terms.includesTax, decimals: terms.decimals)
      hasFigures = true
    } else {
      amounts = counted.reduce(.zero(decimals: terms.decimals), +)
      hasFigures = !counted.isEmpty
    }
  }

  package var currency: String { terms.currency }
  package var isEmpty: Bool { lines.isEmpty }

  /// True where every line has figures.
  package var isComplete: Bool { lines.allSatisfy { $0.amounts != nil } }

  /// What the whole comes to; nil where there are no items or one of them has no figures.
  package var total: Decimal? { isEmpty || !isComplete ? nil : amounts.total }

  /// Whether anything is to be shown of discounts, and of taxes.
  package var hasDiscount: Bool { lines.contains { $0.wholeDiscount != .zero } }
  package var hasTax: Bool { lines.isEmpty ? terms.tax != nil : lines.contains { $0.tax != nil } }

  /// The taxes by rate, the greatest first; lines without a rate are in none.
  package var taxes: [TaxShare] {
    var shares: [Decimal: (net: Decimal, tax: Decimal)] = [:]
    if lines.isEmpty, hasFigures, let rate = terms.tax { shares[rate] = (amounts.net, amounts.tax) }
    for line in lines {
      guard let rate = line.tax, let amounts = line.amounts else { continue }
      let share = shares[rate] ?? (.zero, .zero)
      shares[rate] = (share.net + amounts.net, share.tax + amounts.tax)
    }
    return shares.sorted { $0.key > $1.key }.map {
      TaxShare(rate: $0.key, net: $0.value.net, tax: $0.value.tax)
    }
  }
}

extension Record {
  /// The largest discount of a line in per cent, of item and whole together; without items the whole's; 0 for none.
  package var largestDiscount: Decimal {
    let whole = self["discount"]?.number
    let items = self["items"]?.list ?? []
    return items.map { ItemTerms.together($0["discount"]?.number, whole) }.max() ?? whole ?? .zero
  }
}

extension ItemTotals {
  /// Whether an amount is a person's own: there, and not what the items come to.
  package func isAmountByHand(_ amount: Decimal?) -> Bool { amount.map { $0 != total } ?? false }
}
