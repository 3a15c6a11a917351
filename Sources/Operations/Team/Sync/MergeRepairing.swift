import Dates
import Diagnostics
import Merging
import Records
import Rules
import Store
import YAML

/// The repair after a merge, made and committed without touching the work tree.
struct MergeRepairing {
  private let git: Git
  private let workspace: Workspace
  private let mergedTree: String
  private let merged: Snapshot
  private let repair: (Instant) -> MergeRepair
  /// What came and cannot be read.
  let faults: [Diagnostic]
  /// The merged files, by path in the repository, where they differ from the work tree's.
  private let files: [String: [UInt8]?]

  /// The records of `workspace` are those of `here`. All five are trees or commits.
  init(
    _ git: Git, _ workspace: Workspace, here: String, base: String, ours: String, theirs: String,
    merged: String
  ) throws {
    self.git = git
    self.workspace = workspace
    mergedTree = merged
    let snapshots = TreeSnapshots(workspace: workspace)
    let toBase = try MergeRepairing.differences(git, here, base)
    let toOurs = try MergeRepairing.differences(git, here, ours)
    let toTheirs = try MergeRepairing.differences(git, here, theirs)
    let toMerged = try MergeRepairing.differences(git, here, merged)
    let mergedSnapshot = snapshots.snapshot(toMerged)
    self.merged = mergedSnapshot
    faults = SyncFaults(workspace: workspace).faults(in: toMerged)
    files = Dictionary(toMerged.map { ($0.path, $0.after) }) { first, _ in first }
    let (baseSnapshot, theirSnapshot) = (snapshots.snapshot(toBase), snapshots.snapshot(toTheirs))
    let pipelines = Pipelines.compile(mergedSnapshot)
    var touched: Set<RecordID> = []
    for difference in toBase + toOurs + toTheirs + toMerged {
      for bytes in [difference.before, difference.after] {
        if let id = bytes.flatMap(RecordFiles.identifier).flatMap({ RecordID($0) }) { touched.insert(id) }
      }
    }
    let sides = Dictionary(
      (toOurs + toTheirs).flatMap { [($0.path, $0.after), ($0.path, $0.before)] }.compactMap { path, bytes in
        bytes.map { (path, $0) }
      }
    ) { first, _ in first }
    let (repository, ids, ownSnapshot) = (workspace.repository, touched, snapshots.snapshot(toOurs))
    repair = { now in
      MergeRepair(
        merged: mergedSnapshot, base: baseSnapshot, ours: ownSnapshot, theirs: theirSnapshot,
        pipelines: pipelines, now: now, touching: ids
      ) { record in sides[record.path] ?? SupportFiles.read(record.path, in: repository) }
    }
  }

  static func differences(
    _ git: Git, _ here: String, _ other: String
  ) throws -> [TreeSnapshots.Difference] {
    let changes = try git.changes(from: here, to: other)
    let contents = try git.contents(
      of: changes.flatMap { [$0.old, $0.new] }.compactMap { $0 }.filter(\.isFile).map(\.object))
    return changes.compactMap { change in
      git.ownPath(of: change.path).map {
        TreeSnapshots.Difference(
          path: $0, before: change.old.flatMap { contents[$0.object] },
          after: change.new.flatMap { contents[$0.object] })
      }
    }
  }

  /// The commit with the repair, and its tree, or those of the merge where nothing is to be mended; what was done and
  /// found.
  func commit(
    on commit: String, signed: Bool, now: Instant
  ) throws -> (commit: String, tree: String, remarks: [SyncRemark]) {
    // A file that cannot be read is not gone, and what rules want of it nobody can know.
    if !faults.isEmpty { return (commit, mergedTree, faults.map { SyncRemark(unreadable: $0) }) }
    let (change, notes) = repair(now).plan()
    let remarks = notes.map { SyncRemark($0) }
    if change.isEmpty { return (commit, mergedTree, remarks) }
    let writer = ChangeWriter(repository: workspace.repository, snapshot: merged, overlay: files)
    let files = try writer.files(for: change, new: writer.begin(change))
    let written = files.filter { $0.content != nil }
    let names = try git.store(written.compactMap(\.content))
    var entries: [(path: String, entry: TreeEntry?)] = []
    for (file, name) in zip(written, names) {
      entries.append((git.repository.workTreePrefix + file.path, TreeEntry(mode: "100644", object: name)))
    }
    for file in files where file.content == nil {
      entries.append((git.repository.workTreePrefix + file.path, nil))
    }
    let tree = try git.tree(from: mergedTree, with: entries)
    if tree == mergedTree { return (commit, mergedTree, remarks) }
    let message = Git.message(change.message, naming: "\(commit) \(tree)")
    let made = try git.commit(tree: tree, parents: [commit], message: message, signed: signed)
    return (made, tree, remarks)
  }
}
