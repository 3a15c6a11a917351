import Diagnostics
package import Records
import Rules

/// Removes a record; refused while others refer to it, unless they go along.
package struct DeleteRecord: Operation {
  package static let answer = AnswerForm.changes
  package let kind: Kind
  package let reference: String
  /// Whether what belongs to it alone goes too, and what mentions it is cleared.
  package let cascades: Bool
  /// Whether nobody has to agree.
  package let isAgreed: Bool

  package init(_ kind: Kind, _ reference: String, cascades: Bool, isAgreed: Bool) {
    self.kind = kind
    self.reference = reference
    self.cascades = cascades
    self.isAgreed = isAgreed
  }

  package func run(in context: Context) throws -> Answer {
    var agreed: Agreement?
    if !isAgreed, !context.options.isDryRun, context.face.canAsk {
      let workspace = try context.open(reportingProblems: false)
      agreed = try agreement(workspace, context)
      if agreed == nil { return .changes(ChangeAnswer(kind, said: [], of: [], in: workspace, context)) }
    }
    let (_, gone) = try context.transact(answering: kind) { workspace in
      let record = try workspace.resolve(agreed?.id.description ?? reference, kind)
      try context.demandRevision(of: record, in: workspace)
      var planner = workspace.planner(context)
      try planner.delete(record.id, cascade: cascades)
      if let agreed, !planner.change.deletions.isSubset(of: agreed.deletions) {
        throw Diagnostic(
          .conflict, "more belongs to \(record.name) by now than when you were asked; nothing was deleted",
          hints: ["run the command again"])
      }
      return (planner.change, (before: workspace, record: record, change: planner.change))
    }
    // A dry run has listed what would go.
    let said = context.options.isDryRun ? [] : lines(gone.record, gone.change, gone.before)
    return .changes(ChangeAnswer(kind, said: said, of: [gone.record.id], in: gone.before, context))
  }

  private func lines(_ record: Record, _ change: Change, _ before: Workspace) -> [String] {
    func paths(_ ids: Set<RecordID>) -> [String] {
      ids.sorted().compactMap { before.snapshot.record($0)?.path }
    }
    let deleted = Set(change.deletions).subtracting([record.id])
    let changed = Set(change.updates.keys).subtracting(change.deletions).subtracting([record.id])
    return ([record.path] + paths(deleted)).map { "deleted " + $0 } + paths(changed).map { "changed " + $0 }
  }

  /// What a person agreed to delete.
  private struct Agreement {
    let id: RecordID
    let deletions: Set<RecordID>
  }

  /// Asked before the lock is taken; nil for no.
  private func agreement(_ workspace: Workspace, _ context: Context) throws -> Agreement? {
    let record = try workspace.resolve(reference, kind)
    var planner = workspace.planner(context)
    try planner.delete(record.id, cascade: cascades)
    let others = planner.change.deletions.count - 1
    let question = "Delete \(record.kind.rawValue) \(record.id) \(record.name)"
    guard try context.face.confirm(question + (others > 0 ? " and \(others) more?" : "?"), about: []) else {
      return nil
    }
    return Agreement(id: record.id, deletions: Set(planner.change.deletions))
  }
}
