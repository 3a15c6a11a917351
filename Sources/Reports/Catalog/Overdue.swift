import Dates
import Diagnostics
import Facts
import Records

extension Report {
  static let overdue = Report(
    name: "overdue", title: "Overdue tasks",
    doc:
      "Open tasks that were due before now, or before the end of the day of --as-of; the latest first in line.",
    subject: .task, options: [.pipeline, .asOf],
    whenEmpty: "no task is overdue",
    columns: LateTask.columns
  ) { input throws(Diagnostic) in
    var omissions = Omissions()
    let moment = input.moment
    var late: [LateTask] = []
    for task in input.snapshot.records(.task) where input.filter?(task) ?? true {
      guard TaskFacts(task).isOpen(at: moment, now: input.now),
        !TaskFacts(task).waited(at: moment, in: input.snapshot)
      else { continue }
      let deal = input.snapshot.record(task.reference("deal"))
      if let pipeline = input.pipeline, deal?.text("pipeline") != pipeline { continue }
      guard let due = task.due else {
        omissions.add("left out: no due time")
        continue
      }
      if TaskFacts(task).wasDue(before: moment, in: input.snapshot) {
        let owner = TaskFacts(task).owner(in: input.snapshot)
        late.append(LateTask(task: task, due: due, owner: owner, deal: deal, input: input))
      }
    }
    late.sort { ($0.due.last(in: input.zone), $0.task.id) < ($1.due.last(in: input.zone), $1.task.id) }
    return ReportRows(late, notes: omissions.notes(("task", "tasks")))
  }
}

private struct LateTask {
  let task: Record
  let due: Deadline
  let owner: String?
  let deal: Record?
  let input: ReportInput

  var lateDays: Decimal? {
    TaskFacts(task).secondsLate(at: input.moment, in: input.snapshot).map { Decimal($0 / 86_400) }
  }

  var isNextStep: Bool {
    deal.map {
      TaskFacts(task).isNextStep(of: $0, at: input.moment, now: input.now, in: input.snapshot)
    } ?? false
  }

  static let columns: [ReportColumn<LateTask>] = [
    .text("ref", "Ref") { $0.task.ref }.means("the short name to type", from: "id"),
    .text("title", "Task") { $0.task.name }.means("the task's title", from: "title"),
    .text("type", "Type") { $0.task.text("type") }.means("call, email, meeting and so on", from: "type"),
    ReportColumn(ReportField("due", "Due", .time)) { ReportValue($0.due, of: $0.owner, in: $0.input) }
      .means("when it was due; a whole day begins with its owner's working hours", from: "due"),
    .days("late_days", "Late, days") { $0.lateDays }
      .means(
        "whole days since the task was due", from: "due; a whole day is over when its owner's work ends"),
    .text("owner", "Owner") { $0.owner }.means("who is to do it", from: "owner, else that of the deal"),
    .text("deal", "Deal ref", .forPrograms) { $0.deal?.ref }.means(
      "the deal that it belongs to", from: "deal"),
    .text("deal_title", "Deal") { $0.deal?.name }.means("the title of that deal", from: "deal"),
    .text("next_step", "Next step") { $0.isNextStep ? "yes" : "no" }
      .means("whether the deal goes by it", from: "the deal's next_step, its history"),
  ]
}
