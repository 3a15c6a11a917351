import Dates
import Diagnostics
import Facts
import Filters
import JSON
import Operations
import Output
import Records

/// Prints records for commands that are no operations yet.
struct RecordPrinter {
  let session: Session
  let workspace: Workspace

  func list(_ records: [Record], kind: Kind) throws {
    try session.present(.list(RecordAnswer(records, kind: kind, in: workspace)))
  }

  func show(_ record: Record) throws {
    try session.present(.cards(RecordAnswer([record], kind: record.kind, in: workspace)))
  }

  func object(_ record: Record) throws {
    if session.format == .table { return try list([record], kind: record.kind) }
    try show(record)
  }

  func changed(_ id: RecordID, what: String, detail: String? = nil, showsNext: Bool = true) throws {
    guard let record = workspace.snapshot.record(id) else { return }
    let entry = ChangeAnswer.Entry(
      id, what, detail: detail, showsNextStep: showsNext && record.kind == .deal)
    try session.present(.changes(ChangeAnswer(record.kind, [entry], in: workspace, session.context)))
  }
}
