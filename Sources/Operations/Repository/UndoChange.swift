import Diagnostics
import Facts
package import Output
import Records
import Rules
import Store
import YAML

/// Takes back what one change wrote, and nothing that was written since.
package struct UndoChange: Operation {
  package static let answer = AnswerForm.item(UndoneChange.schema)
  package static let effect = Effect.writes
  /// The change, as `c-…`, or the commit that holds it; without one, the last change that is left.
  package let change: String?

  package init(_ change: String?) {
    self.change = change
  }

  package func run(in context: Context) throws -> Answer {
    var (_, undone) = try context.transact { try plan($0, context) }
    undone.by = context.madeChange
    var said = ["\(context.options.isDryRun ? "would undo" : "undone"): \(undone.change.subject)"]
    if let made = undone.by { said.append("  to bring it back: \(CommandLine("undo", .known(made)))") }
    return .item(ItemAnswer([undone], as: UndoneChange.schema), said: said)
  }

  private func plan(_ workspace: Workspace, _ context: Context) throws -> (Change, UndoneChange) {
    try workspace.demand(.undo)
    let repository = workspace.repository
    let git = repository.isGitWorkTree ? context.git(repository) : nil
    let history = try ChangeHistory(of: repository, git: git)
    let takeback = Takeback(workspace, history, git: git)
    let target = try self.target(of: history, takeback, git)
    let files = try history.files(of: target)
    // The first change is where the repository begins; without its settings nothing could be done in it.
    if files.contains(where: { $0.path == "crm.yaml" && $0.before == nil }) {
      throw UndoChange.nothing(in: history)
    }
    var change = try takeback.change(of: target, files)
    // The trailer tells the next undo that this one is taken back already.
    change.message = UndoChange.subject(of: target)
    change.trailer = "\(Git.undoTrailer): \(target.id)"
    let former = files.compactMap { file in file.before.map { (file.path, $0) } }
    try refuseBreaking(change, of: target, former, workspace, context)
    return (change, UndoneChange(change: target, paths: change.files.map(\.path)))
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
    if let change {
      do throws(Diagnostic) {
        return try history.change(named: change)
      } catch {
        guard error.code == .notFound, let merge = try git?.mergeCommit(named: change) else { throw error }
        throw UndoChange.refusal(ofMerge: merge)
      }
    }
    guard let last = try history.last(isLeft: takeback.isLeft) else { throw UndoChange.nothing(in: history) }
    if !last.isOwn, let email = git?.authorEmail(), let other = last.email, other != email {
      throw Diagnostic(
        .notFound,
        "this clone has made no change yet; the last one is of \(last.author ?? other): \(last.subject)",
        hints: ["to take that back: \(CommandLine("undo", .known(last.id)))"])
    }
    return last
  }

  /// A merge wrote nothing of its own: what came by it are changes, each of which is taken back by itself.
  private static func refusal(ofMerge merge: Git.MergeCommit) -> Diagnostic {
    let came = merge.changes.prefix(5).map { change in
      Hint("\(CommandLine("undo", .known(change.id))): \(change.subject)")
    }
    let more: [Hint] = merge.changes.count > 5 ? ["\(merge.changes.count - 5) more came by it"] : []
    return Diagnostic(
      .undoBlocked,
      "\"\(merge.subject)\" is a merge, and no change of its own: others have what came by it; nothing was undone",
      hints: came + more + ["what may be taken back: \(CommandLine("undo").option("list"))"])
  }

  private static func nothing(in history: ChangeHistory) -> Diagnostic {
    let undone = history.changes.first { $0.undoes != nil && !history.undone.contains($0.id) }
    return Diagnostic(
      .notFound, "there is no change of crm to undo",
      hints: undone.map { ["to bring back what was undone last: \(CommandLine("undo", .known($0.id)))"] }
        ?? [])
  }

  /// Deals that would come back into a stage without the approval that it asks for, and not as they were in it.
  private func unapproved(
    _ judged: Change, _ pipelines: Pipelines, _ former: [(path: String, bytes: [UInt8])],
    _ workspace: Workspace
  ) -> [Finding] {
    let ids = judged.updates.filter { $0.value["stage"] != nil }.keys.sorted()
    guard !ids.isEmpty else { return [] }
    let after = workspace.snapshot.applying(judged)
    let judge = ApprovalJudge(after, pipelines: pipelines, now: workspace.now)
    let reader = RecordReader(config: workspace.config, schema: workspace.snapshot.schema)
    return ids.flatMap { id -> [Finding] in
      guard let deal = after.record(id), deal.kind == .deal, let before = workspace.snapshot.record(id) else {
        return []
      }
      let bytes = former.first { $0.path == deal.path }?.bytes
      let document = bytes.flatMap { try? Document(parsing: $0, file: deal.path) }
      let known = document.flatMap { reader.read($0, kind: .deal, path: deal.path).0 }
      if let known, known["stage"] == deal["stage"], known.approvalMark == deal.approvalMark { return [] }
      return judge.findings(of: deal, before: before, .pushed).filter { $0.rule == .notApproved }.map {
        var finding = $0
        // It is where that would bring it.
        finding.diagnostic.hints.removeAll { $0.commands.contains { "\($0)".contains("deals move") } }
        return finding
      }
    }
  }

  /// What came after the change, by hand or by others, may depend on it.
  private func refuseBreaking(
    _ change: Change, of target: LoggedChange, _ former: [(path: String, bytes: [UInt8])],
    _ workspace: Workspace, _ context: Context
  ) throws {
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
    let unapproved = unapproved(judged, pipelines, former, workspace)
    let locator = FieldLocator(repository: workspace.repository)
    let refusals = (broken + unapproved).map { finding in
      var refusal = locator.located(finding.refusal, key: finding.key)
      if finding.rule == .danglingReference { refusal.code = .stillReferenced }
      return refusal
    }
    guard var whole = Diagnostic(all: refusals) else { return }
    // Taking a repair back brings back what the merge left, which is what was asked for.
    if target.isRepair {
      let mend: Hint = "to mend it again: \(CommandLine("check").option("fix"))"
      return context.warn("now " + whole.message, hint: mend)
    }
    whole.message = "cannot undo \"\(target.subject)\": then " + whole.message
    whole.hints.append("nothing was undone")
    throw whole
  }
}

/// What was taken back.
package struct UndoneChange: Sendable {
  let change: LoggedChange
  let paths: [String]
  /// The change that took it back; nil where nothing was written.
  var by: String?

  package static let schema = ObjectSchema<UndoneChange>(
    "undone change", "What crm undo took back.",
    [
      .text("undone", "What the change was.") { $0.change.subject },
      .text("change", "Its name.") { $0.change.id },
      .optionalText("by", "The change that took it back, by which undo brings it back; null in a dry run.") {
        $0.by
      },
      .texts("paths", "The files that were written or removed.") { $0.paths },
    ])
}
