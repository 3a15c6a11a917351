import Records
import Rules

/// Closes a lead that leads nowhere.
package struct RejectLead: Operation {
  package static let answer = AnswerForm.changes(of: .lead)
  package let lead: String
  /// Why; a rejected lead needs it.
  package let reason: String?

  package init(_ lead: String, reason: String?) {
    self.lead = lead
    self.reason = reason
  }

  package func run(in context: Context) throws -> Answer {
    try context.change(lead, .lead) { lead, _, planner in
      try planner.rejectLead(lead.id, reason: reason)
    } entry: { id, _ in
      ChangeAnswer.Entry(id, "rejected", showsNextStep: false)
    }
  }
}
