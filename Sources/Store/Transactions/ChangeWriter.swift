package import Diagnostics
package import Records
package import Threads
import YAML

/// Turns a change of records into changes of files: new files from the emitter, all else by splicing bytes.
package struct ChangeWriter {
  private let repository: Repository
  private let snapshot: Snapshot
  private let reader: RecordReader
  /// Files that are otherwise than in the work tree; nil for one that is gone.
  private let overlay: [String: [UInt8]?]

  /// The files that the change touches are what `overlay` says, else those of the work tree.
  package init(repository: Repository, snapshot: Snapshot, overlay: [String: [UInt8]?] = [:]) {
    self.repository = repository
    self.snapshot = snapshot
    self.overlay = overlay
    reader = RecordReader(config: snapshot.config, schema: snapshot.schema)
  }

  /// New files that other cores may be at work on.
  package typealias NewFiles = Backlog<[Change.Creation], [FileChange]>

  private static let pieceSize = 256

  /// Begins with the files of new records, while the caller still looks at the change.
  package func begin(_ change: Change) -> NewFiles {
    let schema = snapshot.schema
    let files = NewFiles(helped: change.creations.count > 2 * ChangeWriter.pieceSize) { creations in
      creations.map { creation in
        FileChange(
          creating: creation.path, RecordWriter.file(of: creation, table: schema[creation.kind]))
      }
    }
    var rest = change.creations[...]
    while !rest.isEmpty {
      files.add(Array(rest.prefix(ChangeWriter.pieceSize)))
      rest = rest.dropFirst(ChangeWriter.pieceSize)
    }
    return files
  }

  /// Reads the files that the change touches and returns what they are to become; what stays as it is is left out.
  package func files(for change: Change, new: NewFiles) throws(Diagnostic) -> [FileChange] {
    var files: [FileChange] = []
    files.reserveCapacity(change.creations.count + change.updates.count + change.deletions.count)
    for piece in new.finish() { files += piece }
    for (id, values) in change.updates.sorted(by: { $0.key < $1.key }) {
      guard let record = snapshot.record(id), !change.deletions.contains(id) else { continue }
      try refuseTwin(of: record)
      let before = try contents(record.path)
      let after = try splice(before, record, values)
      if after != before {
        files.append(FileChange(path: record.path, action: .replace(before: before, after: after)))
      }
    }
    for id in change.deletions.sorted() {
      guard let record = snapshot.record(id) else { continue }
      try refuseTwin(of: record)
      let before = try contents(record.path)
      files.append(FileChange(path: record.path, action: .delete(before: before)))
    }
    for edit in change.files {
      switch (edit.before, edit.after) {
      case (nil, let after?):
        files.append(FileChange(path: edit.path, action: .create(after), mode: edit.mode))
      case (let before?, let after?) where before != after:
        files.append(FileChange(path: edit.path, action: .replace(before: before, after: after)))
      case (let before?, nil): files.append(FileChange(path: edit.path, action: .delete(before: before)))
      default: break
      }
    }
    for file in files { try refuseUnreadable(file) }
    return files
  }

  private func contents(_ path: String) throws(Diagnostic) -> [UInt8] {
    guard let known = overlay[path] else { return try RecordFile.read(path, in: repository) }
    if let known { return known }
    throw Diagnostic(.io, "\(path) is missing")
  }

  /// Nothing is written that no reader would take: it would be there and yet be lost.
  private func refuseUnreadable(_ file: FileChange) throws(Diagnostic) {
    let content: [UInt8]
    switch file.action {
    case .create(let made): content = made
    case .replace(_, let after): content = after
    case .delete: return
    }
    // Lists of imports are longer, and hold nothing but values of records.
    guard Repository.limit(of: file.path) <= Limits.record.bytes,
      let problem = RecordLimits.problem(in: content)
    else { return }
    throw Diagnostic(
      .invalidData, "\(file.path) would become too large to be read: \(problem); nothing was changed",
      at: SourceLocation(file: file.path))
  }

  /// Of two files with one identifier nobody can say which is meant, and a commit of the copy would have both.
  private func refuseTwin(of record: Record) throws(Diagnostic) {
    guard !snapshot.problems.isEmpty,
      var clash = snapshot.problems.first(where: { $0.cause == .sharedIdentifier(record.id.description) })
    else { return }
    clash.hints.append("nothing was changed")
    throw clash
  }

  private func splice(_ before: [UInt8], _ record: Record, _ values: [String: Value?]) throws(Diagnostic)
    -> [UInt8]
  {
    do {
      let document = try Document(parsing: before, file: record.path)
      try refuseStale(document, record, values.keys)
      return try document.spliced(RecordWriter.edits(values, table: record.table), order: record.table.order)
    } catch let error as YAMLError {
      throw error.diagnostic(file: record.path)
    } catch let error as Diagnostic {
      throw error
    } catch {
      throw Diagnostic(.internal, "\(record.path): \(error)")
    }
  }

  /// The new values were worked out from the snapshot; a field that an editor has saved since would be lost by them.
  private func refuseStale(
    _ document: Document, _ record: Record, _ keys: some Sequence<String>
  ) throws(Diagnostic) {
    let (present, problems) = reader.read(document, kind: record.kind, path: record.path)
    guard let present else {
      throw problems.first ?? Diagnostic(.invalidData, "\(record.path) holds no record any more")
    }
    guard present.id == record.id, keys.allSatisfy({ present[$0] == record[$0] }) else {
      throw Diagnostic(
        .conflict, "\(record.path) was changed in the meantime, in the same place; nothing was changed",
        at: SourceLocation(file: record.path), hints: ["look at the file, then run the command again"])
    }
  }
}
