import Diagnostics
import Records
import Rules
import Store
import YAML

/// A whole file changed in an editor, turned into a change that the rules can judge.
struct HandEdit {
  let path: String
  let kind: Kind
  let before: [UInt8]
  let after: [UInt8]
  /// What is worth a word in what was edited, once `change` has judged it.
  private(set) var warnings: [Diagnostic] = []

  init(path: String, kind: Kind, before: [UInt8], after: [UInt8]) {
    (self.path, self.kind, self.before, self.after) = (path, kind, before, after)
  }

  /// Throws where the text is no valid record, where its id changed, or where it would break a rule.
  mutating func change(in workspace: Workspace) throws -> Change {
    let document: Document
    do throws(YAMLError) {
      document = try Document(parsing: after, file: path)
    } catch {
      throw error.diagnostic(file: path)
    }
    let reader = RecordReader(config: workspace.config, schema: workspace.snapshot.schema)
    let (edited, problems) = reader.read(document, kind: kind, path: path)
    guard let edited else {
      throw Diagnostic(all: problems) ?? Diagnostic(.invalidData, "\(path) holds no record")
    }
    guard let present = workspace.snapshot.record(edited.id), present.path == path else {
      throw Diagnostic(.invalidValue, "the id of a record cannot be edited", hints: ["restore the line id:"])
    }
    let edit = Change.FileEdit(path: path, before: before, after: after)
    let judged = RecordEdits(workspace).change(of: [edit])
    let broken = Invariants.check(
      workspace.snapshot, pipelines: workspace.pipelines, touching: judged, byHand: true,
      now: workspace.now)
    let edition = workspace.snapshot.applying(judged)
    let approvals = ApprovalJudge(edition, pipelines: workspace.pipelines, now: workspace.now).findings(
      of: edited, before: present, .edited
    ).map { FieldLocator.located($0.refusal, key: $0.key, in: document) }
    let refusals = broken.map { finding in
      guard finding.record == edited.id else { return finding.refusal }
      var refusal = FieldLocator.located(finding.refusal, key: finding.key, in: document)
      // They would mend the file as it was edited, and it is not.
      if finding.rule != .frozenInvoice { refusal.hints.removeAll { !$0.commands.isEmpty } }
      return refusal
    }
    if let whole = Diagnostic(all: refusals + approvals) { throw whole }
    var change = Change(message: "\(kind.rawValue): \(edited.name): edited")
    change.write(edit)
    warnings =
      VoidedApprovals.warnings(of: judged, from: workspace.snapshot, to: edition)
      + KeptPrices.warnings(of: edited, before: present, in: edition)
    return change
  }
}
