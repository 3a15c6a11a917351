package import Dates
package import Records

/// What an invoice is at a moment: what was paid, what is open, how late it is.
package struct InvoiceFacts: Sendable {
  package let invoice: Record

  package init(_ invoice: Record) { self.invoice = invoice }

  /// One payment as the record holds it; negative where money went back.
  package struct Payment: Sendable, Hashable {
    package let at: CivilDate?
    package let amount: Decimal
    package let reference: String?
    /// The fingerprint of the bank's line that it was read from.
    package let line: String?
  }

  /// In the order of the record; entries without an amount are left out.
  package var payments: [Payment] {
    (invoice["payments"]?.list ?? []).compactMap { entry in
      entry["amount"]?.number.map {
        Payment(
          at: entry["at"]?.date, amount: $0, reference: entry["reference"]?.text, line: entry["line"]?.text)
      }
    }
  }

  /// The sum of all payments.
  package var paid: Decimal { payments.reduce(.zero) { $0 + $1.amount } }

  /// What is still to be paid: the amount less all payments, negative where too much was paid; nothing of a void one;
  /// nil where it has no amount.
  package var openAmount: Decimal? {
    if invoice.invoiceStatus == .void { return .zero }
    return invoice["amount"]?.number.map { $0 - paid }
  }

  /// True for one that is out and of which money is expected.
  package var isUnpaid: Bool { invoice.invoiceStatus == .sent && openAmount != .zero }

  package var due: CivilDate? { invoice["due"]?.date }

  /// Whole days from the due day to a moment on its owner's clocks: 0 on the day itself, negative before it; nil without
  /// a due day.
  package func daysPastDue(at moment: Instant, in snapshot: Snapshot) -> Int? {
    due.map { zone(in: snapshot).date(moment).days(since: $0) }
  }

  /// True for one that is out, not wholly paid, and whose due day is over.
  package func isOverdue(at moment: Instant, in snapshot: Snapshot) -> Bool {
    isUnpaid && daysPastDue(at: moment, in: snapshot).map { $0 > 0 } ?? false
  }

  /// Whole days that an unpaid one is late, 0 where it is not; nil for all that is not out.
  package func daysLate(at moment: Instant, in snapshot: Snapshot) -> Int? {
    isUnpaid ? daysPastDue(at: moment, in: snapshot).map { max($0, 0) } : nil
  }

  /// The invoice's owner, else that of its deal, contact or company.
  package func owner(in snapshot: Snapshot) -> String? {
    invoice.text("owner")
      ?? ["deal", "contact", "company"].lazy.compactMap {
        snapshot.record(invoice, $0)?.text("owner")
      }.first
  }

  /// The clocks by which its days are told: its owner's.
  package func zone(in snapshot: Snapshot) -> Zone { snapshot.config.zone(of: owner(in: snapshot)) }
}

extension Snapshot {
  /// The invoices that mention a record as their deal, company or contact, by number.
  package func invoices(of record: Record) -> [Record] {
    mentions(of: record, among: KindSet(.invoice)).sorted {
      ($0.name, $0.id) < ($1.name, $1.id)
    }
  }
}
