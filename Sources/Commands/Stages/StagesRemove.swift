import ArgumentParser
import Operations

/// `crm stages remove ID --move-to STAGE`: takes a stage out, and its deals along to another.
struct StagesRemove: OperationCommand {
  static let configuration = CommandConfiguration(
    commandName: "remove", abstract: "Remove a stage; one in use only with --move-to.",
    discussion:
      "Its deals move as by deals move, with all that the other stage requires, or nothing is changed.")
  static let examples = ["stages remove meeting --move-to proposal --keep-next"]

  @Argument(
    help: ArgumentHelp("The stage.", valueName: "stage"),
    completion: .custom { _, _, _ in LiveCompletion.stages() })
  var stage: String

  @Option(
    name: .long, help: ArgumentHelp("The stage that its deals and actions go to.", valueName: "stage"),
    completion: .custom { _, _, _ in LiveCompletion.stages() })
  var moveTo: String?

  @Flag(name: .long, help: "Keep the present next steps of its deals.")
  var keepNext = false

  @OptionGroup var nextStep: NextStepOptions
  @OptionGroup var option: PipelineOption
  @OptionGroup var global: GlobalOptions

  func validate() throws {
    if keepNext, nextStep.next != nil { throw ValidationError("--keep-next and --next exclude each other") }
    if moveTo == nil, keepNext || nextStep.next != nil {
      throw ValidationError("--next and --keep-next are for the deals that --move-to moves")
    }
  }

  func request() -> RemoveStage {
    RemoveStage(
      stage, movingTo: moveTo, keepsNextStep: keepNext, nextStep: nextStep.request, pipeline: option.pipeline)
  }
}
