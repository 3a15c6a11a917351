import ArgumentParser
import Diagnostics
import Records
import Rules

/// `crm stages move ID --after|--before STAGE`: another place in the order.
struct StagesMove: CRMCommand {
  static let configuration = CommandConfiguration(
    commandName: "move", abstract: "Give a stage another place in the order; deals stay in it.")

  @Argument(
    help: ArgumentHelp("The stage.", valueName: "stage"),
    completion: .custom { _, _, _ in LiveCompletion.stages() })
  var stage: String

  @Option(
    name: .long, help: ArgumentHelp("The stage that it is to follow.", valueName: "stage"),
    completion: .custom { _, _, _ in LiveCompletion.stages() })
  var after: String?

  @Option(
    name: .long, help: ArgumentHelp("The stage that is to follow it.", valueName: "stage"),
    completion: .custom { _, _, _ in LiveCompletion.stages() })
  var before: String?

  @OptionGroup var option: PipelineOption
  @OptionGroup var global: GlobalOptions

  func validate() throws {
    if (after == nil) == (before == nil) {
      throw ValidationError("stages move takes either --after or --before")
    }
  }

  func run(in session: Session) throws {
    guard let other = after ?? before else { return }
    let (workspace, result) = try session.transact { workspace in
      let (pipeline, stage) = try StagePicker(workspace, option).pick(stage)
      let neighbour = try pipeline.stage(named: other)
      if neighbour.id == stage.id {
        throw Diagnostic(.invalidValue, "stage \"\(stage.id)\" cannot stand beside itself")
      }
      var edit = try StageEdit(pipeline, in: workspace)
      try edit.text.move(stage.id, before: before != nil, neighbour.id)
      var change = Change()
      let message =
        "stages: \(pipeline.id): \(stage.id) \(before == nil ? "after" : "before") \(neighbour.id)"
      let edited = try edit.finish(&change, message: message, session: session)
      return (change, (pipeline: edited, stage: stage.id, neighbour: neighbour.id))
    }
    try StageReport(session: session, workspace: workspace, pipeline: result.pipeline, stage: result.stage)
      .print("moved \(before == nil ? "after" : "before") \(result.neighbour)")
  }
}
