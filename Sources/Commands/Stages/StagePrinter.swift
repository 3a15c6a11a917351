import Dates
import Diagnostics
import Facts
import JSON
import Operations
import Output
import Records
import Rules

/// Prints stages with the deals that stand in them.
struct StagePrinter {
  let session: Session
  let workspace: Workspace
  /// The pipelines as they are now, which after an edit are not those that the workspace was opened with.
  let pipelines: [Pipeline]
  /// The one stage to list; all of them where nil.
  var only: String?

  /// The deals of a stage, and their amounts by currency.
  private struct Load {
    var deals = 0
    var amounts: [(currency: String, amount: Decimal)] = []

    mutating func add(_ deal: Record, currency: String) {
      deals += 1
      guard let amount = deal["amount"]?.number else { return }
      let currency = deal.text("currency") ?? currency
      if let place = amounts.firstIndex(where: { $0.currency == currency }) {
        amounts[place].amount += amount
      } else {
        amounts.append((currency, amount))
      }
    }
  }

  private struct Place: Hashable {
    let pipeline: String
    let stage: String
  }

  private func loads() -> [Place: Load] {
    var loads: [Place: Load] = [:]
    for deal in workspace.snapshot.records(.deal) {
      guard let pipeline = deal.text("pipeline"), let stage = deal.text("stage") else { continue }
      let currency = pipelines.first { $0.id == pipeline }?.currency ?? workspace.config.currency
      loads[Place(pipeline: pipeline, stage: stage), default: Load()].add(deal, currency: currency)
    }
    for key in loads.keys { loads[key]?.amounts.sort { $0.currency < $1.currency } }
    return loads
  }

  // MARK: Lists

  private func stages(of pipeline: Pipeline) -> [Stage] {
    pipeline.stages.filter { only == nil || $0.id == only }
  }

  func list() throws {
    let loads = loads()
    func load(_ pipeline: Pipeline, _ stage: Stage) -> Load {
      loads[Place(pipeline: pipeline.id, stage: stage.id)] ?? Load()
    }
    switch session.format {
    case .json, .jsonl:
      let objects = pipelines.flatMap { pipeline in
        stages(of: pipeline).map { JSONValue.object(head(pipeline, $0, load(pipeline, $0))) }
      }
      try TablePrinter(session: session).print(objects: objects)
    case .ids:
      for pipeline in pipelines { for stage in stages(of: pipeline) { try session.write(stage.id + "\n") } }
    default:
      let isMachine = session.format != .table
      var columns = [
        Column("pipeline"), Column("id", kind: .identifier), Column("name"),
        Column("probability", kind: .number),
        Column("outcome"), Column("deals", kind: .number), Column("amount"),
      ]
      var rows: [[Cell]] = pipelines.flatMap { pipeline in
        stages(of: pipeline).map { stage in
          let load = load(pipeline, stage)
          return [
            .text(pipeline.id), .text(stage.id), .text(stage.name),
            stage.probability.map { .integer($0) } ?? .empty,
            stage.outcome.map { .text($0.rawValue) } ?? .empty, .integer(load.deals),
            .optional(StagePrinter.amounts(load.amounts, isMachine: isMachine)),
          ]
        }
      }
      if !isMachine, pipelines.count == 1 {
        columns.removeFirst()
        rows = rows.map { Array($0.dropFirst()) }
      }
      try TablePrinter(session: session).print(Table(columns: columns, rows: rows))
    }
  }

  private static func amounts(_ amounts: [(currency: String, amount: Decimal)], isMachine: Bool) -> String {
    amounts.map { "\(isMachine ? $0.amount.description : $0.amount.grouped) \($0.currency)" }.joined(
      separator: "; ")
  }

  /// The keys must not change, because scripts read them.
  private func head(_ pipeline: Pipeline, _ stage: Stage, _ load: Load) -> [JSONMember] {
    [
      JSONMember("pipeline", .string(pipeline.id)), JSONMember("id", .string(stage.id)),
      JSONMember("name", .string(stage.name)),
      JSONMember("probability", stage.probability.map { .integer($0) } ?? .null),
      JSONMember("outcome", .optional(stage.outcome?.rawValue)),
      JSONMember("deals", .integer(load.deals)),
      JSONMember(
        "amount",
        .array(
          load.amounts.map {
            .object([
              JSONMember("currency", .string($0.currency)),
              JSONMember("amount", .string($0.amount.description)),
            ])
          })),
    ]
  }

  // MARK: One stage

  func show(_ stage: Stage, of pipeline: Pipeline) throws {
    let load = loads()[Place(pipeline: pipeline.id, stage: stage.id)] ?? Load()
    guard session.format == .table else { return try object(stage, of: pipeline, load) }
    var fields = [Card.Field("Pipeline", "\(pipeline.name) (\(pipeline.id))")]
    func field(_ label: String, _ value: String?) {
      if let value, !value.isEmpty { fields.append(Card.Field(label, value)) }
    }
    field("Probability", stage.probability.map { "\($0) %" })
    field("Outcome", stage.outcome?.rawValue)
    field("Requires", stage.requirements.map(\.text).joined(separator: ", "))
    field("Next step", stage.onEnter.next.map(StagePrinter.describe))
    field("Tasks", stage.onEnter.tasks.map(StagePrinter.describe).joined(separator: "; "))
    field("Rots after", stage.rotsAfter.map { Span.format(seconds: $0) })
    field("Within", stage.within.map { Span.format(seconds: $0) })
    field("Escalates to", stage.escalateTo)
    field("Only actions", stage.actionsOnly ? "yes" : nil)
    field("Leads to", pipeline.successors(of: stage.id).map(\.id).joined(separator: ", "))
    field("Deals", String(load.deals))
    field("Amount", StagePrinter.amounts(load.amounts, isMachine: false))
    field("File", "\(pipeline.path):\(stage.location.line)")
    var card = Card(title: "stage \(stage.id)", subtitle: stage.name, fields: fields)
    if let script = stage.script { card.sections.append(Card.Section("Script", [script])) }
    try session.write(card.rendered(style: session.style))
  }

  private static func describe(_ task: TaskTemplate) -> String {
    var text = task.title.source
    if let type = task.type { text += ", \(type)" }
    if let owner = task.owner { text += ", @\(owner)" }
    if let within = task.within { text += ", within \(Span.format(seconds: within))" }
    return text
  }

  private func object(_ stage: Stage, of pipeline: Pipeline, _ load: Load) throws {
    func strings(_ texts: [String]) -> JSONValue { .array(texts.map { .string($0) }) }
    let members =
      head(pipeline, stage, load) + [
        JSONMember("require", strings(stage.requirements.map(\.text))),
        JSONMember("next", stage.onEnter.next.map(StagePrinter.json) ?? .null),
        JSONMember("tasks", .array(stage.onEnter.tasks.map(StagePrinter.json))),
        JSONMember("rots_after", stage.rotsAfter.map { .integer($0) } ?? .null),
        JSONMember("within", stage.within.map { .integer($0) } ?? .null),
        JSONMember("escalate_to", .optional(stage.escalateTo)),
        JSONMember("script", .optional(stage.script)),
        JSONMember("actions_only", .bool(stage.actionsOnly)),
        JSONMember("leads_to", strings(pipeline.successors(of: stage.id).map(\.id))),
        JSONMember("path", .string(pipeline.path)), JSONMember("line", .integer(stage.location.line)),
      ]
    switch session.format {
    case .json, .jsonl: try TablePrinter(session: session).print(object: .object(members))
    default:
      try StagePrinter(session: session, workspace: workspace, pipelines: [pipeline], only: stage.id).list()
    }
  }

  private static func json(_ task: TaskTemplate) -> JSONValue {
    .object([
      JSONMember("title", .string(task.title.source)), JSONMember("type", .optional(task.type)),
      JSONMember("owner", .optional(task.owner)),
      JSONMember("within", task.within.map { .integer($0) } ?? .null),
    ])
  }
}
