import Diagnostics
import Records
import Store
import Text
import YAML

/// The repository as a tree has it, by what differs from the records that are known.
struct TreeSnapshots {
  let workspace: Workspace

  /// One file in the two trees.
  struct Difference {
    /// The path in the repository.
    var path: String
    var before: [UInt8]?
    var after: [UInt8]?
  }

  /// The records with these files as they are after; files that cannot be read count as problems.
  func snapshot(_ differences: [Difference]) -> Snapshot {
    if differences.isEmpty { return workspace.snapshot }
    let known = workspace.snapshot
    let settings = differences.first { $0.path == "crm.yaml" }?.after
    let config =
      settings.flatMap { try? Document(parsing: $0, file: "crm.yaml") }.map { ConfigReader.read($0).config }
      ?? known.config
    let parser = RecordFiles(
      repository: workspace.repository, reader: RecordReader(config: config, schema: config.schema))
    var records = OverlaidRecords(known.source, schema: config.schema)
    var problems = known.problems.filter { problem in
      !differences.contains { $0.path == problem.location?.file }
    }
    var gone: [RecordID: Kind] = [:]
    for difference in differences {
      guard let kind = RecordFiles.kind(ofPath: difference.path), let before = difference.before,
        let id = RecordFiles.identifier(in: before).flatMap({ RecordID($0) })
      else { continue }
      // Of two files with one identifier the other is the record.
      if let record = known.record(id), record.id == id, record.path != difference.path { continue }
      records.remove(id)
      gone[id] = kind
    }
    for difference in differences.sorted(by: { RelativePath.precedes($0.path, $1.path) }) {
      guard let kind = RecordFiles.kind(ofPath: difference.path), let after = difference.after else {
        continue
      }
      switch parser.read(after, path: difference.path, kind: kind) {
      case .record(let record): records.put(record)
      case .problems(let found): problems += found
      }
    }
    lead(gone.filter { records.record($0.key) == nil }, in: &records)
    return Snapshot(
      config: config, schema: config.schema, source: records,
      pipelineFiles: pipelines(known.pipelineFiles, differences), problems: problems)
  }

  /// Leads the identifiers of records that are gone to those that took them in: the records beneath do not, where they
  /// have both.
  private func lead(_ gone: [RecordID: Kind], in records: inout OverlaidRecords) {
    for kind in Set(gone.values) {
      for known in workspace.snapshot.records(kind) {
        guard let record = records.record(known.id), record.id == known.id else { continue }
        let aliases = record.texts("aliases").compactMap { Reference.identifier(endingStem: $0) }
        if aliases.contains(where: { gone[$0] != nil }) { records.put(record) }
      }
    }
  }

  private func pipelines(_ known: [SupportFile], _ differences: [Difference]) -> [SupportFile] {
    var files: [String: [UInt8]] = [:]
    for file in known { files[file.path] = file.bytes }
    for difference in differences where difference.path.hasPrefix("pipelines/") {
      files[difference.path] = difference.after
    }
    return files.filter { Path.ends($0.key, in: ".yaml") }
      .map { SupportFile(path: $0.key, bytes: $0.value) }.sorted { $0.path < $1.path }
  }
}
