import Dates
import JSON
package import Output
import Store

/// The last changes that can be undone, the newest first.
package struct ListChanges: Operation {
  package static let answer = AnswerForm.items(ListedChange.schema)

  package init() {}

  package func run(in context: Context) throws -> Answer {
    let workspace = try context.open(reportingProblems: false)
    let repository = workspace.repository
    let git = repository.isGitWorkTree ? context.git(repository) : nil
    let history = try ChangeHistory(of: repository, git: git)
    let undone = history.undone
    let changes = history.changes.prefix(1000).map {
      ListedChange(change: $0, isUndone: undone.contains($0.id))
    }
    return .items(ItemAnswer(changes, as: ListedChange.schema, in: workspace, peopleSee: 20))
  }
}

/// A change as the list of changes shows it.
package struct ListedChange: Sendable {
  let change: LoggedChange
  let isUndone: Bool

  package static let schema = ObjectSchema<ListedChange>(
    "change", "A change that crm made.",
    [
      .text("change", "Its name, by which crm undo takes it back.", kind: .identifier) { $0.change.id },
      .moment("at", "When it was committed, else written.") {
        $0.change.instant.flatMap { Instant(rfc3339: $0) }
      },
      .text("message", "What it was.") { $0.change.subject },
      Member(
        "state", .choice(["", "undone", "not committed yet"]), "What became of it.", column: Column("state")
      ) { .string($0.isUndone ? "undone" : $0.change.isPending ? "not committed yet" : "") },
      .choice("via", "Through what it came.") { $0.change.origin.channel }.inNoTable,
      .optionalText("client", "What the program at the other end called itself; for display only.") {
        $0.change.origin.client
      }.leftOutWhenEmpty.inNoTable,
    ])
}
