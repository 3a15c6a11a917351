import Dates
import Facts
import Filters
import Output
import Records
import Rules

/// The open deals as columns of stages.
package struct ShowBoard: Operation {
  package static let answer = AnswerForm.items(BoardColumn.schema, orRecords: true)
  /// Terms of the filter language; all open deals without one.
  package let filter: [String]
  /// One pipeline; else every one.
  package let pipeline: String?

  package init(filter: [String], pipeline: String? = nil) {
    self.filter = filter
    self.pipeline = pipeline
  }

  package func run(in context: Context) throws -> Answer {
    let (terms, format, fields) = (filter, context.partial?.format ?? .json, context.options.fields)
    let workspace = try context.open { config, repository in
      let views = SavedViews(repository: repository)
      // What is next, for whom, and by whose clocks it is late.
      return Filter.reads(terms, kind: .deal, config: config, view: { views.filter($0) }).union(
        RecordAnswer.reads(.deal, as: format, fields: fields, schema: config.schema)
      ).union(.clients).union(KindSet(.task))
    }
    let pipelines =
      try pipeline.map { [try workspace.pipelines.pipeline(named: $0)] } ?? workspace.pipelines.all
    let deals = try Filter.parse(filter, kind: .deal, context: workspace.filterContext).select()
      .filter { workspace.pipelines.stages.isOpen($0) }
    let byPipeline = Dictionary(grouping: deals) { $0.text("pipeline") }
    let columns = pipelines.flatMap { pipeline in
      BoardColumn.all(of: pipeline, byPipeline[pipeline.id] ?? [], in: workspace)
    }
    let placed = columns.flatMap(\.deals)
    let ids = Set(placed.map(\.id))
    let unplaced = deals.filter { !ids.contains($0.id) && isOfShown($0, pipelines) }
    var items = ItemAnswer(columns, as: BoardColumn.schema, in: workspace)
    items.records = RecordAnswer(placed, kind: .deal, in: workspace)
    items.drawing = { rendering in
      BoardDrawing(workspace: workspace, rendering: rendering).text(pipelines, columns, unplaced: unplaced)
    }
    return .items(items)
  }

  /// A deal of a pipeline that does not exist belongs to every board.
  private func isOfShown(_ deal: Record, _ pipelines: [Pipeline]) -> Bool {
    let id = deal.text("pipeline") ?? ""
    return pipeline == nil || pipelines.contains { $0.id == id }
  }
}
