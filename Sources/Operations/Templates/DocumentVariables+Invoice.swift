import Dates
import Facts
import Mustache
import Records
import Rules

/// What an invoice says of itself.
extension DocumentVariables {
  /// The names without a prefix, which hold for the invoice that the document is of, else for the deal's newest.
  static let invoiceNames = ["number", "issued", "due", "open", "paid", "days_late", "status"]

  mutating func addInvoice() {
    let asked = DocumentVariables.invoiceNames
    let invoice = subject.invoice ?? newest()
    addFields(of: invoice, .invoice, prefix: "invoice_")
    guard let invoice else {
      if wants("invoice_number"), let deal = subject.deal {
        // What a document was called before invoices were records.
        set("invoice_number", InvoiceNumbers(workspace.snapshot).documentNumber(of: deal.id) ?? "")
      }
      return
    }
    guard wants(anyOf: asked) else { return }
    let facts = InvoiceFacts(invoice)
    let code = currency(of: invoice)
    // A draft has the day on which it is looked at until it is sent.
    set("issued", language.date(invoice["issued"]?.date ?? workspace.today))
    set("number", invoice.name)
    set("due", facts.due.map { language.date($0) } ?? "")
    set("open", facts.openAmount.map { language.money($0, code) } ?? "")
    set("paid", facts.paid == .zero ? "" : language.money(facts.paid, code))
    let late = facts.daysLate(at: workspace.moment, in: workspace.snapshot) ?? 0
    set("days_late", late > 0 ? String(late) : "")
    set("status", invoice.invoiceStatus?.rawValue ?? "")
  }

  /// The deal's, looked for only where something asks for it.
  private func newest() -> Record? {
    guard let deal = subject.deal,
      wants(anyOf: DocumentVariables.invoiceNames) || wantsAny(of: "invoice_")
    else { return nil }
    return workspace.snapshot.standingInvoice(of: deal)
  }
}
