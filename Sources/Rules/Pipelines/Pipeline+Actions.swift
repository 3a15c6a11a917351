package import Diagnostics
import Records
import Text

extension Pipeline {
  /// The action of this very id.
  package func action(_ id: String) -> ActionDefinition? { actions.first { $0.id == id } }

  /// The action that something which happens to an invoice presses.
  package func action(for event: InvoiceEvent) -> ActionDefinition? { actions.first { $0.invoice == event } }

  /// The actions on offer for a deal in this stage: those that stay in it or that lead where the transitions allow.
  /// A closed deal has none.
  package func actions(from stage: Stage) -> [ActionDefinition] {
    guard stage.isOpen else { return [] }
    let onward = Set(successors(of: stage.id).map(\.id))
    return actions.filter { action in action.stage.map(onward.contains) ?? true }
  }

  /// The action that a person names: by id, name, key or synonym, or by the beginning of any but the key.
  ///
  /// Throws `invalid_value` for a word that means no action, or several.
  package func action(named text: String) throws(Diagnostic) -> ActionDefinition {
    if let exact = action(text) ?? actions.first(where: { $0.key == text }) { return exact }
    let match = NameMatch(text, among: actions, names: \.words)
    if let only = match.only { return only }
    let ids = actions.map(\.id)
    if match.begun.count > 1 {
      throw Diagnostic(
        .invalidValue, "action \"\(text)\" may be any of \(match.begun.map(\.id).joined(separator: ", "))",
        hints: ["actions of \"\(id)\": \(ids)"])
    }
    throw Diagnostic(
      .invalidValue, "action \"\(text)\" is not in pipeline \"\(id)\"",
      hints: ids.isEmpty
        ? ["it has none; they are listed under actions: in \(path)"]
        : .unknown(text, among: ids, listing: "actions of \"\(id)\": "))
  }
}

extension ActionDefinition {
  /// What people call it.
  var words: [String] { [id, name] + synonyms }
}
