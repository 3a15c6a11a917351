import ArgumentParser
import Facts
import Operations

/// `crm stages add ID`: a new step of the pipeline.
struct StagesAdd: OperationCommand {
  static let configuration = CommandConfiguration(
    commandName: "add", abstract: "Add a stage.",
    discussion:
      "Without --after an open stage comes after the last open one, a stage with an outcome at the end.")
  static let examples = ["stages add site-visit --name 'Site visit' --probability 40 --after meeting"]

  @Argument(help: ArgumentHelp("The new stage's id, one word: site-visit.", valueName: "id"))
  var id: String

  @Option(name: .long, help: ArgumentHelp("What a person calls it.", valueName: "text"))
  var name: String?

  @Option(name: .long, help: ArgumentHelp("The chance to win, in percent.", valueName: "n"))
  var probability: String?

  @Option(
    name: .long, help: ArgumentHelp("The stage that it comes after.", valueName: "stage"),
    completion: .custom { _, _, _ in LiveCompletion.stages() })
  var after: String?

  @Option(
    name: .long,
    help: ArgumentHelp("\(Outcome.listed), where a deal in it is closed.", valueName: "outcome"))
  var outcome: Outcome?

  @OptionGroup var option: PipelineOption
  @OptionGroup var global: GlobalOptions

  func request() -> AddStage {
    AddStage(
      id, name: name, probability: probability, outcome: outcome, after: after, pipeline: option.pipeline)
  }
}
