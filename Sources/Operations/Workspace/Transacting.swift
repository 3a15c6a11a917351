package import Diagnostics
import Merging
package import RecordIndex
package import Records
import Rules
package import Store
import Text
import Threads

extension Context {
  /// Opens the repository for reading. Files that cannot be read are reported after the data, and the status becomes 4.
  package func open(reportingProblems: Bool = true) throws -> Workspace {
    try open(reportingProblems: reportingProblems) { _, _ in .all }
  }

  /// The same where the answer most likely depends on some kinds alone; the others are left unread where `partial` allows it.
  func open(
    reportingProblems: Bool = true, reading kinds: @escaping (Config, Repository) -> KindSet
  ) throws -> Workspace {
    if let batch { return batch.workspace }
    let repository = try repository()
    // The shared lock is held while the files are read: a reader never sees half a transaction.
    let reading = try Recovery.openForReading(
      in: repository, command: "\(CommandLine(name))", patience: options.patience, merge: FieldMerge.merge)
    if let report = reading.recovered { tell(report) }
    for warning in reading.warnings { warn(warning) }
    // What is told of a recovery is told once, so that run is the only one.
    let isPlain = reading.recovered == nil && reading.warnings.isEmpty && !repository.isAdopting
    finishAdoption(in: repository)
    let needed = partial?.needed
    let workspace = try load(repository, overlay: reading.overlay, lock: reading.lock) { config in
      guard isPlain, let needed else { return .all }
      return needed.union(kinds(config, repository))
    }
    if reportingProblems { remember(problems: workspace.snapshot.problems) }
    return workspace
  }

  /// Lets git take over a merge whose files a killed command left in place: until then git would show what others did as
  /// edits made here.
  private func finishAdoption(in repository: Repository) {
    if repository.isAdopting { commitPending(in: repository) }
  }

  private func tell(_ report: RecoveryReport) {
    for warning in report.warnings + report.conflicts.map(\.diagnostic) { warn(warning) }
  }

  private func load(
    _ repository: Repository, overlay: [String: [UInt8]?] = [:], lock: borrowing RepositoryLock,
    kinds: @escaping (Config) -> KindSet = { _ in .all }
  ) throws -> Workspace {
    let (known, report) = try IndexedRepository.open(
      repository, overlay: overlay, usesIndex: options.usesIndex, lock: lock, kinds: kinds)
    let read = known.reading { path in SupportFiles.read(path, in: repository) }
    let snapshot = partial?.noting(read) ?? read
    if let problem = report.problem { warn(problem) }
    return Workspace(
      repository: repository, snapshot: snapshot, pipelines: Pipelines.compile(snapshot), now: now,
      asker: asker(in: snapshot.config, repository), rows: rows)
  }

  /// The id of the owner who works here. Where nobody said who it is and git's name is no owner's, its address decides.
  func asker(in config: Config, _ repository: Repository) -> Once<String> {
    let user = user(repository)
    let isGiven = actor.given?.isEmpty == false
    let git = config.owners.isEmpty || isGiven || !repository.isGitWorkTree ? nil : git(repository)
    return Once {
      let id = config.ownerID(user.value)
      guard let git, config.owner(id) == nil, let address = git.authorEmail()?.lowercased() else { return id }
      return config.owners.first { $0.email?.lowercased() == address }?.id ?? id
    }
  }

  /// Opens the repository as a read does, but reads the whole index, and tells how that went.
  package func readIndex() throws -> (repository: Repository, report: IndexReport) {
    try withIndex { (repository, overlay, lock) throws(Diagnostic) in
      try IndexedRepository.open(
        repository, overlay: overlay, usesIndex: options.usesIndex, lock: lock, isThorough: true
      ).report
    }
  }

  /// Makes the index anew, whatever is there.
  package func rebuildIndex() throws -> (repository: Repository, report: IndexReport) {
    try withIndex { (repository, overlay, lock) throws(Diagnostic) in
      try IndexedRepository.rebuild(repository, overlay: overlay, lock: lock).report
    }
  }

  private func withIndex(
    _ body: (Repository, [String: [UInt8]?], borrowing RepositoryLock) throws(Diagnostic) -> IndexReport
  ) throws -> (repository: Repository, report: IndexReport) {
    let repository = try repository()
    let reading = try Recovery.openForReading(
      in: repository, command: "\(CommandLine(name))", patience: options.patience, merge: FieldMerge.merge)
    if let report = reading.recovered { tell(report) }
    for warning in reading.warnings { warn(warning) }
    return (repository, try body(repository, reading.overlay, reading.lock))
  }

  /// Plans under the lock, so that nothing the plan stands on can change; then commits all of it or nothing.
  ///
  /// Returns the workspace as it is afterwards, and what the plan returned; `kind` is that of the records to be shown. With `--dry-run` nothing is written.
  @discardableResult
  package func transact<Result>(
    bulk: Bool = false, answering kind: Kind? = nil, _ plan: (Workspace) throws -> (Change, Result)
  ) throws -> (workspace: Workspace, result: Result) {
    if let batch { return try batch.land(self, plan) }
    let (landed, result, awaitsGit) = try underLock(bulk: bulk) { workspace in
      if let kind, let fields = options.fields {
        for key in try FieldChoice.names(fields) {
          _ = try RecordColumn(key, kind: kind, workspace: workspace)
        }
      }
      return try plan(workspace)
    }
    // Git runs its hooks, and a hook may call crm, so the lock is free again by now.
    if awaitsGit {
      if options.commitsLater {
        awaitingGit = landed.repository
      } else {
        commitPending(in: landed.repository)
      }
    }
    return (landed, result)
  }

  /// Changes the record that a REF names, and answers with what became of it.
  func change(
    _ reference: String, _ kind: Kind, preferring preference: ReferenceResolver.Preference = .open,
    _ plan: (Record, Workspace, inout ChangePlanner) throws -> Void,
    entry: (RecordID, Workspace) -> ChangeAnswer.Entry,
    others: (RecordID, Workspace) -> [ChangeAnswer.Entry] = { _, _ in [] }
  ) throws -> Answer {
    let (workspace, done) = try transact(answering: kind) { workspace in
      let record = try workspace.resolve(reference, kind, preferring: preference)
      try demandRevision(of: record, in: workspace)
      var planner = workspace.planner(self)
      try plan(record, workspace, &planner)
      let change = planner.change
      return (change, (id: record.id, repetitions: change.repetitions))
    }
    let entries =
      [entry(done.id, workspace)] + others(done.id, workspace) + repeated(done.repetitions, in: workspace)
    return .changes(ChangeAnswer(kind, entries, in: workspace, self))
  }

  /// Commits what waits for git. What git took away before that is an error; all else can be made up for.
  package func commitPending(in repository: Repository) {
    for problem in git(repository).commitPending(command: "\(CommandLine(name))", amidst: options.isForced) {
      if problem.code == .conflict { fail(problem) } else { warn(problem) }
    }
  }

  /// Refuses to write where git would take the change away again, unless that is forced; returns what else git will
  /// not keep.
  package func gitWarning(in repository: Repository) throws(Diagnostic) -> Diagnostic? {
    let state = GitState(of: repository)
    if !options.isForced, let refusal = state.refusal { throw refusal }
    return state.warning
  }

  private func underLock<Result>(
    bulk: Bool, _ plan: (Workspace) throws -> (Change, Result)
  ) throws -> (landed: Workspace, result: Result, awaitsGit: Bool) {
    let repository = try repository()
    finishAdoption(in: repository)
    let lock = try RepositoryLock.acquire(
      .exclusive, in: repository, command: "\(CommandLine(name))", timeout: options.patience)
    if let report = try Recovery.run(in: repository, lock: lock, merge: FieldMerge.merge) { tell(report) }
    var workspace = try load(repository, lock: lock)
    try refuseUnreadable(workspace)
    let hidden = try hiddenRecords(workspace)
    if let warning = hidden.warning {
      warn(warning)
      workspace = workspace.seeing(hidden)
    }
    let (change, result) = try plan(workspace)
    try refuseUnjudged(nil, workspace)
    if options.keepsDifference { difference += ChangeDifference(workspace).fields(of: change) }
    if let refusal = hidden.refusal(of: change) { throw refusal }
    try refuseByRole(change, workspace)
    let writer = ChangeWriter(repository: repository, snapshot: workspace.snapshot)
    let newFiles = options.isDryRun ? nil : writer.begin(change)
    let editsPipelines = change.files.contains { $0.path.hasPrefix("pipelines/") }
    let pipelines =
      editsPipelines ? Pipelines.compile(workspace.snapshot.applying(change)) : workspace.pipelines
    do {
      try refuseBrokenInvariants(change, workspace, pipelines)
    } catch {
      newFiles?.abandon()
      throw error
    }
    if !bulk {
      warnOfCalls(change, workspace)
      warnOfApprovals(change, workspace)
    }
    // Made at the end only: with thousands of records it would take its memory while they are written.
    func landed(_ files: [FileChange] = []) -> Workspace {
      workspace.landed(
        workspace.snapshot.applying(change), pipelines, writing: files, isPlanned: options.isDryRun)
    }
    if options.isDryRun {
      self.plan += ChangeDescription(change, workspace).lines
      return (landed(), result, false)
    }
    guard let newFiles, !change.isEmpty else { return (landed(), result, false) }
    let files = try writer.files(for: change, new: newFiles)
    guard !files.isEmpty else { return (landed(), result, false) }
    try refuseUnjudged(files, workspace)
    let commits = workspace.config.commitsToGit && repository.isGitWorkTree
    let gitWarning = commits ? try gitWarning(in: repository) : nil
    let report = try Transaction.commit(
      files, message: subject(change), git: commits, in: repository, lock: lock, bulk: bulk,
      merge: FieldMerge.merge)
    if !report.transaction.isEmpty { madeChange = ChangeID.text(report.transaction) }
    for warning in report.warnings + [gitWarning].compactMap({ $0 }) { warn(warning) }
    // Somebody saved the same field in between: their text stands and ours lies in the conflict copy.
    for conflict in report.conflicts { fail(conflict.diagnostic) }
    return (landed(files), result, commits)
  }

  /// Warns of approvals that a change makes void.
  private func warnOfApprovals(_ change: Change, _ workspace: Workspace) {
    guard change.updates.contains(where: { workspace.snapshot.record($0.key)?["approvals"] != nil }) else {
      return
    }
    let after = workspace.snapshot.applying(change)
    for warning in VoidedApprovals.warnings(of: change, from: workspace.snapshot, to: after) { warn(warning) }
  }

  /// Warns of calls outside the hours of those who are to be called.
  func warnOfCalls(_ change: Change, _ workspace: Workspace) {
    let calls = CallHours(workspace: workspace)
    for text in calls.warnings(of: change, in: { workspace.snapshot.applying(change) }) { warn(text) }
  }

  /// The records that git keeps out of sight.
  package func hiddenRecords(_ workspace: Workspace) throws(Diagnostic) -> HiddenRecords {
    guard workspace.repository.isGitWorkTree else { return HiddenRecords() }
    return try HiddenRecords(
      git(workspace.repository), config: workspace.config, schema: workspace.snapshot.schema)
  }

  /// The commit message without control characters: a line, and below it what else was done, a line each. No name that
  /// has line ends can forge a trailer.
  private func subject(_ change: Change) -> String {
    var origin = options.origin
    origin.actor = ChangeOrigin(origin.channel, actor: actor.given).actor
    let trailers = origin.trailers + (change.trailer.map { [$0] } ?? [])
    let lines = change.message.split(separator: "\n")
    let isForged = lines.dropFirst().contains { $0.hasPrefix("Crm-") }
    return TerminalEscaping.escape(change.message, keepingNewlines: !isForged)
      + (trailers.isEmpty ? "" : "\n\n" + trailers.joined(separator: "\n"))
  }

  /// What the system would not hand over may be just what the plan needs to know of: only a file that is known to
  /// be missing is absent. And settings that are wrong would be replaced by others: times written in another zone,
  /// amounts in another currency.
  private func refuseUnreadable(_ workspace: Workspace) throws {
    let problems = workspace.snapshot.problems
    if var whole = Diagnostic(all: problems.filter { $0.code == .io }) {
      whole.hints.append("nothing was changed, because what cannot be read may matter to the change")
      throw whole
    }
    guard var whole = Diagnostic(all: problems.filter { $0.location?.file == "crm.yaml" }) else { return }
    whole.hints.append(
      "nothing was changed, because the settings decide what is written; mend crm.yaml first")
    throw whole
  }

  func refuseBrokenInvariants(
    _ change: Change, _ workspace: Workspace, _ pipelines: Pipelines
  ) throws {
    let broken = Invariants.check(workspace.snapshot, pipelines: pipelines, touching: change, now: now)
    if let whole = Diagnostic(all: broken.map(\.refusal)) { throw whole }
    if let whole = Diagnostic(all: try editedInvoices(change, workspace)) { throw whole }
  }

  /// A mint for the identifiers of this operation's new records.
  package var mint: IDMint { IDMint(seed: seed) }
}
