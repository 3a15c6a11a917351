import Diagnostics
package import Output
import Records
import Rules

/// Hands out what is to be done next, after pressing an action of what was handed out before.
package struct HandOut: Operation {
  package static let answer = AnswerForm.item(WorkItem.schema)
  package static let effect = Effect.writes
  /// An action of the deal that would be handed out, to be pressed first.
  package let action: String?
  package let reason: String?
  package let details: TransitionDetails

  package init(
    act action: String? = nil, reason: String? = nil, _ details: TransitionDetails = TransitionDetails()
  ) {
    self.action = action
    self.reason = reason
    self.details = details
  }

  package func run(in context: Context) throws -> Answer {
    var said: [String] = []
    var workspace = try context.open()
    if let action {
      guard let item = HandOut.next(in: workspace), let deal = item.deal, item.isNextStep else {
        throw Diagnostic(
          .invalidValue, "what comes next is of no deal, so that no action can be pressed",
          hints: ["what it is: \(CommandLine("tasks next"))"])
      }
      let press = ActOnDeal(deal.id.description, action: action, reason: reason, details)
      let pressed = try press.run(in: context)
      said = try pressed.sentences()
      if case .changes(let changes) = pressed { workspace = changes.workspace }
    }
    let item = HandOut.next(in: workspace)
    var answer = ItemAnswer([item], as: WorkItem.schema)
    answer.drawing = { [said] rendering in HandOut.text(item, after: said, rendering) }
    return .item(answer, said: [])
  }

  private static func next(in workspace: Workspace) -> WorkItem? {
    Feed(workspace).first(skipping: []).map { WorkItem($0, in: workspace) }
  }

  private static func text(
    _ item: WorkItem?, after said: [String], _ rendering: Rendering
  ) -> String {
    let text = said.isEmpty ? "" : said.joined(separator: "\n") + "\n\n"
    guard let item else { return text + "nothing is left to be done\n" }
    var card = item.card
    card.title = "\(item.subject.kind.rawValue) \(item.subject.id)  " + card.title
    card.sections += [
      Card.Section(
        "Actions", item.actions.map { "\($0.action.key ?? " ")  \($0.action.name) → \($0.command)" }),
      Card.Section("Or", item.commands.map { "→ \($0)" }),
    ]
    return text + card.rendered(style: rendering.style)
  }
}
