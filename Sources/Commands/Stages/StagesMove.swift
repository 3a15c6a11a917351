import ArgumentParser
import Operations

/// `crm stages move ID --after|--before STAGE`: another place in the order.
struct StagesMove: OperationCommand {
  static let configuration = CommandConfiguration(
    commandName: "move", abstract: "Give a stage another place in the order; deals stay in it.")
  static let examples = ["stages move invoice --after meeting"]

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

  func request() -> MoveStage {
    MoveStage(stage, after.map { .after($0) } ?? .before(before ?? ""), pipeline: option.pipeline)
  }
}
