import Diagnostics
import Records
import Rules

/// A new deal together with its next step.
package struct AddDeal: Operation {
  package static let answer = AnswerForm.changes(of: .deal)
  package let title: String
  /// `field=value` words; `stage=` and `pipeline=` among them say where it enters.
  package let assignments: [String]
  package let pipeline: String?
  package let stage: String?
  package let nextStep: NextStepRequest

  package init(
    title: String, assignments: [String], pipeline: String? = nil, stage: String? = nil,
    nextStep: NextStepRequest
  ) {
    self.title = title
    self.assignments = assignments
    self.pipeline = pipeline
    self.stage = stage
    self.nextStep = nextStep
  }

  package func run(in context: Context) throws -> Answer {
    let (workspace, id) = try context.transact(answering: .deal) { workspace in
      var fields = assignments
      let stage = Assignments.take("stage", from: &fields) ?? self.stage
      let pipeline = Assignments.take("pipeline", from: &fields) ?? self.pipeline
      var values = try Assignments(fields, kind: .deal, workspace: workspace).initialValues()
      values["title"] = .text(try Assignments.name(title, kind: .deal))
      var planner = workspace.planner(context)
      let next = try nextStep.step(workspace, context, owner: values["owner"]?.text)
      let made = try planner.addDeal(
        values: values, pipeline: pipeline, stage: stage, next: next)
      return (planner.change, made.deal.id)
    }
    return .changes(ChangeAnswer(.deal, [.init(id, "added")], in: workspace, context))
  }
}
