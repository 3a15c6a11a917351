import Diagnostics
import Merging
import YAML

/// What merges decided: whoever was told of both sides in turn knows the last value of each field, and a merge may have
/// kept another.
struct MergedFiles {
  /// The steps off the first line since it was last on, in their order.
  private var aside: [(commit: String, files: [ChangedFile])] = []

  /// Takes a commit in its turn, and returns what a merge has otherwise than it was told; `decided` is what git says of
  /// the merges among these commits.
  mutating func take(_ change: RecordedChange, _ node: Git.Node, _ decided: [String: [Git.MergedFile]])
    -> [ChangedFile]
  {
    var files: [ChangedFile] = []
    if node.parents.count > 1, let merged = decided[node.name], let first = node.parents.first {
      let start = aside.lastIndex { $0.commit == first }.map { $0 + 1 } ?? 0
      let steps = aside[start...].flatMap(\.files)
      files = MergedFiles.differences(of: merged, after: steps)
    }
    if node.isMark { aside = [] } else { aside.append((node.name, change.files + files)) }
    return files
  }

  private static func differences(of merged: [Git.MergedFile], after steps: [ChangedFile]) -> [ChangedFile] {
    let touched = Set(steps.map(\.path))
    return merged.filter { touched.contains($0.path) }.compactMap { file in
      let told = steps.filter { $0.path == file.path }.reduce(file.first) { told, step in
        guard case .content(let after) = step.after else { return nil }
        guard let told, let before = step.before else { return after }
        return FieldMerge.laid(onto: told, before: before, after: after, path: file.path)
      }
      if told == file.merged { return nil }
      return ChangedFile(path: file.path, before: told, after: file.merged.map { .content($0) } ?? .absent)
    }
  }
}

extension Git {
  /// A file as the first of a merge's parents had it, and as the merge has it.
  struct MergedFile {
    var path: String
    var first: [UInt8]?
    var merged: [UInt8]?
  }

  /// The records' files in which these merges differ from one of their parents.
  func merged(_ names: [String]) throws(Diagnostic) -> [String: [MergedFile]] {
    if names.isEmpty { return [:] }
    let rows = try rawLog(
      ["--diff-merges=separate", "--no-walk=unsorted", "--stdin"],
      input: Array((names.joined(separator: "\n") + "\n").utf8))
    // A merge comes once for each parent, the first one's first.
    var files: [String: [String: (first: String?, merged: String?)]] = [:]
    var seen = Set<String>()
    for row in rows {
      guard let name = row.change.commit else { continue }
      let isFirst = seen.insert(name).inserted
      for delta in row.deltas {
        guard let path = recordPath(delta.path) else { continue }
        // What is as the first parent has it is so for the merge too.
        if isFirst {
          files[name, default: [:]][path] = (delta.old?.name, delta.new)
        } else if files[name]?[path] == nil {
          files[name, default: [:]][path] = (delta.new, delta.new)
        }
      }
    }
    let blobs = try self.blobs(
      Set(files.values.flatMap { $0.values.flatMap { [$0.first, $0.merged].compactMap { $0 } } }).sorted()
        .map { ($0, nil) })
    return files.mapValues { files in
      files.sorted { RelativePath.precedes($0.key, $1.key) }.map { path, names in
        MergedFile(
          path: path, first: names.first.flatMap { blobs[$0] }, merged: names.merged.flatMap { blobs[$0] })
      }
    }
  }
}

extension FieldMerge {
  /// A file with what another change of it did, key by key, whoever changed the same ones; that change's own file where
  /// they cannot be laid onto each other.
  static func laid(onto told: [UInt8], before: [UInt8], after: [UInt8], path: String) -> [UInt8] {
    guard let base = try? Document(parsing: before, file: path),
      let ours = try? Document(parsing: after, file: path),
      let theirs = try? Document(parsing: told, file: path)
    else { return after }
    let keys = ours.pairs.map(\.key) + base.pairs.map(\.key).filter { ours[$0] == nil }
    let edits = keys.filter { base[$0]?.value != ours[$0]?.value }.map { Edit($0, ours[$0]?.value) }
    return (try? theirs.spliced(edits, order: keys)) ?? after
  }
}
