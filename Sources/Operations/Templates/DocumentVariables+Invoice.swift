import Dates
import Diagnostics
import Facts
import Mustache
import Records
import Rules
import Text

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

  /// What a document without items is for. An invoice of an amount alone has no title: there it is the first line of its
  /// notes, else a word for services of any kind, and whoever is to send it is told so.
  mutating func addAbout() {
    guard wants("about") else { return }
    if let title = subject.main?.text("title"), !title.isEmpty { return set("about", title) }
    let notes = subject.invoice?.text("notes") ?? ""
    let line = notes.split(whereSeparator: \.isNewline).lazy.map(\.trimmingBlanks).first { !$0.isEmpty }
    set("about", line ?? language.services)
    guard let invoice = subject.priced, invoice.kind == .invoice,
      ItemTotals(invoice, in: workspace.snapshot).isEmpty
    else { return }
    var words =
      "invoice \(invoice.name) has neither items nor a deal: it is for \"\(line ?? language.services)\""
    if line != nil { words += ", the first line of its notes" }
    let field = CommandLine("invoices set", "\(invoice.id)").field("notes", .open)
    unsaid = Diagnostic(
      .warning, words, hints: line == nil ? ["the first line of its notes says what for: \(field)"] : [])
  }

  /// The deal's, looked for only where something asks for it.
  private func newest() -> Record? {
    guard let deal = subject.deal,
      wants(anyOf: DocumentVariables.invoiceNames) || wantsAny(of: "invoice_")
    else { return nil }
    return workspace.snapshot.standingInvoice(of: deal)
  }
}
