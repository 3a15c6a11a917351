import Dates
import Diagnostics
import Filters
import Records

extension Report {
  static let pipeline = Report(
    name: "pipeline", title: "Pipeline",
    doc: """
      Open deals per stage: count, sum, weighted sum (amount × the deal's probability, else the stage's), the age in \
      days of the oldest, and how many rot. As of now, or of the end of the day of --as-of.
      """,
    options: [.pipeline, .by, .asOf, .currency]
  ) { input throws(Diagnostic) in
    var omissions = Omissions()
    let open = input.states(&omissions).filter(\.isOpen)
    let log = ActivityLog(input.snapshot, until: input.moment)
    let groups = try Groups(
      open, input: input, deal: { $0.deal }, month: { $0.created.map { input.zone.date($0) } })

    var money: [RecordID: PipelineSums] = [:]
    for state in open { money[state.deal.id] = PipelineSums(state, input: input, log: log, &omissions) }
    func sums(_ states: [DealState]) -> PipelineSums {
      states.reduce(into: PipelineSums()) { total, state in if let one = money[state.deal.id] { total += one }
      }
    }

    let pipelines = input.pipeline.map { [$0] } ?? input.knownPipelines
    var rows: [[ReportValue]] = []
    for part in groups.parts {
      let byStage = Dictionary(grouping: part.elements) { StageKey(pipeline: $0.pipeline, stage: $0.stage) }
      for pipeline in pipelines {
        let declared = input.stages.stages(of: pipeline).filter { $0.outcome == nil }
        let unknown = byStage.keys.filter { key in
          key.pipeline == pipeline && input.stages.facts(pipeline: pipeline, stage: key.stage) == nil
        }.map(\.stage).sorted()
        for stage in declared {
          let here = byStage[StageKey(pipeline: pipeline, stage: stage.id)] ?? []
          rows.append(
            part.prefix + [
              .text(pipeline), .text(stage.id), .text(stage.name),
              stage.probability.map { .number(Decimal($0)) } ?? .missing,
            ] + sums(here).values)
        }
        for stage in unknown {
          let here = byStage[StageKey(pipeline: pipeline, stage: stage)] ?? []
          rows.append(
            part.prefix + [.text(pipeline), .text(stage), .text(stage), .missing] + sums(here).values)
        }
      }
    }
    omissions.add(
      "in a stage that no pipeline declares, counted as open", count: open.count { $0.facts == nil })
    return ReportResult(
      ("pipeline", "Pipeline"), input,
      columns: groups.columns + [
        .pipeline, .stageID, ReportColumn("name", "Stage", .text),
        ReportColumn("probability", "Chance %", .percent),
      ] + PipelineSums.columns,
      rows: rows, totals: [groups.blank + [.missing, .missing, .missing, .missing] + sums(open).values],
      notes: omissions.notes() + groups.notes, barKey: "deals")
  }
}

private struct StageKey: Hashable {
  let pipeline: String
  let stage: String
}

/// What the pipeline report adds up over deals.
private struct PipelineSums {
  var deals = 0
  var sum = MoneySum()
  var weighted = MoneySum()
  /// Days since the oldest deal was made.
  var oldest: Int?
  var rotting = 0

  static let columns = [
    ReportColumn("deals", "Deals", .count), ReportColumn("sum", "Sum", .money),
    ReportColumn("weighted", "Weighted", .money), ReportColumn("oldest", "Oldest, days", .days),
    ReportColumn("rotting", "Rotting", .count),
  ]

  init() {}

  init(_ state: DealState, input: ReportInput, log: ActivityLog, _ omissions: inout Omissions) {
    deals = 1
    if let amount = input.money(of: state.deal, on: input.today, &omissions) {
      sum = amount
      if let probability = state.probability {
        weighted = amount.mapped { Computed.weighted($0, by: probability) }
      } else {
        omissions.add("left out of the weighted sum: no probability")
      }
    }
    oldest = state.created.map { input.today.days(since: input.zone.date($0)) }
    if let limit = state.facts?.rotsAfter,
      let idle = log.idle(state.deal, history: state.history, at: input.moment),
      idle > limit
    {
      rotting = 1
    }
  }

  static func += (a: inout PipelineSums, b: PipelineSums) {
    a.deals += b.deals
    a.sum += b.sum
    a.weighted += b.weighted
    a.oldest = [a.oldest, b.oldest].compactMap { $0 }.max()
    a.rotting += b.rotting
  }

  var values: [ReportValue] {
    [
      .count(deals), .money(sum), .money(weighted.rounded),
      oldest.map { .number(Decimal($0)) } ?? .missing, .count(rotting),
    ]
  }
}
