import ArgumentParser
import Operations

/// `crm deals board`: the open deals as columns of stages.
struct DealsBoard: OperationCommand {
  static let configuration = CommandConfiguration(
    commandName: "board", abstract: "Show the open deals of a pipeline by stage.")
  static let examples = ["deals board"]

  @Argument(help: ArgumentHelp("Which deals; all open ones without a filter.", valueName: "filter"))
  var filter: [String] = []

  @Option(
    name: .long, help: ArgumentHelp("The pipeline; else every one.", valueName: "id"),
    completion: .custom { _, _, _ in LiveCompletion.pipelines() })
  var pipeline: String?

  @OptionGroup var global: GlobalOptions

  func request() -> ShowBoard { ShowBoard(filter: filter, pipeline: pipeline) }
}
