import Records
import Rules

/// Allows a deal to enter the stages that ask for an approval, as it is now.
package struct ApproveDeal: Operation {
  package static let answer = AnswerForm.changes(of: .deal)
  package let deal: String
  /// The stage's id or the beginning of its name; without one all that ask whoever acts.
  package let stage: String?
  package let note: String?

  package init(_ deal: String, for stage: String?, note: String?) {
    self.deal = deal
    self.stage = stage
    self.note = note
  }

  package func run(in context: Context) throws -> Answer {
    let note = try note.map { try Named.text($0, "--note") }
    var stages: [String] = []
    return try context.change(deal, .deal) { deal, workspace, planner in
      stages = try planner.approve(deal.id, for: stage, note: note)
    } entry: { id, _ in
      ChangeAnswer.Entry(
        id, stages.isEmpty ? "approved already" : "approved for \(stages.joined(separator: ", "))",
        showsNextStep: false)
    }
  }
}
