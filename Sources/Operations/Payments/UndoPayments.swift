import Diagnostics
import Facts
import Imports
import Output
import Records
import Rules

/// The runs that booked payments and can be taken back, the newest first.
package struct ListPayments: Operation {
  package static let answer = AnswerForm.items(Batch.ofPaymentsSchema)

  package init() {}

  package func run(in context: Context) throws -> Answer {
    let workspace = try context.open(reportingProblems: false)
    let batches = try workspace.importBatches().filter(\.isOfPayments)
    return .items(ItemAnswer(batches, as: Batch.ofPaymentsSchema, in: workspace))
  }
}

/// Takes back what a run booked: of invoices on which something was booked since just its own payments; deals and tasks that
/// were edited since stay.
package struct UndoPayments: Operation {
  package static let answer = AnswerForm.item(Batch.Undo.schema)
  package static let effect = Effect.writes
  /// The batch that the run named.
  package let batch: String

  package init(_ batch: String) { self.batch = batch }

  package func run(in context: Context) throws -> Answer {
    let (workspace, taken) = try context.transact(bulk: true) { workspace in
      try workspace.demand(.import)
      let batches = try workspace.importBatches().filter(\.isOfPayments)
      guard let found = batches.first(where: { $0.id == batch }) else {
        throw Diagnostic(
          .notFound, "there is no batch \"\(batch)\" of payments",
          hints: [
            batches.isEmpty ? "no payments were booked yet" : "their names: \(CommandLine("payments list"))"
          ])
      }
      let taken = found.undoPayments(in: workspace.snapshot)
      var change = taken.undo.change
      if !change.isEmpty { change.message = "payments: \(batch) taken back" }
      return (change, taken)
    }
    let undo = taken.undo
    for kept in undo.kept { context.warn(kept) }
    for invoice in taken.reopened { warn(invoice, in: workspace, context) }
    let verb = context.options.isDryRun ? "would be taken back" : "taken back"
    var said = [
      "batch \(batch) \(verb): \(undo.change.updates.count) restored, \(undo.change.deletions.count) deleted, "
        + "\(undo.kept.count) kept"
    ]
    if undo.keepsBatch {
      said.append(
        "the batch stays, with what is left of it: \(CommandLine("payments undo", .known(batch)))")
    }
    return .item(ItemAnswer([undo], as: Batch.Undo.schema), said: said)
  }

  /// Says that an invoice is open again, and what does not follow by itself: its deal stays where the later payment brought
  /// it, and the task that looked after the payment stays done.
  private func warn(_ invoice: Record, in workspace: Workspace, _ context: Context) {
    let open = Currency.text(
      InvoiceFacts(invoice).openAmount ?? .zero, invoice.text("currency") ?? workspace.config.currency)
    let said = "invoice \(invoice.name) is open again with \(open)"
    if let deal = workspace.snapshot.record(invoice.reference("deal")), deal.kind == .deal,
      !workspace.pipelines.stages.isOpen(deal)
    {
      context.warn(
        "\(said); its deal \"\(deal.name)\" stays in stage \(deal.text("stage") ?? "")",
        hint: "to go on with it: \(CommandLine("deals reopen", .known("\(deal.id)")))")
      return
    }
    let checks = workspace.snapshot.referrers(of: invoice.id).filter {
      $0.isOpenTask && $0.referenced("invoice") == invoice.id
    }
    let task = CommandLine("tasks add", .known("Check payment of \(invoice.name)"))
      .field("invoice", .known("\(invoice.id)")).option("due", "tomorrow")
    context.warn(
      checks.isEmpty ? "\(said), and no task looks after it" : said,
      hint: checks.isEmpty ? "to be reminded of it: \(task)" : nil)
  }
}

extension Batch {
  static let ofPaymentsSchema = ObjectSchema<Batch>(
    "payment batch", "A run that booked payments and can be taken back.",
    [
      .text("batch", "Its name.", kind: .identifier) { $0.id }, .moment("at", "When it was made.") { $0.at },
      .text("file", "The file as it was named.") { $0.file },
      .text("by", "Who made it.") { $0.by },
      .count("lines", "How many lines the file had.") { $0.rows },
      .count("changed", "How many records it changed.") { Set($0.changed.map(\.id)).count },
    ])
}
