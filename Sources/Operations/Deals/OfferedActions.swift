package import Diagnostics
package import Records
package import Rules

extension Workspace {
  /// The actions on offer for a deal, each with the command that presses it; none where its pipeline does not compile.
  package func offers(on deal: Record) -> [(action: ActionDefinition, command: CommandLine)] {
    guard let pipeline = pipelines[deal.text("pipeline") ?? ""], pipeline.compiles,
      let stage = pipeline.stage(deal.text("stage"))
    else { return [] }
    return pipeline.actions(from: stage).map { action in
      (action, PressLine(action, in: pipeline, on: deal, snapshot: snapshot, now: now).command)
    }
  }
}
