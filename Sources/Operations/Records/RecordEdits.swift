import Dates
import Records
import Store
import YAML

/// Edits of whole files as the change of records that they amount to, so that the rules can judge them.
struct RecordEdits {
  private let reader: RecordReader
  private let workspace: Workspace

  init(_ workspace: Workspace) {
    self.workspace = workspace
    reader = RecordReader(config: workspace.config, schema: workspace.snapshot.schema)
  }

  /// Files that hold no record, before or after, take no part.
  func change(of edits: [Change.FileEdit]) -> Change {
    var before: [RecordID: Record] = [:]
    var after: [RecordID: Record] = [:]
    for edit in edits {
      if let record = record(edit.before, edit.path) { before[record.id] = record }
      if let record = record(edit.after, edit.path) { after[record.id] = record }
    }
    var change = Change()
    for id in Set(before.keys).union(after.keys).sorted() {
      guard let new = after[id] else {
        change.delete(id)
        continue
      }
      let old = before[id]
      if old == nil {
        let created = new["created"]?.instant ?? workspace.moment
        change.create(new.kind, values: [:], id: id, on: workspace.zone.date(created))
      }
      for field in new.table.fields.dropFirst() where old?[field] != new[field] {
        change.set(id, field.key, new[field])
      }
    }
    return change
  }

  private func record(_ bytes: [UInt8]?, _ path: String) -> Record? {
    guard let bytes, let kind = RecordFiles.kind(ofPath: path),
      let document = try? Document(parsing: bytes, file: path)
    else { return nil }
    return reader.read(document, kind: kind, path: path).record
  }
}
