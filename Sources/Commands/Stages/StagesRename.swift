import ArgumentParser
import Diagnostics
import Operations
import Records
import Rules

/// `crm stages rename ID NEWID`, or `--name TEXT`: the id everywhere that it stands, or what a person reads.
struct StagesRename: CRMCommand {
  static let configuration = CommandConfiguration(
    commandName: "rename", abstract: "Give a stage another id, with all its deals, or another name.")

  @Argument(
    help: ArgumentHelp("The stage.", valueName: "stage"),
    completion: .custom { _, _, _ in LiveCompletion.stages() })
  var stage: String

  @Argument(help: ArgumentHelp("Its new id.", valueName: "id"))
  var id: String?

  @Option(name: .long, help: ArgumentHelp("What a person calls it.", valueName: "text"))
  var name: String?

  @OptionGroup var option: PipelineOption
  @OptionGroup var global: GlobalOptions

  func validate() throws {
    if id == nil, name == nil { throw ValidationError("stages rename takes a new id, --name, or both") }
  }

  func run(in session: Session) throws {
    let (workspace, result) = try session.transact { workspace in
      let (pipeline, stage) = try StagePicker(workspace, option).pick(stage)
      var edit = try StageEdit(pipeline, in: workspace)
      if let name { try edit.text.setName(of: stage.id, to: try Assignments.name(name, kind: .deal)) }
      var change = Change()
      var deals = 0
      if let id, id != stage.id {
        try StageID.check(id)
        guard pipeline.stage(id) == nil else {
          throw Diagnostic(.invalidValue, "pipeline \"\(pipeline.id)\" has a stage \"\(id)\" already")
        }
        var desk = workspace.desk(session)
        deals = try desk.renameStage(stage.id, to: id, of: pipeline.id)
        change = desk.change
        try edit.text.rename(stage.id, to: id)
      }
      let message = "stages: \(pipeline.id): \(stage.id) → \(id ?? name ?? stage.id)"
      let edited = try edit.finish(&change, message: message, session: session)
      return (change, (pipeline: edited, from: stage.id, to: id ?? stage.id, deals: deals))
    }
    let details =
      result.deals > 0 ? ["\(result.deals) \(result.deals == 1 ? "deal says" : "deals say") so too"] : []
    let what = result.from == result.to ? "renamed" : "renamed, was \(result.from)"
    try StageReport(session: session, workspace: workspace, pipeline: result.pipeline, stage: result.to)
      .print(what, details: details)
  }
}
