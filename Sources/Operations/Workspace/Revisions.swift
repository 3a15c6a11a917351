import Diagnostics
import Merging
package import Records
import Store
import YAML

extension Workspace {
  /// The revision of a record's file, which a caller can demand of a later change; nil where there is no file, and where
  /// the file says something else than the record by now.
  ///
  /// Where the records are as a dry run would leave them, it is the revision that the change would begin with.
  package func revision(of record: Record) -> String? {
    if let bytes = written[record.path] { return Revision(of: bytes).description }
    guard let bytes = SupportFiles.read(record.path, in: repository) else { return nil }
    guard isPlanned || holds(bytes, record) else { return nil }
    return Revision(of: bytes).description
  }

  private func holds(_ bytes: [UInt8], _ record: Record) -> Bool {
    guard let document = try? Document(parsing: bytes, file: record.path) else { return false }
    let reader = RecordReader(config: config, schema: snapshot.schema)
    guard let present = reader.read(document, kind: record.kind, path: record.path).0 else { return false }
    return present.id == record.id && record.table.fields.allSatisfy { present[$0] == record[$0] }
  }
}

extension Context {
  /// Refuses where the file of the record that a request names is not at the revision that it demands. Called under the
  /// lock, by every operation that acts on one record; without it such a demand is refused.
  func demandRevision(of record: Record, in workspace: Workspace) throws(Diagnostic) {
    guard let text = options.ifRevision else { return }
    judged = record
    let wanted = try Context.revision(text)
    if let batch, batch.makes(record.id) {
      throw Diagnostic(
        .conflict, "\(record.kind.rawValue) \(record.id) is made by a line before, so it has no revision yet")
    }
    let present = try RecordFile.read(record.path, in: workspace.repository)
    if Revision(of: present) != wanted { throw try conflict(record, wanted, present, workspace) }
  }

  /// Refuses where a revision was demanded and no operation judged it, or where an editor saved the file after that.
  func refuseUnjudged(_ files: [FileChange]?, _ workspace: Workspace) throws(Diagnostic) {
    guard let text = options.ifRevision else { return }
    guard let judged else {
      throw Diagnostic(
        .usage, "--if-rev is for a change of one record that is named; nothing was changed",
        hints: ["take it away, or name the record"])
    }
    let before: [UInt8]? =
      switch files?.first(where: { $0.path == judged.path })?.action {
      case .replace(let before, _)?, .delete(let before)?: before
      case .create?, nil: nil
      }
    let wanted = try Context.revision(text)
    guard let before, Revision(of: before) != wanted else { return }
    throw try conflict(judged, wanted, before, workspace)
  }

  private static func revision(_ text: String) throws(Diagnostic) -> Revision {
    if let revision = Revision(text) { return revision }
    throw Diagnostic(
      .invalidValue,
      "--if-rev takes a revision, twelve hexadecimal digits as \"rev\" of a record has them, not \"\(text)\"")
  }

  private func conflict(
    _ record: Record, _ wanted: Revision, _ present: [UInt8], _ workspace: Workspace
  ) throws(Diagnostic) -> Diagnostic {
    let repository = workspace.repository
    let versions = FormerVersions(of: repository, git: repository.isGitWorkTree ? git(repository) : nil)
    // What is kept of the past only makes the message better.
    let known = (try? versions.content(of: record.path, at: wanted)) ?? nil
    let fields = known.flatMap { FieldMerge.changedKeys($0, present, path: record.path) }
    let current = Revision(of: present)
    let what =
      switch fields {
      case nil: "what differs is not known, because that one is no longer kept"
      case let fields? where fields.isEmpty: "only its layout or comments differ"
      case let fields?: "\(fields.joined(separator: ", ")) changed since"
      }
    var detail = DiagnosticDetail()
    (detail.revision, detail.fields) = (current.description, fields ?? [])
    return Diagnostic(
      .conflict,
      "\(record.kind.rawValue) \(record.id) \"\(record.name)\" is at revision \(current) and not at \(wanted): "
        + "\(what); nothing was changed",
      hints: [
        "look at it, then decide anew: \(CommandLine("\(record.kind.plural) show", "\(record.id)"))"
      ], detail: detail)
  }
}
