import ArgumentParser
import Diagnostics
import Operations
import Output
import Records
import Rules
import Store
import Text
import YAML

/// `crm check [--fix]`: everything that is wrong with the repository, each with its place and the way out.
struct Check: CRMCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Find broken files and deals that break a rule; exit 4 when there are any.")

  static let formats = OutputFormat.ofObjects

  @Flag(name: .long, help: "Mend what can be mended without guessing.")
  var fix = false

  @OptionGroup var global: GlobalOptions

  func run(in session: Session) throws {
    guard fix else {
      let workspace = try session.open(reportingProblems: false)
      return try print(findings(workspace, try tellOfGit(workspace, in: session), in: session), in: session)
    }
    try mendStrayState(in: session)
    let (workspace, mended) = try session.transact { workspace in
      var (change, fixed) = Invariants.fix(
        workspace.snapshot, pipelines: workspace.pipelines, now: workspace.now, user: workspace.user,
        mint: session.mint(workspace))
      let taken = Set(change.creations.map(\.id))
      let edits = try MissingIDs(workspace: workspace, mint: session.mint(workspace)).edits(besides: taken)
      for edit in edits { change.write(edit) }
      if fixed.isEmpty {
        change.message = "check: gave an id to \(edits.count) \(edits.count == 1 ? "record" : "records")"
      }
      let mended =
        fixed.map(Check.line)
        + edits.map { "\($0.path): the record has no id" }
      return (change, (lines: mended, paths: Set(edits.map(\.path))))
    }
    var lines = mended.lines
    // What has just got an id is a record from now on, and may break a rule.
    if !mended.paths.isEmpty, !global.dryRun { lines += try mendRules(in: session) }
    for line in lines {
      try session.say(session.escaped((global.dryRun ? "would mend " : "mended ") + line))
    }
    // Edited files are read anew, because the workspace after a change knows records only.
    let findings =
      global.dryRun
      ? findings(workspace, in: session).filter { !mended.paths.contains($0.location?.file ?? "") }
      : findings(
        try session.open(reportingProblems: false), try session.hiddenRecords(workspace), in: session)
    try print(findings, in: session)
  }

  /// Warns of what git does not keep, which is no fault of the files; returns what it keeps out of sight.
  private func tellOfGit(_ workspace: Workspace, in session: Session) throws -> HiddenRecords {
    let repository = workspace.repository
    let hidden = try session.hiddenRecords(workspace)
    guard repository.isGitWorkTree, workspace.config.commitsToGit else { return hidden }
    for warning in try session.git(repository).standing() + [hidden.warning].compactMap({ $0 }) {
      session.warn(warning)
    }
    return hidden
  }

  /// State in a wrong folder comes first, because a change that waits there may matter to all else.
  private func mendStrayState(in session: Session) throws {
    let repository = try session.repository()
    let stray = StrayState(in: repository)
    if stray.isEmpty { return }
    if global.dryRun {
      for finding in stray.findings { try session.say(session.escaped("would mend " + finding.message)) }
      return
    }
    for line in try stray.mend(
      with: session.git(repository), command: CommandLine("check").option("fix").description)
    {
      try session.say(session.escaped("mended " + line))
    }
    session.commitPending(in: repository)
  }

  private func mendRules(in session: Session) throws -> [String] {
    try session.transact { workspace in
      let (change, fixed) = Invariants.fix(
        workspace.snapshot, pipelines: workspace.pipelines, now: workspace.now, user: workspace.user,
        mint: session.mint(workspace))
      return (change, fixed.map(Check.line))
    }.result
  }

  private static func line(_ finding: Finding) -> String {
    "\(finding.diagnostic.location?.file ?? ""): \(finding.diagnostic.message)"
  }

  /// State in a wrong folder, broken files, broken pipelines, broken synonyms and broken rules, in this order.
  private func findings(
    _ workspace: Workspace, _ hidden: HiddenRecords = HiddenRecords(), in session: Session
  ) -> [Diagnostic] {
    let locator = FieldLocator(repository: workspace.repository)
    let snapshot = workspace.seeing(hidden).snapshot
    let broken = Invariants.check(snapshot, pipelines: workspace.pipelines, now: workspace.now)
    let rules = DeletedRecords(workspace, session).diagnostics(of: broken) { finding in
      locator.located(finding.diagnostic, key: finding.key)
    }
    return StrayState(in: workspace.repository).findings + workspace.snapshot.problems
      + workspace.pipelines.problems + workspace.synonymFile.problems + rules
  }

  private func print(_ findings: [Diagnostic], in session: Session) throws {
    try FindingsPrinter(session: session).print(findings)
  }
}

/// Prints findings on standard output, since they are the data of a check.
struct FindingsPrinter {
  let session: Session

  func print(_ findings: [Diagnostic]) throws {
    if session.format != .table {
      try TablePrinter(session: session).print(objects: findings.map(DiagnosticRenderer.json))
    } else {
      for finding in findings {
        try session.write(DiagnosticRenderer.text(finding, severity: .error, style: session.style))
      }
      if findings.isEmpty {
        try session.say("no problems found")
      } else {
        session.note("\(findings.count) \(findings.count == 1 ? "problem" : "problems") found")
      }
    }
    if !findings.isEmpty { session.worsen(.invalidData) }
  }
}

/// Gives an id to record files that have none.
private struct MissingIDs {
  let workspace: Workspace
  var mint: IDMint

  /// The taken ids are those of records that the same change makes.
  func edits(besides taken: Set<RecordID>) throws -> [Change.FileEdit] {
    var mint = mint
    var taken = taken
    var edits: [Change.FileEdit] = []
    for problem in workspace.snapshot.problems {
      guard let path = problem.location?.file, RecordFiles.kind(ofPath: path) != nil,
        let bytes = try RecordFile.readIfPresent(path, in: workspace.repository),
        let document = try? YAML.Document(parsing: bytes, file: path), document["id"] == nil
      else { continue }
      var id = Reference.identifier(endingStem: Path.stem(of: path))
      if let own = id, taken.contains(own) || workspace.snapshot.record(own) != nil { id = nil }
      let chosen = id ?? mint.mint { taken.contains($0) || workspace.snapshot.record($0) != nil }
      taken.insert(chosen)
      let after = try document.spliced(
        [Edit("id", .plain(chosen.description))], order: ["id"] + document.pairs.map(\.key))
      edits.append(Change.FileEdit(path: path, before: bytes, after: after))
    }
    return edits
  }
}
