import Output
import Records
import Rules

/// What a stage demands, what it makes and where it leads.
package struct ShowStage: Operation {
  package static let answer = AnswerForm.item(StageSummary.wholeSchema, hasTable: true)
  /// The stage's id or the beginning of its name.
  package let stage: String
  package let pipeline: String?

  package init(_ stage: String, pipeline: String? = nil) {
    self.stage = stage
    self.pipeline = pipeline
  }

  package func run(in context: Context) throws -> Answer {
    let workspace = try context.open { _, _ in KindSet(.deal) }
    let (pipeline, stage) = try StagePicker(workspace, pipeline: self.pipeline).pick(self.stage)
    let summary = StageSummary.one(stage.id, of: pipeline, in: workspace)
    var item = ItemAnswer(summary.map { [$0] } ?? [], as: StageSummary.wholeSchema, in: workspace)
    item.drawing = { rendering in
      summary.map { StageCard(summary: $0).rendered(style: rendering.style) } ?? ""
    }
    return .item(item, said: [])
  }
}
