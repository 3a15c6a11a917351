import Dates
import Facts
import JSON
import Output
import Records

/// Tasks as `task import` reads them: an array, an object a line, each with all that is known of its task, because a task
/// that is imported again is replaced as a whole.
struct TaskwarriorExport {
  private struct Item {
    let task: Record
    let data: ExportData

    var deal: Record? { record("deal") }
    func record(_ key: String) -> Record? { data.snapshot.record(task.reference(key)) }

    /// Taskwarrior goes by the first letter of a word: `done` would be deleted.
    var status: String {
      switch task.taskStatus {
      case .done: "completed"
      case .cancelled: "deleted"
      case .open, nil: "pending"
      }
    }

    func stamp(_ instant: Instant?) -> String? { instant.map(ContentLines.utc) }

    /// A whole day is due at its end, so that it is not late before.
    var due: Instant? {
      switch task.due {
      case .moment(let instant)?: instant
      case .day(let day)?: data.zone.instant(day.adding(days: 1)).adding(seconds: -1)
      case nil: nil
      }
    }

    var wait: Instant? { task["wait"]?.date.map { data.zone.instant($0) } }
  }

  private let data: ExportData

  init(_ data: ExportData) { self.data = data }

  func write(to output: inout ExportOutput) throws {
    let tasks = data.parts.lazy.flatMap(\.records)
    var isFirst = true
    try output.write("[")
    for task in tasks {
      let object = TaskwarriorExport.schema.json(Item(task: task, data: data)).encoded(pretty: false)
      try output.write((isFirst ? "\n" : ",\n") + object)
      isFirst = false
    }
    try output.write(isFirst ? "]\n" : "\n]\n")
  }

  private static let schema = ObjectSchema<Item>(
    "taskwarrior", "A task as taskwarrior has it.",
    [
      .text("uuid", "The task's identifier.") { $0.task.id.uuid },
      .text("description", "What is to be done.") { $0.task.name },
      .text("status", "How far it got.") { $0.status },
      .optionalText("entry", "When it was made.") { $0.stamp($0.task.created) }.leftOutWhenEmpty,
      .optionalText("due", "When it is due.") { $0.stamp($0.due) }.leftOutWhenEmpty,
      .optionalText("wait", "When it comes up.") { $0.stamp($0.wait) }.leftOutWhenEmpty,
      .optionalText("end", "When it was closed.") { $0.stamp($0.task["closed"]?.instant) }.leftOutWhenEmpty,
      .optionalText("project", "The deal's title.") { $0.deal?.name }.leftOutWhenEmpty,
      .texts("tags", "How it is done.") { [$0.task.text("type")].compactMap { $0 } },
      .text("crm_id", "The identifier in crm.") { $0.task.id.description },
      .optionalText("crm_contact", "The person.") { $0.record("contact")?.name }.leftOutWhenEmpty,
      .optionalText("crm_company", "The company.") { $0.record("company")?.name }.leftOutWhenEmpty,
      .optionalText("crm_owner", "Who does it.") { TaskFacts($0.task).owner(in: $0.data.snapshot) }
        .leftOutWhenEmpty,
      .optionalText("crm_amount", "The deal's amount; taskwarrior rounds numbers, and keeps text.") {
        $0.deal?["amount"]?.number?.description
      }.leftOutWhenEmpty,
      .optionalText("crm_currency", "Its currency.") { $0.deal?.text("currency") }.leftOutWhenEmpty,
      .optionalText("crm_result", "What came of it.") { $0.task.text("result") }.leftOutWhenEmpty,
      .optionalText("crm_notes", "What is noted.") { $0.task.text("notes") }.leftOutWhenEmpty,
    ])
}
