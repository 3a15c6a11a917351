package import Diagnostics
package import Records
import YAML

/// Reads a repository's files into a snapshot; every file that cannot be read is reported with its place.
package struct RepositoryLoader {
  private let repository: Repository
  /// Contents of a transaction that could not be finished on disk, by path.
  private let overlay: [String: [UInt8]?]
  private let kinds: (Config) -> KindSet

  /// `kinds` says, from the settings, of which kinds the files are read.
  package init(
    repository: Repository, overlay: [String: [UInt8]?] = [:],
    kinds: @escaping (Config) -> KindSet = { _ in .all }
  ) {
    self.repository = repository
    self.overlay = overlay
    self.kinds = kinds
  }

  /// All that has been read from files and not yet been understood.
  package struct Contents: Sendable {
    fileprivate let config: Config
    fileprivate let configProblems: [Diagnostic]
    fileprivate let kinds: KindSet
    fileprivate let records: [RecordFiles.Contents]
    fileprivate let listing: [Diagnostic]
    fileprivate let pipelines: (files: [SupportFile], problems: [Diagnostic])
  }

  /// Throws only where `crm.yaml` or the folders themselves cannot be read.
  package func snapshot() throws(Diagnostic) -> Snapshot { snapshot(of: try contents()) }

  /// What a lock is needed for: the files as they are at one moment.
  package func contents() throws(Diagnostic) -> Contents {
    let (config, problems) = try RepositoryLoader.config(in: repository)
    let kinds = kinds(config)
    let scan = TreeScan.list(repository.folder, folders: kinds.kinds.map(\.folder))
    let files = files(config, kinds)
    return Contents(
      config: config, configProblems: problems, kinds: kinds,
      records: files.contents(of: files.paths(of: scan.entries)),
      listing: TreeScan.ordered(scan.problems),
      pipelines: SupportFiles.files(folder: "pipelines", in: repository))
  }

  private func files(_ config: Config, _ kinds: KindSet) -> RecordFiles {
    RecordFiles(
      repository: repository, reader: RecordReader(config: config, schema: config.schema),
      overlay: overlay.filter { kinds.containsFolder(ofPath: $0.key) })
  }

  /// What the contents say; this takes longer than reading them, and needs no lock.
  package func snapshot(of contents: Contents) -> Snapshot {
    let parsed = files(contents.config, contents.kinds).read(contents.records)
    let (unique, clashes) = RepositoryLoader.unique(parsed.records)
    return Snapshot(
      config: contents.config, schema: contents.config.schema, source: LoadedRecords(unique),
      pipelineFiles: contents.pipelines.files,
      problems: contents.configProblems + contents.listing + parsed.problems + clashes
        + contents.pipelines.problems, kinds: contents.kinds)
  }

  /// The settings of `crm.yaml`.
  package static func config(in repository: Repository) throws(Diagnostic) -> (Config, [Diagnostic]) {
    let bytes = try RecordFile.read("crm.yaml", in: repository)
    do throws(YAMLError) {
      return ConfigReader.read(try Document(parsing: bytes, file: "crm.yaml"))
    } catch {
      throw error.diagnostic(file: "crm.yaml")
    }
  }

  /// Of two files with one id the one whose path sorts first stays; the other is a problem.
  private static func unique(_ records: [Record]) -> ([Record], [Diagnostic]) {
    var owners: [RecordID: String] = [:]
    owners.reserveCapacity(records.count)
    var kept: [Record] = []
    kept.reserveCapacity(records.count)
    var problems: [Diagnostic] = []
    for record in records {
      if let other = owners[record.id] {
        problems.append(clash(record.id.description, at: record.path, with: other))
      } else {
        owners[record.id] = record.path
        kept.append(record)
      }
    }
    return (kept, problems)
  }

  /// The problem of two files with one identifier, of which `other` is the one that is read. It stands at the copy: the
  /// one that is not named for the identifier, as files are that crm makes, else the one that is not read.
  package static func clash(_ id: String, at path: String, with other: String) -> Diagnostic {
    let isOriginal = { (path: String) in RecordFiles.isNamed(path, for: id) }
    let (copy, original) = isOriginal(path) && !isOriginal(other) ? (other, path) : (path, other)
    return Diagnostic(
      .invalidData, "id \(id) is already that of \(original)", at: SourceLocation(file: copy),
      hints: ["delete one of the two files, or give this one another id"], cause: .sharedIdentifier(id))
  }
}
