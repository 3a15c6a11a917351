import ArgumentParser
import Diagnostics
import Filters
import Output
import Records
import Rules

/// `crm <noun> set REF k=v…`, or `--where FILTER k=v…` for many at once.
struct RecordSet<Noun: RecordNoun>: CRMCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "set", abstract: "Change fields of a \(Noun.kind.rawValue), or of all that match --where.",
      discussion: "field=value sets, field= clears, list+=value adds, list-=value removes.")
  }

  @Argument(
    help: ArgumentHelp(
      "The \(Noun.kind.rawValue), unless --where says which, and the new values.",
      valueName: "ref field=value"),
    completion: .custom { words, _, prefix in LiveCompletion.setArguments(words, prefix, kind: Noun.kind) })
  var words: [String]

  @Option(
    name: .customLong("where"), help: ArgumentHelp("Change every record that matches.", valueName: "filter"))
  var filter: String?

  @Flag(name: .long, help: "Change many records without asking.")
  var yes = false

  @OptionGroup var global: GlobalOptions

  func validate() throws {
    if filter == nil, words.count < 2 {
      throw ValidationError("set takes a record and at least one field=value")
    }
  }

  func run(in session: Session) throws {
    guard let filter else { return try setOne(in: session) }
    try setMany(filter, in: session)
  }

  private func setOne(in session: Session) throws {
    let (workspace, id) = try session.transact { workspace in
      let record = try workspace.resolve(words[0], Noun.kind)
      let assignments = try Assignments(Array(words.dropFirst()), kind: Noun.kind, workspace: workspace)
      var desk = workspace.desk(session)
      try desk.setFields(record.id, try assignments.changes(to: record))
      return (desk.change, record.id)
    }
    try RecordPrinter(session: session, workspace: workspace).changed(id, what: "changed")
  }

  private func setMany(_ text: String, in session: Session) throws {
    // The question is asked before the lock is taken; what matches is decided again under it.
    if !yes, !global.dryRun {
      let workspace = try session.open()
      let matching = try Filter.parse([text], kind: Noun.kind, context: workspace.filterContext).select()
      guard session.isInteractive else {
        throw Diagnostic(
          .usage, "\(matching.count) \(Noun.kind.plural) match; this would change them all",
          hints: ["add --yes to change them, --dry-run to see them"])
      }
      for record in matching.prefix(20) { try session.write("  \(record.id)  \(record.name)\n") }
      if matching.count > 20 { try session.write("  … and \(matching.count - 20) more\n") }
      guard try session.confirm("Change \(matching.count) \(Noun.kind.plural)?") else { return }
    }
    let (workspace, ids) = try session.transact { workspace in
      let matching = try Filter.parse([text], kind: Noun.kind, context: workspace.filterContext).select()
      let assignments = try Assignments(words, kind: Noun.kind, workspace: workspace)
      var desk = workspace.desk(session)
      var ids: [RecordID] = []
      for record in matching {
        let changes = try assignments.changes(to: record)
        guard !changes.isEmpty else { continue }
        try desk.setFields(record.id, changes)
        ids.append(record.id)
      }
      var change = desk.change
      change.message = "\(Noun.kind.plural): set \(assignments.keys.joined(separator: ", ")) on \(ids.count)"
      return (change, ids)
    }
    let printer = RecordPrinter(session: session, workspace: workspace)
    if session.format == .table {
      try session.say("\(ids.count) \(Noun.kind.plural) \(global.dryRun ? "would change" : "changed")")
    } else {
      try printer.list(ids.compactMap { workspace.snapshot.record($0) }, kind: Noun.kind)
    }
  }
}
