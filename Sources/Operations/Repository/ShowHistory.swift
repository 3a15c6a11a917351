import Dates
import Diagnostics
import JSON
package import Output
import Records
import Search
package import Store

/// Who changed a record, when and how, from git; the newest first.
package struct ShowHistory: Operation {
  package static let answer = AnswerForm.items(HistoryEntry.schema)
  package let reference: String

  package init(_ reference: String) {
    self.reference = reference
  }

  package func run(in context: Context) throws -> Answer {
    let workspace = try context.open(reportingProblems: false)
    guard workspace.repository.isGitWorkTree else {
      throw Diagnostic(
        .notFound, "this repository is not in git, so it has no history", hints: ["git init begins one"])
    }
    let record = try workspace.resolve(reference, for: .reading)
    let git = context.git(workspace.repository)
    let entries = try git.history(of: record.path, id: record.id.description)
    var answer = ItemAnswer(entries, as: HistoryEntry.schema, in: workspace)
    if entries.isEmpty {
      let waiting = try git.pendingCount()
      let more = waiting == 0 ? "" : "; changes that wait to be committed: \(waiting)"
      answer.whenEmpty = "no commit has \(record.path) yet" + more
      answer.isEmptinessNews = true
    }
    return .items(answer)
  }
}

extension HistoryEntry {
  package static let schema = ObjectSchema<HistoryEntry>(
    "commit", "A commit that changed a record.",
    [
      // A person needs the beginning of a commit's name, a program all of it.
      Member(
        "commit", .text, "The name of the commit.", column: Column("commit", kind: .identifier),
        cell: { entry, zone in .text(zone == nil ? entry.hash : String(entry.hash.prefix(10))) },
        json: { .string($0.hash) }),
      .moment("at", "When it was made.") { Instant(rfc3339: $0.instant) },
      .text("by", "Who made it.") { $0.author },
      .text("message", "Its first line.") { $0.subject },
      .choice("via", "Through what it came.") { $0.origin.channel }.inNoTable,
      .optionalText("client", "What the program at the other end called itself; for display only.") {
        $0.origin.client
      }.leftOutWhenEmpty.inNoTable,
    ])
}
