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
    for difference in differences {
      guard RecordFiles.kind(ofPath: difference.path) != nil, let before = difference.before,
        let id = RecordFiles.identifier(in: before).flatMap({ RecordID($0) }),
        known.record(id)?.path == difference.path
      else { continue }
      records.remove(id)
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
    return Snapshot(
      config: config, schema: config.schema, source: records,
      pipelineFiles: pipelines(known.pipelineFiles, differences), problems: problems)
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
