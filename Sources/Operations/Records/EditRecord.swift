import Diagnostics
package import Records
import Store

/// The whole file of a record, changed by hand in an editor and checked before it is taken.
package struct EditRecord: Operation {
  package static let answer = AnswerForm.changes
  package let kind: Kind
  package let reference: String
  /// The number of the process, which names the draft.
  package let process: Int32

  package init(_ kind: Kind, _ reference: String, process: Int32) {
    self.kind = kind
    self.reference = reference
    self.process = process
  }

  package func run(in context: Context) throws -> Answer {
    let workspace = try context.open(reportingProblems: false)
    let record = try workspace.resolve(reference, kind)
    try context.demandRevision(of: record, in: workspace)
    let before = try RecordFile.read(record.path, in: workspace.repository)
    let draft = try EditorDraft(
      of: record, content: before, process: process, in: workspace.repository, context)
    do {
      try context.face.edit(draft.path)
      let after = try draft.content()
      guard after != before else {
        draft.remove()
        return .changes(
          ChangeAnswer(kind, said: ["nothing changed"], of: [record.id], in: workspace, context))
      }
      try context.transact(answering: kind) { workspace in
        var edit = HandEdit(path: record.path, kind: kind, before: before, after: after)
        let change = try edit.change(in: workspace)
        for warning in edit.warnings { context.warn(warning) }
        return (change, ())
      }
    } catch let diagnostic as Diagnostic {
      throw draft.keeping(diagnostic)
    }
    draft.remove()
    // Edited files are read anew, because the workspace after a change knows records only.
    let entry = ChangeAnswer.Entry(record.id, "changed", showsNextStep: kind == .deal)
    let landed = try context.open(reportingProblems: false)
    return .changes(ChangeAnswer(kind, [entry], in: landed, context))
  }
}
