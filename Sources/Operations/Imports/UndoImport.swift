import Diagnostics
import Imports
import Output
import Records

/// Takes back what an import made, except what was edited since.
package struct UndoImport: Operation {
  package static let answer = AnswerForm.item(Batch.Undo.schema)
  package static let effect = Effect.writes
  /// The batch that the import named.
  package let batch: String

  package init(_ batch: String) { self.batch = batch }

  package func run(in context: Context) throws -> Answer {
    let undo = try context.transact(bulk: true) { workspace in
      try workspace.demand(.import)
      let batches = try workspace.importBatches()
      guard let found = batches.first(where: { $0.id == batch }) else {
        throw Diagnostic(
          .notFound, "there is no batch \"\(batch)\"",
          hints: [
            batches.isEmpty ? "nothing was imported yet" : "their names: \(CommandLine("imports list"))"
          ])
      }
      let undo = found.undo(in: workspace.snapshot)
      return (undo.change, undo)
    }.result
    for kept in undo.kept { context.warn(kept) }
    let verb = context.options.isDryRun ? "would be taken back" : "taken back"
    var said = [
      "batch \(batch) \(verb): \(undo.change.deletions.count) deleted, \(undo.change.updates.count) restored, "
        + "\(undo.kept.count) kept"
    ]
    if undo.keepsBatch {
      said.append(
        "the batch stays, with what is left of it: \(CommandLine("imports undo", .known(batch)))")
    }
    return .item(ItemAnswer([undo], as: Batch.Undo.schema), said: said)
  }
}
