import Records
import Rules

/// Gives a draft another number, or one of two invoices that have the same.
package struct RenumberInvoice: Operation {
  package static let answer = AnswerForm.changes(of: .invoice)
  package let invoice: String
  /// The next of the series where nil.
  package let number: String?

  package init(_ invoice: String, number: String? = nil) {
    self.invoice = invoice
    self.number = number
  }

  package func run(in context: Context) throws -> Answer {
    try context.change(invoice, .invoice) { record, _, planner in
      try planner.renumber(record.id, to: try number.map { try Named.text($0, "the number") })
    } entry: { id, workspace in
      ChangeAnswer.Entry(
        id, "renumbered to \(workspace.snapshot.record(id)?.name ?? "")", showsNextStep: false)
    }
  }
}
