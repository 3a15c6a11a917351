import Diagnostics
import Merging
import Records
import Rules
import Store
import Text

/// One attempt of a sync, on what the last fetch brought.
struct SyncAttempt {
  let request: SyncTeam
  let clone: SyncClone
  let upstream: Upstream
  /// The commit of the remote's branch; nil where it has none yet.
  let theirs: String?
  let status: WorkTreeStatus
  /// The commit that this clone is at.
  let head: String

  var git: Git { clone.git }
  var context: Context { clone.context }

  init(_ request: SyncTeam, _ clone: SyncClone, _ upstream: Upstream, theirs: String?) throws {
    self.request = request
    self.clone = clone
    self.upstream = upstream
    self.theirs = theirs
    try clone.commitPending()
    status = try clone.git.workTreeStatus()
    guard let head = status.head else {
      throw Diagnostic(
        .notFound, "this branch has no commit yet",
        hints: ["make the first: git add -A, then git commit"])
    }
    self.head = head
  }

  enum Result {
    case done(SyncOutcome)
    /// Somebody else was faster, and all has to be done anew; what git said of it, where it was a push.
    case again(Diagnostic?)
  }

  func run() throws -> Result {
    var outcome = SyncOutcome(
      remote: upstream.remote, branch: upstream.remoteBranchName, before: head, after: head)
    outcome.isDryRun = context.options.isDryRun
    let edits = HandEditedFiles(status, git)
    if edits.isEmpty, theirs == head {
      try follow(outcome)
      return .done(outcome)
    }
    let workspace = try context.open(reportingProblems: false)
    var ours = head
    if !edits.isEmpty {
      ours = try edits.commit(on: head, workspace, self)
      outcome.handEdits = ours
    }
    guard let theirs else { return try push(ours, tree: ours, outcome, workspace, from: ours) }
    let bases = try commonAncestors(of: ours, and: theirs)
    if bases == [theirs] { return try push(ours, tree: ours, outcome, workspace, from: ours) }
    if bases == [ours] {
      outcome.came = try SyncedRecords(git, config: workspace.config).between(
        ours, theirs, in: theirs, besides: ours)
      outcome.repaired = try SyncFaults(workspace: workspace).faults(
        in: MergeRepairing.differences(git, ours, theirs)
      ).map { SyncRemark(unreadable: $0) }
      return try push(theirs, tree: theirs, outcome, workspace, from: ours)
    }
    return try merge(ours, theirs, bases, outcome, workspace)
  }

  private func commonAncestors(of ours: String, and theirs: String) throws -> [String] {
    var bases = try git.mergeBases(ours, theirs)
    if bases.isEmpty, git.isShallow {
      _ = try git.fetch(upstream, deepening: true, asks: context.face.canAsk)
      bases = try git.mergeBases(ours, theirs)
    }
    if !bases.isEmpty { return bases }
    let empty = try git.emptyTree()
    for side in [ours, theirs] where try git.tree(of: side) == empty { return [empty] }
    throw Diagnostic(
      .conflict,
      "\(upstream.branchName) and \(upstream.remote)/\(upstream.remoteBranchName) have no commit in common",
      hints: [
        "if they are to be one all the same: git pull --no-rebase --allow-unrelated-histories \(upstream.remote) \(upstream.remoteBranchName)"
      ])
  }

  // MARK: Merging

  private func merge(
    _ ours: String, _ theirs: String, _ bases: [String], _ outcome: SyncOutcome, _ workspace: Workspace
  ) throws -> Result {
    var outcome = outcome
    let place = "\(upstream.remote)/\(upstream.remoteBranchName)"
    let base = try TeamMerge.common(git, bases, config: workspace.config)
    var merge = try TeamMerge(
      git, base: base, ours: ours, theirs: theirs, config: workspace.config,
      labels: RecordMerge.Labels(
        ours: "ours (\(upstream.branchName))", base: "base", theirs: "theirs (\(place))"))
    if let clash = merge.result.clashes.first {
      throw Diagnostic(
        .conflict, "\(clash) is a file on one side and a folder on the other",
        hints: ["nothing was changed; bring the two together by hand: git pull"])
    }
    outcome.came = try SyncedRecords(git, config: workspace.config).between(
      base, theirs, in: theirs, besides: ours)
    let reader = ConflictReader(git: git, config: workspace.config, ours: ours, theirs: theirs)
    outcome.decided = try MergeDecisions(reader: reader, merge: merge, workspace: workspace).remarks()
    outcome.decided += try ConflictSettling(
      reader, request.preference, context.face, in: workspace
    ).settle(&merge)
    let tree = try merge.tree()
    try refuseTooLarge(merge)
    guard merge.result.conflicts.isEmpty else {
      for file in merge.result.conflicts {
        outcome.conflicts += try reader.conflicts(
          file, merge.contents,
          name: ConflictReader.name(of: file, merge.contents, git.ownPath(of: file.path) ?? ""))
      }
      return try leave(merge, tree, ours, theirs, outcome)
    }
    let repair = try MergeRepairing(
      git, workspace, here: ours, base: base, ours: ours, theirs: theirs, merged: tree)
    try refuseUnreadable(repair.faults, in: tree, besides: theirs)
    let merged = try git.commit(
      tree: tree, parents: [ours, theirs], message: "sync: merge \(place)", signed: upstream.signs)
    let (final, finalTree, remarks) = try repair.commit(on: merged, signed: upstream.signs, now: context.now)
    outcome.repaired = remarks
    // What the repair tells of a field with more knowledge is not told twice.
    outcome.decided.removeAll { decision in
      decision.matter == "superseded"
        && remarks.contains {
          $0.matter == "superseded" && $0.id == decision.id && $0.field == decision.field
        }
    }
    return try push(final, tree: finalTree, outcome, workspace, from: ours)
  }

  /// Refuses merged files, with marks or without, that have become too large to be written.
  private func refuseTooLarge(_ merge: TeamMerge) throws {
    for (path, file) in merge.result.files.sorted(by: { $0.key < $1.key }) {
      guard case .object(let name) = file.content, let own = git.ownPath(of: path),
        let size = merge.contents[name]?.count, size > Repository.limit(of: own)
      else { continue }
      throw Diagnostic(
        .conflict, "\(own) would become larger than \(Repository.limit(of: own) >> 20) MiB by the merge",
        hints: ["nothing was changed; make it shorter on one side, then: \(CommandLine("sync"))"])
    }
  }

  /// Refuses a tree with files that neither side has as they are, and that cannot be read.
  private func refuseUnreadable(_ faults: [Diagnostic], in tree: String, besides theirs: String) throws {
    if faults.isEmpty { return }
    let changed = Set(try git.changes(from: theirs, to: tree).compactMap { git.ownPath(of: $0.path) })
    try SyncFaults.refuse(merging: faults.filter { $0.location.map { changed.contains($0.file) } ?? false })
  }

  /// Leaves the clone in the middle of the merge, as git itself does.
  private func leave(
    _ merge: TeamMerge, _ tree: String, _ ours: String, _ theirs: String, _ outcome: SyncOutcome
  ) throws -> Result {
    var outcome = outcome
    outcome.isMergeLeft = true
    outcome.after = ours
    try refuseOverwriting(from: ours, to: tree, besides: HandEditedFiles(status, git).paths)
    if context.options.isDryRun { return .done(outcome) }
    try git.refuseLocked(upstream)
    let adoption = Adoption(
      branch: upstream.branch, from: head, to: ours, tree: tree, merging: theirs, stages: merge.stages,
      message: "sync: merge \(upstream.remote)/\(upstream.remoteBranchName)")
    return try adopt(adoption, from: ours) ? .done(outcome) : .again(nil)
  }

  // MARK: Pushing and taking over

  /// Pushes a commit that is made, and then brings the clone to it. `ours` is what the work tree has.
  private func push(
    _ final: String, tree: String, _ outcome: SyncOutcome, _ workspace: Workspace, from ours: String
  ) throws -> Result {
    var outcome = outcome
    outcome.after = final
    let other = theirs
    if final != other {
      // What is new to the others: what they have against what they get.
      outcome.went = try SyncedRecords(git, config: workspace.config).between(
        other ?? git.emptyTree(), final, in: final, besides: other)
    }
    if final != other {
      try SyncFaults(workspace: workspace).refuseSending(Set(outcome.went.map(\.path)))
    }
    try refuseOverwriting(from: ours, to: tree, besides: HandEditedFiles(status, git).paths)
    if context.options.isDryRun { return .done(outcome) }
    if final != head { try git.refuseLocked(upstream) }
    if request.pushes, final != other {
      context.face.show(Progress("pushing to \(upstream.remote)", 0, unit: "s"))
      defer { context.face.show(nil) }
      if case .outrun(let why) = try git.push(final, to: upstream, asks: context.face.canAsk) {
        return .again(why)
      }
      outcome.isPushed = true
    }
    if final != head {
      let adoption = Adoption(
        branch: upstream.branch, from: head, to: final, tree: final,
        message: "sync: \(upstream.remote)/\(upstream.remoteBranchName)")
      guard try adopt(adoption, from: ours) else { return .again(nil) }
      git.maintain()
    }
    try follow(outcome)
    return .done(outcome)
  }

  private func follow(_ outcome: SyncOutcome) throws {
    guard !upstream.isConfigured, !context.options.isDryRun, outcome.isPushed || theirs != nil else { return }
    try git.follow(upstream)
  }

  /// What is edited and in no commit must not be written over.
  private func refuseOverwriting(from ours: String, to tree: String, besides known: Set<String>) throws {
    let dirty = Set(status.changed + status.unknown).subtracting(known)
    let changes = try git.changes(from: ours, to: tree)
    let written = changes.filter { dirty.contains($0.path) }
    guard let first = written.first else {
      // Ignored files are in the way as well.
      let standing = git.standing(changes.filter { $0.old == nil }.map(\.path))
      guard let first = standing.first else { return }
      throw Diagnostic(
        .conflict, "\(first) comes with the sync, and something that git does not know lies there",
        hints: ["nothing was changed; move it away, then sync"])
    }
    throw Diagnostic(
      .conflict,
      "\(first.path) is edited and in no commit, and the sync would write over it"
        + (written.count > 1 ? ", and over \(written.count - 1) more" : ""),
      hints: ["nothing was changed; commit it (git commit) or put it away (git stash -u), then sync"])
  }

  /// Brings files, index and branch to a tree, as one transaction; false where the branch has moved meanwhile.
  private func adopt(_ adoption: Adoption, from ours: String) throws -> Bool {
    try SyncAdoption(clone).adopt(
      adoption, from: ours,
      isExpected: {
        try git.currentCommit() == head && git.headBranch() == upstream.branch
      })
  }
}

/// Brings files, index and branch of a clone to a merge.
struct SyncAdoption {
  private let clone: SyncClone

  init(_ clone: SyncClone) { self.clone = clone }

  /// `ours` is the tree that the work tree has. False, with nothing changed, where the clone is no longer as expected.
  func adopt(_ adoption: Adoption, from ours: String, isExpected: () throws -> Bool) throws -> Bool {
    let (context, git, repository) = (clone.context, clone.git, clone.repository)
    let files = try self.files(from: ours, to: adoption.tree)
    let lock = try RepositoryLock.acquire(
      .exclusive, in: repository, command: "\(CommandLine(context.name))", timeout: context.options.patience)
    _ = try Recovery.run(in: repository, lock: lock, merge: FieldMerge.merge)
    guard try isExpected(), try git.pendingCount() == 0, !git.isAdopting else {
      _ = consume lock
      return false
    }
    let report: CommitReport
    do throws(Diagnostic) {
      report = try Transaction.commit(
        files, message: adoption.message, adopting: adoption, in: repository, lock: lock,
        merge: FieldMerge.merge)
    } catch {
      var error = error
      error.hints.append("what was merged is in git; sync again: \(CommandLine("sync"))")
      throw error
    }
    _ = consume lock
    for warning in report.warnings { context.warn(warning) }
    for conflict in report.conflicts { context.fail(conflict.diagnostic) }
    context.commitPending(in: repository)
    guard !git.isAdopting else {
      throw Diagnostic(
        .io, "the files are as merged, but git could not take the merge over",
        hints: ["finish it: \(CommandLine("sync"))"])
    }
    return true
  }

  /// The changes of files that the transaction writes.
  private func files(from ours: String, to tree: String) throws -> [FileChange] {
    let git = clone.git
    let changes = try git.changes(from: ours, to: tree).filter { git.isWritten($0) }
    let before = try git.checkouts(
      of: changes.compactMap { change in change.old.map { (change.path, $0.object) } })
    let after = try git.checkouts(
      of: changes.compactMap { change in change.new.map { (change.path, $0.object) } })
    return changes.compactMap { change in
      guard let path = git.ownPath(of: change.path) else { return nil }
      switch (before[change.path], after[change.path]) {
      case (nil, let new?): return FileChange(path: path, action: .create(new))
      case (let old?, let new?):
        return old == new ? nil : FileChange(path: path, action: .replace(before: old, after: new))
      case (let old?, nil): return FileChange(path: path, action: .delete(before: old))
      case (nil, nil): return nil
      }
    }
  }
}
