package import Diagnostics
import Facts
package import Records

extension ChangePlanner {
  /// Makes an invoice void; it stays, and so does its number. Returns the task to decide what follows, where it had to be
  /// made for the deal.
  ///
  /// Throws `already_closed` for one that is, `transition_not_allowed` while money stands on it, `invalid_value` without a
  /// reason.
  @discardableResult
  package mutating func voidInvoice(_ id: RecordID, reason: String) throws(Diagnostic) -> Reference? {
    let invoice = try demand(id, .invoice)
    if invoice.invoiceStatus == .void { throw out(invoice, "stays so") }
    let paid = InvoiceFacts(invoice).paid
    guard paid == .zero else {
      let currency = invoice.text("currency")
      let back = CommandLine("invoices pay", "\(id)", .known("\(paid)")).option("back")
      throw Diagnostic(
        .transitionNotAllowed,
        "\(Currency.text(paid, currency)) was paid on invoice \(invoice.name), so it cannot become void",
        hints: [
          "once it is given back: \(back)",
          "a payment booked by mistake is taken back: \(CommandLine("undo"))",
        ])
    }
    guard !reason.allSatisfy(\.isWhitespace) else {
      throw Diagnostic(.invalidValue, "the reason is empty")
    }
    return try together { planner throws(Diagnostic) in
      planner.set(invoice, "status", .text(InvoiceStatus.void.rawValue))
      planner.set(invoice, "void_reason", .text(reason))
      let task = try planner.finishChecks(
        of: planner.record(id) ?? invoice, as: .cancelled, following: InvoiceWords(planner.base.config).void)
      planner.message = "invoice: \(invoice.name): void"
      return task
    }
  }

  /// Gives an invoice another number: the next of its series, or one that a person says. One that is out keeps its number
  /// unless another has it too. Returns the number.
  ///
  /// Throws `already_closed` for what keeps its number, `conflict` for a number that is taken.
  @discardableResult
  package mutating func renumber(_ id: RecordID, to given: String? = nil) throws(Diagnostic) -> String {
    let invoice = try demand(id, .invoice)
    let numbers = InvoiceNumbers(snapshot)
    guard invoice.invoiceStatus == .draft || numbers.holders(of: invoice.name).count > 1 else {
      throw out(invoice, "keeps its number")
    }
    let number =
      try given.map { text throws(Diagnostic) in try free(text, numbers) } ?? numbers.following(invoice.name)
    return try together { planner throws(Diagnostic) in
      planner.set(invoice, "number", .text(number))
      planner.message = "invoice: \(invoice.name): renumbered \(number)"
      return number
    }
  }
}
