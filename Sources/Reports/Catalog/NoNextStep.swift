import Diagnostics
import Filters
import Records

extension Report {
  static let noNextStep = Report(
    name: "no-next-step", title: "Deals without a next step",
    doc: "Open deals whose next step is missing, is no task, is closed, or belongs to another deal.",
    options: [.pipeline],
    whenEmpty: "every open deal has a next step",
    columns: StuckDeal.columns
  ) { input throws(Diagnostic) in
    var omissions = Omissions()
    let rows = input.states(&omissions).filter(\.isOpen).compactMap { state in
      problem(of: state.deal, in: input.snapshot).map { StuckDeal(state: state, problem: $0) }
    }
    return ReportRows(rows, notes: omissions.notes())
  }

  private static func problem(of deal: Record, in snapshot: Snapshot) -> String? {
    guard let step = deal.reference("next_step") else { return "none" }
    guard let task = snapshot.record(step), task.kind == .task else {
      let isUnreadable = snapshot.unreadable.file(of: step.id, kind: .task) != nil
      return isUnreadable ? nil : "no task \(step.stem)"
    }
    if !task.isOpenTask { return "\(task.ref) is \(task.text("status") ?? "closed")" }
    return snapshot.nextStep(of: deal) != nil ? nil : "\(task.ref) belongs to another deal"
  }
}

private struct StuckDeal {
  let state: DealState
  let problem: String

  static let columns: [ReportColumn<StuckDeal>] =
    ReportColumn.deal(\.state) + [.text("problem", "Problem") { $0.problem }]
}
