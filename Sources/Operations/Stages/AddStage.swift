import Diagnostics
package import Facts
import Records
import Rules
import YAML

/// A new step of a pipeline.
package struct AddStage: Operation {
  package static let answer = AnswerForm.item(StageSummary.wholeSchema, hasTable: true)
  package static let effect = Effect.writes
  /// One word.
  package let id: String
  /// What a person calls it.
  package let name: String?
  /// The chance to win, in percent.
  package let probability: String?
  /// How a deal in it ended.
  package let outcome: Outcome?
  /// The stage that it comes after; else an open stage comes after the last open one, another at the end.
  package let neighbour: String?
  package let pipeline: String?

  package init(
    _ id: String, name: String? = nil, probability: String? = nil, outcome: Outcome? = nil,
    after neighbour: String? = nil, pipeline: String? = nil
  ) {
    self.id = id
    self.name = name
    self.probability = probability
    self.outcome = outcome
    self.neighbour = neighbour
    self.pipeline = pipeline
  }

  package func run(in context: Context) throws -> Answer {
    let fields = try fields()
    let (workspace, pipeline) = try context.transact { workspace in
      let pipeline =
        try neighbour.map { try StagePicker(workspace, pipeline: self.pipeline).pick($0).pipeline }
        ?? workspace.pipelines.pipeline(named: self.pipeline)
      if pipeline.stage(id) != nil {
        throw Diagnostic(
          .invalidValue, "pipeline \"\(pipeline.id)\" has a stage \"\(id)\" already",
          hints: ["another name or id: \(CommandLine("stages rename", .known(id), .open))"])
      }
      let before = try neighbour.map { try pipeline.stage(named: $0).id } ?? usualNeighbour(pipeline)
      var edit = try StageEdit(pipeline, in: workspace)
      try edit.text.insert(fields, after: before)
      var change = Change()
      let edited = try edit.finish(&change, message: "stages: \(pipeline.id): added \(id)", context)
      return (change, edited)
    }
    return StageChange(pipeline: pipeline, stage: id, what: "added").answer(in: workspace, context)
  }

  private func usualNeighbour(_ pipeline: Pipeline) -> String? {
    pipeline.stages.last { outcome != nil || $0.isOpen }?.id
  }

  private func fields() throws -> [(key: String, value: YAMLValue)] {
    try StageID.check(id)
    // Where a YAML reader may take the word for anything but text, it needs quotes.
    let isPlain = Emitter.scalar(text: id) == id
    var fields: [(key: String, value: YAMLValue)] = [("id", isPlain ? .plain(id) : .text(id))]
    if let name { fields.append(("name", .text(try Assignments.name(name, kind: .deal)))) }
    if let probability {
      guard let percent = Int(probability), (0...100).contains(percent) else {
        throw Diagnostic(
          .invalidValue, "--probability takes a percentage from 0 to 100, not \"\(probability)\"")
      }
      fields.append(("probability", .plain(String(percent))))
    }
    if let outcome { fields.append(("outcome", .plain(outcome.rawValue))) }
    return fields
  }
}
