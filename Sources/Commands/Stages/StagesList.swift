import ArgumentParser

/// `crm stages list`: the stages in order, with the deals in each.
struct StagesList: CRMCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the stages with their deals.")

  @OptionGroup var option: PipelineOption
  @OptionGroup var global: GlobalOptions

  func run(in session: Session) throws {
    let workspace = try session.open()
    let pipelines = try StagePicker(workspace, option).all()
    try StagePrinter(session: session, workspace: workspace, pipelines: pipelines).list()
  }
}

/// `crm stages show ID`: what a stage demands and makes, and where it leads.
struct StagesShow: CRMCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show what a stage demands, what it makes and where it leads.")

  @Argument(
    help: ArgumentHelp("The stage's id or the beginning of its name.", valueName: "stage"),
    completion: .custom { _, _, _ in LiveCompletion.stages() })
  var stage: String

  @OptionGroup var option: PipelineOption
  @OptionGroup var global: GlobalOptions

  func run(in session: Session) throws {
    let workspace = try session.open()
    let (pipeline, stage) = try StagePicker(workspace, option).pick(stage)
    try StagePrinter(session: session, workspace: workspace, pipelines: [pipeline]).show(stage, of: pipeline)
  }
}
