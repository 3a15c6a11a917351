import Diagnostics
import Facts
package import Records
import Rules
import Store

/// Makes one record of two that are the same; the identifier of the one that goes leads to the one that stays.
package struct MergeRecords: Operation {
  package static let answer = AnswerForm.changes
  package let kind: Kind
  package let kept: String
  package let other: String

  package init(_ kind: Kind, keep kept: String, _ other: String) {
    self.kind = kind
    self.kept = kept
    self.other = other
  }

  package func run(in context: Context) throws -> Answer {
    let (workspace, done) = try context.transact(answering: kind) { workspace in
      let mine = try workspace.record(called: kept, kind)
      let theirs = try workspace.record(called: other, kind)
      try refuseAlias(of: mine, theirs)
      try context.demandRevision(of: mine, in: workspace)
      var planner = workspace.planner(context)
      let merged = try planner.merge(theirs.id, into: mine.id, kind: kind)
      var change = planner.change
      try change.forget(KnownApart(workspace).pairs(mine.id, theirs.id), in: workspace.repository)
      return (change, (id: mine.id, said: Self.lines(mine, theirs, merged, change, workspace, context)))
    }
    return .changes(ChangeAnswer(kind, said: done.said, of: [done.id], in: workspace, context))
  }

  /// An identifier that is an alias by now names the record that stays: these two are one already.
  private func refuseAlias(of mine: Record, _ theirs: Record) throws(Diagnostic) {
    guard mine.id == theirs.id else { return }
    for text in [kept, other] {
      guard let id = Reference.identifier(endingStem: text.lowercased()), id != mine.id else { continue }
      throw Diagnostic(
        .invalidValue, "\(kind.rawValue) \(id) was merged into \(mine.id) \"\(mine.name)\" already",
        hints: ["look: \(CommandLine("\(kind.plural) show", "\(mine.id)"))"])
    }
  }

  /// What became of the two, field by field.
  private static func lines(
    _ mine: Record, _ theirs: Record, _ merged: Merged, _ change: Change, _ workspace: Workspace,
    _ context: Context
  ) -> [String] {
    let verb = context.options.isDryRun ? "would take in" : "took in"
    var lines = [
      "\(mine.kind.rawValue) \(mine.id) \"\(mine.name)\" \(verb) \(theirs.id) \"\(theirs.name)\""
    ]
    lines += ChangeDescription(change, workspace).fields(of: mine.id).map { "  \($0.key): \($0.values)" }
    let moved = merged.moved.compactMap { workspace.snapshot.record($0) }
    if !moved.isEmpty {
      lines.append("  \(Kind.counted(moved)) mention\(moved.count == 1 ? "s" : "") it now")
    }
    if !context.options.isDryRun { lines.append("to take it back: \(CommandLine("undo"))") }
    return lines
  }
}

extension Workspace {
  /// The record that is named by itself: by id, row, email, phone or words of its name, and not by what it belongs to.
  ///
  /// Whoever says that two records are the same must have named both.
  func record(called text: String, _ kind: Kind) throws(Diagnostic) -> Record {
    let record = try resolve(text, kind)
    let resolver = ReferenceResolver(snapshot: snapshot)
    if RowNumbers.number(text) != nil
      || resolver.candidates(text, kinds: [kind]).contains(where: { $0.id == record.id })
    {
      return record
    }
    var hints: [Hint] = []
    if let other = resolver.candidates(text, kinds: Kind.allCases).first {
      hints.append(
        "\"\(other.name)\" is \(other.kind.article): \(CommandLine("\(other.kind.plural) show", "\(other.id)"))"
      )
    }
    throw Diagnostic(
      .notFound, "no \(kind.rawValue) is called \"\(text)\"",
      hints: hints + [Hint("did you mean \(kind.rawValue) \(record.id) \"\(record.name)\"?")],
      detail: .nearest([record.candidate()]))
  }
}
