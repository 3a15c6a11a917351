import Diagnostics
import Facts
import Records

extension Report {
  static let wonLost = Report(
    name: "won-lost", title: "Won and lost",
    doc: """
      Deals won and lost, closed in the period (all time by default), their amounts, and the win rate: \
      won ÷ (won + lost). Archived deals are no part of it.
      """,
    options: [.period, .pipeline, .by, .asOf, .currency],
    whenEmpty: "no deals were closed",
    kinds: .business, columns: Decisions.columns
  ) { input throws(Diagnostic) in
    var omissions = Omissions()
    let closed = input.closedDeals([.won, .lost, .archived], &omissions)
    let decided = closed.filter { $0.outcome != .archived }
    omissions.add("left out: archived", count: closed.count - decided.count)
    let amounts = input.amounts(closed: decided, &omissions)
    let groups = try Groups(decided, input: input, deal: { $0.deal }, month: input.closingDay)
    let pipelines = input.pipeline.map { [$0] } ?? input.knownPipelines
    let total = Decisions(pipeline: nil, decided, amounts: amounts)
    return groups.rows(totals: [total], notes: omissions.notes()) { states in
      pipelines.compactMap { pipeline in
        let states = states.filter { $0.pipeline == pipeline }
        if states.isEmpty, input.by != nil { return nil }
        return Decisions(pipeline: pipeline, states, amounts: amounts)
      }
    }
  }
}

/// Deals that were won or lost.
private struct Decisions {
  /// Nil in the total.
  let pipeline: String?
  let won: [DealFacts]
  let lost: [DealFacts]
  private let amounts: [RecordID: MoneySum]

  init(pipeline: String?, _ states: [DealFacts], amounts: [RecordID: MoneySum]) {
    self.pipeline = pipeline
    won = states.filter { $0.outcome == .won }
    lost = states.filter { $0.outcome == .lost }
    self.amounts = amounts
  }

  func amount(of states: [DealFacts]) -> MoneySum { MoneySum(states.compactMap { amounts[$0.deal.id] }) }

  static let columns: [ReportColumn<Decisions>] = [
    .text("pipeline", "Pipeline") { $0.pipeline }.means("the id of the deals' pipeline", from: "pipeline"),
    .count("won", "Won") { $0.won.count }
      .means("number of deals won", from: "deals in a stage that means won, by closed"),
    .count("lost", "Lost") { $0.lost.count }
      .means("number of deals lost", from: "deals in a stage that means lost, by closed"),
    .percent("win_rate", "Win rate %") { Figures.percent($0.won.count, of: $0.won.count + $0.lost.count) }
      .means("won ÷ (won + lost) × 100", from: "the same deals, closed in the period"),
    .money("won_amount", "Won amount") { $0.amount(of: $0.won) }.means("Σ amount", from: "the deals won"),
    .money("lost_amount", "Lost amount") { $0.amount(of: $0.lost) }.means("Σ amount", from: "the deals lost"),
  ]
}
