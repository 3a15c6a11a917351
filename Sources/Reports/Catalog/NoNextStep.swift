import Diagnostics
import Facts
import Records

extension Report {
  static let noNextStep = Report(
    name: "no-next-step", title: "Deals without a next step",
    doc: "Open deals whose next step is missing, is no task, is closed, or belongs to another deal.",
    options: [.pipeline],
    whenEmpty: "every open deal has a next step",
    kinds: .business.union(KindSet(.task)), columns: StuckDeal.columns
  ) { input throws(Diagnostic) in
    var omissions = Omissions()
    let rows = input.states(&omissions).filter(\.isOpen).compactMap { state in
      problem(of: state.deal, in: input.snapshot).map { StuckDeal(state: state, problem: $0) }
    }
    return ReportRows(rows, notes: omissions.notes())
  }

  private static func problem(of deal: Record, in snapshot: Snapshot) -> String? {
    switch snapshot.nextStepState(of: deal) {
    case .sound, .unreadable: nil
    case .none: "none"
    case .missing, .otherKind: "no task \(deal.reference("next_step")?.stem ?? "")"
    case .closed(let task): "\(task.ref) is \(task.word("status") ?? "closed")"
    case .foreign(let task, _): "\(task.ref) belongs to another deal"
    }
  }
}

private struct StuckDeal {
  let state: DealFacts
  let problem: String

  static let columns: [ReportColumn<StuckDeal>] =
    ReportColumn.deal(\.state) + [
      .text("problem", "Problem") { $0.problem }
        .means("why the deal has no sound next step", from: "next_step; the task's status and deal")
    ]
}
