import ArgumentParser
import Diagnostics
import Output
import Records
import Rules
import Store

/// What was taken back.
private struct UndoneChange {
  let subject: String
  let paths: [String]
}

/// `crm undo`: takes back the last transaction where git remembers what was before.
struct Undo: CRMCommand {
  static let configuration = CommandConfiguration(
    commandName: "undo",
    abstract: "Take back the last change that crm made; refused where files changed since.")

  @OptionGroup var global: GlobalOptions

  func run(in session: Session) throws {
    let repository = try session.repository()
    guard repository.isGitWorkTree else {
      throw Diagnostic(.notFound, "this repository is not in git, so nothing can be undone")
    }
    let (workspace, done) = try session.transact { workspace in
      let git = session.git(workspace.repository)
      guard let last = try git.lastTransaction() else {
        throw Diagnostic(.notFound, "there is no change of crm to undo")
      }
      let files = try git.undo(last)
      // The first commit is where the repository begins; without its settings there is nothing left to stand on.
      if files.contains(where: { file in
        if case .delete = file.action { file.path == "crm.yaml" } else { false }
      }) {
        throw Diagnostic(.notFound, "there is no change of crm to undo")
      }
      // The trailer tells the next undo that this one is taken back already.
      var change = Change(message: "undo: \(last.subject)")
      change.trailer = "\(Git.undoTrailer): \(last.transaction)"
      for file in files {
        switch file.action {
        case .create(let bytes): change.write(Change.FileEdit(path: file.path, before: nil, after: bytes))
        case .replace(let before, let after):
          change.write(Change.FileEdit(path: file.path, before: before, after: after))
        case .delete(let before): change.write(Change.FileEdit(path: file.path, before: before, after: nil))
        }
      }
      try refuseBreaking(change, of: last.subject, workspace)
      return (change, UndoneChange(subject: last.subject, paths: files.map(\.path)))
    }
    _ = workspace
    if session.isJSON {
      let paths = done.paths.map { JSONValue.string($0) }
      let json = JSONValue.object([
        JSONMember("undone", .string(done.subject)), JSONMember("paths", .array(paths)),
      ])
      try session.write(json.encoded(pretty: session.format == .json) + "\n")
    } else {
      try session.say(session.escaped("\(global.dryRun ? "would undo" : "undone"): \(done.subject)"))
    }
  }

  /// What came after the change, by hand or by others, may stand on it.
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
