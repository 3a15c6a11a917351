import Records
import Rules

/// The stages of one pipeline or of all, with the deals in each.
package struct ListStages: Operation {
  package static let answer = AnswerForm.items(StageSummary.schema)
  package let pipeline: String?

  package init(pipeline: String? = nil) { self.pipeline = pipeline }

  package func run(in context: Context) throws -> Answer {
    let workspace = try context.open { _, _ in KindSet(.deal) }
    let pipelines = try StagePicker(workspace, pipeline: pipeline).all()
    let stages = StageSummary.all(of: pipelines, in: workspace)
    var items = ItemAnswer(stages, as: StageSummary.schema, in: workspace)
    if pipelines.count == 1 { items.columnsOnDemand = ["pipeline"] }
    return .items(items)
  }
}
