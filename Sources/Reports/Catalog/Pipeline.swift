import Dates
import Diagnostics
import Facts
import Records

extension Report {
  static let pipeline = Report(
    name: "pipeline", title: "Pipeline",
    doc: """
      Open deals per stage: count, sum, weighted sum (amount × the deal's probability, else the stage's), the age in \
      days of the oldest, and how many rot. As of now, or of the end of the day of --as-of.
      """,
    options: [.pipeline, .by, .asOf, .currency],
    columns: StageLine.columns,
    charts: [
      .bars("deals", by: "pipeline", "name"), .bars("sum", "weighted", by: "pipeline", "name"),
    ]
  ) { input throws(Diagnostic) in
    var omissions = Omissions()
    let open = input.states(&omissions).filter(\.isOpen)
    let log = input.activityLog
    let groups = try Groups(
      open, input: input, deal: { $0.deal }, month: { $0.created.map { input.zone.date($0) } })

    var known: [RecordID: PipelineSums] = [:]
    for state in open { known[state.deal.id] = PipelineSums(state, input: input, log: log, &omissions) }
    omissions.add(
      "in a stage that no pipeline declares, counted as open", count: open.count { $0.facts == nil })
    let sums = known
    func line(_ stage: StageFacts?, _ states: [DealFacts]) -> StageLine {
      StageLine(stage: stage, sums: states.compactMap { sums[$0.deal.id] }.reduce(into: PipelineSums(), +=))
    }
    let pipelines = input.pipeline.map { [$0] } ?? input.knownPipelines
    return groups.rows(totals: [line(nil, open)], notes: omissions.notes()) { states in
      pipelines.flatMap { pipeline -> [StageLine] in
        let byStage = Dictionary(grouping: states.filter { $0.pipeline == pipeline }, by: \.stage)
        let declared = input.stages.stages(of: pipeline).filter { $0.outcome == nil }
        let unknown = byStage.keys.filter { input.stages.facts(pipeline: pipeline, stage: $0) == nil }
          .sorted()
        let all = declared + unknown.map { StageFacts(pipeline: pipeline, id: $0, position: .max) }
        return all.map { line($0, byStage[$0.id] ?? []) }
      }
    }
  }
}

private struct StageLine {
  /// Nil in the total.
  let stage: StageFacts?
  let sums: PipelineSums

  static let columns: [ReportColumn<StageLine>] = [
    .pipeline { $0.stage?.pipeline }, .stageID { $0.stage?.id },
    .text("name", "Stage") { $0.stage?.name }.means("the stage's name", from: "pipelines/"),
    .percent("probability", "Chance %") { $0.stage?.probability.map { Decimal($0) } }
      .means("the chance that a deal in the stage is won", from: "the stage's probability"),
    .count("deals", "Deals") { $0.sums.deals }
      .means("number of open deals", from: "deals in the stage at the report's moment"),
    .money("sum", "Sum") { $0.sums.sum }.means("Σ amount", from: "the same deals' amount"),
    .money("weighted", "Weighted") { $0.sums.weighted.rounded }
      .means("Σ amount × probability ÷ 100", from: "the deal's probability (0 … 100), else the stage's"),
    .days("oldest", "Oldest, days") { $0.sums.oldest.map { Decimal($0) } }
      .means("days since the first of the deals was made", from: "created, else history"),
    .count("rotting", "Rotting") { $0.sums.rotting }
      .means(
        "deals idle for longer than the stage allows", from: "rots_after; activities, tasks done, history"),
  ]
}

/// What the pipeline report adds up over deals.
private struct PipelineSums {
  var deals = 0
  var sum = MoneySum()
  var weighted = MoneySum()
  /// Days since the oldest deal was made.
  var oldest: Int?
  var rotting = 0

  init() {}

  init(_ state: DealFacts, input: ReportInput, log: ActivityLog, _ omissions: inout Omissions) {
    deals = 1
    if let amount = input.money(of: state.deal, on: input.today, &omissions) {
      sum = amount
      if let probability = state.probability {
        weighted = amount.mapped { DealFacts.weighted($0, by: probability) }
      } else {
        omissions.add("left out of the weighted sum: no probability")
      }
    }
    oldest = state.created.map { input.today.days(since: input.zone.date($0)) }
    let idleness = state.idleness(lastActivity: log.lastActivity(of: state.deal.id))
    rotting = idleness?.isRotting == true ? 1 : 0
  }

  static func += (a: inout PipelineSums, b: PipelineSums) {
    a.deals += b.deals
    a.sum += b.sum
    a.weighted += b.weighted
    a.oldest = [a.oldest, b.oldest].compactMap { $0 }.max()
    a.rotting += b.rotting
  }
}
