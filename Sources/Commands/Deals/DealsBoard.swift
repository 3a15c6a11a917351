import ArgumentParser
import Dates
import Diagnostics
import Facts
import Filters
import JSON
import Operations
import Output
import Records
import Rules

/// `crm deals board`: the open deals as columns of stages.
struct DealsBoard: CRMCommand {
  static let configuration = CommandConfiguration(
    commandName: "board", abstract: "Show the open deals of a pipeline by stage.")

  @Argument(help: ArgumentHelp("Which deals; all open ones without a filter.", valueName: "filter"))
  var filter: [String] = []

  @Option(
    name: .long, help: ArgumentHelp("The pipeline; else every one.", valueName: "id"),
    completion: .custom { _, _, _ in LiveCompletion.pipelines() })
  var pipeline: String?

  @OptionGroup var global: GlobalOptions

  func run(in session: Session) throws {
    let workspace = try session.open()
    let pipelines =
      try pipeline.map { [try workspace.pipelines.pipeline(named: $0)] } ?? workspace.pipelines.all
    let context = workspace.filterContext
    let deals = try Filter.parse(filter, kind: .deal, context: context).select()
      .filter { workspace.pipelines.stages.isOpen($0) }
    let columns = pipelines.flatMap { pipeline in
      pipeline.stages.filter { $0.outcome == nil }.map { stage in
        BoardColumn(
          pipeline: pipeline.id, stage: stage.id, name: stage.name,
          deals: byDue(
            deals.filter { $0.text("pipeline") == pipeline.id && $0.text("stage") == stage.id }, workspace))
      }
    }
    if session.format.printsObjects { return try printJSON(columns, workspace, session) }
    if session.format != .table {
      return try RecordPrinter(session: session, workspace: workspace).list(
        columns.flatMap(\.deals), kind: .deal)
    }
    for (index, pipeline) in pipelines.enumerated() {
      let own = columns.filter { $0.pipeline == pipeline.id }
      if pipelines.count > 1 {
        try session.write((index > 0 ? "\n" : "") + session.style.bold(session.escaped(pipeline.name)) + "\n")
      }
      try session.write(BoardDrawing(columns: own, workspace: workspace, session: session).text)
    }
    let shown = Set(columns.flatMap(\.deals).map(\.id))
    for deal in deals where !shown.contains(deal.id) && isOfShown(deal, pipelines) {
      let stage = deal.text("stage") ?? ""
      try session.write(
        session.style.red(session.escaped("not on the board: \(deal.id) \(deal.name): no stage \"\(stage)\""))
          + "\n")
    }
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

  private func printJSON(_ columns: [BoardColumn], _ workspace: Workspace, _ session: Session) throws {
    let json = RecordJSON(snapshot: workspace.snapshot)
    let items = columns.map { column in
      JSONValue.object([
        JSONMember("pipeline", .string(column.pipeline)), JSONMember("stage", .string(column.stage)),
        JSONMember("name", .string(column.name)), JSONMember("count", .integer(column.deals.count)),
        JSONMember(
          "amounts",
          .array(
            column.amounts.map { sum in
              .object([
                JSONMember("amount", .string(sum.amount.description)),
                JSONMember("currency", .string(sum.currency)),
              ])
            })),
        JSONMember("deals", .array(column.deals.map(json.object))),
      ])
    }
    try TablePrinter(session: session).print(objects: items)
  }
}

/// One stage and the deals in it.
struct BoardColumn {
  let pipeline: String
  let stage: String
  let name: String
  let deals: [Record]

  /// The sums of the amounts, one per currency.
  var amounts: [(currency: String, amount: Decimal)] {
    var sums: [String: Decimal] = [:]
    for deal in deals {
      guard let amount = deal["amount"]?.number else { continue }
      sums[deal.text("currency") ?? "", default: .zero] += amount
    }
    return sums.sorted { $0.key < $1.key }.map { (currency: $0.key, amount: $0.value) }
  }
}
