import ArgumentParser
import Diagnostics
import Filters
import Output
import Records
import Rules
import Search

/// `crm <noun> set REF k=v…`, or `--where FILTER k=v…` for many at once.
struct RecordSet<Noun: RecordNoun>: ActsOnRecords {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "set", abstract: "Change fields of a \(Noun.kind.rawValue), or of all that match --where.",
      discussion: "field=value sets, field= clears, list+=value adds, list-=value removes.")
  }
  static var target: VerbSearch.Target { VerbSearch.Target(Noun.kind, rest: "…") }

  @Argument(
    help: ArgumentHelp(
      "The \(Noun.kind.rawValue), unless --where says which, and the new values.",
      valueName: "ref field=value"),
    completion: .custom { words, _, prefix in LiveCompletion.setArguments(words, prefix, kind: Noun.kind) })
  var words: [String] = []

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
    if filter != nil, words.isEmpty { throw ValidationError("set takes at least one field=value") }
  }

  func run(in session: Session) throws {
    guard let filter else { return try setOne(in: session) }
    try setMany(filter, in: session)
  }

  private func setOne(in session: Session) throws {
    let (workspace, done) = try session.transact { workspace in
      let record = try workspace.resolve(words[0], Noun.kind)
      let assignments = try Assignments(
        Array(words.dropFirst()), kind: Noun.kind, workspace: workspace, of: record)
      let changes = try assignments.changes(to: record)
      try warn(changes, to: record, workspace, session)
      var desk = workspace.desk(session)
      try desk.setFields(record.id, changes)
      if let after = desk.snapshot.record(record.id) {
        Duplicates(workspace.snapshot).warn(of: after, changing: Set(changes.keys), session)
      }
      return (desk.change, (id: record.id, isChanged: !desk.change.isEmpty))
    }
    let printer = RecordPrinter(session: session, workspace: workspace)
    guard done.isChanged || session.format != .table else {
      let name = workspace.snapshot.record(done.id)?.name ?? ""
      return try session.say(session.escaped("\(Noun.kind.rawValue) \(done.id) \(name): as it was already"))
    }
    try printer.changed(done.id, what: "changed", showsNext: false)
  }

  /// A due time of an open task obeys the rules of WHEN: not past, and a remark where it is outside working hours.
  private func warn(
    _ changes: [String: Value?], to record: Record, _ workspace: Workspace, _ session: Session
  ) throws {
    guard Noun.kind == .task, let text = words.last(where: { $0.hasPrefix("due=") }), changes["due"] != nil
    else { return }
    let owner = (changes["owner"] ?? nil)?.text ?? workspace.doer(of: record)
    _ = try workspace.deadline(String(text.dropFirst(4)), owner: owner, option: "due", session: session)
  }

  private func setMany(_ text: String, in session: Session) throws {
    let text = try Named.text(text, "--where", hint: "for all of them: --where 'id:*'")
    var agreed: Set<RecordID>?
    if !yes, !global.dryRun {
      agreed = try agreement(text, in: session)
      if agreed == nil { return }
    }
    let (workspace, done) = try session.transact { workspace in
      let matching = try Filter.parse([text], kind: Noun.kind, context: workspace.filterContext).select()
      // What matches by now and was not shown is not what the answer was about.
      let meant = agreed.map { agreed in matching.filter { agreed.contains($0.id) } } ?? matching
      let assignments = try Assignments(words, kind: Noun.kind, workspace: workspace)
      var desk = workspace.desk(session)
      var ids: [RecordID] = []
      for record in meant {
        let changes = try assignments.changes(to: record)
        guard !changes.isEmpty else { continue }
        try desk.setFields(record.id, changes)
        ids.append(record.id)
      }
      var change = desk.change
      change.message = "\(Noun.kind.plural): set \(assignments.keys.joined(separator: ", ")) on \(ids.count)"
      return (change, (ids: ids, others: matching.count - meant.count))
    }
    if done.others > 0 {
      session.warn(
        "\(Noun.kind.counted(done.others)) more \(done.others == 1 ? "matches" : "match") by now and "
          + "\(done.others == 1 ? "was" : "were") left alone",
        hint: "run the command again to see and change \(done.others == 1 ? "it" : "them")")
    }
    let printer = RecordPrinter(session: session, workspace: workspace)
    if session.format == .table {
      try session.say("\(Noun.kind.counted(done.ids.count)) \(global.dryRun ? "would change" : "changed")")
    } else {
      try printer.list(done.ids.compactMap { workspace.snapshot.record($0) }, kind: Noun.kind)
    }
  }

  /// The records that a person agrees to change; nil for none. Asked before the lock is taken, so others may match then.
  private func agreement(_ text: String, in session: Session) throws -> Set<RecordID>? {
    let workspace = try session.open()
    let matching = try Filter.parse([text], kind: Noun.kind, context: workspace.filterContext).select()
    guard session.isInteractive else {
      let one = matching.count == 1
      let match = "\(Noun.kind.counted(matching.count)) \(one ? "matches" : "match")"
      throw Diagnostic(
        .usage, match + "; this would change \(one ? "it" : "them all")",
        hints: ["add --yes to do it, --dry-run to see what would change"])
    }
    guard !matching.isEmpty else {
      try session.say("no \(Noun.kind.plural) match")
      return nil
    }
    for record in matching.prefix(20) {
      try session.write("  \(record.id)  \(session.escaped(record.name))\n")
    }
    if matching.count > 20 { try session.write("  … and \(matching.count - 20) more\n") }
    guard try session.confirm("Change \(Noun.kind.counted(matching.count))?") else { return nil }
    return Set(matching.map(\.id))
  }
}
