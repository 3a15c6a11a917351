import Diagnostics
package import Records
import Store

/// Remembers in the repository that two records are two, however alike they look.
package struct KeepApart: Operation {
  package static let answer = AnswerForm.item(NotDuplicates.schema, hasTable: true)
  package static let effect = Effect.writes
  package let kind: Kind
  package let one: String
  package let other: String

  package init(_ kind: Kind, _ one: String, _ other: String) {
    self.kind = kind
    self.one = one
    self.other = other
  }

  package func run(in context: Context) throws -> Answer {
    let (_, done) = try context.transact { workspace in
      let (mine, theirs) = try workspace.pair(one, other, kind)
      if var known = KnownApart(workspace).pairs(mine.id, theirs.id).first {
        known.name(in: workspace.snapshot)
        return (Change(), (pair: known, said: "known already: \(known.path)"))
      }
      let user = workspace.user
      var pair = NotDuplicates(kind, mine, theirs, by: user.isEmpty ? nil : user, at: workspace.moment)
      pair.name(in: workspace.snapshot)
      var change = Change(message: "\(kind.rawValue): \(mine.name) is not \(theirs.name)")
      change.write(
        Change.FileEdit(
          path: pair.path, before: try RecordFile.readIfPresent(pair.path, in: workspace.repository),
          after: pair.bytes))
      let verb = context.options.isDryRun ? "would be kept apart" : "kept apart"
      return (
        change,
        (pair: pair, said: "\(verb): \(mine.id) \"\(mine.name)\" and \(theirs.id) \"\(theirs.name)\"")
      )
    }
    return .item(ItemAnswer([done.pair], as: NotDuplicates.schema), said: [done.said])
  }
}

/// Forgets that two records are two.
package struct RevokeApart: Operation {
  package static let answer = AnswerForm.item(NotDuplicates.schema, hasTable: true)
  package static let effect = Effect.writes
  package let kind: Kind
  package let one: String
  package let other: String

  package init(_ kind: Kind, _ one: String, _ other: String) {
    self.kind = kind
    self.one = one
    self.other = other
  }

  package func run(in context: Context) throws -> Answer {
    let (_, done) = try context.transact { workspace in
      let (mine, theirs) = try workspace.pair(one, other, kind)
      let known = KnownApart(workspace).pairs(mine.id, theirs.id)
      guard var pair = known.first else {
        throw Diagnostic(
          .notFound,
          "nobody has said that \(mine.id) \"\(mine.name)\" and \(theirs.id) \"\(theirs.name)\" are two",
          hints: ["those that are known: \(CommandLine("\(kind.plural) dupes").option("remembered"))"])
      }
      pair.name(in: workspace.snapshot)
      var change = Change(message: "\(kind.rawValue): \(mine.name) may be \(theirs.name)")
      try change.forget(known, in: workspace.repository)
      let verb = context.options.isDryRun ? "would be" : "are"
      return (
        change,
        (
          pair: pair,
          said: "\(mine.id) \"\(mine.name)\" and \(theirs.id) \"\(theirs.name)\" \(verb) looked at again"
        )
      )
    }
    return .item(ItemAnswer([done.pair], as: NotDuplicates.schema), said: [done.said])
  }
}

/// The pairs that somebody has said to be two.
package struct ListApart: Operation {
  package static let answer = AnswerForm.items(NotDuplicates.schema)
  package let kind: Kind

  package init(_ kind: Kind) { self.kind = kind }

  package func run(in context: Context) throws -> Answer {
    let workspace = try context.open()
    var (pairs, problems) = NotDuplicates.all(in: workspace.repository)
    for place in pairs.indices { pairs[place].name(in: workspace.snapshot) }
    context.remember(problems: problems)
    return .items(
      ItemAnswer(
        pairs.filter { $0.kind == kind }, as: NotDuplicates.schema, in: workspace,
        whenEmpty: "no pair is remembered"))
  }
}

extension Workspace {
  /// Two different records of a kind.
  func pair(_ one: String, _ other: String, _ kind: Kind) throws(Diagnostic) -> (Record, Record) {
    let (mine, theirs) = (try record(called: one, kind), try record(called: other, kind))
    guard mine.id != theirs.id else {
      throw Diagnostic(.invalidValue, "both are \(kind.rawValue) \(mine.id) \"\(mine.name)\"")
    }
    return (mine, theirs)
  }
}
