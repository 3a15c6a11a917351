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

  /// Throws where the text is no valid record, where its id changed, or where it would break a rule.
  func change(in workspace: Workspace) throws -> Change {
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
    let broken = Invariants.check(
      workspace.snapshot, pipelines: workspace.pipelines,
      touching: RecordEdits(workspace).change(of: [edit]), byHand: true, now: workspace.now)
    let refusals = broken.map { finding in
      guard finding.record == edited.id else { return finding.refusal }
      var refusal = FieldLocator.located(finding.refusal, key: finding.key, in: document)
      // They would mend the file as it was edited, and it is not.
      if finding.rule != .frozenInvoice { refusal.hints.removeAll { !$0.commands.isEmpty } }
      return refusal
    }
    if let whole = Diagnostic(all: refusals) { throw whole }
    var change = Change(message: "\(kind.rawValue): \(edited.name): edited")
    change.write(edit)
    return change
  }
}
