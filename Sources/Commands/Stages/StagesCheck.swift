import ArgumentParser
import Operations

/// `crm stages check`: compiles the pipelines and looks at them as a whole.
struct StagesCheck: OperationCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Look for faults in the pipelines; exit 4 when there are any.")
  static let examples = ["stages check"]

  @OptionGroup var option: PipelineOption
  @OptionGroup var global: GlobalOptions

  func request() -> CheckStages { CheckStages(pipeline: option.pipeline) }
}
