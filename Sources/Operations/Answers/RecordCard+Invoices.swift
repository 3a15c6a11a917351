import Dates
import Facts
import Output
import Records

/// What cards say of invoices.
extension RecordCard {
  /// Of an invoice: what is still to be paid, and how late it is.
  var invoiceFields: [Card.Field] {
    let facts = InvoiceFacts(record)
    guard record.invoiceStatus == .sent, let open = facts.openAmount else { return [] }
    var fields = [Card.Field("Open", Currency.text(open, record.text("currency")))]
    if let late = facts.daysLate(at: workspace.now, in: workspace.snapshot), late > 0 {
      fields.append(Card.Field("Late", late == 1 ? "1 day" : "\(late) days"))
    }
    return fields
  }

  /// Of an invoice: a line for each payment.
  var payments: [String] {
    guard record.kind == .invoice else { return [] }
    let currency = record.text("currency")
    return InvoiceFacts(record).payments.map { payment in
      let day = payment.at.map { "\($0)" } ?? "          "
      return "\(day)  \(Currency.text(payment.amount, currency))"
        + (payment.reference.map { "  " + $0 } ?? "")
    }
  }

  /// Of a deal, person or company: a line for each invoice, the newest first.
  var invoices: [String] {
    guard [.deal, .contact, .company].contains(record.kind) else { return [] }
    let all = workspace.snapshot.invoices(of: record).sorted { one, other in
      (one.created?.seconds ?? 0, one.id) > (other.created?.seconds ?? 0, other.id)
    }
    let shown = all.prefix(10).map { invoice in
      let facts = InvoiceFacts(invoice)
      let currency = invoice.text("currency")
      var words = ["\(invoice.id)", invoice.name, invoice.word("status") ?? ""]
      if let amount = invoice["amount"]?.number { words.append(Currency.text(amount, currency)) }
      if facts.isUnpaid, facts.paid != .zero, let open = facts.openAmount {
        words.append("\(Currency.text(open, currency)) open")
      }
      if facts.isUnpaid, let due = facts.due {
        let late = facts.daysLate(at: workspace.now, in: workspace.snapshot) ?? 0
        words.append(late > 0 ? "\(late) d late" : "due \(due)")
      }
      return words.joined(separator: "  ")
    }
    return shown + (all.count > shown.count ? ["… and \(all.count - shown.count) more"] : [])
  }
}
