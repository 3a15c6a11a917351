import Dates
import Diagnostics
import Filters
import Output
import RecordIndex
import Records
import Rules
import Search
import Store
import Text
import Threads

/// An open repository: its snapshot with the compiled pipelines, ready to be read or changed.
struct Workspace {
  let repository: Repository
  let snapshot: Snapshot
  let pipelines: Pipelines
  let now: Instant
  private let asker: Once<String>

  init(repository: Repository, snapshot: Snapshot, pipelines: Pipelines, now: Instant, asker: Once<String>) {
    self.repository = repository
    self.snapshot = snapshot
    self.pipelines = pipelines
    self.now = now
    self.asker = asker
  }

  /// The same workspace after a change.
  func landed(_ snapshot: Snapshot, _ pipelines: Pipelines) -> Workspace {
    Workspace(repository: repository, snapshot: snapshot, pipelines: pipelines, now: now, asker: asker)
  }

  /// The same workspace, where the records that git keeps out of sight count as files that cannot be read.
  func seeing(_ hidden: HiddenRecords) -> Workspace {
    hidden.isEmpty ? self : landed(snapshot.adding(problems: hidden.problems), pipelines)
  }

  /// Who works here: the id of the owner, where `crm.yaml` lists them.
  var user: String { asker.value }
  var config: Config { snapshot.config }
  var zone: Zone { config.zone }
  var today: CivilDate { zone.date(now) }

  /// The present moment with the repository's offset, as it is written into records.
  var moment: Instant { zone.localized(now) }

  /// The record that a REF names; of all kinds where none is given.
  func resolve(
    _ text: String, _ kinds: Kind..., for use: SmartReference.Use = .writing,
    preferring preference: ReferenceResolver.Preference = .open
  ) throws(Diagnostic) -> Record {
    do {
      return try ReferenceResolver(snapshot: snapshot, finder: finder(for: use)).resolve(
        text, kinds: kinds.isEmpty ? Kind.allCases : kinds, preferring: preference)
    } catch {
      throw error.code == .notFound ? hinting(error, at: text, for: use) : error
    }
  }

  /// What is not found may stand in a file that cannot be read.
  private func hinting(_ error: Diagnostic, at text: String, for use: SmartReference.Use) -> Diagnostic {
    guard !snapshot.problems.isEmpty else { return error }
    if let id = Reference.identifier(endingStem: text.lowercased()),
      let file = snapshot.unreadable.files.first(where: { $0.id == id })
    {
      var problem = file.problem
      problem.message = "\(file.kind.rawValue) \(id) cannot be read: \(problem.message)"
      return problem
    }
    var error = error
    let words = Folding.words(text)
    let suspects = snapshot.problems.filter { problem in
      let path = Folding.words(problem.location?.file ?? "")
      return !words.isEmpty && words.allSatisfy { word in path.contains { $0.hasPrefix(word) } }
    }
    if let suspect = suspects.first, let place = suspect.location {
      // A change is refused for what it may have meant; a reader is told after the data.
      if use == .writing {
        var problem = suspect
        problem.code = .invalidData
        problem.message = "\(error.message), and this file cannot be read: \(suspect.message)"
        return problem
      }
      error.hints = ["\(place.file):\(place.line):\(place.column) cannot be read: \(suspect.message)"]
    } else {
      let count = snapshot.problems.count
      error.hints.append("\(count) \(count == 1 ? "file" : "files") cannot be read: crm check")
    }
    return error
  }

  /// What conditions and computed numbers look at; reads no file.
  var evaluation: EvaluationContext {
    let asker = asker
    return EvaluationContext(snapshot: snapshot, now: now, user: asker.value, stages: pipelines.stages)
  }

  var filterContext: FilterContext {
    let views = SavedViews(repository: repository)
    let repository = repository
    let synonyms = Once { Workspace.synonymFile(in: repository).synonyms }
    let asker = asker
    return FilterContext(
      snapshot: snapshot, now: now, user: asker.value, stages: pipelines.stages, viewNames: views.names,
      view: { views.filter($0) }, synonyms: { synonyms.value.words(for: $0) })
  }

  /// A past moment as a person wrote it on the command line; warnings go to standard error.
  func past(_ text: String, option: String, session: Session) throws -> Instant {
    zone.localized(try when(text, owner: user, allowPast: true, option: option, session: session).instant)
  }

  /// When something is due, as a person wrote it, on the clocks and in the hours of the one who is to do it.
  func deadline(
    _ text: String, owner: String?, option: String? = "--due", session: Session
  ) throws -> Deadline {
    try when(text, owner: owner ?? user, allowPast: false, option: option, session: session).deadline
  }

  private func when(
    _ text: String, owner: String, allowPast: Bool, option: String?, session: Session
  ) throws -> WhenParser.Parsed {
    let parser = WhenParser(
      now: now, zone: config.zone(of: owner), hours: config.hours(of: owner), allowPast: allowPast)
    do throws(WhenError) {
      let parsed = try parser.parse(text)
      if let warning = parsed.warning { session.warn(warning) }
      return parsed
    } catch {
      throw Diagnostic(
        .invalidValue, (option.map { $0 + ": " } ?? "") + error.message, hints: error.hint.map { [$0] } ?? [])
    }
  }

  /// Who is to do a task: its owner, else that of its deal; the user where neither is known.
  func doer(of task: Record) -> String {
    task.text("owner") ?? snapshot.record(task.reference("deal"))?.text("owner") ?? user
  }
}

extension Session {
  func repository() throws -> Repository {
    try Session.repository(world: world, global: global)
  }

  static func repository(world: World, global: GlobalOptions) throws(Diagnostic) -> Repository {
    let folder: String? = if let named = global.directory { try Named.folder(named, "-C") } else { nil }
    return try Repository.discover(
      explicit: folder, environment: world.environment["CRM_REPO"], workingDirectory: world.workingDirectory)
  }

  /// Opens the repository for reading. Files that cannot be read are reported after the data, and the status becomes 4.
  func open(reportingProblems: Bool = true) throws -> Workspace {
    Parallel.warmUp()
    let repository = try repository()
    // The shared lock is held while the files are read: a reader never sees half a transaction.
    let reading = try Recovery.openForReading(
      in: repository, command: "crm " + command, merge: FieldMerge.merge)
    if let report = reading.recovered { tell(report) }
    for warning in reading.warnings { warn(warning) }
    let workspace = try load(repository, overlay: reading.overlay, lock: reading.lock)
    if reportingProblems { remember(problems: workspace.snapshot.problems) }
    return workspace
  }

  private func tell(_ report: RecoveryReport) {
    for warning in report.warnings + report.conflicts.map(\.diagnostic) { warn(warning) }
  }

  /// Whether reads go through the compiled index; `CRM_NO_INDEX=1` parses every file instead.
  var usesIndex: Bool { !world.isSet("CRM_NO_INDEX") }

  private func load(
    _ repository: Repository, overlay: [String: [UInt8]?] = [:], lock: borrowing RepositoryLock
  ) throws -> Workspace {
    let (known, report) = try IndexedRepository.open(
      repository, overlay: overlay, usesIndex: usesIndex, lock: lock)
    let snapshot = known.reading { path in SupportFiles.read(path, in: repository) }
    if let problem = report.problem { warn(problem) }
    let user = user(repository)
    let config = snapshot.config
    return Workspace(
      repository: repository, snapshot: snapshot, pipelines: Pipelines.compile(snapshot), now: now,
      asker: Once { config.ownerID(user.value) })
  }

  /// Opens the repository as a read does, and tells how that went.
  func readIndex() throws -> (repository: Repository, report: IndexReport) {
    try withIndex { (repository, overlay, lock) throws(Diagnostic) in
      try IndexedRepository.open(repository, overlay: overlay, usesIndex: usesIndex, lock: lock).report
    }
  }

  /// Makes the index anew, whatever is there.
  func rebuildIndex() throws -> (repository: Repository, report: IndexReport) {
    try withIndex { (repository, overlay, lock) throws(Diagnostic) in
      try IndexedRepository.rebuild(repository, overlay: overlay, lock: lock).report
    }
  }

  private func withIndex(
    _ body: (Repository, [String: [UInt8]?], borrowing RepositoryLock) throws(Diagnostic) -> IndexReport
  ) throws -> (repository: Repository, report: IndexReport) {
    let repository = try repository()
    let reading = try Recovery.openForReading(
      in: repository, command: "crm " + command, merge: FieldMerge.merge)
    if let report = reading.recovered { tell(report) }
    for warning in reading.warnings { warn(warning) }
    return (repository, try body(repository, reading.overlay, reading.lock))
  }

  /// Plans under the lock, so that nothing the plan stands on can change; then commits all of it or nothing.
  ///
  /// Returns the workspace as it is afterwards, and what the plan returned. With `--dry-run` nothing is written.
  @discardableResult
  func transact<Result>(
    bulk: Bool = false, _ plan: (Workspace) throws -> (Change, Result)
  ) throws -> (workspace: Workspace, result: Result) {
    let (landed, result, awaitsGit) = try underLock(bulk: bulk, plan)
    // Git runs its hooks, and a hook may call crm, so the lock is free again by now.
    if awaitsGit { commitPending(in: landed.repository) }
    return (landed, result)
  }

  /// Commits what waits for git. What git took away before that is an error; all else can be made up for.
  func commitPending(in repository: Repository) {
    for problem in git(repository).commitPending(command: "crm " + command, amidst: global.force) {
      if problem.code == .conflict { fail(problem) } else { warn(problem) }
    }
  }

  /// Refuses to write where git would take the change away again, unless that is forced; returns what else git will
  /// not keep.
  func gitWarning(in repository: Repository) throws(Diagnostic) -> Diagnostic? {
    let state = GitState(of: repository)
    if !global.force, let refusal = state.refusal { throw refusal }
    return state.warning
  }

  private func underLock<Result>(
    bulk: Bool, _ plan: (Workspace) throws -> (Change, Result)
  ) throws -> (landed: Workspace, result: Result, awaitsGit: Bool) {
    let repository = try repository()
    let lock = try RepositoryLock.acquire(.exclusive, in: repository, command: "crm " + command)
    if let report = try Recovery.run(in: repository, lock: lock, merge: FieldMerge.merge) { tell(report) }
    var workspace = try load(repository, lock: lock)
    try refuseUnreadable(workspace)
    let hidden = try hiddenRecords(workspace)
    if let warning = hidden.warning {
      warn(warning)
      workspace = workspace.seeing(hidden)
    }
    let (change, result) = try plan(workspace)
    if let refusal = hidden.refusal(of: change) { throw refusal }
    let writer = ChangeWriter(repository: repository, snapshot: workspace.snapshot)
    let newFiles = global.dryRun ? nil : writer.begin(change)
    let editsPipelines = change.files.contains { $0.path.hasPrefix("pipelines/") }
    let pipelines =
      editsPipelines ? Pipelines.compile(workspace.snapshot.applying(change)) : workspace.pipelines
    do {
      try refuseBrokenInvariants(change, workspace, pipelines)
    } catch {
      newFiles?.abandon()
      throw error
    }
    // Made at the end only: with thousands of records it would take its memory while they are written.
    func landed() -> Workspace { workspace.landed(workspace.snapshot.applying(change), pipelines) }
    if global.dryRun {
      if format == .table, !global.quiet {
        for line in ChangeDescription(change, workspace).lines { try write(escaped(line) + "\n") }
      }
      return (landed(), result, false)
    }
    guard let newFiles, !change.isEmpty else { return (landed(), result, false) }
    let files = try writer.files(for: change, new: newFiles)
    guard !files.isEmpty else { return (landed(), result, false) }
    let commits = workspace.config.commitsToGit && repository.isGitWorkTree
    let gitWarning = commits ? try gitWarning(in: repository) : nil
    let report = try Transaction.commit(
      files, message: subject(change), git: commits, in: repository, lock: lock, bulk: bulk,
      merge: FieldMerge.merge)
    if !report.transaction.isEmpty { madeChange = ChangeID.text(report.transaction) }
    for warning in report.warnings + [gitWarning].compactMap({ $0 }) { warn(warning) }
    // Somebody saved the same field in between: their text stands and ours lies in the conflict copy.
    for conflict in report.conflicts { fail(conflict.diagnostic) }
    return (landed(), result, commits)
  }

  /// The records that git keeps out of sight.
  func hiddenRecords(_ workspace: Workspace) throws(Diagnostic) -> HiddenRecords {
    guard workspace.repository.isGitWorkTree else { return HiddenRecords() }
    return try HiddenRecords(
      git(workspace.repository), config: workspace.config, schema: workspace.snapshot.schema)
  }

  /// The commit message: one line without control characters, so that no record's name can forge a trailer.
  private func subject(_ change: Change) -> String {
    escaped(change.message) + (change.trailer.map { "\n\n" + $0 } ?? "")
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

  private func refuseBrokenInvariants(
    _ change: Change, _ workspace: Workspace, _ pipelines: Pipelines
  ) throws {
    let broken = Invariants.check(workspace.snapshot, pipelines: pipelines, touching: change, now: now)
    if let whole = Diagnostic(all: broken.map(\.refusal)) { throw whole }
  }

  /// A mint for the identifiers of this command's new records.
  func mint(_ workspace: Workspace) -> IDMint { IDMint(seed: world.seed) }
}
