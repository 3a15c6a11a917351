import Matching
import Records
import Rules

/// Turns a lead into a contact, a company and a deal with its next step.
package struct QualifyLead: Operation {
  package static let answer = AnswerForm.changes(of: .lead)
  package let lead: String
  /// `field=value` words for the deal.
  package let assignments: [String]
  /// The deal's title; else the lead's.
  package let title: String?
  package let pipeline: String?
  package let stage: String?
  package let nextStep: NextStepRequest

  package init(
    _ lead: String, assignments: [String] = [], title: String? = nil, pipeline: String? = nil,
    stage: String? = nil, nextStep: NextStepRequest
  ) {
    self.lead = lead
    self.assignments = assignments
    self.title = title
    self.pipeline = pipeline
    self.stage = stage
    self.nextStep = nextStep
  }

  package func run(in context: Context) throws -> Answer {
    let (workspace, done) = try context.transact(answering: .lead) { workspace in
      let lead = try workspace.resolve(self.lead, .lead)
      try context.demandRevision(of: lead, in: workspace)
      var planner = workspace.planner(context)
      var values = try Assignments(assignments, kind: .deal, workspace: workspace).initialValues()
      if let title { values["title"] = .text(try Assignments.name(title, kind: .deal)) }
      let owner = values["owner"]?.text ?? lead.text("owner")
      let made = try planner.qualifyLead(
        lead.id, next: try nextStep.step(workspace, context, owner: owner), values: values,
        pipeline: pipeline, stage: stage)
      if !made.knewContact, let contact = planner.snapshot.record(made.contact) {
        RecordMatches(workspace.snapshot).warn(of: contact, context)
      }
      return (planner.change, (lead: lead.id, made: made))
    }
    let made = done.made
    var entries = [ChangeAnswer.Entry(done.lead, "qualified", showsNextStep: false)]
    if let contact = made.contact { entries.append(.init(contact.id, made.knewContact ? "linked" : "added")) }
    if let company = made.company { entries.append(.init(company.id, made.knewCompany ? "linked" : "added")) }
    entries.append(.init(made.deal.deal.id, "added"))
    return .changes(ChangeAnswer(.lead, entries, in: workspace, context))
  }
}
