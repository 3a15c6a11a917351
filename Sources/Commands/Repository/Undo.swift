import ArgumentParser
import Dates
import Diagnostics
import JSON
import Operations
import Output
import Records
import Rules
import Store

/// What was taken back.
private struct UndoneChange {
  let change: LoggedChange
  let paths: [String]
}

/// `crm undo [CHANGE]`: takes back what one change wrote, and nothing that was written since.
struct Undo: CRMCommand {
  static let configuration = CommandConfiguration(
    commandName: "undo",
    abstract: "Take back a change that crm made here: the last one, or the one named.",
    discussion: """
      Goes back field by field: what you or others wrote since stays, and where the same field was changed since, \
      nothing is undone and the field is named. Given again, it takes back the change before; to bring back what was \
      undone, undo the undoing by its name.
      """)

  @Argument(help: ArgumentHelp("The change, as c-…, or the commit that holds it.", valueName: "change"))
  var change: String?

  @Flag(name: .customLong("list"), help: "List the last changes, the newest first.")
  var isListing = false

  /// The list of changes is a table, what was undone is not.
  var askedFormats: [OutputFormat] { isListing ? OutputFormat.allCases : OutputFormat.ofObjects }

  @OptionGroup var global: GlobalOptions

  func run(in session: Session) throws {
    if isListing {
      guard change == nil else { throw Diagnostic(.usage, "--list takes no change") }
      return try ChangeList(session: session).print()
    }
    let (_, done) = try session.transact { workspace in
      let repository = workspace.repository
      let git = repository.isGitWorkTree ? session.git(repository) : nil
      let history = try ChangeHistory(of: repository, git: git)
      let takeback = Takeback(workspace, history)
      let target = try self.target(of: history, takeback, git)
      let files = try history.files(of: target)
      // The first change is where the repository begins; without its settings nothing could be done in it.
      if files.contains(where: { $0.path == "crm.yaml" && $0.before == nil }) {
        throw Undo.nothing(in: history)
      }
      var change = try takeback.change(of: target, files)
      // The trailer tells the next undo that this one is taken back already.
      change.message = Undo.subject(of: target)
      change.trailer = "\(Git.undoTrailer): \(target.id)"
      try refuseBreaking(change, of: target.subject, workspace)
      return (change, UndoneChange(change: target, paths: change.files.map(\.path)))
    }
    try report(done, in: session)
  }

  /// `undo: …`, or `redo: …` where the change took another one back.
  private static func subject(of target: LoggedChange) -> String {
    let subject = ["undo: ", "redo: "].reduce(target.subject) {
      $0.hasPrefix($1) ? String($0.dropFirst($1.utf8.count)) : $0
    }
    return (target.undoes != nil && target.subject.hasPrefix("undo: ") ? "redo: " : "undo: ") + subject
  }

  private func target(
    of history: ChangeHistory, _ takeback: Takeback, _ git: Git?
  ) throws -> LoggedChange {
    if let change { return try history.change(named: change) }
    guard let last = try history.last(isLeft: takeback.isLeft) else { throw Undo.nothing(in: history) }
    if !last.isOwn, let email = git?.authorEmail(), let other = last.email, other != email {
      throw Diagnostic(
        .notFound,
        "this clone has made no change yet; the last one is of \(last.author ?? other): \(last.subject)",
        hints: ["to take that back: \(CommandLine("undo", .known(last.id)))"])
    }
    return last
  }

  private static func nothing(in history: ChangeHistory) -> Diagnostic {
    let undone = history.changes.first { $0.undoes != nil && !history.undone.contains($0.id) }
    return Diagnostic(
      .notFound, "there is no change of crm to undo",
      hints: undone.map { ["to bring back what was undone last: \(CommandLine("undo", .known($0.id)))"] }
        ?? [])
  }

  private func report(_ done: UndoneChange, in session: Session) throws {
    if session.format != .table {
      let json = JSONValue.object([
        JSONMember("undone", .string(done.change.subject)),
        JSONMember("change", .string(done.change.id)),
        JSONMember("by", session.madeChange.map { .string($0) } ?? .null),
        JSONMember("paths", .array(done.paths.map { .string($0) })),
      ])
      return try TablePrinter(session: session).print(object: json)
    }
    try session.say(session.escaped("\(global.dryRun ? "would undo" : "undone"): \(done.change.subject)"))
    if let made = session.madeChange {
      try session.say("  to bring it back: \(CommandLine("undo", .known(made)))")
    }
  }

  /// What came after the change, by hand or by others, may depend on it.
  private func refuseBreaking(_ change: Change, of subject: String, _ workspace: Workspace) throws {
    let snapshot = workspace.snapshot
    var judged = RecordEdits(workspace).change(of: change.files)
    var pipelines = workspace.pipelines
    if change.files.contains(where: { $0.path.hasPrefix("pipelines/") }) {
      pipelines = Pipelines.compile(snapshot.applying(change))
      // A stage that goes concerns every deal that may be in it.
      for deal in snapshot.records(.deal) where !judged.touches(deal.id) {
        judged.set(deal.id, "stage", deal["stage"])
      }
    }
    let broken = Invariants.check(
      snapshot, pipelines: pipelines, formerly: workspace.pipelines, touching: judged, now: workspace.now)
    let locator = FieldLocator(repository: workspace.repository)
    let refusals = broken.map { finding in
      var refusal = locator.located(finding.refusal, key: finding.key)
      if finding.rule == .danglingReference { refusal.code = .stillReferenced }
      return refusal
    }
    guard var whole = Diagnostic(all: refusals) else { return }
    whole.message = "cannot undo \"\(subject)\": then " + whole.message
    whole.hints.append("nothing was undone")
    throw whole
  }
}

/// The list of `crm undo --list`.
private struct ChangeList {
  let session: Session

  func print() throws {
    let workspace = try session.open(reportingProblems: false)
    let repository = workspace.repository
    let git = repository.isGitWorkTree ? session.git(repository) : nil
    let history = try ChangeHistory(of: repository, git: git)
    let undone = history.undone
    let isHuman = session.format.isHuman
    let table = Table(
      columns: ["change", "at", "message", "state"].map {
        Column($0, $0, kind: $0 == "at" ? .date : $0 == "change" ? .identifier : .text)
      },
      rows: history.changes.prefix(isHuman ? 20 : 1000).map { change in
        let at = change.instant.map { text in
          isHuman ? Instant(rfc3339: text).map(workspace.zone.describe) ?? text : text
        }
        let state =
          undone.contains(change.id) ? "undone" : change.isPending ? "not committed yet" : ""
        return [.text(change.id), at.map { .date($0) } ?? .empty, .text(change.subject), .text(state)]
      })
    try TablePrinter(session: session).print(table)
  }
}
