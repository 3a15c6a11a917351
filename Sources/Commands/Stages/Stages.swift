import ArgumentParser

/// `crm stages`: the steps of a pipeline, listed, edited in place and proved.
struct Stages: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stages", abstract: "The steps of a pipeline.",
    discussion:
      "Edits splice pipelines/NAME.yaml, so that its comments stay; what would not compile is refused.",
    subcommands: [
      StagesList.self, StagesShow.self, StagesAdd.self, StagesRename.self, StagesMove.self, StagesRemove.self,
      StagesCheck.self,
    ], aliases: ["stage"])
}

/// Which pipeline a command of `stages` is about.
struct PipelineOption: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp("The pipeline; needed only where several have the stage.", valueName: "id"),
    completion: .custom { _, _, _ in LiveCompletion.pipelines() })
  var pipeline: String?
}
