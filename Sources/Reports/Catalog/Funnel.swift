import Dates
import Diagnostics
import Filters
import Records

extension Report {
  static let funnel = Report(
    name: "funnel", title: "Funnel",
    doc: """
      The cohort is the deals that entered their pipeline in the period (all time by default). Per stage: the distinct \
      deals that reached it, the share of the stage before (step) and of the cohort (cumulative), and the median of the \
      days that deals spent in it over all finished visits. A skipped stage counts as passed through for a deal that got \
      further, also for one whose history begins in a later stage; a bounced deal counts once; a lost deal counts up to \
      the furthest stage it reached. --mode visited counts only stages really entered.
      """,
    options: [.period, .pipeline, .by, .mode]
  ) { input throws(Diagnostic) in
    let isVisited: Bool
    switch input.mode {
    case nil, "reached": isVisited = false
    case "visited": isVisited = true
    case let mode?:
      throw Diagnostic(
        .invalidValue, "--mode takes no \"\(mode)\"", hints: ["it takes reached (the default) or visited"])
    }
    var omissions = Omissions()
    var cohort: [FunnelDeal] = []
    let pipelines = input.pipeline.map { [$0] } ?? input.stages.pipelines
    let steps = Dictionary(
      uniqueKeysWithValues: pipelines.map { ($0, FunnelDeal.steps(of: $0, stages: input.stages)) })
    for state in input.states(&omissions) {
      guard let start = state.history.start else {
        omissions.add("left out: no history and no creation date")
        continue
      }
      guard input.isInPeriod(start) else { continue }
      if let deal = FunnelDeal(
        state, start: start, steps: steps[state.pipeline] ?? [], stages: input.stages, &omissions)
      {
        cohort.append(deal)
      }
    }

    let groups = try Groups(
      cohort, input: input, deal: { $0.state.deal }, month: { input.zone.date($0.start) })
    var rows: [[ReportValue]] = []
    var outcomes: [String] = []
    for pipeline in pipelines {
      let deals = cohort.filter { $0.state.pipeline == pipeline }
      outcomes.append((pipelines.count > 1 ? "\(pipeline): " : "") + FunnelDeal.outcomes(of: deals))
    }
    for part in groups.parts {
      for pipeline in pipelines {
        let deals = part.elements.filter { $0.state.pipeline == pipeline }
        var before: Int?
        for (place, stage) in (steps[pipeline] ?? []).enumerated() {
          let reached = deals.count { isVisited ? $0.visited.contains(place) : $0.furthest >= place }
          let stays = deals.compactMap { deal in deal.stays[stage.id].map { Decimal($0) } }
          let median = Figures.median(stays, decimals: 6)
          rows.append(
            part.prefix + [
              .text(pipeline), .text(stage.id), .text(stage.name), .count(reached),
              ReportValue(before.flatMap { Figures.percent(reached, of: $0) }),
              ReportValue(Figures.percent(reached, of: deals.count)),
              ReportValue(median.flatMap { $0.divided(by: Decimal(86_400), decimals: 1) }),
            ])
          before = reached
        }
      }
    }
    return ReportResult(
      ("funnel", "Funnel"), input,
      columns: groups.columns + [
        .pipeline, .stageID, ReportColumn("name", "Stage", .text),
        ReportColumn("reached", "Reached", .count), ReportColumn("step", "Step %", .percent),
        ReportColumn("cumulative", "Cumulative %", .percent),
        ReportColumn("median_days", "Median days", .days),
      ],
      rows: rows, notes: outcomes + omissions.notes() + groups.notes, barKey: "reached")
  }
}

/// A deal of the cohort and how far it got.
private struct FunnelDeal {
  let state: DealState
  let start: Instant
  /// Places among the steps that were really entered.
  let visited: Set<Int>
  let furthest: Int
  /// Seconds of finished visits by stage.
  let stays: [String: Int]

  /// The open stages in order, then those that mean won.
  static func steps(of pipeline: String, stages: StageIndex) -> [StageFacts] {
    let all = stages.stages(of: pipeline)
    return all.filter { $0.outcome == nil } + all.filter { $0.outcome == .won }
  }

  /// Nil, and counted, for a deal that was never in a stage of the funnel.
  init?(
    _ state: DealState, start: Instant, steps: [StageFacts], stages: StageIndex,
    _ omissions: inout Omissions
  ) {
    guard !steps.isEmpty else {
      omissions.add("left out: no pipeline \"\(state.pipeline)\"")
      return nil
    }
    var entered = state.history.entries.map(\.stage)
    // A stage written by hand has no entry in the history.
    if entered.last != state.stage { entered.append(state.stage) }
    let places = entered.compactMap { stage in steps.firstIndex { $0.id == stage } }
    if entered.contains(where: { stages.facts(pipeline: state.pipeline, stage: $0) == nil }) {
      omissions.add("went through stages that the pipeline does not declare")
    }
    guard let furthest = places.max(), let first = places.first else {
      omissions.add("left out: in no open stage and not won")
      return nil
    }
    if first > 0 { omissions.add("entered after the first stage; the stages before count as passed through") }
    self.state = state
    self.start = start
    self.furthest = furthest
    visited = Set(places)
    stays = state.history.finishedStays
  }

  static func outcomes(of deals: [FunnelDeal]) -> String {
    func count(_ outcome: Outcome?) -> Int { deals.count { $0.state.facts?.outcome == outcome } }
    return "cohort of \(deals.count): \(count(.won)) won, \(count(.lost)) lost, "
      + "\(count(.archived)) archived, \(count(nil)) open"
  }
}
