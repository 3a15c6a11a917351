import Diagnostics
package import Records
import YAML

/// Keeps a filter under a name, in place of the one that had it.
package struct AddView: Operation {
  package static let answer = AnswerForm.item(SavedView.schema, hasTable: true)
  package static let effect = Effect.writes
  package let name: String
  package let filter: String
  /// The kind whose fields the filter has to fit; without one it has to fit any kind.
  package let kind: Kind?

  package init(_ name: String, filter: String, kind: Kind?) {
    self.name = name
    self.filter = filter
    self.kind = kind
  }

  package func run(in context: Context) throws -> Answer {
    let isName =
      !name.isEmpty
      && name.unicodeScalars.allSatisfy {
        $0.properties.isAlphabetic || $0.properties.numericType != nil || $0 == "-" || $0 == "_"
      }
    guard isName else {
      throw Diagnostic(
        .invalidValue, "\"\(name)\" is no name for a view", hints: ["use letters, digits, - and _"])
    }
    let (_, former) = try context.transact { workspace in
      try SavedViews.check(filter, kind: kind, in: workspace)
      var entries: [(String, YAMLValue)] = [("filter", .text(filter))]
      if let kind { entries.append(("kind", .plain(kind.rawValue))) }
      let views = SavedViews(repository: workspace.repository)
      var change = Change(message: "view: \(name)")
      change.write(try views.edit(name, to: Emitter.emit(map: entries)))
      return (change, views.filter(name))
    }
    let verb = former == nil ? "saved" : "changed"
    var said = ["view @\(name) \(context.options.isDryRun ? "would be \(verb)" : verb)"]
    if let former, former != filter { said.append("  it was: \(former)") }
    let view = SavedView(name: name, kind: kind?.rawValue, filter: filter)
    return .item(ItemAnswer([view], as: SavedView.schema), said: said)
  }
}
