import Diagnostics
import Merging
package import Output
import Records
import Rules
import Store
import Text

/// Goes on with a merge whose conflicts are settled: repairs, checks, commits, and then syncs.
package struct FinishSync: Operation {
  package static let answer = AnswerForm.item(SyncOutcome.schema)
  package static let effect = Effect.writes
  let sync: SyncTeam

  package init(_ sync: SyncTeam) { self.sync = sync }

  package func run(in context: Context) throws -> Answer {
    let clone = try SyncClone(context)
    var decided: [SyncRemark] = []
    var repaired: [SyncRemark] = []
    do {
      let lock = try clone.git.syncLock(command: "\(CommandLine(context.name))")
      try clone.finishRecovery()
      let merge = try UnfinishedMerge(clone)
      let open = try merge.open()
      if !open.isEmpty {
        var outcome = SyncOutcome(
          remote: sync.remote ?? "origin",
          branch: clone.git.headBranch().flatMap {
            Path.remainder(of: $0, after: "refs/heads/")
          } ?? "HEAD", before: merge.ours, after: merge.ours)
        outcome.conflicts = open
        outcome.isMergeLeft = true
        return SyncTeam.answer(outcome)
      }
      (decided, repaired) = try merge.conclude()
      _ = consume lock
    }
    if context.options.isDryRun { return try ListConflicts().run(in: context) }
    return try sync.run(in: context, after: decided, repaired)
  }
}

/// Gives a merge up: branch, index and files are as before it.
package struct AbandonSync: Operation {
  package static let answer = AnswerForm.item(AbandonedSync.schema)
  package static let effect = Effect.writes

  package init() {}

  package func run(in context: Context) throws -> Answer {
    let clone = try SyncClone(context)
    let lock = try clone.git.syncLock(command: "\(CommandLine(context.name))")
    try clone.finishRecovery()
    try UnfinishedMerge.refuseOthers(clone)
    guard !context.options.isDryRun else {
      return AbandonSync.answer(try clone.git.currentCommit() ?? "", "the merge would be given up")
    }
    let exclusive = try RepositoryLock.acquire(
      .exclusive, in: clone.repository, command: "\(CommandLine(context.name))",
      timeout: context.options.patience)
    let commit = try clone.git.abandonMerge()
    _ = consume exclusive
    _ = consume lock
    return AbandonSync.answer(commit, "the merge is given up; all is as before it")
  }

  private static func answer(_ commit: String, _ said: String) -> Answer {
    .item(ItemAnswer([AbandonedSync(commit: commit)], as: AbandonedSync.schema), said: [said])
  }
}

/// Where a clone is after a merge was given up.
package struct AbandonedSync: Sendable {
  let commit: String

  package static let schema = ObjectSchema<AbandonedSync>(
    "abandoned sync", "Where the clone is after a merge was given up.",
    [.text("commit", "The commit that the branch is at.") { $0.commit }])
}

extension SyncClone {
  /// Finishes what a killed command left of its files, and of its commits.
  func finishRecovery() throws {
    if try Recovery.isPending(in: repository) { _ = try context.open(reportingProblems: false) }
    if git.isAdopting { context.commitPending(in: repository) }
  }
}

/// A merge that git is in the middle of, on its way to a commit.
struct UnfinishedMerge {
  private let clone: SyncClone
  private let merge: OpenMerge
  private let files: [OpenMerge.File]
  private let branch: String
  let ours: String
  private let theirs: String

  private var git: Git { clone.git }

  init(_ clone: SyncClone) throws {
    self.clone = clone
    try UnfinishedMerge.refuseOthers(clone)
    guard let branch = clone.git.headBranch() else {
      throw Diagnostic(
        .conflict, "git's HEAD is detached, so the merge belongs to no branch",
        hints: ["finish it with git: git commit"])
    }
    merge = try OpenMerge(clone)
    files = try merge.read()
    guard let ours = merge.ours, let theirs = merge.theirs else {
      throw Diagnostic(.io, "git does not say what is being merged", hints: ["look at: git status"])
    }
    (self.branch, self.ours, self.theirs) = (branch, ours, theirs)
  }

  /// Only a merge can be gone on with, or given up, by a sync.
  static func refuseOthers(_ clone: SyncClone) throws {
    switch GitState(of: clone.repository).operation {
    case .merge: return
    case nil:
      throw Diagnostic(
        .notFound, "no merge is to be finished here",
        hints: ["bring in what the others did: \(CommandLine("sync"))"])
    case let operation?:
      throw Diagnostic(
        .conflict, "git is in the middle of a \(operation.rawValue), not of a merge",
        hints: ["finish it (\(operation.conclusion)) or give it up (\(operation.abortion))"])
    }
  }

  func open() throws -> [TeamConflict] { try merge.conflicts(files) }

  /// Commits the merge with its repair and brings the clone to it.
  func conclude() throws -> (decided: [SyncRemark], repaired: [SyncRemark]) {
    let context = clone.context
    try writeRemade()
    let workspace = try context.open(reportingProblems: false)
    let tree = try self.tree(workspace)
    let bases = try git.mergeBases(ours, theirs)
    let base =
      bases.isEmpty ? try git.emptyTree() : try TeamMerge.common(git, bases, config: workspace.config)
    let signs = (try? git.upstream(remote: nil))?.signs ?? false
    let merged = try git.commit(
      tree: tree, parents: [ours, theirs], message: git.mergeMessage() ?? "sync: merge", signed: signs)
    let repair = try MergeRepairing(
      git, workspace, here: tree, base: base, ours: ours, theirs: theirs, merged: tree)
    let (final, finalTree, remarks) = try repair.commit(on: merged, signed: signs, now: context.now)
    if context.options.isDryRun { return ([], remarks) }
    let adoption = Adoption(branch: branch, from: ours, to: final, tree: finalTree, message: "sync: merge")
    let isDone = try SyncAdoption(clone).adopt(adoption, from: tree) { try git.currentCommit() == ours }
    guard isDone else {
      throw Diagnostic(
        .conflict, "the branch moved while the merge was finished",
        hints: ["look at: git status"])
    }
    return ([], remarks)
  }

  /// Files that git merged as text, though a merge by field brings them together.
  private func writeRemade() throws {
    let changes = files.compactMap { file -> FileChange? in
      guard let path = file.path, RelativePath.fault(in: path) == nil, let present = file.present,
        let remade = file.remade, ConflictedFile(present) != nil, ConflictedFile(remade) == nil
      else { return nil }
      return FileChange(path: path, action: .replace(before: present, after: remade))
    }
    if changes.isEmpty || clone.context.options.isDryRun { return }
    let lock = try RepositoryLock.acquire(
      .exclusive, in: clone.repository, command: "\(CommandLine(clone.context.name))",
      timeout: clone.context.options.patience)
    _ = try Transaction.commit(
      changes, message: "", git: false, in: clone.repository, lock: lock, merge: FieldMerge.merge)
    _ = consume lock
  }

  /// What the merge's commit is to have: what is staged, and the records as they are in the work tree.
  private func tree(_ workspace: Workspace) throws -> String {
    let status = try git.workTreeStatus()
    let own = HandEditedFiles(status, git).paths.union(status.unmerged)
    let readable = Set(own.compactMap { git.ownPath(of: $0) })
    let problems = workspace.snapshot.problems.filter { readable.contains($0.location?.file ?? "") }
    if var whole = Diagnostic(all: problems) {
      whole.code = .invalidData
      whole.hints.append("mend it, then go on: \(CommandLine("sync").option("continue"))")
      throw whole
    }
    let staged = try git.stagedFiles().filter { !own.contains($0.path) }
    let tree = try git.tree(from: ours, with: staged.map { ($0.path, $0.new) })
    return own.isEmpty ? tree : try git.tree(from: tree, withWorkTree: own.sorted())
  }
}
