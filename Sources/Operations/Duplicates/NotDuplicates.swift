package import Dates
import Diagnostics
package import Output
package import Records
import Store
import YAML

/// Two records that look alike and are two, as somebody said.
package struct NotDuplicates: Sendable {
  package let kind: Kind
  package let one: Reference
  package let other: Reference
  /// Who said so, and when.
  package let by: String?
  package let at: Instant?
  /// Its file.
  let path: String
  /// What both are called, where both are there.
  private var names: [String] = []

  package static let schema = ObjectSchema<NotDuplicates>(
    "not duplicates", "Two records that look alike and are two, as somebody said.",
    [
      DuplicateItem.link("a", "The one record.") { ($0.one.id, $0.one.stem, $0.names.first) },
      DuplicateItem.link("b", "The other one.") { ($0.other.id, $0.other.stem, $0.names.last) },
      .optionalText("by", "Who said so.") { $0.by }, .moment("at", "When.") { $0.at },
      .text("path", "The file that says so.") { $0.path },
    ])

  private static let folder = "not-duplicates"

  init(_ kind: Kind, _ one: Record, _ other: Record, by: String?, at: Instant) {
    self.kind = kind
    let sorted = [one, other].sorted { $0.id < $1.id }.map { Reference($0) }
    (self.one, self.other) = (sorted[0], sorted[1])
    self.by = by
    self.at = at
    // A file a pair: two branches that say something of two pairs never meet in a line.
    path = "\(NotDuplicates.folder)/\(sorted[0].id)-\(sorted[1].id).yaml"
  }

  private init(kind: Kind, _ one: Reference, _ other: Reference, by: String?, at: Instant?, path: String) {
    self.kind = kind
    self.one = one
    self.other = other
    self.by = by
    self.at = at
    self.path = path
  }

  /// Tells what both are called.
  mutating func name(in snapshot: Snapshot) {
    let records = [one, other].compactMap { snapshot.record($0) }
    names = records.count == 2 ? records.map(\.name) : []
  }

  /// The file's text.
  var bytes: [UInt8] {
    var entries: [(String, YAMLValue)] = [
      ("kind", .plain(kind.rawValue)), ("records", .list([.text(one.stem), .text(other.stem)])),
    ]
    if let by { entries.append(("by", .text(by))) }
    if let at { entries.append(("at", .plain(at.description))) }
    return Emitter.emit(map: entries)
  }

  /// All pairs that somebody has spoken of, in the order of their files, and what is wrong with the other files.
  static func all(in repository: Repository) -> (pairs: [NotDuplicates], problems: [Diagnostic]) {
    var (files, problems) = SupportFiles.files(folder: folder, in: repository)
    var pairs: [NotDuplicates] = []
    files.sort { $0.path < $1.path }
    for file in files {
      do throws(YAMLError) {
        let document = try YAML.Document(parsing: file.bytes, file: file.path)
        switch read(document, path: file.path) {
        case .success(let pair): pairs.append(pair)
        case .failure(let problem): problems.append(problem)
        }
      } catch {
        problems.append(error.diagnostic(file: file.path))
      }
    }
    return (pairs, problems)
  }

  private static func read(_ document: YAML.Document, path: String) -> Result<NotDuplicates, Diagnostic> {
    guard let kind = document["kind"]?.text.flatMap({ Kind(word: $0) }) else {
      return .failure(
        document.diagnostic("kind is contact or company", at: document["kind"] ?? document.root))
    }
    let records = (document["records"]?.items ?? []).compactMap { $0.text.flatMap { Reference($0) } }
    guard records.count == 2, records[0] != records[1] else {
      return .failure(
        document.diagnostic(
          "records are two, each by its reference", at: document["records"] ?? document.root))
    }
    return .success(
      NotDuplicates(
        kind: kind, records[0], records[1], by: document["by"]?.text,
        at: document["at"]?.text.flatMap { Instant(rfc3339: $0) }, path: path))
  }
}

/// The pairs that are known to be two, for look-ups; a record that was merged into another counts as that one.
struct KnownApart {
  /// By the two records, the lower identifier first.
  private var files: [[RecordID]: [NotDuplicates]] = [:]

  init(_ workspace: Workspace) {
    for pair in NotDuplicates.all(in: workspace.repository).pairs {
      let ids = [pair.one.id, pair.other.id].map { workspace.snapshot.record($0)?.id ?? $0 }
      files[ids.sorted(), default: []].append(pair)
    }
  }

  func pairs(_ one: RecordID, _ other: RecordID) -> [NotDuplicates] { files[[one, other].sorted()] ?? [] }

  func contains(_ one: RecordID, _ other: RecordID) -> Bool { !pairs(one, other).isEmpty }
}

extension Change {
  /// Takes the files away that say that two records are two.
  mutating func forget(_ pairs: [NotDuplicates], in repository: Repository) throws(Diagnostic) {
    for pair in pairs {
      let bytes = try RecordFile.readIfPresent(pair.path, in: repository)
      if bytes != nil { write(Change.FileEdit(path: pair.path, before: bytes, after: nil)) }
    }
  }
}
