import ArgumentParser
import Dates
import Diagnostics
import Filters
import Output
import Records
import Rules
import Text

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
          deals: deals.filter { $0.text("pipeline") == pipeline.id && $0.text("stage") == stage.id })
      }
    }
    if session.isJSON { return try printJSON(columns, workspace, session) }
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
    if session.format == .jsonl {
      for item in items { try session.write(item.encoded(pretty: false) + "\n") }
    } else {
      try session.write(JSONValue.array(items).encoded(pretty: true) + "\n")
    }
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

/// The board as text: side by side where the terminal is wide enough, else one stage under the other.
private struct BoardDrawing {
  let columns: [BoardColumn]
  let workspace: Workspace
  let session: Session

  private static let narrowest = 22
  private static let gap = 2

  var text: String {
    let width = session.world.width ?? 100
    let share = columns.isEmpty ? width : (width - BoardDrawing.gap * (columns.count - 1)) / columns.count
    return share >= BoardDrawing.narrowest ? sideBySide(min(share, 40)) : stacked
  }

  private func heading(_ column: BoardColumn) -> String { "\(column.name) (\(column.deals.count))" }

  private func sums(_ column: BoardColumn) -> String {
    column.amounts.map { "\(Currency.display($0.amount, $0.currency).grouped) \($0.currency)" }.joined(
      separator: ", ")
  }

  private func lines(_ deal: Record) -> [(text: String, isLate: Bool)] {
    let amount =
      deal["amount"]?.number.map { amount in
        let currency = deal.text("currency")
        return " \(Currency.display(amount, currency).grouped) \(currency ?? "")"
      } ?? ""
    var lines = [(text: deal.name, isLate: false), (text: "  \(deal.id)" + amount, isLate: false)]
    if let task = workspace.snapshot.nextStep(of: deal), let due = task.due {
      let when = RelativeTime.describe(due, now: workspace.now, zone: workspace.zone)
      let late = due.isPast(at: workspace.now, in: workspace.config.zone(of: task.text("owner")))
      lines.append((text: "  → \(when) \(task.name)", isLate: late))
    } else {
      lines.append((text: "  → no next step", isLate: true))
    }
    return lines
  }

  private func sideBySide(_ width: Int) -> String {
    let style = session.style
    func cell(_ text: String) -> String {
      DisplayWidth.pad(DisplayWidth.truncate(session.escaped(text), to: width), to: width)
    }
    let blank = String(repeating: " ", count: BoardDrawing.gap)
    let bodies = columns.map { column in
      column.deals.flatMap { deal -> [String] in
        lines(deal).enumerated().map { index, line in
          line.isLate ? style.red(cell(line.text)) : index == 1 ? style.dim(cell(line.text)) : cell(line.text)
        } + [cell("")]
      }
    }
    var rows = [
      columns.map { style.bold(cell(heading($0))) }, columns.map { style.dim(cell(sums($0))) },
      columns.map { _ in style.dim(String(repeating: "─", count: width)) },
    ]
    for index in 0..<(bodies.map(\.count).max() ?? 0) {
      rows.append(bodies.map { index < $0.count ? $0[index] : cell("") })
    }
    return rows.map { row in
      var line = row.joined(separator: blank)
      while line.last == " " { line.removeLast() }
      return line + "\n"
    }.joined()
  }

  private var stacked: String {
    let style = session.style
    var text = ""
    for column in columns {
      text += style.bold(session.escaped(heading(column)))
      text += column.deals.isEmpty ? "\n" : "  " + style.dim(session.escaped(sums(column))) + "\n"
      for deal in column.deals {
        for (index, line) in lines(deal).enumerated() {
          let shown = "  " + session.escaped(line.text)
          text += (line.isLate ? style.red(shown) : index == 1 ? style.dim(shown) : shown) + "\n"
        }
      }
    }
    return text
  }
}
