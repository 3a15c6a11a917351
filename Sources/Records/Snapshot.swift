package import Diagnostics

/// Where records come from: memory, the compiled index, or either with a change laid over it.
package protocol RecordSource: Sendable {
  /// The record of this identifier, also when it is the alias of a merged one.
  func record(_ id: RecordID) -> Record?
  /// The same by whoever expects it to be of some kinds, and can do without one of another.
  func record(_ id: RecordID, expecting kinds: KindSet) -> Record?
  /// All records of a kind, ordered by identifier.
  func records(_ kind: Kind) -> [Record]
  /// The records that mention this one in any reference field, ordered by identifier.
  func referrers(of id: RecordID) -> [Record]
  /// Those of them that are of some kinds.
  func referrers(of id: RecordID, among kinds: KindSet) -> [Record]
  /// The identifiers that begin with a prefix, at most `limit` of them.
  func identifiers(prefix: String, limit: Int) -> [RecordID]
  /// The identifiers of records of some kinds that begin with a prefix, at most `limit` of them.
  func identifiers(prefix: String, limit: Int, among kinds: KindSet) -> [RecordID]
  /// Tables that find records by their words, where the source has them.
  var lookup: (any RecordLookup)? { get }
  /// The same for the records of some kinds; whoever asks looks at all that these tables would leave out, too.
  func lookup(for kinds: KindSet) -> (any RecordLookup)?
  /// The words of all records with the places where they stand, where the source has them.
  var terms: IndexedTerms? { get }
}

extension RecordSource {
  package func lookup(for kinds: KindSet) -> (any RecordLookup)? { lookup }

  package func record(_ id: RecordID, expecting kinds: KindSet) -> Record? { record(id) }

  package func referrers(of id: RecordID, among kinds: KindSet) -> [Record] {
    referrers(of: id).filter { kinds.contains($0.kind) }
  }

  package func identifiers(prefix: String, limit: Int, among kinds: KindSet) -> [RecordID] {
    if kinds == .all { return identifiers(prefix: prefix, limit: limit) }
    // No repository has so many records.
    let all = identifiers(prefix: prefix, limit: 1 << 40)
    return Array(all.lazy.filter { record($0).map { kinds.contains($0.kind) } ?? false }.prefix(limit))
  }
}

/// The bytes of a file that is no record: a pipeline, a view, a template.
package struct SupportFile: Sendable, Hashable {
  package let path: String
  package let bytes: [UInt8]

  package init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
  }
}

/// A repository at one moment; all pure code reads it and nothing else.
package struct Snapshot: Sendable {
  package let config: Config
  package let schema: Schema
  package let source: any RecordSource
  /// The kinds of the records in it; what is said of others, their problems among it, is as if there were none.
  package let kinds: KindSet
  /// `pipelines/*.yaml` by path.
  package let pipelineFiles: [SupportFile]
  /// Every file that could not be read, with its place and cause.
  package let problems: [Diagnostic]
  /// The record files among them.
  package let unreadable: Unreadable

  /// What is known of unreadable files is what their names say, unless more is given.
  package init(
    config: Config, schema: Schema, source: any RecordSource, pipelineFiles: [SupportFile] = [],
    problems: [Diagnostic] = [], unreadable: Unreadable? = nil, kinds: KindSet = .all
  ) {
    self.kinds = kinds
    self.config = config
    self.schema = schema
    self.source = source
    self.pipelineFiles = pipelineFiles
    self.problems = problems
    self.unreadable = unreadable ?? Unreadable(problems)
  }

  /// The same with other records.
  package func replacing(_ source: any RecordSource) -> Snapshot {
    Snapshot(
      config: config, schema: schema, source: source, pipelineFiles: pipelineFiles, problems: problems,
      unreadable: unreadable, kinds: kinds)
  }

  /// The same, of which it is noted in `missing` where other kinds than its own are asked for.
  package func noting(_ missing: MissingKinds) -> Snapshot {
    replacing(RestrictedRecords(source, kinds: kinds, schema: schema, missing: missing))
  }

  /// The same with what the texts of unreadable files say; `text` gives the bytes of a file by its path.
  package func reading(_ text: (String) -> [UInt8]?) -> Snapshot {
    guard !problems.isEmpty else { return self }
    return Snapshot(
      config: config, schema: schema, source: source, pipelineFiles: pipelineFiles, problems: problems,
      unreadable: Unreadable(problems, text: text), kinds: kinds)
  }

  package func record(_ id: RecordID) -> Record? { source.record(id) }
  package func record(_ reference: Reference?) -> Record? { reference.flatMap { source.record($0.id) } }
  package func record(_ id: RecordID, expecting kinds: KindSet) -> Record? {
    source.record(id, expecting: kinds)
  }

  /// The record that a field leads to, which most likely is of the kind that the field is for.
  package func record(_ record: Record, _ key: String) -> Record? {
    guard let slot = record.table.slot(of: key), let kind = record.table.fields[slot].type.referencedKind,
      let id = record.storage.referenced(slot: slot)
    else { return nil }
    return source.record(id, expecting: KindSet(kind))
  }

  package func records(_ kind: Kind) -> [Record] { source.records(kind) }
  package func referrers(of id: RecordID) -> [Record] { source.referrers(of: id) }
  package func referrers(of id: RecordID, among kinds: KindSet) -> [Record] {
    source.referrers(of: id, among: kinds)
  }

  /// The records of one kind that mention this one under a key.
  package func referrers(of id: RecordID, kind: Kind, key: String) -> [Record] {
    source.referrers(of: id, among: KindSet(kind)).filter { $0.reference(key)?.id == id }
  }

  /// The same repository as it will be once the change has landed.
  package func applying(_ change: Change) -> Snapshot {
    var records = OverlaidRecords(source, schema: schema)
    records.apply(change)
    return Snapshot(
      config: config, schema: schema, source: records, pipelineFiles: pipelineFiles(after: change),
      problems: problems, unreadable: unreadable, kinds: kinds)
  }

  /// The same repository with further files known to be unreadable.
  package func adding(problems more: [Diagnostic]) -> Snapshot {
    Snapshot(
      config: config, schema: schema, source: source, pipelineFiles: pipelineFiles,
      problems: problems + more, kinds: kinds)
  }

  private func pipelineFiles(after change: Change) -> [SupportFile] {
    let edits = change.files.filter { $0.path.hasPrefix("pipelines/") }
    guard !edits.isEmpty else { return pipelineFiles }
    let kept = pipelineFiles.filter { file in !edits.contains { $0.path == file.path } }
    let written = edits.compactMap { edit in edit.after.map { SupportFile(path: edit.path, bytes: $0) } }
    return (kept + written).sorted { $0.path < $1.path }
  }
}
