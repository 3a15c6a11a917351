import Diagnostics
import Records
import Rules
import Store
import Text
import YAML

/// A crm repository as one commit has it: its settings and pipelines, and its records where they are asked for.
struct PushedVersion {
  let commit: String
  let tree: String
  let records: RecordsInTree
  /// The entry of `crm.yaml`; nil where there is none.
  let configEntry: GitEntry?
  let config: Config
  let configProblems: [Diagnostic]
  /// Without any record.
  let snapshot: Snapshot
  let pipelines: Pipelines
  let reader: RecordReader

  init(
    commit: String, tree: String, prefix: String, _ objects: GitObjects, _ trees: GitTrees
  ) throws(Diagnostic) {
    self.commit = commit
    self.tree = tree
    records = RecordsInTree(objects, trees, tree: tree, commit: commit, prefix: prefix)
    configEntry = try trees.entry("crm.yaml", in: tree)
    (config, configProblems) = try Self.config(configEntry, objects)
    var files: [(path: String, name: String)] = []
    if let folder = try trees.entry("pipelines", in: tree), folder.isFolder {
      try trees.files(below: folder.name, at: "pipelines") { (path, entry) throws(Diagnostic) -> Bool in
        if entry.isFile, Path.ends(path, in: ".yaml") { files.append((path, entry.name)) }
        return false
      }
    }
    let contents = try objects.contents(files.map(\.name))
    let schema = config.schema
    snapshot = Snapshot(
      config: config, schema: schema, source: LoadedRecords([]),
      pipelineFiles: files.compactMap { file in
        contents[file.name].map { SupportFile(path: file.path, bytes: $0) }
      })
    pipelines = Pipelines.compile(snapshot)
    reader = RecordReader(config: config, schema: schema)
  }

  private static func config(
    _ entry: GitEntry?, _ objects: GitObjects
  ) throws(Diagnostic) -> (Config, [Diagnostic]) {
    guard let entry, let bytes = try objects.contents([entry.name])[entry.name] else { return (Config(), []) }
    do throws(YAMLError) {
      return ConfigReader.read(try Document(parsing: bytes, file: "crm.yaml"))
    } catch {
      return (Config(), [error.diagnostic(file: "crm.yaml")])
    }
  }

  /// The record in a file, or why there is none.
  func read(_ bytes: [UInt8], _ path: String) -> RecordFiles.Outcome? {
    RecordFiles.kind(ofPath: path).map { RecordFiles.read(bytes, path: path, kind: $0, by: reader) }
  }
}
