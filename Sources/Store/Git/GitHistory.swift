package import Diagnostics
import Text

/// One commit that touched a record.
package struct HistoryEntry: Sendable, Hashable {
  package var hash: String
  package var author: String
  /// RFC 3339 with the author's offset.
  package var instant: String
  package var subject: String
  /// Through what it came; by hand for a commit that is none of crm's.
  package var origin: ChangeOrigin
}

extension Git {
  /// The commits that changed a record, the newest first, through renames and moves: those that left, or found, a file
  /// with its identifier at the place where it was then.
  package func history(of path: String, id: String, limit: Int = 1000) throws(Diagnostic) -> [HistoryEntry] {
    try RelativePath.check(path)
    var entries: [HistoryEntry] = []
    var seen = Set<String>()
    var place = gitPath(path)
    var revision = "HEAD"
    // As many moves as a person may make in a life.
    for _ in 0..<64 {
      let steps = try steps(of: place, id: id, from: revision, limit: limit - entries.count)
      entries += steps.map(\.entry).filter { seen.insert($0.hash).inserted }
      guard entries.count < limit, let oldest = steps.last, oldest.isArrival,
        let former = try formerPlace(of: id, besides: place, before: oldest.entry.hash)
      else { break }
      (place, revision) = (former, oldest.entry.hash)
    }
    return entries
  }

  private struct Step {
    var entry: HistoryEntry
    /// Whether the record was not at this place before.
    var isArrival: Bool
  }

  /// The commits that changed a place while it held the record.
  private func steps(
    of place: String, id: String, from revision: String, limit: Int
  ) throws(Diagnostic) -> [Step] {
    let rows = try rawLog(["--max-count=\(max(limit, 0))", revision, "--", place])
    let found = rows.compactMap { row in
      row.deltas.first.map { delta in
        (
          entry: HistoryEntry(
            hash: row.change.commit ?? "", author: row.change.author ?? "", instant: row.change.instant ?? "",
            subject: row.change.subject, origin: row.change.origin), delta: delta
        )
      }
    }
    let names = found.flatMap { [$0.delta.old?.name, $0.delta.new].compactMap { $0 } }
    let blobs = try self.blobs(names.map { ($0, nil) })
    func holds(_ name: String?) -> Bool {
      name.flatMap { blobs[$0] }.flatMap(RecordFiles.identifier) == id
    }
    return found.compactMap { entry, delta in
      let (was, comes) = (holds(delta.old?.name), holds(delta.new))
      return was || comes ? Step(entry: entry, isArrival: !was) : nil
    }
  }

  /// Where the record was just before a commit; nil where that commit made it.
  private func formerPlace(of id: String, besides place: String, before commit: String) throws(Diagnostic)
    -> String?
  {
    guard let folder = ownPath(place).flatMap({ Path.components($0).first }) else { return nil }
    let raw = try require(
      [
        "diff-tree", "--no-commit-id", "--raw", "-r", "-z", "--no-renames", "--no-abbrev", commit, "--",
        gitPath(folder),
      ])
    let left = try Self.deltas(raw.output).filter { $0.path != place && $0.old != nil }
    let blobs = try self.blobs(left.compactMap { delta in delta.old.map { ($0.name, nil) } })
    return left.first { delta in
      delta.old.flatMap { blobs[$0.name] }.flatMap(RecordFiles.identifier) == id
    }?.path
  }

  static let logOptions = [
    "log", "-z", "--no-color", "--no-show-signature", "--no-mailmap", "--encoding=UTF-8", "--no-follow",
  ]

  static func isUnborn(_ result: SubprocessResult) -> Bool {
    result.errorText.contains("does not have any commits yet")
      || result.errorText.contains("bad revision 'HEAD'")
  }

  /// Rows of NUL-separated fields; none when there is no commit yet.
  func log(
    _ options: [String], fields: [String], paths: [String]
  ) throws(Diagnostic) -> [[String]] {
    let result = try run(
      Self.logOptions + options
        + ["--format=" + fields.joined(separator: "%x00"), "--"] + paths)
    if !result.succeeded {
      if Self.isUnborn(result) { return [] }
      throw Self.failure(result)
    }
    let all = Self.nulSplit(result.output)
    return stride(from: 0, to: all.count - fields.count + 1, by: fields.count).map {
      Array(all[$0..<$0 + fields.count])
    }
  }
}
