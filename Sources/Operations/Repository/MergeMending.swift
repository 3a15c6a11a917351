import Diagnostics
import Records
import Rules
import Store
import YAML

/// What `check --fix` mends of what a merge by git itself left: by both sides where git has them, else by the files alone.
struct MergeMending {
  let workspace: Workspace
  let git: Git

  /// The repair of the last merges, as far as a finding asks for it, or as the last commit is a merge, and a line for each
  /// thing done.
  func plan() throws -> (change: Change, lines: [String]) {
    var (change, lines) = try twins()
    guard workspace.repository.isGitWorkTree else { return (change, lines) }
    for merge in try git.lastMerges() {
      let snapshot = workspace.snapshot.applying(change)
      let needed = concerned(snapshot)
      if needed.isEmpty, !merge.isLast { break }
      guard let versions = try git.sides(of: merge) else { continue }
      let repair = repair(snapshot, versions, touching: merge.isLast ? nil : needed).plan()
      change.merge(repair.change)
      lines += repair.notes.filter(\.isDone).map { "\($0.path): \($0.text)" }
      if change.message.isEmpty, !repair.change.isEmpty { change.message = repair.change.message }
    }
    if lines.count > 1 {
      change.message =
        "sync: \(lines.count) repairs after a merge\n\n" + lines.prefix(50).joined(separator: "\n")
    }
    return (change, lines)
  }

  /// The records that rules are broken in, with those that were merged into them.
  private func concerned(_ snapshot: Snapshot) -> Set<RecordID> {
    var found: Set<RecordID> = []
    for finding in Invariants.check(snapshot, pipelines: workspace.pipelines, now: workspace.now) {
      found.insert(finding.record)
      guard finding.rule == .takenAlias, let record = snapshot.record(finding.record) else { continue }
      for alias in record.texts("aliases") {
        if let id = Reference.identifier(endingStem: alias) { found.insert(id) }
      }
    }
    return found
  }

  private func repair(_ snapshot: Snapshot, _ versions: MergeSides, touching: Set<RecordID>?) -> MergeRepair {
    let base = records(versions.base)
    let sides = versions.sides.map(records)
    let changed = Set(([base] + sides).flatMap(\.keys))
    func side(_ records: [RecordID: Record]) -> Snapshot {
      var overlay = OverlaidRecords(snapshot.source, schema: snapshot.schema)
      for id in changed {
        if let record = records[id] { overlay.put(record) } else { overlay.remove(id) }
      }
      return snapshot.replacing(overlay)
    }
    return MergeRepair(
      merged: snapshot, base: side(base), ours: side(sides[0]), theirs: side(sides[1]),
      pipelines: workspace.pipelines, now: workspace.now, touching: touching ?? changed,
      restoringEdited: false
    ) { record in versions.sides.lazy.compactMap { $0[record.path] }.first }
  }

  private func records(_ files: [String: [UInt8]]) -> [RecordID: Record] {
    let reader = RecordReader(config: workspace.config, schema: workspace.snapshot.schema)
    var records: [RecordID: Record] = [:]
    for (path, bytes) in files.sorted(by: { $0.key < $1.key }) {
      guard let kind = RecordFiles.kind(ofPath: path),
        let document = try? Document(parsing: bytes, file: path),
        let record = reader.read(document, kind: kind, path: path).record
      else { continue }
      records[record.id] = record
    }
    return records
  }

  // MARK: Files

  /// Takes away the second file of a record, where both say the same: the one that is not named for the record, else the
  /// one whose path sorts last.
  private func twins() throws -> (change: Change, lines: [String]) {
    var change = Change()
    var lines: [String] = []
    let shared = workspace.snapshot.problems.compactMap { problem -> String? in
      if case .sharedIdentifier(let id)? = problem.cause { id } else { nil }
    }
    guard !shared.isEmpty else { return (change, lines) }
    var files: [String: [(path: String, bytes: [UInt8])]] = [:]
    for (path, bytes) in try RecordFiles.all(in: workspace.repository) {
      guard let id = RecordFiles.identifier(in: bytes), shared.contains(id) else { continue }
      files[id, default: []].append((path, bytes))
    }
    for (id, found) in files.sorted(by: { $0.key < $1.key }) {
      let named = found.sorted { a, b in
        let (left, right) = (RecordFiles.isNamed(a.path, for: id), RecordFiles.isNamed(b.path, for: id))
        return left == right ? RelativePath.precedes(a.path, b.path) : left
      }
      guard let kept = named.first else { continue }
      for twin in named.dropFirst() where RecordFiles.areAlike(kept.bytes, twin.bytes, path: twin.path) {
        change.write(Change.FileEdit(path: twin.path, before: twin.bytes, after: nil))
        lines.append("\(twin.path): \(kept.path) is the same record and says the same")
      }
    }
    if let first = lines.first { change.message = "sync: \(first)" }
    return (change, lines)
  }
}
