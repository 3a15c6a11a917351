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
    let workspace = try context.open()
    let pipelines =
      try pipeline.map { [try workspace.pipelines.pipeline(named: $0)] } ?? workspace.pipelines.all
    let deals = try Filter.parse(filter, kind: .deal, context: workspace.filterContext).select()
      .filter { workspace.pipelines.stages.isOpen($0) }
    let byPipeline = Dictionary(grouping: deals) { $0.text("pipeline") }
    let columns = pipelines.flatMap { pipeline in
      let byStage = Dictionary(grouping: byPipeline[pipeline.id] ?? []) { $0.text("stage") }
      return pipeline.stages.filter(\.isOpen).map { stage in
        BoardColumn(
          pipeline: pipeline.id, stage: stage.id, name: stage.name,
          deals: byDue(byStage[stage.id] ?? [], workspace), snapshot: workspace.snapshot)
      }
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

  /// What is due first comes first; what has no next step comes before all.
  private func byDue(_ deals: [Record], _ workspace: Workspace) -> [Record] {
    let due = deals.map { deal in
      (
        deal: deal,
        at: workspace.snapshot.nextStep(of: deal)?.due?.last(in: workspace.zone).seconds ?? .min
      )
    }
    return due.sorted { ($0.at, $0.deal.id) < ($1.at, $1.deal.id) }.map(\.deal)
  }

  /// A deal of a pipeline that does not exist belongs to every board.
  private func isOfShown(_ deal: Record, _ pipelines: [Pipeline]) -> Bool {
    let id = deal.text("pipeline") ?? ""
    return pipeline == nil || pipelines.contains { $0.id == id }
  }
}
