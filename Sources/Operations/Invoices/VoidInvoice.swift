import Diagnostics
import Records
import Rules

/// Makes an invoice void, with its number and the reason kept.
package struct VoidInvoice: Operation {
  package static let answer = AnswerForm.changes(of: .invoice)
  package let invoice: String
  package let reason: String?

  package init(_ invoice: String, reason: String?) {
    self.invoice = invoice
    self.reason = reason
  }

  package func run(in context: Context) throws -> Answer {
    let (workspace, done) = try context.transact(answering: .invoice) { workspace in
      let record = try workspace.resolve(invoice, .invoice)
      try context.demandRevision(of: record, in: workspace)
      guard let reason else {
        throw Diagnostic(
          .usage, "a void invoice has a reason",
          hints: [.command(CommandLine("invoices void", "\(record.id)").option("reason", .open))])
      }
      var planner = workspace.planner(context)
      let task = try planner.voidInvoice(record.id, reason: try Named.text(reason, "--reason"))
      return (planner.change, (id: record.id, task: task))
    }
    let entries =
      [ChangeAnswer.Entry(done.id, "void", showsNextStep: false)]
      + (done.task.map { [.init($0.id, "added")] } ?? [])
    return .changes(ChangeAnswer(.invoice, entries, in: workspace, context))
  }
}
