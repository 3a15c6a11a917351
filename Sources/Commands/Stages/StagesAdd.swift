import ArgumentParser
import Diagnostics
import Facts
import Filters
import Operations
import Records
import Rules
import YAML

/// `crm stages add ID`: a new step of the pipeline.
struct StagesAdd: CRMCommand {
  static let configuration = CommandConfiguration(
    commandName: "add", abstract: "Add a stage.",
    discussion:
      "Without --after an open stage comes after the last open one, a stage with an outcome at the end.")

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
    help: ArgumentHelp("won, lost or archived, where a deal in it is closed.", valueName: "outcome"),
    completion: .list(["won", "lost", "archived"]))
  var outcome: String?

  @OptionGroup var option: PipelineOption
  @OptionGroup var global: GlobalOptions

  func run(in session: Session) throws {
    let fields = try fields()
    let (workspace, pipeline) = try session.transact { workspace in
      let pipeline =
        try after.map { try StagePicker(workspace, option).pick($0).pipeline }
        ?? workspace.pipelines.pipeline(named: option.pipeline)
      if pipeline.stage(id) != nil {
        throw Diagnostic(
          .invalidValue, "pipeline \"\(pipeline.id)\" has a stage \"\(id)\" already",
          hints: ["another name or id: \(CommandLine("stages rename", .known(id)))"])
      }
      let neighbour = try after.map { try pipeline.stage(named: $0).id }
      var edit = try StageEdit(pipeline, in: workspace)
      try edit.text.insert(fields, after: neighbour ?? usualNeighbour(pipeline))
      var change = Change()
      let edited = try edit.finish(&change, message: "stages: \(pipeline.id): added \(id)", session: session)
      return (change, edited)
    }
    try StageReport(session: session, workspace: workspace, pipeline: pipeline, stage: id).print("added")
  }

  private func usualNeighbour(_ pipeline: Pipeline) -> String? {
    guard outcome == nil else { return pipeline.stages.last?.id }
    return pipeline.stages.last { $0.outcome == nil }?.id
  }

  private func fields() throws -> [(key: String, value: YAMLValue)] {
    try StageID.check(id)
    var fields: [(key: String, value: YAMLValue)] = [("id", StageID.isPlain(id) ? .plain(id) : .text(id))]
    if let name { fields.append(("name", .text(try Assignments.name(name, kind: .deal)))) }
    if let probability {
      guard let percent = Int(probability), (0...100).contains(percent) else {
        throw Diagnostic(
          .invalidValue, "--probability takes a percentage from 0 to 100, not \"\(probability)\"")
      }
      fields.append(("probability", .plain(String(percent))))
    }
    if let outcome {
      guard let outcome = Outcome(rawValue: outcome) else {
        throw Diagnostic(
          .invalidValue, "an outcome is not \"\(outcome)\"",
          hints: ["it is one of \(Outcome.allCases.map(\.rawValue))"])
      }
      fields.append(("outcome", .plain(outcome.rawValue)))
    }
    return fields
  }
}

/// The grammar of stage ids that `crm` writes: narrower than what it reads, so that shells and YAML take them bare.
enum StageID {
  static func check(_ id: String) throws(Diagnostic) {
    let isWord = id.unicodeScalars.allSatisfy {
      $0 == "-" || $0 == "_" || $0.properties.isAlphabetic || $0.properties.numericType != nil
    }
    guard let first = id.first, isWord, first != "-", first != "_" else {
      throw Diagnostic(
        .invalidValue, "\"\(id)\" is no id of a stage",
        hints: ["an id is one word of letters, digits and -: site-visit"])
    }
  }

  /// True where no YAML reader takes the word for anything but text.
  static func isPlain(_ id: String) -> Bool { Emitter.scalar(text: id) == id }
}
