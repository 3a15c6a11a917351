import Diagnostics
import Filters
import Records

extension Report {
  static let lostReasons = Report(
    name: "lost-reasons", title: "Lost reasons",
    doc: """
      Deals that are lost and closed in the period (all time by default), by reason and by the last open stage they \
      were in: count, share of the lost deals, and amount.
      """,
    options: [.period, .pipeline, .by, .currency],
    whenEmpty: "no deals were lost"
  ) { input throws(Diagnostic) in
    var omissions = Omissions()
    let lost = input.closedDeals([.lost], &omissions)
    var amounts: [RecordID: MoneySum] = [:]
    for state in lost {
      amounts[state.deal.id] = input.money(
        of: state.deal, on: input.closingDay(state) ?? input.today, &omissions)
    }
    func sum(_ states: [DealState]) -> MoneySum {
      states.reduce(into: MoneySum()) { total, state in if let one = amounts[state.deal.id] { total += one } }
    }
    let groups = try Groups(lost, input: input, deal: { $0.deal }, month: input.closingDay)
    var rows: [[ReportValue]] = []
    for part in groups.parts {
      let byReason = Dictionary(grouping: part.elements) { $0.deal.text("lost_reason") ?? "" }
      let cells = Dictionary(grouping: part.elements) { LossKey($0, stages: input.stages) }
      let sorted = cells.sorted { a, b in
        let (left, right) = (byReason[a.key.reason]?.count ?? 0, byReason[b.key.reason]?.count ?? 0)
        if left != right { return left > right }
        return a.key < b.key
      }
      for (key, states) in sorted {
        rows.append(
          part.prefix + [
            .text(key.pipeline), key.reason.isEmpty ? .missing : .text(key.reason), ReportValue(key.stage),
            ReportValue(key.name), .count(states.count),
            ReportValue(Figures.percent(states.count, of: part.elements.count)), .money(sum(states)),
          ])
      }
    }
    omissions.add("lost without a reason", count: lost.count { ($0.deal.text("lost_reason") ?? "").isEmpty })
    return ReportResult(
      ("lost-reasons", "Lost reasons"), input,
      columns: groups.columns + [
        .pipeline, ReportColumn("reason", "Reason", .text, grouping: true), .stageID,
        ReportColumn("name", "Lost from", .text), ReportColumn("deals", "Deals", .count),
        ReportColumn("share", "Share %", .percent), ReportColumn("amount", "Amount", .money),
      ],
      rows: rows,
      totals: [
        groups.blank + [
          .missing, .missing, .missing, .missing, .count(lost.count),
          ReportValue(Figures.percent(lost.count, of: lost.count)), .money(sum(lost)),
        ]
      ],
      notes: omissions.notes() + groups.notes, barKey: "deals")
  }
}

private struct LossKey: Hashable, Comparable {
  let reason: String
  let pipeline: String
  let position: Int
  let stage: String?
  let name: String?

  init(_ state: DealState, stages: StageIndex) {
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
