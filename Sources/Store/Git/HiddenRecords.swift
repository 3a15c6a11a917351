package import Diagnostics
package import Records
import Text

/// The records that git has but was told to leave out of the work tree, as a sparse checkout does.
///
/// They are not deleted, only out of sight: what they name must stay.
package struct HiddenRecords: Sendable {
  package let paths: [String]
  private let records: [Record]

  package var isEmpty: Bool { paths.isEmpty }

  /// Looks into git's index; git itself is started only where that may have such files.
  package init(_ git: Git, config: Config, schema: Schema) throws(Diagnostic) {
    let files = try git.filesLeftOut()
    let parser = RecordFiles(repository: git.repository, reader: RecordReader(config: config, schema: schema))
    var records: [Record] = []
    for (path, content) in files {
      guard let kind = RecordFiles.kind(ofPath: path) else { continue }
      if case .record(let record) = parser.read(content, path: path, kind: kind) { records.append(record) }
    }
    paths = files.map(\.path)
    self.records = records
  }

  /// None, for a repository without git.
  package init() { (paths, records) = ([], []) }

  private static let wayOut: Hint = "bring them into the work tree: git sparse-checkout disable"

  package var warning: Diagnostic? {
    guard let first = paths.first else { return nil }
    let count = paths.count == 1 ? "is a record" : "and \(paths.count - 1) more are records"
    return Diagnostic(
      .invalidData, "\(first) \(count) that git leaves out of the work tree: what is in there is not seen",
      hints: [Self.wayOut])
  }

  /// A problem for each, as for a file that cannot be read.
  package var problems: [Diagnostic] {
    paths.map {
      Diagnostic(.invalidData, "\($0) is left out of the work tree by git", at: SourceLocation(file: $0))
    }
  }

  /// Why a change cannot be made without seeing these records; nil where it touches nothing that they name.
  package func refusal(of change: Change) -> Diagnostic? {
    for record in records {
      let named = record.mentionedIDs.filter { id in
        change.deletions.contains(id)
          || (record.reference("next_step")?.id == id && change.updates[id]?.keys.contains("status") == true)
      }
      guard let id = named.first else { continue }
      return Diagnostic(
        .stillReferenced,
        "\(id) is named by \(record.path), which git leaves out of the work tree; nothing was changed",
        hints: [Self.wayOut])
    }
    return nil
  }
}

extension Git {
  /// The record files that are in git's index and not in the work tree because git was told so, with their contents.
  func filesLeftOut() throws(Diagnostic) -> [(path: String, content: [UInt8])] {
    guard let folder = repository.gitDirectory,
      let head = try? System.bytes(of: Path.join(folder, "index"), count: 8),
      head.count == 8, head[7] > 2
    else {
      // The second version of the format, which git writes unless it has to, has no room for the mark.
      return []
    }
    let top = repository.workTreePrefix
    let listing = try require(
      ["ls-files", "-t", "-s", "-z", "--"] + (top.isEmpty ? [] : [Path.dropping("/", from: top)]))
    var names: [(path: String, blob: String)] = []
    for line in Self.nulSplit(listing.output) {
      // "S 100644 <blob> 0<tab><path>"
      guard line.utf8.first == UInt8(ascii: "S"), let tab = line.utf8.firstIndex(of: 9) else { continue }
      let words = line[..<tab].utf8.split(separator: 0x20)
      guard words.count == 4, let path = ownPath(String(line[line.utf8.index(after: tab)...])),
        RecordFiles.kind(ofPath: path) != nil, Path.ends(path, in: ".yaml") || Path.ends(path, in: ".yml"),
        (try? RecordFile.readIfPresent(path, in: repository)) ?? nil == nil
      else { continue }
      names.append((path, String(Substring(words[2]))))
    }
    let contents = try blobs(names.map { ($0.blob, gitPath($0.path)) })
    return names.compactMap { name in contents[name.blob].map { (name.path, $0) } }
  }
}
