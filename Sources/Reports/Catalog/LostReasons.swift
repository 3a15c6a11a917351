import Diagnostics
import Facts
import Records

extension Report {
  static let lostReasons = Report(
    name: "lost-reasons", title: "Lost reasons",
    doc: """
      Deals that are lost and closed in the period (all time by default), by reason and by the last open stage they \
      were in: count, share of the lost deals, and amount.
      """,
    options: [.period, .pipeline, .by, .asOf, .currency],
    whenEmpty: "no deals were lost",
    kinds: .business, columns: LossLine.columns,
    charts: [
      .bars("deals", by: "reason", "name"), .bars(sumOf: "deals", by: "reason"),
      .bars(sumOf: "amount", by: "reason"),
    ]
  ) { input throws(Diagnostic) in
    var omissions = Omissions()
    let lost = input.closedDeals([.lost], &omissions)
    let amounts = input.amounts(closed: lost, &omissions)
    omissions.add("lost without a reason", count: lost.count { ($0.deal.text("lost_reason") ?? "").isEmpty })
    func line(_ key: LossKey?, _ deals: [DealFacts], of whole: Int) -> LossLine {
      LossLine(
        key: key, deals: deals, whole: whole, amount: MoneySum(deals.compactMap { amounts[$0.deal.id] }))
    }
    let groups = try Groups(lost, input: input, deal: { $0.deal }, month: input.closingDay)
    return groups.rows(totals: [line(nil, lost, of: lost.count)], notes: omissions.notes()) { states in
      let byReason = Dictionary(grouping: states) { $0.deal.text("lost_reason") ?? "" }
      func weight(_ key: LossKey) -> Int { byReason[key.reason]?.count ?? 0 }
      return Dictionary(grouping: states) { LossKey($0, stages: input.stages) }.sorted { a, b in
        let (left, right) = (weight(a.key), weight(b.key))
        return left == right ? a.key < b.key : left > right
      }.map { line($0.key, $0.value, of: states.count) }
    }
  }
}

private struct LossLine {
  /// Nil in the total.
  let key: LossKey?
  let deals: [DealFacts]
  /// How many were lost in all.
  let whole: Int
  let amount: MoneySum

  static let columns: [ReportColumn<LossLine>] = [
    .pipeline { $0.key?.pipeline },
    .text("reason", "Reason", .grouping) { $0.key.flatMap { $0.reason.isEmpty ? nil : $0.reason } }
      .means("why the deals were lost", from: "lost_reason"),
    .stageID { $0.key?.stage },
    .text("name", "Lost from") { $0.key?.name }.means("the last open stage before the loss", from: "history"),
    .count("deals", "Deals") { $0.deals.count }
      .means("number of deals lost", from: "deals in a stage that means lost, by closed"),
    .percent("share", "Share %") { Figures.percent($0.deals.count, of: $0.whole) }
      .means("deals ÷ all deals lost × 100", from: "the same deals; within the group of --by"),
    .money("amount", "Amount") { $0.amount }.means("Σ amount", from: "the same deals' amount"),
  ]
}

private struct LossKey: Hashable, Comparable {
  let reason: String
  let pipeline: String
  let position: Int
  let stage: String?
  let name: String?

  init(_ state: DealFacts, stages: StageIndex) {
    let from = state.history.lastOpenStage(pipeline: state.pipeline, stages: stages)
    reason = state.deal.text("lost_reason") ?? ""
    pipeline = state.pipeline
    position = from?.position ?? .max
    stage = from?.id
    name = from?.name
  }

  static func < (a: LossKey, b: LossKey) -> Bool {
    (a.reason, a.pipeline, a.position, a.stage ?? "") < (b.reason, b.pipeline, b.position, b.stage ?? "")
  }
}
