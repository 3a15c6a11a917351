import Dates
import Diagnostics
import Facts
import Filters
import JSON
import Output
import Records
import Reports
import Rules

/// A stage of a pipeline with the deals in it.
struct StageSummary {
  let pipeline: Pipeline
  let stage: Stage
  private(set) var deals = 0
  /// The deals' amounts.
  private(set) var sum = MoneySum()

  private struct Place: Hashable {
    let pipeline: String
    let stage: String
  }

  /// The stages of the pipelines in order, with the deals of the workspace. After an edit the pipelines are not those
  /// that the workspace was opened with.
  static func all(of pipelines: [Pipeline], in workspace: Workspace) -> [StageSummary] {
    var summaries: [StageSummary] = []
    var indices: [Place: Int] = [:]
    for pipeline in pipelines {
      for stage in pipeline.stages {
        indices[Place(pipeline: pipeline.id, stage: stage.id)] = summaries.count
        summaries.append(StageSummary(pipeline: pipeline, stage: stage))
      }
    }
    for deal in workspace.snapshot.records(.deal) {
      guard let pipeline = deal.text("pipeline"), let stage = deal.text("stage"),
        let index = indices[Place(pipeline: pipeline, stage: stage)]
      else { continue }
      summaries[index].deals += 1
      let currency =
        deal.text("currency") ?? summaries[index].pipeline.currency ?? workspace.config.currency
      if let amount = deal["amount"]?.number { summaries[index].sum.add(amount, currency) }
    }
    return summaries
  }

  /// One stage of a pipeline; nil where the pipeline has no such stage.
  static func one(_ stage: String, of pipeline: Pipeline, in workspace: Workspace) -> StageSummary? {
    all(of: [pipeline], in: workspace).first { $0.stage.id == stage }
  }

  /// The sums as one line, grouped by thousands for people.
  func amounts(isForPeople: Bool) -> String {
    sum.amounts.map { "\(isForPeople ? $0.amount.grouped : $0.amount.description) \($0.currency)" }
      .joined(separator: "; ")
  }

  // MARK: Shapes

  static let schema = ObjectSchema("stage", "A stage of a pipeline with the deals in it.", head)

  /// What `stages show` prints.
  static let wholeSchema = ObjectSchema(
    "whole_stage", "A stage of a pipeline: its deals, what it demands, what it makes and where it leads.",
    head + details.map(\.inNoTable))

  private static let head: [Member<StageSummary>] = [
    .text("pipeline", "The pipeline's id.") { $0.pipeline.id },
    .text("id", "The stage's id.", kind: .identifier) { $0.stage.id },
    .text("name", "What a person calls it.") { $0.stage.name },
    .optionalCount("probability", "The chance to win, in percent.") { $0.stage.probability },
    Member(
      "outcome", .optional(.choice(Outcome.allCases.map(\.rawValue))), "How a deal in it ended.",
      column: Column("outcome")
    ) { .optional($0.stage.outcome?.rawValue) },
    .count("deals", "How many deals are in it.") { $0.deals },
    Member(
      "amount", .list(.object(amountSchema.schema)), "The sums of the deals' amounts, one for each currency.",
      column: Column("amount"),
      cell: { summary, zone in .optional(summary.amounts(isForPeople: zone != nil)) },
      json: { .array($0.sum.amounts.map(amountSchema.json)) }),
  ]

  private static let details: [Member<StageSummary>] = [
    .texts("require", "What a deal must have to enter.") { $0.stage.requirements.map(\.text) },
    .object("approve", "Who must allow a deal to enter; null where nobody need.", approvalSchema) {
      $0.stage.approval
    },
    .object("next", "The next step that entering makes where none is given.", templateSchema) {
      $0.stage.onEnter.next
    },
    .objects("tasks", "The other tasks that entering makes.", templateSchema) { $0.stage.onEnter.tasks },
    .optionalCount("rots_after", "Seconds of idleness after which a deal here rots.") { $0.stage.rotsAfter },
    .optionalCount("within", "Seconds within which a deal must leave.") { $0.stage.within },
    .optionalText("escalate_to", "Who hears of a deadline missed.") { $0.stage.escalateTo },
    .optionalText("script", "What to say to the client.") { $0.stage.script },
    .flag("actions_only", "Whether only actions move a deal from here.") { $0.stage.actionsOnly },
    .texts("leads_to", "The stages that a deal may enter from here.") {
      $0.pipeline.successors(of: $0.stage.id).map(\.id)
    },
    .text("path", "The pipeline's file.") { $0.pipeline.path },
    .count("line", "The line on which the stage begins.") { $0.stage.location.line },
  ]

  private static let amountSchema = ObjectSchema(
    "amount", "A sum.", [CurrencyAmount.currencyMember, CurrencyAmount.amountMember])

  private static let approvalSchema = ObjectSchema<StageApproval>(
    "stage_approval", "Who must allow a deal to enter a stage.",
    [
      .optionalText("when", "The filter of the deals that it is asked for; null for all.") { $0.when?.text },
      .texts("by", "One of these roles; empty for everybody who may approve.") { $0.roles },
    ])

  private static let templateSchema = ObjectSchema<TaskTemplate>(
    "task_template", "A task to be made from a deal.",
    [
      .text("title", "What is to be done, with {{…}} for what the deal says.") { $0.title.source },
      .optionalText("type", "How it is done.") { $0.type },
      .optionalText("owner", "Who does it; else the deal's owner.") { $0.owner },
      .optionalCount("within", "Seconds until it is due.") { $0.within?.length },
    ])
}
