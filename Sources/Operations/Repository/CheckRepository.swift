import Diagnostics
import Records
import Rules
import Store

/// Finds everything that is wrong with the repository, each with its place and the way out.
package struct CheckRepository: Operation {
  package static let answer = AnswerForm.findings
  /// Whether what can be mended without guessing is mended first.
  package let mends: Bool

  package init(mends: Bool) {
    self.mends = mends
  }

  package func run(in context: Context) throws -> Answer {
    guard mends else {
      let workspace = try context.open(reportingProblems: false)
      return .findings(findings(workspace, context, try warnOfGit(workspace, context)))
    }
    var said = try mendStrayState(context)
    said += try mendMerges(context)
    let (workspace, mended) = try context.transact { try plan($0, context) }
    let isDryRun = context.options.isDryRun
    var lines = mended.lines
    // What has just got an id is a record from now on, and may break a rule.
    if !mended.paths.isEmpty, !isDryRun { lines += try mendRules(context) }
    said += lines.map { (isDryRun ? "would mend " : "mended ") + $0 }
    // Edited files are read anew, because the workspace after a change knows records only.
    let findings =
      isDryRun
      ? findings(workspace, context).filter { !mended.paths.contains($0.location?.file ?? "") }
      : findings(
        try context.open(reportingProblems: false), context, try context.hiddenRecords(workspace))
    return .findings(findings, said: said)
  }

  // MARK: Mending

  /// What the mending does, a line each, and the files that get an id.
  private func plan(
    _ workspace: Workspace, _ context: Context
  ) throws -> (Change, (lines: [String], paths: Set<String>)) {
    var (change, fixed) = fix(workspace, context)
    let taken = Set(change.creations.map(\.id))
    let edits = try MissingIDs(workspace: workspace, mint: context.mint).edits(besides: taken)
    for edit in edits { change.write(edit) }
    if fixed.isEmpty {
      change.message = "check: gave an id to \(edits.count) \(edits.count == 1 ? "record" : "records")"
    }
    fixed += edits.map { "\($0.path): the record has no id" }
    return (change, (lines: fixed, paths: Set(edits.map(\.path))))
  }

  private func fix(_ workspace: Workspace, _ context: Context) -> (change: Change, lines: [String]) {
    let (change, fixed) = Invariants.fix(
      workspace.snapshot, pipelines: workspace.pipelines, now: workspace.now, user: workspace.user,
      mint: context.mint)
    return (change, fixed.map { "\($0.diagnostic.location?.file ?? ""): \($0.diagnostic.message)" })
  }

  /// What a merge left broken comes before all else, since its sides say more than the files alone: a commit of its own.
  private func mendMerges(_ context: Context) throws -> [String] {
    let isDryRun = context.options.isDryRun
    var lines = try commitStrays(context)
    lines += try context.transact { workspace in
      try MergeMending(workspace: workspace, git: context.git(workspace.repository)).plan()
    }.result
    return lines.map { (isDryRun ? "would mend " : "mended ") + $0 }
  }

  /// Commits the records that are in no commit, as a merge writes them that took two records for one.
  private func commitStrays(_ context: Context) throws -> [String] {
    let workspace = try context.open(reportingProblems: false)
    let repository = workspace.repository
    guard repository.isGitWorkTree, workspace.config.commitsToGit else { return [] }
    let git = context.git(repository)
    guard git.headCommit() != nil, try context.gitWarning(in: repository) == nil else { return [] }
    let broken = Set(workspace.snapshot.problems.compactMap { $0.location?.file })
    let strays = try git.untrackedRecords().filter { !broken.contains($0) }
    guard !strays.isEmpty else { return [] }
    if !context.options.isDryRun {
      let count = strays.count == 1 ? strays[0] : "\(strays.count) records"
      try git.commit(strays, message: "sync: \(count) in no commit so far")
    }
    return strays.map { "\($0): it was in no commit" }
  }

  private func mendRules(_ context: Context) throws -> [String] {
    try context.transact { workspace in fix(workspace, context) }.result
  }

  /// State in a wrong folder comes first, because a change that waits there may matter to all else. Returns what was done.
  private func mendStrayState(_ context: Context) throws -> [String] {
    let repository = try context.repository()
    let stray = StrayState(in: repository)
    if stray.isEmpty { return [] }
    if context.options.isDryRun {
      context.plan += stray.findings.map { "would mend " + $0.message }
      return []
    }
    let lines = try stray.mend(
      with: context.git(repository), command: CommandLine("check").option("fix").description)
    context.commitPending(in: repository)
    return lines.map { "mended " + $0 }
  }

  // MARK: Finding

  /// Warns of what git does not keep, which is no fault of the files; returns what it keeps out of sight.
  private func warnOfGit(_ workspace: Workspace, _ context: Context) throws -> HiddenRecords {
    let repository = workspace.repository
    let hidden = try context.hiddenRecords(workspace)
    guard repository.isGitWorkTree, workspace.config.commitsToGit else { return hidden }
    let git = context.git(repository)
    for warning in try git.standing() + [hidden.warning, MergeSettings(git).warning].compactMap({ $0 }) {
      context.warn(warning)
    }
    return hidden
  }

  /// State in a wrong folder, broken files, broken pipelines, views, presets and synonyms, and broken rules, in this order.
  private func findings(
    _ workspace: Workspace, _ context: Context, _ hidden: HiddenRecords = HiddenRecords()
  ) -> [Diagnostic] {
    let locator = FieldLocator(repository: workspace.repository)
    let snapshot = workspace.seeing(hidden).snapshot
    let broken = Invariants.check(snapshot, pipelines: workspace.pipelines, now: workspace.now)
    let git = context.git(workspace.repository)
    let rules = DeletedRecords(workspace, git).diagnostics(of: broken) { finding in
      locator.located(finding.diagnostic, key: finding.key)
    }
    let roles = RoleRules(workspace.config, schema: workspace.snapshot.schema)?.problems ?? []
    let remarks = MoneyRemarks(snapshot, pipelines: workspace.pipelines, now: workspace.now).all.map {
      locator.located($0.diagnostic, key: $0.key)
    }
    return StrayState(in: workspace.repository).findings + workspace.snapshot.problems + roles
      + workspace.pipelines.problems + workspace.supportProblems + rules
      + remarks
  }
}
