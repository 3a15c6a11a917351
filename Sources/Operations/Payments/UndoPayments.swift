import Diagnostics
import Imports
import Output
import Records

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

/// Takes back what a run booked, except on invoices, deals and tasks that were edited since.
package struct UndoPayments: Operation {
  package static let answer = AnswerForm.item(Batch.Undo.schema)
  package static let effect = Effect.writes
  /// The batch that the run named.
  package let batch: String

  package init(_ batch: String) { self.batch = batch }

  package func run(in context: Context) throws -> Answer {
    let undo = try context.transact(bulk: true) { workspace in
      try workspace.demand(.import)
      let batches = try workspace.importBatches().filter(\.isOfPayments)
      guard let found = batches.first(where: { $0.id == batch }) else {
        throw Diagnostic(
          .notFound, "there is no batch \"\(batch)\" of payments",
          hints: [
            batches.isEmpty ? "no payments were booked yet" : "their names: \(CommandLine("payments list"))"
          ])
      }
      let undo = found.undo(in: workspace.snapshot)
      var change = undo.change
      if !change.isEmpty { change.message = "payments: \(batch) taken back" }
      return (change, undo)
    }.result
    for kept in undo.kept { context.warn(kept) }
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
