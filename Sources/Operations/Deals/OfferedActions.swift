package import Diagnostics
package import Records
package import Rules

extension Workspace {
  /// Where a deal is; nil where its pipeline does not compile, or has no such stage.
  func place(of deal: Record) -> (pipeline: Pipeline, stage: Stage)? {
    guard let pipeline = pipelines[deal.text("pipeline") ?? ""], pipeline.compiles,
      let stage = pipeline.stage(deal.text("stage"))
    else { return nil }
    return (pipeline, stage)
  }

  /// The actions on offer for a deal, each with the command that presses it; none where its pipeline does not compile.
  package func offers(on deal: Record) -> [(action: ActionDefinition, command: CommandLine)] {
    guard let (pipeline, stage) = place(of: deal) else { return [] }
    return pipeline.actions(from: stage).map { action in
      (action, PressLine(action, in: pipeline, on: deal, snapshot: snapshot, now: now).command)
    }
  }
}
