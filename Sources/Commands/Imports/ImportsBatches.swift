import ArgumentParser
import Dates
import Diagnostics
import Imports
import JSON
import Operations
import Output
import Records
import Store
import YAML

/// `crm imports list`: the batches that can be taken back.
struct ImportsList: CRMCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the imports that were made.")

  @OptionGroup var global: GlobalOptions

  func run(in session: Session) throws {
    let workspace = try session.open(reportingProblems: false)
    let batches = try ImportBatches(workspace: workspace).all()
    let table = Table(
      columns: [
        Column("batch", kind: .identifier), Column("at", kind: .date), Column("kind"), Column("file"),
        Column("by"),
        Column("rows", kind: .number), Column("created", kind: .number), Column("updated", kind: .number),
      ],
      rows: batches.map { batch in
        [
          .text(batch.id), .date(session.isJSON ? batch.at.description : workspace.zone.describe(batch.at)),
          .text(batch.kind.rawValue), .text(batch.file), .text(batch.by), .integer(batch.rows),
          .integer(batch.created.count), .integer(Set(batch.changed.map(\.id)).count),
        ]
      })
    try TablePrinter(session: session).print(table)
  }
}

/// `crm imports undo BATCH`: takes back what the batch made, except what was edited since.
struct ImportsUndo: CRMCommand {
  static let configuration = CommandConfiguration(
    commandName: "undo", abstract: "Take an import back; records edited since stay and are listed.")

  static let formats: [OutputFormat] = [.table, .json, .jsonl]

  @Argument(help: ArgumentHelp("The batch that the import named.", valueName: "batch"))
  var batch: String

  @OptionGroup var global: GlobalOptions

  func run(in session: Session) throws {
    let (_, undo) = try session.transact(bulk: true) { workspace in
      let batches = try ImportBatches(workspace: workspace).all()
      guard let found = batches.first(where: { $0.id == batch }) else {
        throw Diagnostic(
          .notFound, "there is no batch \"\(batch)\"",
          hints: [
            batches.isEmpty ? "nothing was imported yet" : "their names: \(CommandLine("imports list"))"
          ])
      }
      let undo = found.undo(in: workspace.snapshot)
      return (undo.change, undo)
    }
    for kept in undo.kept { session.warn(kept) }
    if session.isJSON {
      let kept = undo.kept.map { JSONValue.string($0.location?.file ?? $0.message) }
      let json = JSONValue.object([
        JSONMember("batch", .string(batch)), JSONMember("deleted", .integer(undo.change.deletions.count)),
        JSONMember("restored", .integer(undo.change.updates.count)), JSONMember("kept", .array(kept)),
      ])
      return try session.write(json.encoded(pretty: session.format == .json) + "\n")
    }
    let verb = global.dryRun ? "would be taken back" : "taken back"
    try session.say(
      "batch \(batch) \(verb): \(undo.change.deletions.count) deleted, \(undo.change.updates.count) restored, "
        + "\(undo.kept.count) kept")
    if undo.keepsBatch {
      try session.say(
        "the batch stays, with what is left of it: \(CommandLine("imports undo", .known(batch)))")
    }
  }
}

/// The batches under `imports/batches/`, the newest first.
private struct ImportBatches {
  let workspace: Workspace

  func all() throws -> [Batch] {
    var batches: [Batch] = []
    for entry in SupportFiles.list(folder: "imports", in: workspace.repository)
    where entry.name.hasPrefix("batches/") {
      guard let bytes = try SupportFiles.large(entry.path, in: workspace.repository) else { continue }
      let document: YAML.Document
      do throws(YAMLError) {
        document = try YAML.Document(parsing: bytes, file: entry.path, limits: Batch.limits)
      } catch {
        throw error.diagnostic(file: entry.path)
      }
      batches.append(try Batch(document, snapshot: workspace.snapshot))
    }
    return batches.sorted { $0.at > $1.at }
  }
}
