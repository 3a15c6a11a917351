import Dates
import Facts
import Imports
import JSON
import Output
import Records
import Rules

/// What became of a message from outside. It has nothing in it that was written there but the names of records.
struct LeadReceipt: Sendable {
  enum Result: String, Sendable, CaseIterable {
    case added, joined, unchanged
  }

  let form: InboxForm
  let isRecognised: Bool
  /// Why it is taken to be from somebody who is known.
  let reason: String?
  var result = Result.added
  /// The lead, deal or contact that it is kept with.
  var record: RecordID?
  /// The contact whom a new lead is known to be from.
  var contact: RecordID?
  var activity: RecordID?
  var task: RecordID?
  var remarks: [String] = []

  init(form: InboxForm, isRecognised: Bool, reason: String?) {
    self.form = form
    self.isRecognised = isRecognised
    self.reason = reason
  }

  /// What was done, a line each.
  func lines(in workspace: Workspace, isDryRun: Bool) -> [String] {
    let snapshot = workspace.snapshot
    var lines: [String] = []
    if let record = record.flatMap({ snapshot.record($0) }) {
      let would = isDryRun && result != .unchanged ? "would be " : ""
      var line = "\(record.kind.rawValue) \(record.id) \(record.name): "
      switch result {
      case .added: line += would + "added from outside"
      case .joined: line += "a message \(would)joined"
      case .unchanged: line += "unchanged, the message is there already"
      }
      if let reason { line += " (\(reason)\(contact.map { " as contact \($0)" } ?? ""))" }
      lines.append(line)
      if let due = answerBy(record, in: workspace) {
        lines.append("  answer due \(workspace.zone.describe(due))")
      }
    }
    if let task = task.flatMap({ snapshot.record($0) }) {
      lines.append("  task \(task.id): \(task.name), \(task.due?.full(in: workspace.zone) ?? "")")
    }
    if isRecognised { lines.append("  read as \(form.words)") }
    return lines + remarks.map { "  " + $0 }
  }

  private func answerBy(_ record: Record, in workspace: Workspace) -> Instant? {
    LeadDeadline(record).answerBy(workspace.pipelines.stages, in: workspace.snapshot)
  }

  /// The shape without a repository, for its JSON Schema.
  static let schema = schema(in: nil)

  static func schema(in workspace: Workspace?) -> ObjectSchema<LeadReceipt> {
    ObjectSchema(
      "receipt", "What became of a message from outside.",
      [
        Member(
          "kind", .choice([Kind.lead, .deal, .contact, .activity].map(\.rawValue)),
          "Of what kind the record is.",
          column: Column("kind")
        ) { .optional($0.found(in: workspace)?.kind.rawValue) },
        .text("id", "The lead, deal or contact that the message is kept with.", kind: .identifier) {
          $0.record?.description ?? ""
        },
        .text("ref", "What other records write to refer to it.") { $0.found(in: workspace)?.ref ?? "" },
        .text("path", "Its file, relative to the repository's root.") { $0.found(in: workspace)?.path ?? "" },
        .text("name", "What it is called.") { $0.found(in: workspace)?.name ?? "" },
        .choice(
          "result",
          "Whether a lead was added, or the message joined to what is open, or nothing done because it is there already."
        ) { $0.result },
        .optionalText("match", "What the sender has in common with somebody who is known.") { $0.reason },
        .optionalText("contact", "The id of the contact whom a new lead is from.") {
          $0.contact?.description
        },
        .optionalText("activity", "The id of the activity that holds the message, where no lead does.") {
          $0.activity?.description
        },
        .optionalText("task", "The id of the task to answer it, where one was made.") {
          $0.task?.description
        },
        .moment("answer_by", "When the lead's first answer is due.") { receipt in
          workspace.flatMap { workspace in
            receipt.found(in: workspace).flatMap { receipt.answerBy($0, in: workspace) }
          }
        },
        .choice("read_as", "What the input was read as.") { $0.form },
        .texts("remarks", "What was known by another name, cut, left out or not read.") { $0.remarks },
      ])
  }

  private func found(in workspace: Workspace?) -> Record? {
    record.flatMap { workspace?.snapshot.record($0) }
  }
}
