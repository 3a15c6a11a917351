import ArgumentParser
import Diagnostics
import Operations
import Output
import Records
import Search
import Store
import YAML

/// `crm <noun> edit REF`: the file in `$VISUAL` or `$EDITOR`, checked before it is taken.
struct RecordEdit<Noun: RecordNoun>: ActsOnRecords {
  static var configuration: CommandConfiguration {
    CommandConfiguration(commandName: "edit", abstract: "Open a \(Noun.kind.rawValue) in $EDITOR.")
  }
  static var target: VerbSearch.Target { VerbSearch.Target(Noun.kind) }

  @Argument(
    help: ArgumentHelp("The \(Noun.kind.rawValue).", valueName: "ref"),
    completion: .custom { _, _, prefix in LiveCompletion.records(prefix, kinds: [Noun.kind]) })
  var ref: String

  @OptionGroup var global: GlobalOptions

  func run(in session: Session) throws {
    let environment = session.world.environment
    let editor = [environment["VISUAL"], environment["EDITOR"]].compactMap { $0 }.first { !$0.isEmpty }
    guard let editor = editor ?? (session.isInteractive ? "vi" : nil) else {
      let record = ref.isEmpty ? CommandLine.Value.blank("REF") : .known(ref)
      let line = CommandLine("\(Noun.kind.plural) set", record, .blank("field=value"))
      throw Diagnostic(.usage, "edit needs a terminal or $EDITOR", hints: ["without one: \(line)"])
    }
    let workspace = try session.open(reportingProblems: false)
    let record = try workspace.resolve(ref, Noun.kind)
    let before = try RecordFile.read(record.path, in: workspace.repository)
    let draft = try EditorDraft(of: record, content: before, in: workspace.repository, session: session)
    try session.flush()
    try draft.open(editor: editor, environment: session.childEnvironment)
    let after = try draft.content()
    guard after != before else {
      draft.remove()
      guard session.format != .table else { return try session.say("nothing changed") }
      return try RecordPrinter(session: session, workspace: workspace).object(record)
    }
    do {
      try session.transact { workspace in
        let change = try HandEdit(path: record.path, kind: Noun.kind, before: before, after: after)
          .change(in: workspace)
        return (change, ())
      }
    } catch {
      guard let diagnostic = error as? Diagnostic else { throw error }
      throw draft.keeping(diagnostic)
    }
    draft.remove()
    try RecordPrinter(session: session, workspace: try session.open(reportingProblems: false))
      .changed(record.id, what: "changed")
  }
}
