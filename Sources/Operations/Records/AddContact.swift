import Diagnostics
import Records
import Rules

/// A new person together with the company that they work for, where that is not there yet.
struct AddContact: Operation {
  static let answer = AnswerForm.changes
  let name: String
  /// `field=value` words, without the company.
  let assignments: [String]
  /// A REF, or the name of a company to be made.
  let company: String?
  /// Whether a company is made even though one has nearly that name.
  let allowsNearName: Bool

  func run(in context: Context) throws -> Answer {
    let (workspace, ids) = try context.transact(answering: .contact) { workspace in
      var planner = workspace.planner(context)
      let found = try company.flatMap { try resolved($0, workspace) }
      let made = try planner.together { planner throws(Diagnostic) in
        var values = try Assignments(assignments, kind: .contact, workspace: workspace, name: name)
          .initialValues()
        values[Kind.contact.nameKey] = .text(try Assignments.name(name, kind: .contact))
        var ids: [RecordID] = []
        if let found {
          values["company"] = .reference(Reference(found))
        } else if let company {
          let title = Value.text(try Assignments.name(company, kind: .company))
          let reference = try planner.addRecord(.company, values: [Kind.company.nameKey: title])
          values["company"] = .reference(reference)
          ids.append(reference.id)
        }
        ids.insert(try planner.addRecord(.contact, values: values).id, at: 0)
        return ids
      }
      return (planner.change, made)
    }
    let entries = ids.map { ChangeAnswer.Entry($0, "added", showsNextStep: false) }
    return .changes(ChangeAnswer(.contact, entries, in: workspace, context))
  }

  /// Nil for a company that is to be made; throws where the name may mean one that is there.
  private func resolved(_ name: String, _ workspace: Workspace) throws(Diagnostic) -> Record? {
    do throws(Diagnostic) {
      return try workspace.resolve(name, .company)
    } catch {
      guard error.code == .notFound else { throw error }
      if error.detail?.nearest.isEmpty ?? true || allowsNearName { return nil }
      throw error
    }
  }
}
