import Diagnostics
import Facts
import Output
package import Records
import Rules

/// Adds, changes or takes out a line of what is sold in a deal; its amount follows.
package struct EditItems: Operation {
  package static let answer = ShowItems.answer
  package static let effect = Effect.writes

  /// What is done to the items.
  package enum Action: Sendable {
    /// A product, and `field=value` words.
    case add(product: String, fields: [String])
    /// A product of the deal or the number of a line, and `field=value` words.
    case set(item: String, fields: [String])
    case remove(item: String)
  }

  package let deal: String
  package let action: Action

  package init(_ deal: String, _ action: Action) {
    self.deal = deal
    self.action = action
  }

  package func run(in context: Context) throws -> Answer {
    let (workspace, done) = try context.transact(answering: nil) { workspace in
      let deal = try workspace.resolve(deal, .deal)
      try context.demandRevision(of: deal, in: workspace)
      let editor = try ItemEditor(deal, in: workspace)
      let (items, what) = try editor.items(after: action)
      var changes: [String: Value?] = [:]
      changes.updateValue(items.isEmpty ? nil : .list(items), forKey: "items")
      if deal["currency"] == nil, !items.isEmpty {
        changes.updateValue(.text(editor.currency), forKey: "currency")
      }
      var planner = workspace.planner(context)
      try planner.setFields(deal.id, changes)
      for warning in editor.warnings(of: action) { context.warn(warning) }
      return (planner.change, (id: deal.id, what: what))
    }
    guard let deal = workspace.snapshot.record(done.id) else {
      throw Diagnostic(.internal, "a deal that was changed is not there")
    }
    let verb = context.options.isDryRun ? "would be " : ""
    let said = "deal \(deal.id) \(deal.name): \(done.what.name) \(verb)\(done.what.verb)"
    return .item(ShowItems.answer(deal, said: said, in: workspace), said: [])
  }
}
