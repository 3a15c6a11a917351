import ArgumentParser
import Diagnostics
import Records
import Rules

/// `crm <noun> add NAME [field=value…]` for the kinds that have no rules.
struct RecordAdd<Noun: RecordNoun>: CRMCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "add", abstract: "Add \(Noun.kind.article).",
      discussion: "Any field may follow as field=value; crm schema \(Noun.kind.rawValue) lists them.")
  }

  @Argument(help: ArgumentHelp("The \(Noun.kind.nameKey).", valueName: Noun.kind.nameKey))
  var name: String

  @Argument(
    help: ArgumentHelp("Fields, such as tags=vip or emails+=anna@acme.example.", valueName: "field=value"),
    completion: .custom { words, _, prefix in LiveCompletion.assignments(prefix, kind: Noun.kind) })
  var assignments: [String] = []

  @OptionGroup var global: GlobalOptions

  func run(in session: Session) throws {
    let (workspace, id) = try session.transact { workspace in
      var values = try Assignments(assignments, kind: Noun.kind, workspace: workspace, name: name)
        .initialValues()
      values[Noun.kind.nameKey] = .text(try Assignments.name(name, kind: Noun.kind))
      var desk = workspace.desk(session)
      let id = try desk.addRecord(Noun.kind, values: values).id
      if let made = desk.snapshot.record(id) { Duplicates(workspace.snapshot).warn(of: made, session) }
      return (desk.change, id)
    }
    try RecordPrinter(session: session, workspace: workspace).created(id)
  }
}
