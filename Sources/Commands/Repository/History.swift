import ArgumentParser
import Dates
import Diagnostics
import Operations
import Output
import Records
import Search
import Store

/// `crm history REF`: what git remembers of a record.
struct History: CRMCommand {
  static let configuration = CommandConfiguration(
    commandName: "history", abstract: "Show who changed a record, when and how, from git.")

  @Argument(
    help: ArgumentHelp("The record.", valueName: "ref"),
    completion: .custom { _, _, prefix in LiveCompletion.records(prefix, kinds: Kind.allCases) })
  var ref: String

  @OptionGroup var global: GlobalOptions

  func run(in session: Session) throws {
    let workspace = try session.open(reportingProblems: false)
    guard workspace.repository.isGitWorkTree else {
      throw Diagnostic(
        .notFound, "this repository is not in git, so it has no history", hints: ["git init begins one"])
    }
    let record = try workspace.resolve(ref, for: .reading)
    let git = session.git(workspace.repository)
    let entries = try git.history(of: record.path, id: record.id.description)
    if entries.isEmpty, session.format.isHuman { try sayNothing(of: record, git, in: session) }
    // A person needs the beginning of a commit's name and the time of the place, a program all of it.
    let isHuman = session.format.isHuman
    let table = Table(
      columns: ["commit", "at", "by", "message"].map {
        Column($0, $0, kind: $0 == "at" ? .date : $0 == "commit" ? .identifier : .text)
      },
      rows: entries.map { entry in
        let at = isHuman ? Instant(rfc3339: entry.instant).map(workspace.zone.describe) : nil
        return [
          .text(isHuman ? String(entry.hash.prefix(10)) : entry.hash), .date(at ?? entry.instant),
          .text(entry.author), .text(entry.subject),
        ]
      })
    if !entries.isEmpty || !isHuman { try TablePrinter(session: session).print(table) }
  }

  private func sayNothing(of record: Record, _ git: Git, in session: Session) throws {
    let waiting = try git.pendingCount()
    let more = waiting == 0 ? "" : "; changes that wait to be committed: \(waiting)"
    session.note("no commit has \(record.path) yet" + more)
  }
}
