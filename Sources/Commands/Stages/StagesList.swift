import ArgumentParser
import Operations

/// `crm stages list`: the stages in order, with the deals in each.
struct StagesList: OperationCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the stages with their deals.")
  static let examples = ["stages list", "stages list --json"]

  @OptionGroup var option: PipelineOption
  @OptionGroup var global: GlobalOptions

  func request() -> ListStages { ListStages(pipeline: option.pipeline) }
}

/// `crm stages show ID`: what a stage demands and makes, and where it leads.
struct StagesShow: OperationCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show what a stage demands, what it makes and where it leads.")
  static let examples = ["stages show proposal"]

  @Argument(
    help: ArgumentHelp("The stage's id or the beginning of its name.", valueName: "stage"),
    completion: .custom { _, _, _ in LiveCompletion.stages() })
  var stage: String

  @OptionGroup var option: PipelineOption
  @OptionGroup var global: GlobalOptions

  func request() -> ShowStage { ShowStage(stage, pipeline: option.pipeline) }
}
