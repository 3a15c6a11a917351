import ArgumentParser
import Operations

/// `crm stages rename ID NEWID`, or `--name TEXT`: the id everywhere that it stands, or what a person reads.
struct StagesRename: OperationCommand {
  static let configuration = CommandConfiguration(
    commandName: "rename", abstract: "Give a stage another id, with all its deals, or another name.")
  static let examples = [
    "stages rename meeting visit", "stages rename meeting --name 'First meeting'",
  ]

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

  func request() -> RenameStage {
    RenameStage(stage, to: id, name: name, pipeline: option.pipeline)
  }
}
