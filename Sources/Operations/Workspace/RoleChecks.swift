import Diagnostics
import Filters
import Records
import Rules
import Store

extension Workspace {
  /// Who may do what here; nil where the repository has no roles. Throws where their filters are wrong.
  private func roles() throws(Diagnostic) -> RoleRules? {
    guard let rules = RoleRules(config, schema: snapshot.schema) else { return nil }
    guard var whole = Diagnostic(all: rules.problems) else { return rules }
    whole.hints.append("nothing was changed, because crm.yaml decides who may; mend it first")
    throw whole
  }

  /// Refuses what the role of who works here does not allow as a whole.
  func demand(_ permission: Permission) throws(Diagnostic) {
    if let refusal = try roles()?.refusal(of: permission, to: user) { throw refusal }
  }

  /// Whether rules of the pipeline that `--force` may pass are passed: by those who may change the pipeline.
  func isForced(_ context: Context) -> Bool {
    context.options.isForced && (try? demand(.stages)) != nil
  }

  /// Refuses the parts of a change that the role of who works here does not allow.
  fileprivate func refuseByRole(_ change: Change) throws(Diagnostic) {
    guard let rules = try roles(), rules.limits(user) else { return }
    let edits = change.files.filter { RecordFiles.kind(ofPath: $0.path) != nil }
    let files = change.files.map(\.path).filter { RecordFiles.kind(ofPath: $0) == nil }
    var whole = change
    if !edits.isEmpty { whole.merge(RecordEdits(self).change(of: edits)) }
    let asker = user
    func context(_ snapshot: Snapshot, _ pipelines: Pipelines) -> EvaluationContext {
      EvaluationContext(snapshot: snapshot, now: now, user: asker, stages: pipelines.stages)
    }
    let refusals = rules.refusals(
      of: TouchedRecords(whole, in: snapshot, files: files), by: user, before: context(snapshot, pipelines),
      after: context(snapshot.applying(whole), pipelines))
    guard var first = Diagnostic(all: refusals) else { return }
    first.hints.append("nothing was changed")
    throw first
  }
}

extension Context {
  /// Refuses a change that the role of who makes it does not allow; costs nothing where there are no roles.
  func refuseByRole(_ change: Change, _ workspace: Workspace) throws {
    guard !change.isEmpty, !workspace.config.roles.isEmpty else { return }
    try workspace.refuseByRole(change)
  }
}
