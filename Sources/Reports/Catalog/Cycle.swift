import Dates
import Diagnostics
import Facts
import Records

extension Report {
  static let cycle = Report(
    name: "cycle", title: "Sales cycle",
    doc: """
      Days from making a deal to winning it, of the deals won and closed in the period (all time by default), per \
      pipeline: median and mean. A deal that was reopened counts with its last closing.
      """,
    options: [.period, .pipeline, .by, .asOf],
    whenEmpty: "no deals were won",
    kinds: .business, columns: CycleLine.columns
  ) { input throws(Diagnostic) in
    var omissions = Omissions()
    var times: [RecordID: Int] = [:]
    let won = input.closedDeals([.won], &omissions).filter { state in
      times[state.deal.id] = state.cycleSeconds(&omissions)
      return times[state.deal.id] != nil
    }
    let known = times
    func line(_ pipeline: String?, _ states: [DealFacts]) -> CycleLine {
      CycleLine(pipeline: pipeline, seconds: states.compactMap { known[$0.deal.id] })
    }
    let groups = try Groups(won, input: input, deal: { $0.deal }, month: input.closingDay)
    return groups.rows(totals: [line(nil, won)], notes: omissions.notes()) { states in
      Dictionary(grouping: states, by: \.pipeline).sorted { $0.key < $1.key }.map { line($0.key, $0.value) }
    }
  }
}

extension DealFacts {
  /// Seconds from making a closed deal to closing it; nil, and counted, where they are not known.
  func cycleSeconds(_ omissions: inout Omissions) -> Int? {
    guard let created else {
      omissions.add("left out of the cycle: no history and no creation date")
      return nil
    }
    guard let closed, deal["closed"] != nil || !history.isAssumed else {
      omissions.add("left out of the cycle: closed, but nobody knows when")
      return nil
    }
    let seconds = closed.seconds(since: created)
    guard seconds >= 0 else {
      omissions.add("left out of the cycle: closed before it was made")
      return nil
    }
    return seconds
  }
}

/// The deals of one pipeline.
private struct CycleLine {
  /// Nil in the total.
  let pipeline: String?
  /// From made to won, of each deal.
  let seconds: [Int]

  static let columns: [ReportColumn<CycleLine>] = [
    .text("pipeline", "Pipeline") { $0.pipeline }
      .means("the id of the pipeline", from: "deals, by pipeline"),
    .count("deals", "Won deals") { $0.seconds.count }
      .means("number of deals whose cycle is known", from: "deals won and closed in the period, by closed"),
    .days("median_days", "Median days") { Figures.medianDays(seconds: $0.seconds) }
      .means("median of (closed − created)", from: "deals won and closed in the period, by closed"),
    .days("mean_days", "Mean days") { Figures.meanDays(seconds: $0.seconds) }
      .means("Σ (closed − created) ÷ deals", from: "deals won and closed in the period, by closed"),
  ]
}
