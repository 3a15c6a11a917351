import Diagnostics
import Filters
import Matching
package import Records
import Rules

/// New values for the fields of one record.
package struct SetFields: Operation {
  package static let answer = AnswerForm.changes
  package let kind: Kind
  package let reference: String
  /// `field=value`, `field=`, `list+=value` and `list-=value` words.
  package let assignments: [String]

  package init(_ kind: Kind, _ reference: String, assignments: [String]) {
    self.kind = kind
    self.reference = reference
    self.assignments = assignments
  }

  package func run(in context: Context) throws -> Answer {
    let (workspace, done) = try context.transact(answering: kind) { workspace in
      let record = try workspace.resolve(reference, kind)
      try context.demandRevision(of: record, in: workspace)
      let changes = try Assignments(assignments, kind: kind, workspace: workspace, of: record)
        .changes(to: record)
      try warn(changes, to: record, workspace, context)
      var planner = workspace.planner(context)
      try planner.setFields(record.id, changes)
      if let after = planner.snapshot.record(record.id) {
        RecordMatches(workspace.snapshot).warn(of: after, changing: Set(changes.keys), context)
      }
      let fields = ChangeDescription(planner.change, workspace).fields(of: record.id)
      return (planner.change, (record: record, isChanged: !planner.change.isEmpty, fields: fields))
    }
    let id = done.record.id
    guard done.isChanged else {
      let line = "\(kind.rawValue) \(id) \(done.record.name): as it was already"
      return .changes(ChangeAnswer(kind, said: [line], of: [id], in: workspace, context))
    }
    // A dry run has said it already.
    let what =
      done.fields.isEmpty || context.options.isDryRun
      ? "changed" : done.fields.map { "\($0.key) \($0.values)" }.joined(separator: "; ")
    let entry = ChangeAnswer.Entry(id, what, showsNextStep: false)
    return .changes(ChangeAnswer(kind, [entry], in: workspace, context))
  }

  /// A due time of an open task obeys the rules of WHEN: not past, and a remark where it is outside working hours.
  private func warn(
    _ changes: [String: Value?], to record: Record, _ workspace: Workspace, _ context: Context
  ) throws {
    guard kind == .task, changes["due"] != nil,
      let text = assignments.last(where: { $0.hasPrefix("due=") })
    else { return }
    let owner = (changes["owner"] ?? nil)?.text ?? workspace.doer(of: record)
    _ = try workspace.deadline(String(text.dropFirst(4)), owner: owner, option: "due", context: context)
  }
}

/// New values for the fields of every record that matches a filter.
package struct SetFieldsWhere: Operation {
  package static let answer = AnswerForm.changes
  package let kind: Kind
  package let filter: String
  package let assignments: [String]
  /// Whether nobody has to agree.
  package let isAgreed: Bool

  package init(_ kind: Kind, where filter: String, assignments: [String], isAgreed: Bool) {
    self.kind = kind
    self.filter = filter
    self.assignments = assignments
    self.isAgreed = isAgreed
  }

  package func run(in context: Context) throws -> Answer {
    let text = try Named.text(filter, "--where", hint: "for all of them: --where 'id:*'")
    var agreed: Set<RecordID>?
    if !isAgreed, !context.options.isDryRun {
      let workspace = try context.open()
      let matching = try matching(text, workspace)
      guard context.face.canAsk else { throw refusal(of: matching.count) }
      agreed = try agreement(to: matching, context)
      guard agreed != nil else {
        let said = matching.isEmpty ? ["no \(kind.plural) match"] : []
        return .changes(ChangeAnswer(kind, said: said, of: [], isMany: true, in: workspace, context))
      }
    }
    let (workspace, done) = try context.transact(answering: kind) {
      try plan(text, agreed: agreed, $0, context)
    }
    if done.others > 0 { context.warn(warning(of: done.others)) }
    let verb = context.options.isDryRun ? "would change" : "changed"
    return .changes(
      ChangeAnswer(
        kind, said: ["\(kind.counted(done.ids.count)) \(verb)"], of: done.ids, isMany: true, in: workspace,
        context))
  }

  private func matching(_ text: String, _ workspace: Workspace) throws -> [Record] {
    try Filter.parse([text], kind: kind, context: workspace.filterContext).select()
  }

  private func plan(
    _ text: String, agreed: Set<RecordID>?, _ workspace: Workspace, _ context: Context
  ) throws -> (Change, (ids: [RecordID], others: Int)) {
    let matching = try matching(text, workspace)
    // What matches by now and was not shown is not what the answer was about.
    let meant = agreed.map { agreed in matching.filter { agreed.contains($0.id) } } ?? matching
    let assignments = try Assignments(assignments, kind: kind, workspace: workspace)
    var planner = workspace.planner(context)
    var ids: [RecordID] = []
    for record in meant {
      let changes = try assignments.changes(to: record)
      guard !changes.isEmpty else { continue }
      try planner.setFields(record.id, changes)
      ids.append(record.id)
    }
    var change = planner.change
    change.message = "\(kind.plural): set \(assignments.keys.joined(separator: ", ")) on \(ids.count)"
    return (change, (ids: ids, others: matching.count - meant.count))
  }

  /// The records that a person agrees to change; nil for none. Asked before the lock is taken, so others may match then.
  private func agreement(to matching: [Record], _ context: Context) throws -> Set<RecordID>? {
    guard !matching.isEmpty else { return nil }
    var subjects = matching.prefix(20).map { "\($0.id)  \($0.name)" }
    if matching.count > 20 { subjects.append("… and \(matching.count - 20) more") }
    let question = "Change \(kind.counted(matching.count))?"
    return try context.face.confirm(question, about: subjects) ? Set(matching.map(\.id)) : nil
  }

  private func refusal(of count: Int) -> Diagnostic {
    let verb = count == 1 ? "matches" : "match"
    return Diagnostic(
      .usage, "\(kind.counted(count)) \(verb); this would change \(count == 1 ? "it" : "them all")",
      hints: ["add --yes to do it, --dry-run to see what would change"])
  }

  private func warning(of others: Int) -> Diagnostic {
    let isOne = others == 1
    return Diagnostic(
      .warning,
      "\(kind.counted(others)) more \(isOne ? "matches" : "match") by now and "
        + "\(isOne ? "was" : "were") left alone",
      hints: ["run the command again to see and change \(isOne ? "it" : "them")"])
  }
}
