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
    let (owners, user) = (workspace.config.owners, workspace.user)
    let isListed = owners.isEmpty || owners.contains { $0.id == user }
    if !isListed {
      context.warn(
        "crm.yaml lists no owner \"\(user)\", so everybody's work is shown",
        hint: "the owners are \(owners.map(\.id)); whom you are is said by --user or $CRM_USER")
    }
    return .agenda(
      Agenda(
        DigestInput(
          snapshot: workspace.snapshot, stages: workspace.pipelines.stages, now: workspace.now,
          owner: isListed ? user : nil, ownsTheRest: true)), workspace)
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
