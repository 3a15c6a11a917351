import Diagnostics
package import Output
import Records

/// Forgets a saved filter.
package struct RemoveView: Operation {
  package static let answer = AnswerForm.item(schema)
  package static let effect = Effect.writes
  package static let schema = ObjectSchema<RemoveView>(
    "removed view", "A saved filter that is forgotten.",
    [
      .text("name", "The name that it had.") { $0.name }, .flag("removed", "Always true.") { _ in true },
    ])
  package let name: String

  package init(_ name: String) { self.name = name }

  package func run(in context: Context) throws -> Answer {
    try context.transact { workspace in
      let views = SavedViews(repository: workspace.repository)
      guard views.names.contains(name), case let edit = try views.edit(name, to: nil), edit.before != nil
      else {
        throw Diagnostic(
          .notFound, "there is no view \"\(name)\"",
          hints: [views.names.isEmpty ? "no views are saved" : "known: \(views.names)"])
      }
      var change = Change(message: "view: \(name): removed")
      change.write(edit)
      return (change, ())
    }
    return .item(
      ItemAnswer([self], as: RemoveView.schema),
      said: ["view @\(name) \(context.options.isDryRun ? "would be removed" : "removed")"])
  }
}
