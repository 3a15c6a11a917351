import Diagnostics
import Records
import Rules

/// Another id for a stage, in its pipeline and in all its deals, or another name.
package struct RenameStage: Operation {
  package static let answer = AnswerForm.item(StageSummary.wholeSchema, hasTable: true)
  package static let effect = Effect.writes
  package let stage: String
  package let newID: String?
  /// What a person calls it.
  package let name: String?
  package let pipeline: String?

  package init(_ stage: String, to newID: String? = nil, name: String? = nil, pipeline: String? = nil) {
    self.stage = stage
    self.newID = newID
    self.name = name
    self.pipeline = pipeline
  }

  package func run(in context: Context) throws -> Answer {
    let (workspace, done) = try context.transact { workspace in
      let (pipeline, stage) = try StagePicker(workspace, pipeline: self.pipeline).pick(self.stage)
      var edit = try StageEdit(pipeline, in: workspace)
      if let name { try edit.text.setName(of: stage.id, to: try Assignments.name(name, kind: .deal)) }
      var change = Change()
      var deals = 0
      let id = newID ?? stage.id
      if id != stage.id {
        try StageID.check(id)
        guard pipeline.stage(id) == nil else {
          throw Diagnostic(.invalidValue, "pipeline \"\(pipeline.id)\" has a stage \"\(id)\" already")
        }
        var planner = workspace.planner(context)
        deals = try planner.renameStage(stage.id, to: id, of: pipeline.id)
        change = planner.change
        try edit.text.rename(stage.id, to: id)
      }
      let message = "stages: \(pipeline.id): \(stage.id) → \(newID ?? name ?? stage.id)"
      let edited = try edit.finish(&change, message: message, context)
      return (
        change,
        StageChange(
          pipeline: edited, stage: id, what: id == stage.id ? "renamed" : "renamed, was \(stage.id)",
          details: deals > 0 ? ["\(deals) \(deals == 1 ? "deal says" : "deals say") so too"] : [])
      )
    }
    return done.answer(in: workspace, context)
  }
}
