package import Dates
package import Diagnostics
import Merging
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
  /// The commits that changed a record, the newest first, through renames and moves, on every branch that was merged:
  /// those that left, or found, a file with its identifier at the place where it was then. A merge is among them where it
  /// decided what neither side had by itself, and says which fields.
  package func history(of path: String, id: String, limit: Int = 1000) throws(Diagnostic) -> [HistoryEntry] {
    try RelativePath.check(path)
    var entries: [HistoryEntry] = []
    var seen = Set<String>()
    var places = [gitPath(path)]
    // As many moves as a person may make in a life.
    var next = 0
    while next < min(places.count, 64) {
      let (steps, decisions) = try steps(of: places[next], id: id, limit: limit)
      next += 1
      entries += (steps.map(\.entry) + decisions).filter { seen.insert($0.hash).inserted }
      for step in steps where step.isArrival {
        if let former = try formerPlace(of: id, besides: places[next - 1], before: step.entry.hash),
          !places.contains(former)
        {
          places.append(former)
        }
      }
    }
    return Array(try ordered(entries, at: places).prefix(limit))
  }

  private struct Step {
    var entry: HistoryEntry
    /// Whether the record was not at this place before.
    var isArrival: Bool
  }

  /// In the order in which git tells what was at these places, the newest first.
  private func ordered(_ entries: [HistoryEntry], at places: [String]) throws(Diagnostic) -> [HistoryEntry] {
    let names = try log(["--full-history"], fields: ["%H"], paths: places).compactMap(\.first)
    let order = Dictionary(names.enumerated().map { ($1, $0) }) { first, _ in first }
    return entries.enumerated().sorted { a, b in
      (order[a.element.hash] ?? .max, a.offset) < (order[b.element.hash] ?? .max, b.offset)
    }.map(\.element)
  }

  /// The commits that changed a place while it held the record, and the merges that decided something there.
  private func steps(
    of place: String, id: String, limit: Int
  ) throws(Diagnostic) -> (steps: [Step], decisions: [HistoryEntry]) {
    let rows = try rawLog([
      "--max-count=\(max(limit, 0))", "--full-history", "--diff-merges=separate", "HEAD", "--", place,
    ])
    let found = rows.compactMap { row in
      row.deltas.first.map { delta in
        (
          entry: HistoryEntry(
            hash: row.change.commit ?? "", author: row.change.author ?? "", instant: row.change.instant ?? "",
            subject: row.change.subject, origin: row.change.origin), delta: delta, parents: row.parents
        )
      }
    }
    let names = found.flatMap { [$0.delta.old?.name, $0.delta.new].compactMap { $0 } }
    let blobs = try self.blobs(names.map { ($0, nil) })
    func content(_ name: String?) -> [UInt8]? { name.flatMap { blobs[$0] } }
    func holds(_ name: String?) -> Bool { content(name).flatMap(RecordFiles.identifier) == id }
    var steps: [Step] = []
    var merges: [(entry: HistoryEntry, parents: [String], merged: [UInt8])] = []
    for (entry, delta, parents) in found {
      let (was, comes) = (holds(delta.old?.name), holds(delta.new))
      if parents.count < 2 {
        if was || comes { steps.append(Step(entry: entry, isArrival: !was)) }
      } else if parents.count == 2, was, comes, let merged = content(delta.new),
        merges.last?.entry.hash != entry.hash
      {
        merges.append((entry, parents, merged))
      }
    }
    var decisions: [HistoryEntry] = []
    for merge in merges.prefix(Self.mergesLookedAt) {
      let keys = try decided(merge.merged, at: place, by: merge.parents)
      guard !keys.isEmpty else { continue }
      var entry = merge.entry
      entry.subject += " (decided: \(keys.joined(separator: ", ")))"
      decisions.append(entry)
    }
    return (steps, decisions)
  }

  /// Of more merges than these it is not said what they decided.
  private static let mergesLookedAt = 30

  /// The keys that a merge has otherwise than the changes of both sides come to by themselves.
  private func decided(
    _ merged: [UInt8], at place: String, by parents: [String]
  ) throws(Diagnostic) -> [String] {
    let found = try run(["merge-base"] + parents)
    guard found.succeeded, let base = found.outputText.split(separator: "\n").first.map(String.init),
      Self.isName(base)
    else { return [] }
    var versions: [[UInt8]] = []
    for commit in [base] + parents {
      guard let file = try committed([place], in: commit)[place] else { return [] }
      guard let content = try blobs([(file.name, nil)])[file.name] else { return [] }
      versions.append(content)
    }
    if versions[1] == versions[0] || versions[2] == versions[0] { return [] }
    switch FieldMerge.outcome(path: place, base: versions[0], ours: versions[1], theirs: versions[2]) {
    case .merged(let bytes): return FieldMerge.changedKeys(bytes, merged, path: place) ?? []
    case .conflict(let keys): return keys
    case .unreadable: return []
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

  /// A change of this repository, by whom and when.
  package struct AuthoredChange: Sendable {
    /// The change's name; the commit's for what was done by hand.
    package let id: String
    package let subject: String
    /// Whom the request named, else the author.
    package let by: String
    package let at: Instant
  }

  /// What was committed since a moment, the latest first, without merges; from one process.
  package func changes(since moment: Instant, limit: Int = 2000) throws(Diagnostic) -> [AuthoredChange] {
    let prefix = repository.workTreePrefix
    let rows = try log(
      ["--no-merges", "--max-count=\(limit)", "--since=@\(moment.seconds)"],
      fields: ["%H", "%an", "%ae", "%ct", "%B"], paths: prefix.isEmpty ? [] : [String(prefix.dropLast())])
    return rows.compactMap { row in
      guard let seconds = Int64(row[3]) else { return nil }
      let message = row[4]
      let id = (Self.trailers(in: message, Self.changeTrailer)).last
      return AuthoredChange(
        id: id ?? row[0], subject: Self.parse(message: message).subject,
        by: ChangeOrigin(message: message).actor ?? (row[1].isEmpty ? row[2] : row[1]),
        at: Instant(seconds: seconds))
    }
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
