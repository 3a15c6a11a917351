import Diagnostics
import Records
import Reports
import Rules

/// The work of today for the one who asks; what nobody owns is theirs too.
package struct ShowAgenda: Operation {
  package static let answer = AnswerForm.agenda

  package init() {}

  package func run(in context: Context) throws -> Answer {
    let workspace = try context.open()
    let config = workspace.config
    if workspace.isStranger {
      context.warn(
        "crm.yaml lists no owner \"\(workspace.user)\", so everybody's work is shown",
        hint: "the owners are \(config.owners.map(\.id)); whom you are is said by --user or $CRM_USER")
    }
    return .agenda(Agenda(workspace.ownDay), workspace)
  }

  /// What may be typed of the first task, else of the first row, and what comes next; nothing where there is no row.
  static func legend(of rows: [RecordID], isNumbered: Bool, in workspace: Workspace) -> [CommandLine] {
    let task = rows.firstIndex { workspace.snapshot.record($0)?.kind == .task }
    guard let place = task ?? rows.indices.first else { return [] }
    let name = isNumbered ? String(place + 1) : rows[place].description
    let next = CommandLine("next")
    guard task != nil else { return [CommandLine("log call", .known(name)).value(.open), next] }
    return [
      CommandLine("done", .known(name)).value(.open), CommandLine("snooze", .known(name), "tomorrow"), next,
    ]
  }
}

extension Workspace {
  /// Whether `crm.yaml` lists owners, and the one who asks is none of them.
  var isStranger: Bool { !config.owners.isEmpty && !config.owners.contains { $0.id == user } }

  /// What a digest of today is made from: the work of the one who asks and what nobody owns, for a stranger everybody's.
  var ownDay: DigestInput {
    DigestInput(
      snapshot: snapshot, stages: pipelines.stages, now: now, owner: isStranger ? nil : user,
      ownsTheRest: true)
  }
}
