import ArgumentParser
import Diagnostics
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
    let entries = try session.git(workspace.repository).history(of: record.path)
    if session.isJSON {
      let items = entries.map { entry in
        JSONValue.object([
          JSONMember("commit", .string(entry.hash)), JSONMember("at", .string(entry.instant)),
          JSONMember("by", .string(entry.author)), JSONMember("message", .string(entry.subject)),
        ])
      }
      if session.format == .jsonl {
        for item in items { try session.write(item.encoded(pretty: false) + "\n") }
      } else {
        try session.write(JSONValue.array(items).encoded(pretty: true) + "\n")
      }
      return
    }
    let table = Table(
      columns: ["commit", "at", "by", "message"].map { Column($0, $0, kind: $0 == "at" ? .date : .text) },
      rows: entries.map {
        [.text(String($0.hash.prefix(10))), .date($0.instant), .text($0.author), .text($0.subject)]
      })
    try RecordPrinter(session: session, workspace: workspace).print(table)
  }
}
