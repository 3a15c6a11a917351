import Facts
package import Records

/// The numbers that no file holds, by their names in filters and among columns.
package enum Computed: String, Sendable, Hashable, CaseIterable {
  /// Whole days since the record was made.
  case age
  /// Whole days since anything happened with the record or its deals, or the deal changed its stage.
  case idle
  /// A deal's amount times its probability.
  case weighted
  /// What was paid of an invoice.
  case paidAmount = "paid_amount"
  /// What is still to be paid of an invoice.
  case openAmount = "open_amount"
  /// Whole days since an unpaid invoice was due.
  case daysLate = "days_late"

  /// The numbers that records of a kind have.
  package static func known(for kind: Kind) -> [Computed] {
    switch kind {
    case .deal: [.age, .idle, .weighted]
    case .invoice: [.age, .idle, .paidAmount, .openAmount, .daysLate]
    default: [.age, .idle]
    }
  }

  /// True for amounts in the record's currency.
  package var isMoney: Bool {
    switch self {
    case .weighted, .paidAmount, .openAmount: true
    case .age, .idle, .daysLate: false
    }
  }

  /// Nil where the record does not say enough.
  package func value(of record: Record, in context: EvaluationContext) -> Decimal? {
    switch self {
    case .age: record.ageDays(at: context.now).map { Decimal($0) }
    case .idle:
      context.snapshot.idleDays(of: record, stages: context.stages, at: context.now).map { Decimal($0) }
    case .weighted: record.kind == .deal ? context.facts(of: record).weighted : nil
    case .paidAmount: record.kind == .invoice ? InvoiceFacts(record).paid : nil
    case .openAmount: record.kind == .invoice ? InvoiceFacts(record).openAmount : nil
    case .daysLate:
      record.kind == .invoice
        ? InvoiceFacts(record).daysLate(at: context.now, in: context.snapshot).map { Decimal($0) } : nil
    }
  }
}
