import Dates
import Diagnostics
import Facts
import Records

extension Report {
  static let funnel = Report(
    name: "funnel", title: "Funnel",
    doc: """
      The cohort is the deals that entered their pipeline in the period (all time by default). Per stage: the distinct \
      deals that reached it, the share of the stage before (step) and of the cohort (cumulative), and the median length \
      of the finished visits to it, in days. A skipped stage counts as passed through for a deal that got \
      further, also for one whose history begins in a later stage; a bounced deal counts once; a lost deal counts up to \
      the furthest stage it reached. --mode visited counts only stages really entered.
      """,
    options: [.period, .pipeline, .by, .asOf, .mode],
    kinds: .business, columns: FunnelLine.columns,
    charts: [.funnel("reached", kept: "step", by: "pipeline", "name")]
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
    let declared = input.stages.pipelines.filter { !input.stages.stages(of: $0).isEmpty }
    let funnels = (input.pipeline.map { [$0] } ?? declared).map { PipelineSteps($0, stages: input.stages) }
    let states = input.states(&omissions)
    cohort.reserveCapacity(states.count)
    for state in states {
      guard let start = state.history.start else {
        omissions.add("left out: no history and no creation date")
        continue
      }
      guard input.isInPeriod(start) else { continue }
      guard let place = funnels.firstIndex(where: { $0.pipeline == state.pipeline }),
        !funnels[place].steps.isEmpty
      else {
        omissions.add("left out: no pipeline \"\(state.pipeline)\"")
        continue
      }
      if let deal = FunnelDeal(
        state, start: start, funnel: place, steps: funnels[place], stages: input.stages, &omissions)
      {
        cohort.append(deal)
      }
    }

    let groups = try Groups(
      cohort, input: input, deal: { $0.deal }, month: { input.zone.date($0.start) })
    let outcomes = funnels.enumerated().map { place, funnel in
      (funnels.count > 1 ? "\(funnel.pipeline): " : "")
        + FunnelDeal.outcomes(of: cohort, funnel: place)
    }
    return groups.rows(notes: outcomes + omissions.notes()) { deals in
      funnels.enumerated().flatMap { place, funnel in
        FunnelTally(deals, funnel: place, steps: funnel.steps.count).lines(funnel, isVisited: isVisited)
      }
    }
  }
}

/// One stage of a funnel.
private struct FunnelLine {
  let stage: StageFacts
  let reached: Int
  /// How many reached the stage before; nil for the first.
  let before: Int?
  let cohort: Int
  /// The seconds of each finished visit to the stage.
  let stays: [Int]

  static let columns: [ReportColumn<FunnelLine>] = [
    .pipeline { $0.stage.pipeline }, .stageID { $0.stage.id },
    .text("name", "Stage") { $0.stage.name }.means("the stage's name", from: "pipelines/"),
    .count("reached", "Reached") { $0.reached }
      .means(
        "distinct deals of the cohort that got to the stage or beyond; with --mode visited, that entered it",
        from: "history, stage"),
    .percent("step", "Step %") { line in line.before.flatMap { Figures.percent(line.reached, of: $0) } }
      .means("reached ÷ reached of the stage before × 100", from: "the column reached"),
    .percent("cumulative", "Cumulative %") { Figures.percent($0.reached, of: $0.cohort) }
      .means("reached ÷ deals of the cohort × 100", from: "deals whose history begins in the period"),
    .days("median_days", "Median days") { line in
      Figures.medianDays(seconds: line.stays)
    }
    .means(
      "median of the days that finished visits to the stage took", from: "history: visits that have ended"),
  ]
}

/// The steps of one pipeline's funnel: its open stages in order, then those that mean won.
private struct PipelineSteps {
  let pipeline: String
  let steps: [StageFacts]
  private let places: [String: Int]

  init(_ pipeline: String, stages: StageIndex) {
    let all = stages.stages(of: pipeline)
    self.pipeline = pipeline
    steps = all.filter { $0.outcome == nil } + all.filter { $0.outcome == .won }
    places = Dictionary(steps.enumerated().map { ($1.id, $0) }) { first, _ in first }
  }

  func place(_ stage: String) -> Int? { places[stage] }
}

/// A deal of the cohort and how far it got; a step is told by its place in its funnel.
private struct FunnelDeal {
  let deal: Record
  /// The place of its pipeline among the funnels.
  let funnel: Int
  let outcome: Outcome?
  let start: Instant
  /// The steps that were really entered, each once.
  private(set) var visited: [Int] = []
  private(set) var furthest = 0
  /// Seconds of all finished visits to a step.
  private(set) var stays: [(step: Int, seconds: Int)] = []

  /// Nil, and counted, for a deal that was never in a stage of the funnel.
  init?(
    _ state: DealFacts, start: Instant, funnel: Int, steps: PipelineSteps, stages: StageIndex,
    _ omissions: inout Omissions
  ) {
    deal = state.deal
    self.funnel = funnel
    outcome = state.outcome
    self.start = start
    var isDeclared = true
    var first: Int?
    func enter(_ stage: String) -> Int? {
      guard let step = steps.place(stage) else {
        if stages.facts(pipeline: state.pipeline, stage: stage) == nil { isDeclared = false }
        return nil
      }
      guard steps.steps[step].outcome == nil || outcome == .won else { return nil }
      if first == nil { first = step }
      if !visited.contains(step) { visited.append(step) }
      furthest = max(furthest, step)
      return step
    }
    // A stage that means won was reached for good, or it was not: a deal that was reopened has not been won.
    let entries = state.history.entries
    for (place, entry) in entries.enumerated() {
      guard let step = enter(entry.stage), place + 1 < entries.count else { continue }
      let seconds = entries[place + 1].at.seconds(since: entry.at)
      stays.append((step, seconds))
    }
    // A stage written by hand has no entry in the history.
    if entries.last?.stage != state.stage { _ = enter(state.stage) }
    guard let first else {
      omissions.add(
        outcome == nil
          ? "left out: only in stages that the pipeline does not declare"
          : "left out: closed without having been in an open stage")
      return nil
    }
    if !isDeclared { omissions.add("went through stages that the pipeline does not declare") }
    if first > 0 { omissions.add("entered after the first stage; the stages before count as passed through") }
  }

  static func outcomes(of deals: [FunnelDeal], funnel: Int) -> String {
    var counts: [Outcome?: Int] = [:]
    for place in deals.indices where deals[place].funnel == funnel {
      counts[deals[place].outcome, default: 0] += 1
    }
    func count(_ outcome: Outcome?) -> Int { counts[outcome] ?? 0 }
    return "cohort of \(counts.values.reduce(0, +)): \(count(.won)) won, \(count(.lost)) lost, "
      + "\(count(.archived)) archived, \(count(nil)) open"
  }
}

/// What the deals of one group and funnel add up to, by step.
private struct FunnelTally {
  private(set) var deals = 0
  /// How many deals got at least so far.
  private(set) var reached: [Int]
  /// How many deals really entered the step.
  private(set) var visited: [Int]
  /// The seconds of each finished visit to the step.
  private(set) var stays: [[Int]]

  init(_ group: [FunnelDeal], funnel: Int, steps: Int) {
    reached = Array(repeating: 0, count: steps)
    visited = reached
    stays = Array(repeating: [], count: steps)
    for deal in group where deal.funnel == funnel {
      deals += 1
      for step in 0...deal.furthest { reached[step] += 1 }
      for step in deal.visited { visited[step] += 1 }
      for (step, seconds) in deal.stays { stays[step].append(seconds) }
    }
  }

  func lines(_ funnel: PipelineSteps, isVisited: Bool) -> [FunnelLine] {
    let counts = isVisited ? visited : reached
    return funnel.steps.enumerated().map { step, stage in
      FunnelLine(
        stage: stage, reached: counts[step], before: step > 0 ? counts[step - 1] : nil, cohort: deals,
        stays: stays[step])
    }
  }
}
