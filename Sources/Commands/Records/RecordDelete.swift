import ArgumentParser
import Diagnostics
import Output
import Records
import Rules

/// `crm <noun> delete REF`: refused while other records refer to it.
struct RecordDelete<Noun: RecordNoun>: CRMCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "delete", abstract: "Remove a \(Noun.kind.rawValue); refused while others refer to it.")
  }

  @Argument(
    help: ArgumentHelp("The \(Noun.kind.rawValue).", valueName: "ref"),
    completion: .custom { _, _, prefix in LiveCompletion.records(prefix, kinds: [Noun.kind]) })
  var ref: String

  @Flag(name: .long, help: "Also remove what belongs to it alone, and clear what mentions it.")
  var cascade = false

  @Flag(name: .long, help: "Do not ask.")
  var yes = false

  @OptionGroup var global: GlobalOptions

  func run(in session: Session) throws {
    var agreed: Agreement?
    if !yes, !global.dryRun, session.isInteractive {
      agreed = try agreement(in: session)
      if agreed == nil { return }
    }
    let (workspace, gone) = try session.transact { workspace in
      let record = try workspace.resolve(agreed?.id.description ?? ref, Noun.kind)
      var desk = workspace.desk(session)
      try desk.delete(record.id, cascade: cascade)
      if let agreed, !desk.change.deletions.isSubset(of: agreed.deletions) {
        throw Diagnostic(
          .conflict, "more belongs to \(record.name) by now than when you were asked; nothing was deleted",
          hints: ["run the command again"])
      }
      return (desk.change, (before: workspace, record: record, change: desk.change))
    }
    _ = workspace
    let printer = RecordPrinter(session: session, workspace: gone.before)
    if session.format == .table {
      // A dry run has listed what would go.
      guard !global.dryRun else { return }
      for (what, ids) in [("deleted", gone.change.deletions), ("changed", Set(gone.change.updates.keys))] {
        let rest = ids.subtracting([gone.record.id]).subtracting(
          what == "changed" ? gone.change.deletions : [])
        let paths = rest.sorted().compactMap { gone.before.snapshot.record($0)?.path }
        for path in (what == "deleted" ? [gone.record.path] : []) + paths {
          try session.say(session.escaped("\(what) \(path)"))
        }
      }
    } else {
      try printer.object(gone.record)
    }
  }

  /// What a person agreed to delete.
  private struct Agreement {
    let id: RecordID
    let deletions: Set<RecordID>
  }

  /// Asked before the lock is taken; nil for no.
  private func agreement(in session: Session) throws -> Agreement? {
    let workspace = try session.open(reportingProblems: false)
    let record = try workspace.resolve(ref, Noun.kind)
    var desk = workspace.desk(session)
    try desk.delete(record.id, cascade: cascade)
    let others = desk.change.deletions.count - 1
    let question = "Delete \(record.kind.rawValue) \(record.id) \(record.name)"
    guard try session.confirm(session.escaped(question + (others > 0 ? " and \(others) more?" : "?"))) else {
      return nil
    }
    return Agreement(id: record.id, deletions: Set(desk.change.deletions))
  }
}
