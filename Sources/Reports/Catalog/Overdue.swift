import Dates
import Diagnostics
import Filters
import Records

extension Report {
  static let overdue = Report(
    name: "overdue", title: "Overdue tasks",
    doc:
      "Open tasks that were due before now, or before the end of the day of --as-of; the latest first in line.",
    subject: .task, options: [.pipeline, .asOf],
    whenEmpty: "no task is overdue"
  ) { input throws(Diagnostic) in
    var omissions = Omissions()
    let moment = input.moment
    var late: [(task: Record, due: Deadline)] = []
    for task in input.snapshot.records(.task) where input.filter?(task) ?? true {
      guard TaskState.isOpen(task, at: moment, now: input.now) else { continue }
      let deal = input.snapshot.record(task.reference("deal"))
      if let pipeline = input.pipeline, deal?.text("pipeline") != pipeline { continue }
      guard let due = task.due else {
        omissions.add("left out: no due time")
        continue
      }
      let zone = input.snapshot.config.zone(of: TaskState.owner(task, in: input.snapshot))
      if due.isPast(at: moment, in: zone) { late.append((task, due)) }
    }
    late.sort { ($0.due.last(in: input.zone), $0.task.id) < ($1.due.last(in: input.zone), $1.task.id) }
    let rows = late.map { task, due -> [ReportValue] in
      let deal = input.snapshot.record(task.reference("deal"))
      let isNext = deal.map { TaskState.isNextStep(task, of: $0, at: moment, input: input) } ?? false
      return [
        .text(task.ref), .text(task.name), ReportValue(task.text("type")),
        ReportValue(due, of: TaskState.owner(task, in: input.snapshot), in: input),
        .number(Decimal(max(due.seconds(lateAt: moment, in: input.zone), 0) / 86_400)),
        ReportValue(TaskState.owner(task, in: input.snapshot)),
        ReportValue(deal?.ref), ReportValue(deal?.name), .text(isNext ? "yes" : "no"),
      ]
    }
    return ReportResult(
      ("overdue", "Overdue tasks"), input,
      columns: [
        ReportColumn("ref", "Ref", .text), ReportColumn("title", "Task", .text),
        ReportColumn("type", "Type", .text),
        ReportColumn("due", "Due", .time), ReportColumn("late_days", "Late, days", .days),
        ReportColumn("owner", "Owner", .text), ReportColumn("deal", "Deal ref", .text, forPrograms: true),
        ReportColumn("deal_title", "Deal", .text), ReportColumn("next_step", "Next step", .text),
      ],
      rows: rows, notes: omissions.notes(("task", "tasks")))
  }
}
