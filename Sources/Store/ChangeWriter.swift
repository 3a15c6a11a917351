package import Diagnostics
package import Records
import YAML

/// Turns a change of records into changes of files: new files from the emitter, all else by splicing bytes.
package struct ChangeWriter {
  private let repository: Repository
  private let snapshot: Snapshot

  package init(repository: Repository, snapshot: Snapshot) {
    self.repository = repository
    self.snapshot = snapshot
  }

  /// Reads the files that the change touches and returns what they are to become; what stays as it is is left out.
  package func files(for change: Change) throws(Diagnostic) -> [FileChange] {
    var files: [FileChange] = []
    files.reserveCapacity(change.creations.count + change.updates.count + change.deletions.count)
    for creation in change.creations {
      let bytes = RecordWriter.file(of: creation, table: snapshot.schema[creation.kind])
      files.append(FileChange(path: creation.path, action: .create(bytes)))
    }
    for (id, values) in change.updates.sorted(by: { $0.key < $1.key }) {
      guard let record = snapshot.record(id), !change.deletions.contains(id) else { continue }
      let before = try RecordFile.read(record.path, in: repository)
      let after = try splice(before, record, values)
      if after != before {
        files.append(FileChange(path: record.path, action: .replace(before: before, after: after)))
      }
    }
    for id in change.deletions.sorted() {
      guard let record = snapshot.record(id) else { continue }
      let before = try RecordFile.read(record.path, in: repository)
      files.append(FileChange(path: record.path, action: .delete(before: before)))
    }
    for edit in change.files {
      switch (edit.before, edit.after) {
      case (nil, let after?): files.append(FileChange(path: edit.path, action: .create(after)))
      case (let before?, let after?) where before != after:
        files.append(FileChange(path: edit.path, action: .replace(before: before, after: after)))
      case (let before?, nil): files.append(FileChange(path: edit.path, action: .delete(before: before)))
      default: break
      }
    }
    return files
  }

  private func splice(_ before: [UInt8], _ record: Record, _ values: [String: Value?]) throws(Diagnostic)
    -> [UInt8]
  {
    do throws(YAMLError) {
      let document = try Document(parsing: before, file: record.path)
      return try document.spliced(RecordWriter.edits(values, table: record.table), order: record.table.order)
    } catch {
      throw error.diagnostic(file: record.path)
    }
  }
}
