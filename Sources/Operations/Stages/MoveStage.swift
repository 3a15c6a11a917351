import Diagnostics
import Records
import Rules

/// Another place in the order for a stage; its deals stay in it.
package struct MoveStage: Operation {
  /// The stage that it is to be next to, and on which side.
  package enum Place: Sendable {
    case after(String)
    case before(String)
  }

  package static let answer = AnswerForm.item(StageSummary.wholeSchema, hasTable: true)
  package static let effect = Effect.writes
  package let stage: String
  package let place: Place
  package let pipeline: String?

  package init(_ stage: String, _ place: Place, pipeline: String? = nil) {
    self.stage = stage
    self.place = place
    self.pipeline = pipeline
  }

  package func run(in context: Context) throws -> Answer {
    let (other, isBefore, side) =
      switch place {
      case .after(let stage): (stage, false, "after")
      case .before(let stage): (stage, true, "before")
      }
    let (workspace, done) = try context.transact { workspace in
      let (pipeline, stage) = try StagePicker(workspace, pipeline: self.pipeline).pick(self.stage)
      let neighbour = try pipeline.stage(named: other)
      if neighbour.id == stage.id {
        throw Diagnostic(.invalidValue, "stage \"\(stage.id)\" cannot stand beside itself")
      }
      var edit = try StageEdit(pipeline, in: workspace)
      try edit.text.move(stage.id, before: isBefore, neighbour.id)
      var change = Change()
      let message = "stages: \(pipeline.id): \(stage.id) \(side) \(neighbour.id)"
      let edited = try edit.finish(&change, message: message, context)
      return (
        change, StageChange(pipeline: edited, stage: stage.id, what: "moved \(side) \(neighbour.id)")
      )
    }
    return done.answer(in: workspace, context)
  }
}
