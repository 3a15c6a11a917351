import Diagnostics
import Filters
import Records

extension Report {
  static let noNextStep = Report(
    name: "no-next-step", title: "Deals without a next step",
    doc: "Open deals whose next step is missing, is no task, is closed, or belongs to another deal.",
    options: [.pipeline],
    whenEmpty: "every open deal has a next step"
  ) { input throws(Diagnostic) in
    var omissions = Omissions()
    let rows = input.states(&omissions).filter(\.isOpen).compactMap { state -> [ReportValue]? in
      guard let problem = problem(of: state.deal, in: input.snapshot) else { return nil }
      return [
        .text(state.deal.ref), .text(state.deal.name), .text(state.pipeline),
        .text(state.facts?.name ?? state.stage),
        ReportValue(state.deal.text("owner")), .text(problem),
      ]
    }
    return ReportResult(
      ("no-next-step", "Deals without a next step"), input,
      columns: [
        ReportColumn("ref", "Ref", .text), ReportColumn("title", "Deal", .text), .pipeline,
        ReportColumn("stage", "Stage", .text), ReportColumn("owner", "Owner", .text),
        ReportColumn("problem", "Problem", .text),
      ],
      rows: rows, notes: omissions.notes())
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
